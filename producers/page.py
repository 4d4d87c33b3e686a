"""HTML pages -> ``Article``: what a page says of itself, and the text that trafilatura finds in it.

Of itself a page speaks in JSON-LD (schema.org NewsArticle), in Open Graph and other ``meta``, in ``link``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from producers.encoding import decode, sound
from producers.markup import html_text
from producers.paragraphs import PARAGRAPH, is_rule, one_line, tidy
from producers.prose import words
from producers.reading import Defaults
from producers.times import instant
from wirewatch.errors import ReadError
from wirewatch.records import Article, Subject

LARGEST = 3_000_000
"""Bytes of a page; articles are far smaller, and what is larger takes long to take apart."""
MOST_TAGS = 100_000
LINKED_DATA = 200_000
"""Characters of JSON-LD that are looked at."""
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
ARTICLES = re.compile(
    r"(?:Article|NewsArticle|ReportageNewsArticle|BlogPosting|LiveBlogPosting|\w+NewsArticle|Report)\Z"
)
HEADLINES = ("og:title", "twitter:title", "dc.title", "headline", "title")
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dc.date",
    "date",
    "pubdate",
    "publishdate",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
)
AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")
KEYWORDS = ("news_keywords", "keywords", "article:tag")
BYLINE = re.compile(
    r"(?:^|\s)(?:author|byline|author-name|byline__name|article-author)(?=\s|\Z)", re.IGNORECASE
)
LONGEST_BYLINE = 100
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def read_page(data: bytes, uri: str, defaults: Defaults) -> Iterator[Article]:
    """The article of a page; ReadError when there is none in it."""
    if len(data) > LARGEST or data.count(b"<") > MOST_TAGS:
        raise ReadError(f"a page of {len(data):,} bytes; one may have {LARGEST:,}, and {MOST_TAGS:,} tags")
    markup = _characters(data)
    tree = _tree(markup)
    text = _text(markup)
    meta, linked = _meta(tree), _linked_data(tree)
    headline = (
        _said(linked, "headline")
        or _first(meta, HEADLINES)
        or words(tree.find(".//h1"))
        or words(tree.find(".//title"))
    )
    if not text:
        raise ReadError("a page without an article")
    published = _moment(linked.get("datePublished"), meta, PUBLISHED, defaults)
    published = published or instant(_printed_time(tree), defaults.zone)
    modified = _moment(linked.get("dateModified"), meta, MODIFIED, defaults)
    link = _canonical(tree, meta)
    yield Article(
        uri=link or uri,
        body=_without(text, headline),
        versioncreated=modified or published,
        firstcreated=published,
        language=_language(tree, linked),
        headline=headline,
        byline=_names(linked.get("author")) or _byline(meta) or _printed_byline(tree),
        infosource=_names(linked.get("publisher")) or _first(meta, SITES),
        subject=_subjects(linked, meta),
        copyrightholder=_names(linked.get("copyrightHolder")),
        link=link,
    )


def article_text(markup: str | bytes, url: str | None = None) -> str | None:
    """The article's text in a page, paragraphs parted by one blank line; None where there is no article."""
    import trafilatura  # noqa: PLC0415  half a second, which only those who read pages should wait

    text = trafilatura.extract(markup, url=url, include_comments=False, include_tables=False)
    if not text:
        return None
    return PARAGRAPH.join(
        line.strip() for line in tidy(text).split("\n") if line.strip() and not is_rule(line)
    )


def _text(markup: str) -> str | None:
    try:
        return article_text(markup)
    except Exception as error:  # trafilatura meets hostile input here, and raises whatever its parsers raise
        raise ReadError(f"a page that cannot be taken apart: {type(error).__name__}") from error


def _characters(data: bytes) -> str:
    """As the page says it is encoded; UTF-8 wins, for nothing else looks like it by chance."""
    match = CHARSET.search(data[:4096])
    try:
        return sound(data.decode())
    except UnicodeDecodeError:
        pass
    try:
        return sound(data.decode(match[1].decode())) if match else decode(data)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _tree(markup: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(UNPRINTABLE.sub("", markup).encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise ReadError(f"no HTML: {error}") from error
    if root is None:
        raise ReadError("no HTML: there is nothing in it")
    return root


def _meta(tree: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in tree.iter("meta"):
        name = (each.get("property") or each.get("name") or each.get("itemprop") or "").strip().lower()
        if name and (content := one_line(each.get("content"))):
            found.setdefault(name, []).append(content)
    return found


def _first(meta: Mapping[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if meta.get(name)), None)


def _linked_data(tree: etree._Element) -> Mapping[str, Any]:
    """The JSON-LD that describes an article, if any."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            decoded = json.loads((script.text or "")[:LINKED_DATA], strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(decoded):
            if _is_article(node.get("@type")):
                return node
    return {}


def _nodes(decoded: Any) -> Iterator[Mapping[str, Any]]:
    for each in decoded if isinstance(decoded, list) else [decoded]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and ARTICLES.match(each) for each in kinds)


def _said(node: Mapping[str, Any], name: str) -> str | None:
    value = node.get(name)
    return one_line(html_text(value)) if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    """The names of schema.org's persons and organisations."""
    parts = value if isinstance(value, list) else [value]
    names = [
        _said(part, "name") if isinstance(part, dict) else one_line(part) if isinstance(part, str) else None
        for part in parts
    ]
    return ", ".join(dict.fromkeys(name for name in names if name and not name.startswith("http"))) or None


def _byline(meta: Mapping[str, list[str]]) -> str | None:
    """Some pages give their authors' addresses instead of names."""
    names = next((meta[name] for name in AUTHORS if meta.get(name)), [])
    return ", ".join(dict.fromkeys(name for name in names if not name.startswith("http"))) or None


def _printed_byline(tree: etree._Element) -> str | None:
    """What stands on the page as its byline, where it is short enough to be one."""
    for each in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{each.get('rel', '')} {each.get('itemprop', '')} {each.get('class', '')}"
        if BYLINE.search(marks) and (text := words(each)) and len(text) <= LONGEST_BYLINE:
            return text
    return None


def _printed_time(tree: etree._Element) -> str | None:
    """The first ``time`` within the article."""
    for each in tree.iter("time"):
        if each.get("datetime") and any(
            above.tag in {"article", "main", "header"} for above in each.iterancestors()
        ):
            return str(each.get("datetime"))
    return None


def _moment(stated: Any, meta: Mapping[str, list[str]], names: tuple[str, ...], defaults: Defaults) -> Any:
    texts = [stated, *(text for name in names for text in meta.get(name, ()))]
    return next((moment for text in texts if (moment := instant(text, defaults.zone))), None)


def _language(tree: etree._Element, linked: Mapping[str, Any]) -> str | None:
    stated = linked.get("inLanguage")
    return one_line(stated) if isinstance(stated, str) else one_line(tree.get("lang")) or None


def _canonical(tree: etree._Element, meta: Mapping[str, list[str]]) -> str | None:
    links = [
        each.get("href")
        for each in tree.iter("link")
        if "canonical" in (each.get("rel") or "").lower().split()
    ]
    for link in (*links, *meta.get("og:url", ())):
        if link and link.strip().lower().startswith(("http://", "https://")):
            return str(link.strip())
    return None


def _subjects(linked: Mapping[str, Any], meta: Mapping[str, list[str]]) -> tuple[Subject, ...]:
    stated = linked.get("keywords")
    texts = stated if isinstance(stated, list) else [stated] if stated else []
    texts = [text for text in texts if isinstance(text, str)] or next(
        (meta[name] for name in KEYWORDS if meta.get(name)), []
    )
    names = [one_line(part) for text in texts for part in text.split(",")]
    return tuple(Subject(name=name) for name in dict.fromkeys(names) if name)


def _without(text: str, headline: str | None) -> str:
    first, _, rest = text.partition(PARAGRAPH)
    return rest if rest and first == headline else text

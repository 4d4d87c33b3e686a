"""NewsML-G2 (IPTC): news messages, news items, packages -> ``Article``.

Every item class but text is passed over: pictures, video, audio, graphics, packages, events, planning.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from lxml import etree  # type: ignore[import-untyped]

from producers import nitf
from producers.editorial import status_of
from producers.markup import html_text, looks_like_markup
from producers.newscodes import LANGUAGE, in_language, of_qcode, of_uri, subject
from producers.paragraphs import one_line, reflow
from producers.prose import prose, words
from producers.reading import Defaults, Outcome, Skipped, each_of
from producers.times import instant
from producers.xmltree import parse
from wirewatch.errors import ReadError
from wirewatch.records import Article, PubStatus, Subject

ROOTS = frozenset(
    {
        "newsmessage",
        "newsitem",
        "packageitem",
        "conceptitem",
        "knowledgeitem",
        "planningitem",
        "catalogitem",
        "contentset",
    }
)
NAMESPACE = b"://iptc.org/std/nar/"
ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
KINDS = {
    "packageItem": "package",
    "conceptItem": "event",
    "knowledgeItem": "knowledge item",
    "planningItem": "planning",
    "catalogItem": "catalog",
}
CLASSES = {
    "composite": "package",
    "still": "picture",
    "graphic": "graphic",
    "picture": "picture",
    "video": "video",
    "audio": "audio",
    "animation": "animation",
    "event": "event",
    "planning": "planning",
}
STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
ONLY_PARAGRAPH = re.compile(r"\s*<p>([^<]*)</p>\s*")
# ninjs counts urgency from 1 to 9
URGENCIES = frozenset("123456789")


def read_newsml_g2(data: bytes, uri: str, defaults: Defaults) -> Iterator[Outcome]:
    """What each item of a message gives, in order; an item that cannot be read costs that item only."""
    root = parse(data)
    items = [each for each in root.iter(*ITEMS) if each.getparent() is None or not _within_item(each)]
    if not items:
        items = [root] if root.tag == "contentSet" else []
    if not items:
        raise ReadError("a NewsML-G2 message without items")
    yield from each_of(
        items, lambda item, name: outcome_of(item, name, defaults), (data, uri), "item", etree.tostring
    )


def outcome_of(item: etree._Element, uri: str, defaults: Defaults) -> Article | Skipped:
    """The article of an item, or what it is instead."""
    uri = (item.get("guid") or "").strip() or uri
    kind = _kind(item)
    return Skipped(kind, uri) if kind else _article(item, uri, defaults)


def _within_item(element: etree._Element) -> bool:
    return any(above.tag in ITEMS for above in element.iterancestors())


def _kind(item: etree._Element) -> str | None:
    """What an item is when it is no text."""
    if item.tag in KINDS:
        return KINDS[item.tag]
    stated = _code(item.find("itemMeta/itemClass"))
    if stated:
        return CLASSES.get(stated.lower())
    types = {
        each.get("contenttype", "").partition("/")[0] for each in item.iterfind("contentSet/remoteContent")
    }
    inline = any(item.find(f"contentSet/{name}") is not None for name in ("inlineXML", "inlineData"))
    return None if inline or not types & {"image", "video", "audio"} else _media(types)


def _media(types: set[str]) -> str:
    return "video" if "video" in types else "audio" if "audio" in types else "picture"


def _article(item: etree._Element, uri: str, defaults: Defaults) -> Article:
    meta, content = _part(item, "itemMeta"), _part(item, "contentMeta")
    language = _language(item, content)
    inner = next(item.iterfind(".//nitf"), None)
    head = nitf.head_of(inner) if inner is not None else None
    headline = _headline(content, meta, language) or (head.headline if head else None)
    body = _body(item, headline)
    slugline, ednote = words(content.find("slugline")), _ednote(meta)
    pubstatus = status_of(_status(meta), (headline, slugline, ednote))
    if pubstatus == "usable" and _is_held(meta):
        pubstatus = "withheld"
    if not body and not headline and pubstatus != "canceled":
        raise ReadError(f"no text: {uri} has neither a body nor a headline")
    return Article(
        uri=uri,
        body=body,
        version=(item.get("version") or "").strip() or None,
        versioncreated=_time(meta, "versionCreated", defaults),
        firstcreated=_time(meta, "firstCreated", defaults),
        pubstatus=pubstatus,
        embargoed=_embargo(meta, defaults),
        urgency=_urgency(content),
        language=language,
        headline=headline,
        slugline=slugline,
        byline=_byline(content) or (head.byline if head else None),
        dateline=words(content.find("dateline")) or (head.dateline if head else None),
        located=_name(content.find("located"), language) or (head.located if head else None),
        infosource=_infosource(meta, content, language),
        subject=tuple(dict.fromkeys(_subjects(content, language))),
        usageterms=_rights(item, "usageTerms", language),
        copyrightholder=_rights(item, "copyrightHolder", language),
        ednote=ednote,
        link=_link(meta),
    )


def _part(item: etree._Element, name: str) -> etree._Element:
    found = item.find(name)
    return found if found is not None else etree.Element(name)


def _code(element: etree._Element | None) -> str | None:
    """The code of a controlled value, without alias or scheme."""
    if element is None:
        return None
    value = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return value.strip().rpartition(":")[2].rpartition("/")[2] or None


def _language(item: etree._Element, content: etree._Element) -> str | None:
    stated = content.find("language")
    return (stated.get("tag") if stated is not None else None) or item.get(LANGUAGE) or None


def _status(meta: etree._Element) -> PubStatus:
    """Neither to publish what was killed nor to swallow what was not: an unknown status is refused."""
    name = (_code(meta.find("pubStatus")) or "usable").lower()
    if name not in STATUSES:
        raise ReadError(f"pubStatus {name[:40]!r} is none of usable, withheld, canceled")
    return STATUSES[name]


def _embargo(meta: etree._Element, defaults: Defaults) -> datetime | None:
    """Guessing would publish too early, so a moment that cannot be understood is refused."""
    text = words(meta.find("embargoed"))
    moment = instant(text, defaults.zone)
    if text and moment is None:
        raise ReadError(f"embargoed {text[:40]!r} is no date and time as 2026-01-31T12:00:00Z")
    return moment


def _is_held(meta: etree._Element) -> bool:
    """Whether the article is embargoed without saying until when: ``xsi:nil``."""
    embargoed = meta.find("embargoed")
    return embargoed is not None and embargoed.get(NIL) in {"true", "1"}


def _urgency(content: etree._Element) -> int | None:
    text = words(content.find("urgency")) or ""
    return int(text) if text in URGENCIES else None


def _headline(content: etree._Element, meta: etree._Element, language: str | None) -> str | None:
    """The main headline: of those without a role, or whose role says so; else the item's title."""
    headlines = [each for each in content.iterfind("headline") if words(each)]
    main = [each for each in headlines if "main" in each.get("role", "main").lower()] or headlines
    return words(in_language(main, language)) or words(meta.find("title"))


def _byline(content: etree._Element) -> str | None:
    """``by``, else the names of the creators where they are written out."""
    stated = [text for each in content.iterfind("by") if (text := words(each))]
    names = [text for each in content.iterfind("creator") if (text := words(each.find("name")))]
    return ", ".join(dict.fromkeys(stated or names)) or None


def _name(element: etree._Element | None, language: str | None) -> str | None:
    """The name of a controlled value, else how it is written."""
    if element is None:
        return None
    return words(in_language(element.findall("name"), language)) or one_line(element.get("literal"))


def _infosource(meta: etree._Element, content: etree._Element, language: str | None) -> str | None:
    """Who the information is from, else who provides it; the code where there is no name."""
    elements = [*content.iterfind("infoSource"), *meta.iterfind("provider")]
    named = (_name(each, language) for each in elements)
    codes = (one_line(each.get("qcode", "").partition(":")[2]) for each in elements)
    return next((text for text in (*named, *codes) if text), None)


def _subjects(content: etree._Element, language: str | None) -> Iterator[Subject]:
    for each in content.iterfind("subject"):
        name = words(in_language(each.findall("name"), language))
        if qcode := each.get("qcode", "").strip():
            yield of_qcode(qcode, name)
        elif uri := each.get("uri", "").strip():
            yield of_uri(uri, name)
        elif literal := one_line(each.get("literal")):
            yield subject(None, name or literal)
        elif name:
            yield subject(None, name)


def _rights(item: etree._Element, name: str, language: str | None) -> str | None:
    """Terms of every ``rightsInfo``: what is allowed here may be forbidden there."""
    found = []
    for rights in item.iterfind("rightsInfo"):
        chosen = _one_language(rights.findall(name), language)
        found += [_name(each, language) or words(each) or one_line(each.get("uri")) for each in chosen]
    return "; ".join(dict.fromkeys(text for text in found if text)) or None


def _one_language(elements: list[etree._Element], language: str | None) -> list[etree._Element]:
    """One of texts in several languages; all of those that do not say theirs."""
    translated = [each for each in elements if each.get(LANGUAGE)]
    chosen = in_language(translated, language)
    return [each for each in elements if each not in translated or each is chosen]


def _ednote(meta: etree._Element) -> str | None:
    notes = [text for each in meta.iterfind("edNote") if (text := words(each))]
    return "; ".join(dict.fromkeys(notes)) or None


def _link(meta: etree._Element) -> str | None:
    """The article's page on the web, where the item says which it is."""
    for each in meta.iterfind("link"):
        relation = each.get("rel", "").rpartition(":")[2].lower()
        href = each.get("href", "").strip()
        if relation in {"canonical", "isa", "ispresentedby", "self"} and href.startswith(
            ("http://", "https://")
        ):
            return str(href)
    return None


def _time(meta: etree._Element, name: str, defaults: Defaults) -> datetime | None:
    return instant(words(meta.find(name)), defaults.zone)


def _body(item: etree._Element, headline: str | None) -> str:
    """The first rendition that has text: marked up before plain, for it has its paragraphs."""
    sets = [item] if item.tag == "contentSet" else item.findall("contentSet")
    texts = (
        _text(each, headline)
        for name in ("inlineXML", "inlineData")
        for found in sets
        for each in found.iterfind(name)
    )
    return next((text for text in texts if text), "")


def _text(content: etree._Element, headline: str | None) -> str:
    inner = _first(content.iterfind("nitf"))
    if inner is not None:
        return nitf.body_of(inner, headline)
    if len(content):
        return prose(content, without=headline)
    return plain_or_html(content.text or "", content.get("contenttype", ""))


def plain_or_html(text: str, kind: str) -> str:
    """The paragraphs of escaped text; what is called plain may be marked up all the same."""
    if not looks_like_markup(text):
        return reflow(text)
    # within the only <p> of a "plain" text, lines and indents still are what parts its paragraphs
    typed = ONLY_PARAGRAPH.fullmatch(text) if "plain" in kind else None
    return reflow(typed[1]) if typed else html_text(text)


def _first(elements: Iterable[etree._Element]) -> etree._Element | None:
    return next(iter(elements), None)

"""News sitemaps (sitemaps.org, Google's news extension) -> articles without text: their pages have it."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from producers.prose import words
from producers.reading import Defaults, Outcome, unreadable
from producers.times import instant
from producers.xmltree import parse
from wirewatch.errors import ReadError
from wirewatch.records import Article, Subject

ROOTS = frozenset({"urlset", "sitemapindex"})


def read_sitemap(data: bytes, _: str, defaults: Defaults) -> Iterator[Outcome]:
    """The article of each address that has news; addresses without are no articles."""
    root = parse(data)
    if root.tag == "sitemapindex":
        raise ReadError("an index of sitemaps, not one: read the sitemaps that it names")
    entries = [(url, news) for url in root.iterfind("url") if (news := url.find("news")) is not None]
    if not entries:
        raise ReadError("a sitemap without news")
    for url, news in entries:
        link, headline = words(url.find("loc")), words(news.find("title"))
        if link and headline:
            yield _article(link, headline, news, defaults)
        else:
            yield unreadable("a sitemap's news without address or title", etree.tostring(url))


def _article(link: str, headline: str, news: etree._Element, defaults: Defaults) -> Article:
    published = instant(words(news.find("publication_date")), defaults.zone)
    keywords = [text for each in (words(news.find("keywords")) or "").split(",") if (text := each.strip())]
    return Article(
        uri=link,
        body="",
        headline=headline,
        versioncreated=published,
        firstcreated=published,
        language=words(news.find("publication/language")),
        infosource=words(news.find("publication/name")),
        subject=tuple(Subject(name=keyword) for keyword in dict.fromkeys(keywords)),
        link=link if link.lower().startswith(("http://", "https://")) else None,
    )

"""JSON Feed 1.0 and 1.1 (jsonfeed.org) -> ``Article``."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from producers.markup import html_text
from producers.paragraphs import one_line, reflow
from producers.reading import Defaults, Outcome, unreadable
from producers.times import instant
from wirewatch.errors import ReadError
from wirewatch.records import Article, Subject

VERSION = "https://jsonfeed.org/version/"
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z")


def is_json_feed(decoded: Any) -> bool:
    """Whether a decoded JSON document is such a feed."""
    return isinstance(decoded, dict) and str(decoded.get("version", "")).startswith(VERSION)


def read_json_feed(feed: Mapping[str, Any], uri: str, defaults: Defaults) -> Iterator[Outcome]:
    """The article of each item; an item that cannot be read costs that item only."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise ReadError("a feed without entries")
    for number, item in enumerate(items, 1):
        try:
            yield _article(item, feed, uri, defaults)
        except ReadError as error:
            yield unreadable(str(error), json.dumps(item).encode(), place=f"item {number}")


def _article(item: Any, feed: Mapping[str, Any], origin: str, defaults: Defaults) -> Article:
    if not isinstance(item, dict):
        raise ReadError("an item that is no object")
    link = _address(item.get("url")) or _address(item.get("external_url"))
    stated = _text(item.get("id")) or link
    if not stated:
        raise ReadError("an item with neither id nor url")
    headline, body = one_line(_text(item.get("title"))), _body(item)
    if not headline and not body:
        raise ReadError("an item with neither title nor text")
    published, modified = (
        instant(item.get(f"date_{name}"), defaults.zone) for name in ("published", "modified")
    )
    return Article(
        uri=stated if URI.match(stated) else f"{_text(feed.get('feed_url')) or origin}#{stated}",
        body=body,
        versioncreated=modified or published,
        firstcreated=published,
        headline=headline,
        language=_text(item.get("language")) or _text(feed.get("language")),
        byline=_authors(item) or _authors(feed),
        infosource=one_line(_text(feed.get("title"))),
        subject=_subjects(item.get("tags")),
        link=link,
    )


def _body(item: Mapping[str, Any]) -> str:
    """The marked-up text, for it has its paragraphs; else the plain one, else the summary."""
    if markup := _text(item.get("content_html")):
        return html_text(markup)
    return reflow(_text(item.get("content_text")) or _text(item.get("summary")) or "")


def _authors(holder: Mapping[str, Any]) -> str | None:
    """``authors`` (1.1), else ``author`` (1.0)."""
    authors = holder.get("authors")
    several = authors if isinstance(authors, list) else [holder.get("author")]
    names = [one_line(_text(each.get("name"))) for each in several if isinstance(each, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _subjects(tags: Any) -> tuple[Subject, ...]:
    names = [one_line(_text(tag)) for tag in tags] if isinstance(tags, list) else []
    return tuple(Subject(name=name) for name in dict.fromkeys(names) if name)


def _address(value: Any) -> str | None:
    text = _text(value)
    return text if text and text.lower().startswith(("http://", "https://")) else None


def _text(value: Any) -> str | None:
    """A text, or a number where 1.0 allowed one as an id."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip().encode("utf-8", "replace").decode() or None

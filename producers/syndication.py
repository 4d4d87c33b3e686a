"""RSS and Atom -> articles, without fetching anything."""

import calendar
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import feedparser

from producers.encoding import LONGEST, sound
from producers.markup import html_text, looks_like_markup
from producers.paragraphs import one_line, reflow
from producers.reading import NO_DEFAULTS, Defaults, Outcome, Unreadable, unreadable
from producers.times import instant
from producers.xmltree import is_well_formed
from wirewatch.errors import ReadError
from wirewatch.ids import identify
from wirewatch.records import Article, Subject

CHARSET = re.compile(r"charset=[\w.:-]+", re.IGNORECASE)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z")
MOST_MARKS = 400_000
"""Tags that a feed may have: each costs time and memory, far more than its bytes."""
MOST_GUESSED = 50_000
MOST_LINES = 1_000_000
FULL_TEXT = 1_500
"""Characters from which on a summary is taken for the whole text."""
ROOTS = frozenset({"rss", "feed", "rdf"})
XML_ROOT = re.compile(
    rb"(?>\s+|\xef\xbb\xbf|<\?[^>]*+>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+"
    rb"<([A-Za-z_][\w.:-]{0,63})",
    re.DOTALL | re.IGNORECASE,
)


# where feeds for portals have the whole text, as feedparser spells it
FULL_TEXTS = ("yandex_full-text", "rbc_news_full-text", "full-text", "fulltext", "rbc_full-text")


class Entry(NamedTuple):
    """An entry as an article; ``complete`` when its text is all there, not a summary."""

    article: Article
    complete: bool


class Feed(NamedTuple):
    """What a feed says at one moment; ``ttl`` is how long it asks to be left alone."""

    entries: tuple[Entry, ...]
    unreadable: tuple[Unreadable, ...]
    ttl: timedelta


def xml_root(head: bytes) -> str | None:
    """The name of the outermost element, when ``head`` begins an XML or HTML document."""
    match = XML_ROOT.match(head)
    return match[1].decode("ascii", "replace") if match else None


def is_feed(head: bytes) -> bool:
    """Whether these bytes begin RSS (any version) or Atom."""
    root = xml_root(head)
    return root is not None and root.lower().rpartition(":")[2] in ROOTS


def read_feed_file(data: bytes, uri: str, defaults: Defaults = NO_DEFAULTS) -> Iterator[Outcome]:
    """The entries of a feed that lies in a file."""
    feed = parse_feed(data, origin=uri, defaults=defaults)
    if not feed.entries and not feed.unreadable:
        raise ReadError("a feed without entries")
    yield from (entry.article for entry in feed.entries)
    yield from feed.unreadable


def parse_feed(
    data: bytes, *, origin: str, content_type: str | None = None, defaults: Defaults = NO_DEFAULTS
) -> Feed:
    """The entries of RSS or Atom, in the feed's order; ReadError when it is neither.

    ``origin``, the feed's address, resolves relative links and tells apart entries with bare numbers as ids.
    Feeds that are not well-formed are read as far as they can be.
    """
    _require_size(data)
    parsed = _parse(data, origin, content_type)
    items = list(parsed.get("entries", ()))
    if not items and not parsed.get("version"):
        raise ReadError(f"no RSS or Atom: {_flaw(parsed) or 'no feed in it'}")
    damaged = []
    if items and _is_cut_off(data):
        items.pop()
        damaged.append(unreadable("cut off within an entry; the entries before it were read", data))
    channel = parsed.get("feed", {})
    outcomes = [_outcome(item, channel, origin, defaults) for item in items]
    return Feed(
        entries=tuple(outcome for outcome in outcomes if isinstance(outcome, Entry)),
        unreadable=(*(outcome for outcome in outcomes if isinstance(outcome, Unreadable)), *damaged),
        ttl=_ttl(channel),
    )


def _require_size(data: bytes) -> None:
    """ReadError for what would take feedparser minutes, above all where it must guess what was meant."""
    marks = data.count(b"<") + data.count(b"&")
    if marks > MOST_MARKS or data.count(b"\n") > MOST_LINES:
        raise ReadError(f"no RSS or Atom: more than {MOST_MARKS:,} tags or {MOST_LINES:,} lines")
    if max(map(len, data.split(b"<"))) > LONGEST:
        raise ReadError(f"no RSS or Atom: a text of more than {LONGEST:,} bytes")
    if marks > MOST_GUESSED and not is_well_formed(data):
        raise ReadError(f"no RSS or Atom: not well-formed, and more than {MOST_GUESSED:,} tags")


def _parse(data: bytes, origin: str, content_type: str | None) -> Mapping[str, Any]:
    charset = CHARSET.search(content_type or "")
    headers = {
        "content-location": origin,
        "content-type": f"application/xml{'; ' + charset[0] if charset else ''}",
    }
    try:
        # a stream, because feedparser opens strings as addresses and files
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # feedparser meets hostile input here, and raises whatever its parsers raise
        raise ReadError(f"no RSS or Atom: {type(error).__name__}: {error}") from error
    return parsed


def _flaw(parsed: Mapping[str, Any]) -> str | None:
    return str(parsed.get("bozo_exception", "not well-formed")) if parsed.get("bozo") else None


def _is_cut_off(data: bytes) -> bool:
    """Whether the last entry was begun and not ended."""
    return any(data.rfind(b"<" + name) > data.rfind(b"</" + name) for name in (b"item", b"entry"))


def _ttl(channel: Mapping[str, Any]) -> timedelta:
    stated = str(channel.get("ttl", ""))
    return timedelta(minutes=int(stated)) if re.fullmatch("[0-9]{1,5}", stated) else timedelta()


def _outcome(
    item: dict[str, Any], channel: Mapping[str, Any], origin: str, defaults: Defaults
) -> Entry | Unreadable:
    try:
        return _entry(item, channel, origin, defaults)
    except ReadError as error:
        return unreadable(str(error), json.dumps(item, default=str).encode())


def _entry(
    item: dict[str, Any], channel: Mapping[str, Any], origin: str, defaults: Defaults
) -> Entry | Unreadable:
    headline = _line(item.get("title_detail"))
    text, complete = _text(item)
    link = _link(item.get("link"))
    if not text and not headline:
        return unreadable("an entry with neither title nor text", json.dumps(item, default=str).encode())
    published, updated = (_moment(item, name, defaults) for name in ("published", "updated"))
    article = Article(
        uri=_uri(item, link, headline, origin),
        body=text,
        versioncreated=updated or published,
        firstcreated=published,
        headline=headline,
        byline=_byline(item),
        language=_plain(item.get("language")) or _plain(channel.get("language")),
        infosource=_line(item.get("source", {}).get("title_detail")) or _line(channel.get("title_detail")),
        subject=_subjects(item),
        usageterms=_line(item.get("rights_detail")) or _line(channel.get("rights_detail")),
        copyrightholder=_plain(item.get("publisher")) or _plain(channel.get("publisher")),
        link=link,
    )
    return Entry(article, complete)


def _uri(item: Mapping[str, Any], link: str | None, headline: str | None, origin: str) -> str:
    """The entry's id, else its link. Ids that are no URI may mean something else in the next feed."""
    stated = _plain(item.get("id"))
    if stated:
        return stated if URI.match(stated) else f"{origin}#{stated}"
    return (
        link or f"{origin}#{identify(headline, _plain(item.get('published')), _plain(item.get('summary')))}"
    )


def _text(item: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest text that the entry carries, and whether that is likely the whole."""
    contents = [_detail_text(content) for content in item.get("content", ())]
    summary = _detail_text(item.get("summary_detail"))
    contents += [_detail_text({"value": text}) for name, text in item.items() if name in FULL_TEXTS]
    content = max(contents, key=len, default="")
    longest = max(content, summary, key=len)
    return longest, bool(content) or len(longest) >= FULL_TEXT


def _detail_text(detail: Any) -> str:
    """The text of feedparser's ``{"type", "value"}``."""
    value = sound(str((detail or {}).get("value") or ""))
    is_plain = detail is not None and detail.get("type") == "text/plain"
    return reflow(value) if is_plain and not looks_like_markup(value) else html_text(value)


def _line(detail: Any) -> str | None:
    return one_line(_detail_text(detail))


def _plain(value: Any) -> str | None:
    return sound(value).strip() or None if isinstance(value, str) else None


def _link(value: Any) -> str | None:
    """Addresses of pages only: a reader may click it."""
    link = _plain(value)
    return link if link and link.lower().startswith(("http://", "https://")) else None


def _byline(item: Mapping[str, Any]) -> str | None:
    names = [_plain(author.get("name")) for author in item.get("authors", ())]
    return ", ".join(dict.fromkeys(name for name in names if name)) or _plain(item.get("author"))


def _subjects(item: Mapping[str, Any]) -> tuple[Subject, ...]:
    subjects = [
        Subject(
            code=_plain(tag.get("term")) if tag.get("label") else None,
            name=_plain(tag.get("label")) or _plain(tag.get("term")),
            scheme=_plain(tag.get("scheme")),
        )
        for tag in item.get("tags", ())
    ]
    return tuple(subject for subject in subjects if subject.name)


def _moment(item: dict[str, Any], name: str, defaults: Defaults) -> datetime | None:
    # feedparser takes times without a zone for UTC, and its own `get` answers `updated` with `published`
    stated = instant(dict.get(item, name), defaults.zone)
    parsed = dict.get(item, f"{name}_parsed")
    if stated or parsed is None:
        return stated
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None

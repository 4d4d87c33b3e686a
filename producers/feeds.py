"""An RSS or Atom feed as a source: conditional GET, back-off, full text of pages."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import httpx
import msgspec

from producers.fetching import Fetched, Fetcher, shown_url
from producers.fulltext import Pages
from producers.reading import NO_DEFAULTS, Defaults, dead_letter, unreadable
from producers.syndication import Entry, Feed, parse_feed
from producers.times import instant
from wirewatch.errors import ReadError, TransientError
from wirewatch.ids import identify
from wirewatch.ports import Batch
from wirewatch.records import Article, DeadLetter

log = logging.getLogger(f"wirewatch.{__name__}")

ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
REMEMBERED = 2_000
LONGEST = 3_600.0
"""Seconds that a feed may ask to be left alone, and the longest pause after failures."""
LONGEST_RETRY = 86_400.0
MAX_AGE = re.compile(r"\bmax-age=([0-9]{1,9})")
NEVER_FRESH = re.compile(r"\bno-(?:cache|store)\b")


class Position(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a feed: the server's marks of the last version, and marks of the entries seen."""

    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()

    def encoded(self) -> str:
        """As text, to be kept."""
        return msgspec.json.encode(self).decode()


class FeedSource:
    """The entries of a feed, each once, and again when it changes.

    ``state`` says how it stands; "gone" (HTTP 410) means that it is not asked again before the next start.
    ``full_text`` fetches the page of an entry that brings a summary only.
    """

    def __init__(  # noqa: PLR0913  each is a setting of its own
        self,
        url: str,
        *,
        known: Mapping[str, str],
        fetcher: Fetcher,
        interval: float = 300.0,
        full_text: bool = True,
        defaults: Defaults = NO_DEFAULTS,
    ) -> None:
        self._url = url
        self._fetcher = fetcher
        self._defaults = defaults
        self._pages = Pages(fetcher) if full_text else None
        self.name = shown_url(url)
        self.key = f"feed:{self.name}"
        self.interval = interval
        self.state: Literal["new", "reading", "failing", "gone"] = "new"
        self._position = position_of(known.get(self.key))
        self._failures = 0
        self._not_before: datetime | None = None

    def poll(self, now: datetime) -> Iterator[Batch]:
        """What is new in the feed, oldest first; nothing when it is not yet time to ask again."""
        if self.state == "gone" or (self._not_before and now < self._not_before):
            return
        try:
            fetched = self._fetcher.get(self._url, headers=_conditions(self._position))
        except TransientError as error:
            self._failed(str(error), now)
            return
        if fetched.status == 200:
            yield from self._read(fetched, now)
        elif fetched.status == 304:
            self._succeeded(fetched, now, timedelta())
        elif fetched.status == 410:
            self.state = "gone"
            log.warning("%s: gone for good; take it out of the configuration", self.name)
        else:
            retry_after = seconds_until(fetched.headers.get("retry-after"), now)
            self._failed(f"{self.name}: status {fetched.status}", now, retry_after)

    def _read(self, fetched: Fetched, now: datetime) -> Iterator[Batch]:
        """Batches as the entries' texts come in; only the last has the marks of this version of the feed."""
        if fetched.moved and self.state == "new":
            log.warning("%s: moved to %s; change the configuration", self.name, fetched.moved)
        try:
            feed = parse_feed(
                fetched.body,
                origin=self.name,
                content_type=fetched.headers.get("content-type"),
                defaults=self._defaults,
            )
        except ReadError as error:
            if self.state != "failing":
                dead = (dead_letter(unreadable(str(error), fetched.body), self.key, now),)
                yield Batch(self.key, self._position.encoded(), dead=dead)
            self._failed(f"{self.name}: {error}", now)
            return
        self._succeeded(fetched, now, feed.ttl)
        yield from self._new_entries(feed, fetched.headers, now)

    def _new_entries(self, feed: Feed, headers: httpx.Headers, now: datetime) -> Iterator[Batch]:
        """What was not seen yet is handed over before each wait for a page."""
        seen = dict.fromkeys(self._position.seen)
        ready: list[Article] = []
        for entry in reversed(feed.entries):
            mark = mark_of(entry.article)
            if mark in seen:
                continue
            if ready and self._needs_page(entry):
                yield from self._hand_over(msgspec.structs.replace(self._position, seen=tuple(seen)), ready)
                ready = []
            ready.append(self._whole(entry))
            seen[mark] = None
        position = Position(
            etag=headers.get("etag"),
            modified=headers.get("last-modified"),
            seen=remembered(seen, [mark_of(entry.article) for entry in reversed(feed.entries)]),
        )
        dead = [dead_letter(failed, self.key, now) for failed in feed.unreadable]
        if ready or position != self._position:
            yield from self._hand_over(position, ready, dead)

    def _hand_over(
        self, position: Position, articles: Sequence[Article], dead: Sequence[DeadLetter] = ()
    ) -> Iterator[Batch]:
        yield Batch(self.key, position.encoded(), tuple(articles), tuple(dead))
        # only when the next one is asked for was this one surely taken
        self._position = position

    def _needs_page(self, entry: Entry) -> bool:
        return self._pages is not None and not entry.complete and entry.article.link is not None

    def _whole(self, entry: Entry) -> Article:
        """The entry's article with the text of its page, where that says more than the feed."""
        article = entry.article
        if article.language is None:
            article = msgspec.structs.replace(article, language=self._defaults.language)
        if self._pages is None or article.link is None or entry.complete:
            return article
        text = self._pages.text(article.link)
        return (
            msgspec.structs.replace(article, body=text) if text and len(text) > len(article.body) else article
        )

    def _succeeded(self, fetched: Fetched, now: datetime, ttl: timedelta) -> None:
        if self.state == "failing":
            log.info("%s: answers again", self.name)
        self.state, self._failures = "reading", 0
        fresh = max(ttl.total_seconds(), max_age(fetched.headers.get("cache-control")))
        self._wait(max(self.interval, min(fresh, LONGEST)), now)

    def _failed(self, reason: str, now: datetime, retry_after: float = 0.0) -> None:
        self._failures += 1
        pause = retry_delay(self._failures, self.interval, retry_after)
        # a feed that stays away is worth one line, not one in every poll
        level = logging.DEBUG if self.state == "failing" else logging.WARNING
        log.log(level, "%s; asked again in %.0f s", reason, pause)
        self.state = "failing"
        self._wait(pause, now)

    def _wait(self, pause: float, now: datetime) -> None:
        # a poll that comes a moment early is not to cost a whole interval
        self._not_before = now + timedelta(seconds=pause - min(1.0, self.interval / 10))


def position_of(text: str | None) -> Position:
    """The position that was kept; a new one when it cannot be read."""
    try:
        return msgspec.json.decode(text, type=Position) if text else Position()
    except msgspec.MsgspecError:
        return Position()


def mark_of(article: Article) -> str:
    """Names an entry with what it says, so that a changed one is read again."""
    created = article.versioncreated.isoformat() if article.versioncreated else None
    return identify(article.uri, created, article.headline, article.body)[:16]


def remembered(seen: Iterable[str], current: Sequence[str]) -> tuple[str, ...]:
    """The marks to keep: all of the feed's current entries, and the latest of those before."""
    now = dict.fromkeys(current)
    before = [mark for mark in seen if mark not in now]
    room = max(0, REMEMBERED - len(now))
    return (*before[len(before) - room if room < len(before) else 0 :], *now)


def retry_delay(failures: int, interval: float, retry_after: float = 0.0) -> float:
    """Seconds to wait after so many failures in a row: doubling to an hour, or as long as the server asks."""
    doubled: float = interval * 2 ** min(failures - 1, 16)
    return max(min(doubled, max(LONGEST, interval)), min(retry_after, LONGEST_RETRY))


def max_age(cache_control: str | None) -> float:
    """Seconds for which the server calls its answer fresh."""
    text = (cache_control or "").lower()
    match = MAX_AGE.search(text)
    return 0.0 if match is None or NEVER_FRESH.search(text) else float(match[1])


def seconds_until(retry_after: str | None, now: datetime) -> float:
    """What a Retry-After header asks for: seconds, or a date."""
    text = (retry_after or "").strip()
    if re.fullmatch("[0-9]{1,9}", text):
        return float(text)
    moment = instant(text)
    return max(0.0, (moment - now).total_seconds()) if moment else 0.0


def _conditions(position: Position) -> dict[str, str]:
    """Headers that let the server answer that nothing is new."""
    conditions = {"If-None-Match": position.etag, "If-Modified-Since": position.modified}
    return {"Accept": ACCEPT} | {name: value for name, value in conditions.items() if value}

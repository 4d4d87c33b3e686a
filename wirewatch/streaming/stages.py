"""What a worker does with messages: articles are annotated, what is annotated is decided about.

Both take Faust's events, of which they need ``key``, ``value``, ``headers`` and ``message`` only, and give
the messages that are to be confirmed before the events are acknowledged. Data never makes them raise: what
cannot be processed becomes a dead letter.
"""

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from wirewatch.annotator import Annotator, Given, Outcome
from wirewatch.deciding.port import Result
from wirewatch.errors import RejectedArticle, TransientError, WirewatchError
from wirewatch.keeping import Keeper, dead_letter
from wirewatch.records import Annotated, Article, DeadLetter
from wirewatch.streaming import letters
from wirewatch.streaming.ceiling import Ceiling
from wirewatch.streaming.letters import Message
from wirewatch.streaming.metrics import Metrics
from wirewatch.streaming.topics import Topics

log = logging.getLogger("wirewatch.worker")
T = TypeVar("T")


class Event(Protocol):
    """What we need of an event of Faust's."""

    key: Any
    value: Any
    headers: Any
    message: Any


class Abandoned(WirewatchError):
    """The work is somebody else's now, or the worker is to end: what was not acknowledged comes again."""


class Desk(NamedTuple):
    """What both stages share."""

    topics: Topics
    clock: Callable[[], datetime]
    ceiling: Ceiling
    metrics: Metrics

    def decoded(self, event: Event, kind: type[T]) -> T | Message:
        """The record in the event, or the dead letter for bytes that are none."""
        try:
            return msgspec.json.decode(event.value or b"", type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            source = f"{event.message.topic} {_text(event.key)}"
            reason = f"no {kind.__name__}: {error}"
            return self.dead(
                letters.letter("decode", reason, source, event.value or b"", self.clock()), event
            )

    def dead(self, letter: DeadLetter, event: Event) -> Message:
        """The message that buries ``letter``; TooManyDead when there were too many."""
        self.ceiling.admit([letter.reason], self.clock())
        self.metrics.dead.labels(letter.stage).inc()
        log.warning("%s: %s (kept as a dead letter)", letter.source, letter.reason)
        made = letters.message(self.topics.dead, letter)
        return made._replace(headers=(*made.headers, *letters.origin(event.message.topic, event.key)))


class Annotating:
    """Articles out, annotated ones in: by the processes of ``annotator``."""

    def __init__(self, desk: Desk, annotator: Annotator, collector: Executor) -> None:
        self._desk, self._annotator = desk, annotator
        self._collector = collector
        """One thread: what broke a process is looked for by one of us at a time."""

    async def begin(self, events: Sequence[Event]) -> list[Message]:
        """What is to be sent for each of ``events``, in order."""
        begun = time.monotonic()
        found = [self._desk.decoded(event, Article) for event in events]
        articles = [each for each in found if isinstance(each, Article)]
        outcomes = iter(await self._outcomes(articles) if articles else ())
        made = [
            each if isinstance(each, Message) else self._made(event, each, next(outcomes))
            for event, each in zip(events, found, strict=True)
        ]
        self._desk.metrics.seconds.labels("annotate").observe(time.monotonic() - begun)
        return made

    async def _outcomes(self, articles: list[Article]) -> list[Outcome]:
        future = self._annotator.submit(articles)
        with contextlib.suppress(Exception):  # told apart by `outcomes`, which does not wait any more then
            await asyncio.wrap_future(future)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._collector, self._annotator.outcomes, future, articles)

    def _made(self, event: Event, article: Article, outcome: Outcome) -> Message:
        desk = self._desk
        if isinstance(outcome, Given):
            desk.metrics.articles.labels("annotate").inc()
            headers = [(PUBLISHED, str(event.message.timestamp).encode())]
            if event.message.topic == desk.topics.backfill:
                headers.append((HISTORY, b"1"))
            value = msgspec.json.encode(outcome.annotated)
            return Message(desk.topics.annotated, article.uri.encode(), value, tuple(headers))
        return desk.dead(dead_letter(article, outcome.stage, outcome.reason, desk.clock()), event)


HISTORY = "history"
"""Marks what is loaded from the past: it notifies nobody."""
PUBLISHED = "published"
"""When an article came into its topic, in seconds."""


class Deciding:
    """Annotated articles in; alerts, statements and notices out. One thread owns the keeper's store."""

    def __init__(
        self, desk: Desk, keeper: Keeper, thread: Executor, waits: Callable[[str | None], None]
    ) -> None:
        self._desk, self._keeper, self._thread = desk, keeper, thread
        self._waits = waits
        """Told what is waited for; None when it answers again."""
        self.catching_up = True
        """Until what was there at the start is decided about: people are not told of each thing by itself."""
        self.abandoned = threading.Event()
        """Set when what is under way is to be given up: it cannot be finished in time."""

    async def begin(self, events: Sequence[Event]) -> list[Message]:
        """Decides about ``events``, one after the other; what is to be sent are dead letters."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._decide, events)

    async def each_second(self) -> None:
        """Embargoes that have ended, notices that could not be told before."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._each_second)

    def _each_second(self) -> None:
        try:
            self._keeper.each_second()
        except TransientError as error:
            self._waits(str(error))
        else:
            self._waits(None)
        self._keeper.turn(catching_up=self.catching_up)

    def _decide(self, events: Sequence[Event]) -> list[Message]:
        begun = time.monotonic()
        found = [(event, self._desk.decoded(event, Annotated)) for event in events]
        dead = [each for _, each in found if isinstance(each, Message)]
        for history, group in groupby(found, key=lambda each: HISTORY in headers_of(each[0])):
            articles = [(event, each) for event, each in group if isinstance(each, Annotated)]
            dead += self._kept(articles, history=history)
        self._keeper.turn(catching_up=self.catching_up)
        self._count(events, time.monotonic() - begun)
        return dead

    def _kept(self, articles: list[tuple[Event, Annotated]], *, history: bool) -> Iterator[Message]:
        """Keep them all; one by one where that fails, to find out which it was."""
        try:
            results = [self._keeper.result(e.message.offset, each, Given(each)) for e, each in articles]
            self._patiently(results, history=history)
        except WirewatchError as error:
            if not isinstance(error, RejectedArticle):
                raise
            yield from self._apart(articles, error.reason, history=history)
        except Exception as error:  # noqa: BLE001  whatever an article provokes must not stop the wire
            yield from self._apart(articles, f"{type(error).__name__}: {error}", history=history)

    def _apart(
        self, articles: list[tuple[Event, Annotated]], reason: str, *, history: bool
    ) -> Iterator[Message]:
        if len(articles) > 1:
            for each in articles:
                yield from self._kept([each], history=history)
            return
        [(event, annotated)] = articles
        yield self._desk.dead(dead_letter(annotated, "decide", reason, self._desk.clock()), event)

    def _patiently(self, results: Sequence[Result], *, history: bool) -> None:
        """Again and again while the index is away."""
        while True:
            try:
                self._keeper.keep(results, history=history)
            except TransientError as error:
                self._waits(str(error))
                log.warning("%s; trying again", error)
                if self.abandoned.wait(RETRY):
                    raise Abandoned(f"given up to be done anew: {error}") from error
            else:
                self._waits(None)
                return

    def _count(self, events: Sequence[Event], seconds: float) -> None:
        metrics, now = self._desk.metrics, self._desk.clock().timestamp()
        metrics.articles.labels("decide").inc(len(events))
        metrics.seconds.labels("decide").observe(seconds)
        for event in events:
            if published := headers_of(event).get(PUBLISHED):
                metrics.delay.observe(max(0.0, now - float(published)))


RETRY = 1.0


def headers_of(event: Event) -> dict[str, bytes]:
    """The headers, whichever form they have."""
    return dict(event.headers or ())


def _text(key: bytes | None) -> str:
    return (key or b"").decode("utf-8", "replace")

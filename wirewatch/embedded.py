"""The whole product on one machine: sources -> log -> annotate -> match -> index -> people.

One thread owns the store and decides; a thread for each source reads; processes of their own hold the
language model. Whatever is accepted is in the log before anything else happens to it, and the results of
an article are one transaction with the mark that it is done: a kill at any instant loses and doubles nothing.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from processors.watches import CompiledWatches, raise_alerts
from sinks.sqlite.store import Entry, Store
from wirewatch.annotator import AHEAD, CHUNK, Annotator, Given, Outcome
from wirewatch.deciding.port import Result
from wirewatch.ids import identify
from wirewatch.notifier import Notifier, noticed
from wirewatch.notifying.notices import Notice
from wirewatch.ports import Batch, Source
from wirewatch.records import Annotated, Article, DeadLetter, Watch

if TYPE_CHECKING:
    from concurrent.futures import Future

log = logging.getLogger("wirewatch.embedded")

LONGEST_SWEEP = timedelta(minutes=1)
"""How long to wait for every source to say what it has, before we call ourselves up to date."""
FAREWELL = 30.0
"""Seconds that the last messages may take when the product ends; what did not go out goes next time."""
READ_AHEAD = 32
"""Batches that sources may have read and the store not yet accepted."""


class Audience(Protocol):
    """Whoever is shown what happens, as it happens."""

    def indexed(self, annotated: Annotated) -> None:
        """An article was annotated and is searchable."""
        ...

    def alerted(self, notice: Notice) -> None:
        """A watch fired, gained copies or took its word back."""
        ...

    def failed(self, letter: DeadLetter) -> None:
        """Something could not be processed and lies among the dead letters."""
        ...


class Rules(NamedTuple):
    """The watches in force, and for how many seconds each keeps quiet after it has fired."""

    watches: CompiledWatches
    throttles: dict[str, float]

    @property
    def by_id(self) -> dict[str, Watch]:
        """Each watch, by its id."""
        return {rule.watch.id: rule.watch for rule in self.watches.rules}


@dataclass
class Tally:
    """What one run did."""

    accepted: int = 0
    known: int = 0
    annotated: int = 0
    statements: int = 0
    alerts: int = 0
    dead: int = 0
    faults: int = 0
    """Readings of a source that failed because of a fault of ours."""


class _Signal(Enum):
    SOURCE_SWEPT = "a source has read for the first time all that was there"
    SOURCE_ENDED = "a source has nothing more"
    READING_FAILED = "a source could not be read because of a fault of ours"
    WORK_DONE = "a chunk came back from the language model, or a message went out"


@dataclass
class Embedded:
    """The running product. ``run`` returns when every source has ended, or after ``stop``."""

    store: Store
    annotator: Annotator
    rules: Rules
    audience: Audience
    notifier: Notifier
    clock: Callable[[], datetime]
    reload: Callable[[], Rules | None] = lambda: None
    """Asked about once a second for new rules, when the files that people keep have changed."""
    progress: Callable[[int, int], None] = lambda *_: None
    """Told how many articles are done, of how many that have come in."""
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self._inbox: SimpleQueue[Batch | _Signal] = SimpleQueue()
        self._room = threading.Semaphore(READ_AHEAD)
        self._stop = threading.Event()
        self._under_way: deque[tuple[Future[bytes], list[Entry]]] = deque()
        self._handed_out = 0  # the last log entry given to the language model
        self._left_over = self.store.counts()["pending"]  # accepted by a run that was cut short
        self._done = 0
        self._catching_up = True
        self.notifier.wake = lambda: self._inbox.put(_Signal.WORK_DONE)
        self.notifier.follow(self.rules.by_id)

    def stop(self) -> None:
        """Finish what is under way and return from ``run``; safe from a signal handler."""
        self._stop.set()

    def run(self, sources: Sequence[Source], *, once: bool) -> Tally:
        """Read ``sources`` (until drained when ``once``, else for ever) and process all that comes."""
        for source in sources:
            threading.Thread(target=self._read, args=(source, once), name=source.name, daemon=True).start()
        reading = unswept = len(sources)
        started = beat = self.clock()
        self._each_second(beat)
        while not self._finished(reading, once=once):
            for message in self._messages():
                if message is _Signal.SOURCE_ENDED:
                    reading -= 1
                elif message is _Signal.SOURCE_SWEPT:
                    unswept -= 1
                elif message is _Signal.READING_FAILED:
                    self.tally.faults += 1
                elif isinstance(message, Batch):
                    self._accept(message)
            self._hand_out()
            self._keep()
            now = self.clock()
            if not unswept or now - started > LONGEST_SWEEP:
                self._catching_up = self._catching_up and self._has_backlog()
            self.notifier.turn(now, catching_up=self._catching_up)
            if (now - beat).total_seconds() >= 1:
                beat = now
                self._each_second(now)
        self._each_second(self.clock())
        self.notifier.finish(self.clock, seconds=FAREWELL)
        return self.tally

    def _has_backlog(self) -> bool:
        return bool(self._under_way or not self._inbox.empty() or self.store.pending(self._handed_out, 1))

    def _finished(self, reading: int, *, once: bool) -> bool:
        if self._under_way:
            return False
        if self._stop.is_set():
            return True
        return once and not reading and self._inbox.empty() and not self.store.pending(self._handed_out, 1)

    # -- reading: one thread for each source

    def _read(self, source: Source, once: bool) -> None:  # noqa: FBT001  positional for Thread
        swept = False
        while not self._stop.is_set():
            try:
                for batch in source.poll(self.clock()):
                    self._room.acquire()
                    self._inbox.put(batch)
                    if self._stop.is_set():
                        return
            except Exception as error:
                # a fault of ours, not of the wire's: say so and go on, the position has not moved
                reason = f"{type(error).__name__}: {error}"
                log.error("%s: reading failed: %s", source.name, reason)  # noqa: TRY400  no traceback for users
                log.debug("%s: where it failed", source.name, exc_info=True)
                self._inbox.put(_Signal.READING_FAILED)
            if not swept:
                swept = True
                self._inbox.put(_Signal.SOURCE_SWEPT)
            if once:
                break
            self._stop.wait(source.interval)
        self._inbox.put(_Signal.SOURCE_ENDED)

    # -- deciding and keeping: the store's thread

    def _messages(self) -> Iterator[Batch | _Signal]:
        """All that has come in; waits a quarter of a second for the first."""
        try:
            yield self._inbox.get(timeout=0.25)
            for _ in range(READ_AHEAD):
                yield self._inbox.get_nowait()
        except Empty:
            return

    def _accept(self, batch: Batch) -> None:
        self._room.release()
        accepted = self.store.accept(batch, self.clock())
        self.tally.accepted += accepted.new
        self.tally.known += accepted.known
        for letter in accepted.dead:
            self._bury(letter)

    def _hand_out(self) -> None:
        """Keep every process busy."""
        while not self._stop.is_set() and len(self._under_way) < AHEAD * self.annotator.workers:
            entries = self.store.pending(self._handed_out, CHUNK)
            if not entries:
                return
            self._handed_out = entries[-1].seq
            future = self.annotator.submit([entry.article for entry in entries])
            future.add_done_callback(lambda _: self._inbox.put(_Signal.WORK_DONE))
            self._under_way.append((future, entries))

    def _keep(self) -> None:
        """Write what is done, in the order of the log."""
        while self._under_way and self._under_way[0][0].done():
            future, entries = self._under_way.popleft()
            outcomes = self.annotator.outcomes(future, [entry.article for entry in entries])
            now = self.clock()
            results = [
                self._result(entry, outcome, now) for entry, outcome in zip(entries, outcomes, strict=True)
            ]
            self.store.commit(results, now, throttles=self.rules.throttles)
            for result in results:
                self._tell(result)
            self._done += len(results)
            self.progress(self._done, self._left_over + self.tally.accepted)
            self._notify()

    def _result(self, entry: Entry, outcome: Outcome, now: datetime) -> Result:
        if isinstance(outcome, Given):
            alerts = raise_alerts(outcome.annotated, self.rules.watches, now)
            return Result(entry.seq, outcome.annotated, alerts, None)
        return Result(entry.seq, None, (), dead_letter(entry.article, outcome.stage, outcome.reason, now))

    def _tell(self, result: Result) -> None:
        if result.annotated is not None:
            self.tally.annotated += 1
            self.tally.statements += len(result.annotated.statements)
            self.audience.indexed(self._as_kept(result.annotated))
        if result.dead is not None:
            self._bury(result.dead)

    def _as_kept(self, annotated: Annotated) -> Annotated:
        """With the lines to which the store found its statements to belong."""
        lines = {each.id: each.line for each in self.store.statements(uri=annotated.uri)}
        said = (replace(each, line=lines.get(each.id, each.line)) for each in annotated.statements)
        return replace(annotated, statements=tuple(said))

    def _bury(self, letter: DeadLetter) -> None:
        self.tally.dead += 1
        self.audience.failed(letter)

    def _notify(self) -> None:
        """Show what waits in the outbox, and hand it to whoever tells people."""
        while events := self.store.outbox(limit=100):
            now = self.clock()
            notices = {event.id: noticed(event, self.store, now) for event in events if event.id is not None}
            for notice in notices.values():
                self.audience.alerted(notice)
                self.tally.alerts += notice.event == "fired"
            self.notifier.enter(notices, now)

    def _each_second(self, now: datetime) -> None:
        if rules := self.reload():
            self.rules = rules
            self.notifier.follow(rules.by_id)
        self.store.release(now, throttles=self.rules.throttles)
        self._notify()


def dead_letter(article: Article, stage: str, reason: str, now: datetime) -> DeadLetter:
    """The dead letter of an article that was read but could not be processed."""
    original = msgspec.json.encode(article)
    return DeadLetter(
        id=identify("dead", stage, article.uri, original.decode()),
        stage=stage,
        reason=reason,
        source=article.uri,
        received=now,
        original=original,
    )

"""What becomes of an annotated article, in either mode: alerts are raised, all is kept, people are told."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from processors.watches import CompiledWatches, raise_alerts
from wirewatch.annotator import Given, Outcome
from wirewatch.deciding.port import DecidingStore, Result
from wirewatch.errors import TransientError
from wirewatch.ids import identify
from wirewatch.notifier import Notifier, noticed
from wirewatch.notifying.notices import Notice
from wirewatch.records import Annotated, Article, DeadLetter, Watch

log = logging.getLogger("wirewatch.keeping")

FAREWELL = 30.0
"""Seconds that the last messages may take when the product ends; what did not go out goes next time."""


class Audience(Protocol):
    """Whoever is shown what happens, as it happens."""

    def indexed(self, annotated: Annotated) -> None:
        """An article was annotated and is searchable."""
        ...

    def alerted(self, notice: Notice) -> None:
        """A watch fired, gained copies or took its word back. TransientError: show it again later."""
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


@dataclass
class Keeper:
    """Decides about results, one after another; belongs to the thread that owns the store."""

    store: DecidingStore
    rules: Rules
    audience: Audience
    notifier: Notifier
    clock: Callable[[], datetime]
    reload: Callable[[], Rules | None] = lambda: None
    """Asked about once a second for new rules, when the files that people keep have changed."""
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.notifier.follow(self.rules.by_id)

    def result(self, seq: int, article: Article, outcome: Outcome) -> Result:
        """What is to be kept of the entry ``seq`` of the log, given what became of its article."""
        now = self.clock()
        if isinstance(outcome, Given):
            return Result(seq, outcome.annotated, raise_alerts(outcome.annotated, self.rules.watches, now))
        return Result(seq, None, (), dead_letter(article, outcome.stage, outcome.reason, now))

    def keep(self, results: Sequence[Result], *, history: bool = False) -> None:
        """Keep them, show them, and tell people what follows; of ``history``, nobody is told."""
        self.store.commit(results, self.clock(), throttles=self.rules.throttles, history=history)
        for result in results:
            if result.annotated is not None:
                self.tally.annotated += 1
                self.tally.statements += len(result.annotated.statements)
                self.audience.indexed(self._as_kept(result.annotated))
            if result.dead is not None:
                self.bury(result.dead)
        self.notify()

    def _as_kept(self, annotated: Annotated) -> Annotated:
        """With the lines to which the store found its statements to belong."""
        lines = {each.id: each.line for each in self.store.statements(uri=annotated.uri)}
        said = (replace(each, line=lines.get(each.id, each.line)) for each in annotated.statements)
        return replace(annotated, statements=tuple(said))

    def bury(self, letter: DeadLetter) -> None:
        """Show a dead letter that the store has."""
        self.tally.dead += 1
        self.audience.failed(letter)

    def notify(self) -> None:
        """Show what waits in the outbox, and hand what was shown to whoever tells people."""
        while events := self.store.outbox(limit=100):
            now = self.clock()
            notices = {event.id: noticed(event, self.store, now) for event in events if event.id is not None}
            shown = dict(self._shown(notices))
            self.notifier.enter(shown, now)
            if len(shown) < len(notices):
                return

    def _shown(self, notices: Mapping[int | str, Notice]) -> Iterator[tuple[int | str, Notice]]:
        for number, notice in notices.items():
            try:
                self.audience.alerted(notice)
            except TransientError as error:
                log.warning("%s; trying again", error)
                return
            self.tally.alerts += notice.event == "fired"
            yield number, notice

    def turn(self, *, catching_up: bool) -> None:
        """Send people what is due; while ``catching_up``, not each thing by itself."""
        self.notifier.turn(self.clock(), catching_up=catching_up)

    def each_second(self) -> None:
        """Take over changed rules, end embargoes, show what could not be shown before."""
        if rules := self.reload():
            self.rules = rules
            self.notifier.follow(rules.by_id)
        self.store.release(self.clock(), throttles=self.rules.throttles)
        self.notify()

    def finish(self) -> None:
        """Send people what is due now; the rest goes with the next start."""
        self.notifier.finish(self.clock, seconds=FAREWELL)


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

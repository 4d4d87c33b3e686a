"""What becomes of an annotated article, in either mode: alerts are raised, all is kept, people are told."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from processors.watches import CompiledWatches, raise_alerts
from wirewatch.annotator import Given, Outcome
from wirewatch.deciding.kept import Event
from wirewatch.deciding.port import DecidingStore, Result
from wirewatch.errors import TransientError
from wirewatch.ids import identify
from wirewatch.records import Annotated, Article, DeadLetter, title

log = logging.getLogger("wirewatch.keeping")


class Notice(NamedTuple):
    """Something people are to be told: what happened to an alert, and the words it is about."""

    event: Event
    text: str
    """What was said; the headline for a watch on whole articles."""
    speaker: tuple[str, ...]


class Audience(Protocol):
    """Whoever is shown what happens, as it happens."""

    def indexed(self, annotated: Annotated) -> None:
        """An article was annotated and is searchable."""
        ...

    def alerted(self, notice: Notice) -> None:
        """A watch fired, gained copies or took its word back. TransientError: nobody was told, ask again."""
        ...

    def failed(self, letter: DeadLetter) -> None:
        """Something could not be processed and lies among the dead letters."""
        ...


class Rules(NamedTuple):
    """The watches in force, and for how many seconds each keeps quiet after it has fired."""

    watches: CompiledWatches
    throttles: dict[str, float]


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
    clock: Callable[[], datetime]
    reload: Callable[[], Rules | None] = lambda: None
    """Asked about once a second for new rules, when the files that people keep have changed."""
    tally: Tally = field(default_factory=Tally)

    def result(self, seq: int, article: Article, outcome: Outcome) -> Result:
        """What is to be kept of the entry ``seq`` of the log, given what became of its article."""
        now = self.clock()
        if isinstance(outcome, Given):
            return Result(seq, outcome.annotated, raise_alerts(outcome.annotated, self.rules.watches, now))
        return Result(seq, None, (), dead_letter(article, outcome.stage, outcome.reason, now))

    def keep(self, results: Sequence[Result], *, history: bool = False) -> None:
        """Keep them, show them, and tell people what follows; of ``history``, nobody is told."""
        self.store.commit(results, self.clock(), throttles=self.rules.throttles, quiet=history)
        for result in results:
            if result.annotated is not None:
                self.tally.annotated += 1
                self.tally.statements += len(result.annotated.statements)
                self.audience.indexed(result.annotated)
            if result.dead is not None:
                self.bury(result.dead)
        self.notify()

    def bury(self, letter: DeadLetter) -> None:
        """Show a dead letter that the store has."""
        self.tally.dead += 1
        self.audience.failed(letter)

    def notify(self) -> None:
        """Tell people what waits in the outbox; only what was told is struck off."""
        while events := self.store.outbox(limit=100):
            for event in events:
                try:
                    self.audience.alerted(self._notice(event))
                except TransientError as error:
                    log.warning("%s; trying again", error)
                    return
                self.tally.alerts += event.event == "fired"
                if event.id is not None:
                    self.store.sent([event.id])

    def each_second(self) -> None:
        """Take over changed rules, end embargoes, tell what could not be told before."""
        if rules := self.reload():
            self.rules = rules
        self.store.release(self.clock(), throttles=self.rules.throttles)
        self.notify()

    def _notice(self, event: Event) -> Notice:
        for statement in self.store.statements(uri=event.alert.uri):
            if statement.id == event.alert.statement:
                return Notice(event, statement.text, statement.speaker)
        article = self.store.article(event.alert.uri)
        return Notice(event, title(article) if article else event.alert.uri, ())


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

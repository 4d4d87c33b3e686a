"""The whole product on one machine: sources -> log -> annotate -> match -> index -> people.

One thread owns the store and decides; a thread for each source reads; processes of their own hold the
language model. Whatever is accepted is in the log before anything else happens to it, and the results of
an article are one transaction with the mark that it is done: a kill at any instant loses and doubles nothing.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sinks.sqlite.store import Entry, Store
from wirewatch.annotator import AHEAD, CHUNK, Annotator
from wirewatch.keeping import Keeper, Tally
from wirewatch.polling import Inbox
from wirewatch.ports import Batch, Source

if TYPE_CHECKING:
    from concurrent.futures import Future

LONGEST_SWEEP = timedelta(minutes=1)
"""How long to wait for every source to say what it has, before we call ourselves up to date."""


@dataclass
class Embedded:
    """The running product. ``run`` returns when every source has ended, or after ``stop``."""

    store: Store
    annotator: Annotator
    keeper: Keeper
    clock: Callable[[], datetime]
    progress: Callable[[int, int], None] = lambda *_: None
    """Told how many articles are done, of how many that have come in."""

    def __post_init__(self) -> None:
        self._inbox = Inbox(self.clock)
        self._under_way: deque[tuple[Future[bytes], list[Entry]]] = deque()
        self._handed_out = 0  # the last log entry given to the language model
        self._left_over = self.store.counts()["pending"]  # accepted by a run that was cut short
        self._done = 0
        self._catching_up = True
        self.keeper.notifier.wake = self._inbox.wake

    def stop(self) -> None:
        """Finish what is under way and return from ``run``; safe from a signal handler."""
        self._inbox.stop()

    def run(self, sources: Sequence[Source], *, once: bool) -> Tally:
        """Read ``sources`` (until drained when ``once``, else for ever) and process all that comes."""
        self._inbox.read(sources, once=once)
        started = beat = self.clock()
        self.keeper.each_second()
        while not self._finished(once=once):
            for batch in self._inbox.batches():
                self._accept(batch)
            self._hand_out()
            self._keep()
            now = self.clock()
            if self._inbox.is_swept or now - started > LONGEST_SWEEP:
                self._catching_up = self._catching_up and self._has_backlog()
            self.keeper.turn(catching_up=self._catching_up)
            if (now - beat).total_seconds() >= 1:
                beat = now
                self.keeper.each_second()
        self.keeper.each_second()
        self.keeper.finish()
        self.keeper.tally.faults = self._inbox.faults
        return self.keeper.tally

    def _has_backlog(self) -> bool:
        return bool(self._under_way or self.store.pending(self._handed_out, 1))

    def _finished(self, *, once: bool) -> bool:
        if self._under_way:
            return False
        if self._inbox.is_stopped:
            return True
        return once and self._inbox.is_drained and not self.store.pending(self._handed_out, 1)

    def _accept(self, batch: Batch) -> None:
        accepted = self.store.accept(batch, self.clock())
        self.keeper.tally.accepted += accepted.new
        self.keeper.tally.known += accepted.known
        for letter in accepted.dead:
            self.keeper.bury(letter)

    def _hand_out(self) -> None:
        """Keep every process busy."""
        while not self._inbox.is_stopped and len(self._under_way) < AHEAD * self.annotator.workers:
            entries = self.store.pending(self._handed_out, CHUNK)
            if not entries:
                return
            self._handed_out = entries[-1].seq
            future = self.annotator.submit([entry.article for entry in entries])
            future.add_done_callback(lambda _: self._inbox.wake())
            self._under_way.append((future, entries))

    def _keep(self) -> None:
        """Write what is done, in the order of the log."""
        while self._under_way and self._under_way[0][0].done():
            future, entries = self._under_way.popleft()
            outcomes = self.annotator.outcomes(future, [entry.article for entry in entries])
            decided = zip(entries, outcomes, strict=True)
            self.keeper.keep([self.keeper.result(*entry, outcome) for entry, outcome in decided])
            self._done += len(entries)
            self.progress(self._done, self._left_over + self.keeper.tally.accepted)

"""Whether a worker is well: its committed offsets move, or there is nothing to do."""

import threading
from dataclasses import dataclass, field
from typing import NamedTuple

Partition = tuple[str, int]

STANDSTILL = 60.0
"""Seconds for which the event loop may do nothing: heartbeats come from a thread, so only we notice."""
SINGLE = 4.0
"""One partition may stand still so many times longer than all of them: others may have their turn."""


@dataclass
class Progress:
    """How far a partition is, and since when."""

    committed: int
    end: int
    moved: float

    @property
    def lag(self) -> int:
        """Messages that wait."""
        return max(0, self.end - self.committed)


class Verdict(NamedTuple):
    """``alive`` is false when only a new start helps; ``ready`` when it works."""

    alive: bool
    ready: bool
    why: str


@dataclass
class Vitals:
    """What is seen of a worker; written by its event loop, read by whoever asks."""

    stall: float
    beat: float
    progress: dict[Partition, Progress] = field(default_factory=dict)
    joined: bool = False
    waits: dict[str, str] = field(default_factory=dict)
    """What outside does not answer, by its name: a new start would not help."""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def saw(self, partition: Partition, committed: int, end: int, now: float) -> None:
        """Where a partition is now."""
        with self._lock:
            before = self.progress.get(partition)
            stands = before is not None and before.committed == committed and end > committed
            self.progress[partition] = Progress(committed, end, before.moved if before and stands else now)

    def waits_for(self, what: str, why: str | None) -> bool:
        """Something outside does not answer, or (without ``why``) does again; whether that is news."""
        if why is None:
            return self.waits.pop(what, None) is not None
        news = what not in self.waits
        self.waits[what] = why
        return news

    def lag(self, topic: str) -> int:
        """Messages that wait in our partitions of a topic."""
        with self._lock:
            return sum(seen.lag for (name, _), seen in self.progress.items() if name == topic)

    def only(self, partitions: set[Partition]) -> None:
        """Forget all others: they are somebody else's now."""
        with self._lock:
            self.progress = {each: seen for each, seen in self.progress.items() if each in partitions}

    def verdict(self, now: float) -> Verdict:
        """How it stands at ``now``."""
        if self.joined and now - self.beat > STANDSTILL:
            return Verdict(False, False, f"stands still for {now - self.beat:.0f} s")
        if waits := list(self.waits.values()):
            return Verdict(True, False, f"waits: {'; '.join(waits)}")
        if not self.joined:
            return Verdict(True, False, "starts")
        with self._lock:
            behind = {each: seen for each, seen in self.progress.items() if seen.lag > 0}
        if not behind:
            return Verdict(True, True, "nothing to do")
        last = max(seen.moved for seen in behind.values())
        stuck = min(behind, key=lambda each: behind[each].moved)
        since = now - behind[stuck].moved
        if now - last > self.stall or since > SINGLE * self.stall:
            name = f"{stuck[0]}-{stuck[1]}"
            return Verdict(
                False, False, f"{behind[stuck].lag} wait in {name} and none was finished for {since:.0f} s"
            )
        return Verdict(True, True, f"{sum(seen.lag for seen in behind.values())} wait")

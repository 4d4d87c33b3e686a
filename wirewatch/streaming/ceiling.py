"""How many dead letters a worker may make: a bad deployment stops the line instead of burying the wire."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from wirewatch.errors import WirewatchError

STAGES = frozenset({"decode", "annotate", "decide"})
"""Those of workers. What cannot be read is the wire's doing, not ours, and has no ceiling."""


class TooManyDead(WirewatchError):
    """The worker stops: something is wrong with more than single articles."""


class Ceiling:
    """At most ``limit`` dead letters within ``window`` seconds."""

    def __init__(self, limit: int, window: float, made: Iterable[datetime] = ()) -> None:
        self._limit, self._window = limit, timedelta(seconds=window)
        self._made = deque(sorted(made))

    def admit(self, reasons: Iterable[str], now: datetime) -> None:
        """One more for each of ``reasons``; TooManyDead, before any is sent, when that is too many."""
        reasons = list(reasons)
        self._made.extend([now] * len(reasons))
        self.check(now, reasons[-1] if reasons else "")

    def check(self, now: datetime, reason: str = "") -> None:
        """TooManyDead when there are too many already."""
        while self._made and now - self._made[0] > self._window:
            self._made.popleft()
        if len(self._made) > self._limit:
            last = f", the last: {reason}" if reason else ""
            raise TooManyDead(
                f"{len(self._made)} dead letters within {self._window.total_seconds():.0f} s{last}. Stopping "
                "before everything is buried; the rest waits in Kafka. See `wirewatch dead list`, mend the "
                "cause and start again, or raise dead_ceiling in [streaming]"
            )

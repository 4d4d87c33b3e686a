"""What goes when to whom: functions of the time and of what was sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from wirewatch.ids import identify
from wirewatch.notifying.hours import free, next_digest
from wirewatch.notifying.notices import TERMINAL, Channel, Delivery, Notice, Plan, Queue, channel
from wirewatch.records import Watch

FEW = 3
"""Notices that go out one by one; more at once are one digest."""
FRESH = timedelta(minutes=1)
"""What waited longer than this goes into a digest with whatever else waits."""
MOST, SPELL = 10, timedelta(minutes=5)
"""Messages to a channel within that time; what comes then is collected until there is room again."""
LARGEST = 200
"""Notices in a digest."""
LONGEST_HOLD = timedelta(minutes=10)
"""How long catching up may hold notices back."""
FIRST_RETRY, LAST_RETRY = timedelta(seconds=10), timedelta(minutes=15)
GIVE_UP = timedelta(days=3)
"""After which a notice that could not be delivered is left as failed."""


def plan(
    notice: Notice,
    watch: Watch | None,
    channels: Mapping[str, Channel],
    told: Mapping[str, bool],
    now: datetime,
) -> Plan:
    """On which ways a notice goes out, and from when on.

    An alert goes to the channels of its watch. What happens further to it goes to those who were ``told`` of
    it, also when the watch is no more, or names others now. Where that it fired still waits (false) and it is
    taken back, people hear of neither. A change to the words that they were told concerns everybody.
    """
    named = told if notice.event != "fired" else watch.notify if watch else ()
    ways = [channel(name, channels) for name in dict.fromkeys(named) if name != TERMINAL]
    withdrawn = {way.id for way in ways if notice.event == "retracted" and not told[way.id] and not way.lines}
    deliveries = tuple(
        Delivery(
            id=identify("delivery", notice.id, way.id),
            channel=way.id,
            notice=notice,
            due=_due(now, watch, way),
        )
        for way in ways
        if (notice.event in way.events or notice.difference) and way.id not in withdrawn
    )
    return Plan(notice=notice, deliveries=deliveries, withdrawn=tuple(sorted(withdrawn)))


def _due(moment: datetime, watch: Watch | None, way: Channel) -> datetime:
    """After the digest's time, outside the quiet hours of both the watch and the channel."""
    digest = (watch and watch.digest) or way.digest
    quiet = (*(watch.quiet_hours if watch else ()), *way.quiet_hours)
    return free(next_digest(moment, digest) if digest else moment, quiet)


def opens(queue: Queue, way: Channel, now: datetime, *, catching_up: bool) -> datetime | None:
    """From when on the channel may be sent to; None when nothing waits.

    After a failure not before the next attempt is due. While a backlog is worked off people are not told
    of each thing by itself, nor when there was too much in a short time; files are.
    """
    if queue.due is None:
        return None
    moment = max(queue.due, queue.retry) if queue.retry else queue.due
    if not way.lines:
        if catching_up:
            moment = max(moment, queue.due + LONGEST_HOLD)
        if len(queue.sent) >= MOST:
            moment = max(moment, queue.sent[MOST - 1] + SPELL)
    return free(max(moment, now), way.quiet_hours)


def awake(watch: Watch | None, now: datetime) -> datetime:
    """From when on people may hear of the watch: what failed at daytime is not tried again at night."""
    return free(now, watch.quiet_hours) if watch else now


def messages(way: Channel, waiting: Sequence[Delivery], now: datetime) -> Iterator[tuple[Delivery, ...]]:
    """What is due, as the messages it is sent in: by itself while it is little and fresh, else in digests."""
    if not waiting:
        return
    few = len(waiting) <= FEW and all(now - each.notice.at <= FRESH for each in waiting)
    size = 1 if few and not way.lines else LARGEST
    for first in range(0, len(waiting), size):
        yield tuple(waiting[first : first + size])


def pause(tries: int) -> timedelta:
    """How long to wait after so many attempts that failed: twice as long each time, up to a limit."""
    return min(LAST_RETRY, FIRST_RETRY * float(2 ** min(tries - 1, 20)))

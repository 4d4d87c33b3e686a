"""Times of day and of the week at which people want to be told, in their own time zones."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wirewatch.records import Digest, QuietHours

WEEK = timedelta(days=7)


def free(moment: datetime, quiet: Sequence[QuietHours]) -> datetime:
    """``moment`` itself, or the end of the quiet hours that it falls into; at most a week later."""
    latest = moment + WEEK
    while moment < latest and (ends := [end for each in quiet for end in _ends(each, moment)]):
        moment = max(ends)
    return min(moment, latest)


def never_free(quiet: Sequence[QuietHours]) -> bool:
    """Whether these quiet hours leave no minute of the week."""
    anyday = datetime(2024, 1, 1, tzinfo=UTC)
    return free(anyday, quiet) >= anyday + WEEK


def next_digest(moment: datetime, digest: Digest) -> datetime:
    """The first time after ``moment`` at which the digest goes out."""
    if digest.every:
        seconds = moment.timestamp()
        return datetime.fromtimestamp((seconds // digest.every + 1) * digest.every, UTC)
    zone = ZoneInfo(digest.zone)
    today = moment.astimezone(zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(-1, 9)]
    return min(
        at
        for day in days
        if day.weekday() in digest.days
        for each in digest.at
        if (at := _instant(day, each, zone)) > moment
    )


def _ends(quiet: QuietHours, moment: datetime) -> Iterator[datetime]:
    """The end of each period of ``quiet`` that ``moment`` is in; one that began yesterday may reach today."""
    zone = ZoneInfo(quiet.zone)
    today = moment.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        if day.weekday() in quiet.days:
            until = day if quiet.end > quiet.start else day + timedelta(days=1)
            end = _instant(until, quiet.end, zone)
            if _instant(day, quiet.start, zone) <= moment < end:
                yield end


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """In UTC. A time that the clocks skip is the one they show instead; of two alike, the first."""
    return datetime.combine(day, at, zone).astimezone(UTC)

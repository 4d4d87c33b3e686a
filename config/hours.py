"""Times of day as the watches and settings files write them: ``Mon-Fri 22:00-07:00 Europe/Vienna``."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Any, ClassVar

from config.values import Written, duration, zone
from wirewatch.notifying.hours import never_free
from wirewatch.records import ALL_DAYS, Digest, QuietHours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUIET = (
    "hours such as 22:00-07:00, Mon-Fri 22:00-07:00 Europe/Vienna or Sat,Sun 00:00-24:00, or a list of them"
)
DIGEST = "hourly, daily, weekly, a duration such as 30m, or times such as Mon-Fri 07:30,16:00 Europe/Vienna"
SHORTEST_DIGEST = 60.0
_NAMED = {"hourly": "1h", "daily": "08:00", "weekly": "Mon 08:00"}
_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d"
_PERIOD = re.compile(rf"({_TIME})\s*(?:-|–|to)\s*({_TIME})")
_TIMES = re.compile(rf"{_TIME}(?:\s*,\s*{_TIME})*")


_PERIOD_SCHEMA = {"type": "string", "pattern": r"\d{1,2}:\d\d"}


class Quiet(Written):
    """Quiet hours; one text or a list of them."""

    schema: ClassVar[dict[str, Any]] = {
        "anyOf": [_PERIOD_SCHEMA, {"type": "array", "items": _PERIOD_SCHEMA}],
    }

    def __init__(self, written: Any) -> None:
        super().__init__(written)
        self.hours = quiet_hours(written)


class Digests(Written):
    """When a digest goes out."""

    schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": r"^\s*(hourly|daily|weekly|.*\d.*)$"}

    def __init__(self, written: Any) -> None:
        super().__init__(written)
        self.digest = digest(written)


def quiet_hours(value: object) -> tuple[QuietHours, ...]:
    """The quiet hours that text, or a list of texts, stands for; ValueError when it is none."""
    found = tuple(_quiet(each) for each in (value if isinstance(value, list) else [value]))
    if never_free(found):
        raise ValueError("these hours leave no time to tell anybody: remove some")
    return found


def digest(value: object) -> Digest:
    """The times at which a digest goes out; ValueError when ``value`` stands for none."""
    text = _text(value, DIGEST)
    text = _NAMED.get(text.lower(), text)
    if ":" not in text:
        try:
            every = float(duration(text))
        except ValueError:
            raise ValueError(f"expected {DIGEST}, got {text!r}") from None
        if every < SHORTEST_DIGEST:
            raise ValueError("a digest more often than once a minute: write at least 1m")
        return Digest(every=every)
    days, times, where = _parts(text, DIGEST)
    if not _TIMES.fullmatch(times):
        raise ValueError(f"expected {DIGEST}, got {text!r}")
    at = tuple(sorted({_time(each.strip()) for each in times.split(",")}))
    return Digest(at=at, days=days, zone=where)


def _quiet(value: object) -> QuietHours:
    text = _text(value, QUIET)
    days, times, where = _parts(text, QUIET)
    if not (period := _PERIOD.fullmatch(times)):
        raise ValueError(f"expected {QUIET}, got {text!r}")
    if period[1] == period[2]:
        raise ValueError(f"{text!r} begins when it ends: write 00:00-24:00 for a whole day")
    return QuietHours(start=_time(period[1]), end=_time(period[2]), days=days, zone=where)


def _text(value: object, about: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected {about}")
    return value.strip()


def _parts(text: str, about: str) -> tuple[tuple[int, ...], str, str]:
    """Days, times and zone: what stands before, between and after the words with a colon."""
    words = text.split()
    timed = [number for number, word in enumerate(words) if ":" in word]
    if not timed:
        raise ValueError(f"expected {about}, got {text!r}")
    first, last = timed[0], timed[-1] + 1
    days = _days(" ".join(words[:first])) if first else ALL_DAYS
    where = zone(" ".join(words[last:])).key if words[last:] else "UTC"
    return days, " ".join(words[first:last]), where


def _days(text: str) -> tuple[int, ...]:
    days: set[int] = set()
    for part in text.split(","):
        days.update(_range(part))
    return tuple(sorted(days))


def _range(text: str) -> Iterable[int]:
    """``Mon`` or ``Fri-Mon``; whole names and their beginnings are understood."""
    ends = [_day(part) for part in text.split("-")]
    if len(ends) > 2:
        raise ValueError(f"{text.strip()!r} is no range of days: write Mon-Fri")
    first, last = ends[0], ends[-1]
    return ((first + more) % 7 for more in range((last - first) % 7 + 1))


def _day(text: str) -> int:
    word = text.strip().lower()
    if len(word) < 3 or word[:3] not in DAYS or not _FULL[DAYS.index(word[:3])].startswith(word):
        raise ValueError(f"{text.strip()!r} is no day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun")
    return DAYS.index(word[:3])


_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    if int(hour) == 24 and int(minute):
        raise ValueError(f"{text!r} is no time of day")
    return time(int(hour) % 24, int(minute))

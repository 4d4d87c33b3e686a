"""Numbers and dates as queries write them: each stands for the values from a first to a last one.

A date with parts left out stands for its whole year, month, day, hour ... in UTC, as in Elasticsearch.
"""

import re
from datetime import UTC, datetime, timedelta

from wirewatch.query.fields import Kind

Limits = tuple[float, float]

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[Tt](?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<part>\d{1,6}))?)?)?"
    r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_LAST = timedelta(microseconds=1)


def limits(text: str, kind: Kind) -> Limits:
    """First and last value that ``text`` stands for; ValueError, for people, when it is none of ``kind``."""
    if kind == "number":
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"{text!r} is not a number")
        return float(text), float(text)
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date; write 2023-07-11, 2023-07, 2023 or 2023-07-11T08:30Z")
    try:
        first, after = _days(found) if found["hour"] is None else _instants(found)
        return first.timestamp(), (after - _LAST).timestamp()
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not in the calendar") from None


def _days(found: re.Match[str]) -> tuple[datetime, datetime]:
    year, month, day = (int(found[part]) if found[part] else None for part in ("year", "month", "day"))
    first = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
    if day:
        return first, first + timedelta(days=1)
    if month and month < 12:
        return first, first.replace(month=month + 1)
    return first, first.replace(year=first.year + 1, month=1)


def _instants(found: re.Match[str]) -> tuple[datetime, datetime]:
    zone = (found["zone"] or "Z").upper()
    text = f"{found['year']}-{found['month']}-{found['day']}T{found['hour']}"
    text += f":{found['minute'] or '00'}:{found['second'] or '00'}.{(found['part'] or '').ljust(6, '0')}"
    first = datetime.fromisoformat(text + zone.replace("Z", "+00:00"))
    if found["part"]:
        return first, first + timedelta(microseconds=10 ** (6 - len(found["part"])))
    if found["second"]:
        return first, first + timedelta(seconds=1)
    return first, first + (timedelta(minutes=1) if found["minute"] else timedelta(hours=1))

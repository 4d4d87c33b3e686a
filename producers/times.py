"""Dates and times as wires write them -> aware UTC."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
CENTURY = 69
"""Two digits up to here are of this century, as POSIX has it."""
# some write the zone's name in front of its offset, or beside it
NAMED_OFFSET = re.compile(r"\s*(?:GMT|UTC)(?=[+-]\d)", re.IGNORECASE)


def instant(value: Any, zone: tzinfo = UTC) -> datetime | None:
    """The moment that an ISO 8601 or RFC 5322 text names, in ``zone`` where it names none; None when none."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    text = NAMED_OFFSET.sub("", value.strip())
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def moment_of(  # noqa: PLR0913  a date has so many parts
    year: str, month: str, day: str, hour: str, minute: str, *, zone: tzinfo = UTC
) -> datetime | None:
    """The moment of parts written apart: a month by number or English name, a year of two or four digits."""
    try:
        number = MONTHS.get(month[:3].lower()) or int(month)
        return datetime(full_year(year), number, int(day), int(hour), int(minute), tzinfo=zone).astimezone(
            UTC
        )
    except (ValueError, OverflowError):
        return None


def full_year(year: str) -> int:
    """A year of four digits, also when only the last two were written."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < CENTURY else 1900)


def is_absurd(moment: datetime, now: datetime) -> bool:
    """Whether no wire can have sent it then: before there were wires in files, or after tomorrow.

    A day of grace, because a zone that a sender forgot moves a moment by up to fourteen hours.
    """
    return moment.date() < date(1970, 1, 2) or moment > now + timedelta(days=1)

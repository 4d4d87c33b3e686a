"""Dates and times as wires write them -> aware UTC."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

# the first letters of months in the languages of the agencies, as many as tell them apart
MONTHS = {
    beginning: number
    for number, beginnings in enumerate(
        (
            "jan jän ene gen",
            "feb fév fev",
            "mar mär",
            "apr avr abr",
            "may mai mag",
            "jun juin giu",
            "jul juil lug",
            "aug aoû aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez déc dic",
        ),
        1,
    )
    for beginning in beginnings.split()
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
    """The moment of parts written apart: a month by number or name, a year of two or four digits."""
    try:
        number = MONTHS.get(month[:4].lower()) or MONTHS.get(month[:3].lower()) or int(month)
        return datetime(full_year(year), number, int(day), int(hour), int(minute), tzinfo=zone).astimezone(
            UTC
        )
    except (ValueError, OverflowError):
        return None


def full_year(year: str) -> int:
    """A year of four digits, also when only the last two were written."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < CENTURY else 1900)

"""Days as public files have them: whole, or only the month or the year."""

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"([+-]?\d{4,12})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")


def earliest(text: str) -> date:
    """The first day that ``text`` may mean; ValueError when it is no day."""
    return _day(text, last=False)


def latest(text: str) -> date:
    """The last day that ``text`` may mean: 31 December of "2012"; ValueError when it is no day."""
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> date:
    match = _DAY.fullmatch(text.strip())
    if not match:
        raise ValueError(f'expected a day such as 2012-05-22, 2012-05 or 2012, got "{text[:40]}"')
    year = int(match[1])
    if year < 1:  # before the calendar of the officials file begins
        return date.min
    month = int(match[2] or 0) or (12 if last else 1)
    try:
        day = int(match[3] or 0) or (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f'"{text[:40]}" is no day of the calendar') from error

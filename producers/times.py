"""Dates and times as wires write them -> aware UTC."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any


def instant(value: Any) -> datetime | None:
    """The moment that an ISO 8601 or RFC 5322 text names, UTC where it names no zone; None when none."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None

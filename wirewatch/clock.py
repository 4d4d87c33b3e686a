"""The time. Only shells ask for it; everything that decides is given it."""

from datetime import UTC, datetime


def clock() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is the clock of the shells

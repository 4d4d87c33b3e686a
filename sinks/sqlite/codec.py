"""How records and times lie in the file."""

import zlib
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

T = TypeVar("T")


def pack(record: object) -> bytes:
    """A record as compressed JSON; ``unpack`` gives it back."""
    return zlib.compress(msgspec.json.encode(record))


def unpack(packed: bytes, kind: type[T]) -> T:
    """The record that ``pack`` was given."""
    return msgspec.json.decode(zlib.decompress(packed), type=kind)


def to_json(record: object) -> str:
    """A record as JSON text, so that SQL can read it too."""
    return msgspec.json.encode(record).decode()


def unstamp(stamped: str | None) -> datetime | None:
    """The time that ``stamp`` was given; None stays None."""
    return datetime.fromisoformat(stamped) if stamped else None


def stamp(moment: datetime) -> str:
    """UTC with a fixed width, so that the order of the letters is the order of the times."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        utc = aware.astimezone(UTC)
    except OverflowError:  # within a day of year 1 or 9999: a hostile date, any order will do
        utc = aware.replace(tzinfo=UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

"""Kinds of value that the files people keep have beside text and numbers: durations, paths and zones."""

import math
import re
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*([smhd]?)")


class Duration(float):
    """Seconds; written as a number, or as ``30s``, ``15m``, ``1h``, ``1d``."""

    __slots__ = ()


def duration(value: object) -> Duration:
    """The seconds that ``value`` stands for; ValueError when it is no duration."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0:
        return Duration(value)
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError(
            f"{value!r} is no duration: write seconds, or a number with s, m, h or d, such as 30m"
        )
    return Duration(float(match[1]) * _UNITS[match[2]])


def zone(value: object) -> ZoneInfo:
    """The time zone of that name; ValueError when there is none."""
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is no time zone: write a name such as Europe/Vienna") from error


class Written:
    """A value that reads itself from what is written; ValueError when it cannot."""

    schema: ClassVar[dict[str, Any]] = {"type": "string", "minLength": 1}

    def __init__(self, written: Any) -> None:
        self.written = written

    def __str__(self) -> str:
        return ", ".join(self.written) if isinstance(self.written, list) else str(self.written)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and str(other) == str(self)

    def __hash__(self) -> int:
        return hash(str(self))


def decode(kind: type, value: object) -> Any:
    """Msgspec's ``dec_hook``: values that it does not know by itself."""
    if kind is Duration:
        return duration(value)
    if kind is ZoneInfo:
        return zone(value)
    if issubclass(kind, Written):
        return kind(value)
    if kind is Path and isinstance(value, str):
        if not value.strip() or "\0" in value:
            raise ValueError("expected the path of a file or folder, got none")
        return Path(value)
    raise ValueError(f"expected the path of a file or folder, in quotes, got {value!r}")


def describe(kind: type) -> dict[str, Any]:
    """Msgspec's ``schema_hook``: the JSON Schema of such a value."""
    if kind is Duration:
        pattern = r"^\s*\d{1,9}(\.\d{1,6})?\s*[smhd]?\s*$"
        return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": pattern}]}
    schema = kind.schema if issubclass(kind, Written) else Written.schema
    return dict(schema)  # its own: rules of fields are added to it


def encode(value: object) -> Any:
    """Msgspec's ``enc_hook``: how such a value is written."""
    return float(value) if isinstance(value, Duration) else str(value)

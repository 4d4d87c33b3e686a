"""Tell people: one JSON line for each notification, appended to a file that others follow."""

import os
from pathlib import Path

import msgspec

from wirewatch.errors import TransientError

SCHEME = "file:"


def path_of(channel: str) -> Path | None:
    """The file of a ``file:PATH`` channel; None for a channel of another kind."""
    return Path(channel.removeprefix(SCHEME)).expanduser() if channel.startswith(SCHEME) else None


def append(path: Path, notification: dict[str, str | int | None]) -> None:
    """Write one line, whole and on disk when this returns; TransientError when that cannot be done."""
    line = msgspec.json.encode(notification) + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            os.write(descriptor, line)  # one write: lines of two writers never mingle
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise TransientError(f"{path}: a notification could not be written: {error.strerror}") from error

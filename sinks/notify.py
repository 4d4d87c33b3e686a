"""Tell programs: one JSON line for each notice, appended to a file that others follow."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from wirewatch.errors import TransientError
from wirewatch.notifying.notices import FILE, Notice, line


class Lines:
    """A file that notices are appended to."""

    def __init__(self, channel: str) -> None:
        """``channel`` is written ``file:PATH``."""
        self.shown = channel
        self._path = Path(channel.removeprefix(FILE)).expanduser()

    def deliver(self, notices: Sequence[Notice]) -> None:
        """Write a line for each, whole and on disk when this returns; TransientError when it cannot."""
        lines = b"".join(msgspec.json.encode(line(notice)) + b"\n" for notice in notices)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _append(self._path, lines)
        except OSError as error:
            raise TransientError(
                f"{self._path}: a notification could not be written: {error.strerror}"
            ) from error


def _append(path: Path, lines: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        while lines:  # one write, as a rule: lines of two writers never mingle
            lines = lines[os.write(descriptor, lines) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

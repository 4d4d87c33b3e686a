"""What may have changed in a folder since the last look, without looking at every file each time."""

import logging
import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from producers.files import enter, is_folder, list_folder, reason_of, shown

log = logging.getLogger(f"wirewatch.{__name__}")

CHEAP = 2_000
"""Files that may all be looked at in every poll; ten times as many are looked at in every tenth."""


class Found(NamedTuple):
    """A file as it lies there, and what shows that it changed."""

    path: Path
    size: int
    mtime_ns: int

    @property
    def position(self) -> str:
        """Names this state of the file."""
        return f"{self.size}:{self.mtime_ns}"

    @property
    def key(self) -> str:
        """Names the file."""
        return key_of(self.path)


class _Folder(NamedTuple):
    """A folder as it was; ``quiet`` when two looks in a row found the same time on it."""

    mtime_ns: int
    quiet: bool
    files: frozenset[str]
    folders: tuple[Path, ...]


def key_of(path: Path) -> str:
    """What a file is called in the positions that are kept."""
    return f"file:{shown(path)}"


def look(path: Path) -> Found | None:
    """The file at ``path``; None when nothing is there (any more)."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    except OSError:
        # links in a circle, or no permission: whoever opens it learns the reason
        try:
            seen = path.lstat()
        except OSError:
            return None
    return Found(path, seen.st_size, seen.st_mtime_ns)


class Listing:
    """The files under ``root``, with a memory of its folders.

    A new file changes the time of its folder, so most polls look at folders only. A file written over in
    place does not: every so often all files are looked at, the less often the more there are.
    """

    def __init__(self, root: Path, interval: float) -> None:
        self._root = root
        self._interval = interval
        self._folders: dict[Path, _Folder] = {}
        self._closed: set[Path] = set()
        self._looked_at_all: datetime | None = None

    def __len__(self) -> int:
        return sum(len(folder.files) for folder in self._folders.values())

    def __iter__(self) -> Iterator[Path]:
        return (path / name for path, folder in self._folders.items() for name in folder.files)

    def candidates(self, now: datetime, unsettled: Iterable[Path]) -> Iterator[Found]:
        """Every file that may be new or changed, folder by folder, after those still ``unsettled``."""
        last = self._looked_at_all
        everything = last is None or now - last >= self._pause()
        # whoever stops half way must look at everything again
        self._looked_at_all = None
        yield from filter(None, map(look, unsettled))
        yield from filter(None, map(look, self._paths(everything=everything)))
        self._looked_at_all = now if everything else last

    def _pause(self) -> timedelta:
        """How long not every file is looked at."""
        return timedelta(seconds=self._interval * len(self) / CHEAP if len(self) > CHEAP else 0)

    def _paths(self, *, everything: bool) -> Iterator[Path]:
        """The files to look at: all of them, or those of changed folders that were not there before."""
        before, self._folders = self._folders, {}
        visited: set[tuple[int, int]] = set()
        waiting = [self._root]
        while waiting:
            path = waiting.pop()
            known = before.get(path)
            folder = self._visit(path, known, visited, everything=everything)
            if folder is None:
                continue
            self._folders[path] = folder
            waiting += reversed(folder.folders)
            if everything or known is None:
                yield from (path / name for name in sorted(folder.files))
            elif folder is not known:
                yield from (path / name for name in sorted(folder.files - known.files))

    def _visit(
        self, path: Path, known: _Folder | None, visited: set[tuple[int, int]], *, everything: bool
    ) -> _Folder | None:
        try:
            place = enter(path, visited)
            if place is None:
                return None
            # a file may come within the same tick of the clock as the last look, hence twice
            quiet = known is not None and known.mtime_ns == place.st_mtime_ns
            if known and quiet and known.quiet and not everything:
                return known
            entries = list_folder(path)
        except OSError as error:
            self._complain(path, error)
            return None
        self._closed.discard(path)
        folders = [entry.name for entry in entries if is_folder(entry)]
        files = frozenset(entry.name for entry in entries).difference(folders)
        return _Folder(place.st_mtime_ns, quiet, files, tuple(path / name for name in folders))

    def _complain(self, path: Path, error: OSError) -> None:
        """Once for each folder that cannot be read; it is tried again in every poll."""
        if path not in self._closed and os.path.lexists(path):
            log.warning(
                "%s: %s; what is in it is left out until it can be read", shown(path), reason_of(error)
            )
            self._closed.add(path)

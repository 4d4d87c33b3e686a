"""Files and folders -> articles."""

import logging
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from producers.formats import read_stream
from producers.reading import LIMIT, NO_DEFAULTS, Defaults, Outcome, unreadable
from wirewatch.errors import ReadError, WirewatchError

log = logging.getLogger(f"wirewatch.{__name__}")

TEMPORARY = re.compile(r"\.(part|partial|tmp|temp|swp|swx|crdownload|filepart|bak)\Z|~\Z", re.IGNORECASE)
KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: Path, *, limit: int = LIMIT, defaults: Defaults = NO_DEFAULTS) -> Iterator[Outcome]:
    """The articles of a file, in order, and what could not be read; never raises for what it finds.

    ``limit`` is in bytes per article. Files of JSON lines may be of any size: they are read line by line.
    """
    try:
        with open_regular(path) as stream:
            uri = file_uri(path)
            for outcome, _ in read_stream(stream, path.name, uri, limit=limit, defaults=defaults):
                yield outcome
    except (OSError, ReadError) as error:
        yield unreadable(reason_of(error), b"")


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` mean: a folder stands for the files in it, at any depth, in order of name.

    In folders, hidden files and those with names of half-finished ones (``.part``, ``.tmp``, ``~``) are left
    out. Raises WirewatchError for a path that is not there.
    """
    files: list[Path] = []
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            raise WirewatchError(f"{path}: {reason_of(error)}; check the path") from error
        files += walk(path) if is_folder else [path]
    return files


def walk(folder: Path) -> Iterator[Path]:
    """The files of a folder, at any depth, in order of name; links to folders are followed once."""
    visited: set[tuple[int, int]] = set()
    waiting = [(folder, True)]
    while waiting:
        path, opens = waiting.pop()
        if opens:
            waiting += reversed(_inside(path, visited))
        else:
            yield path


def _inside(folder: Path, visited: set[tuple[int, int]]) -> list[tuple[Path, bool]]:
    """What lies in a folder, each with whether it is a folder itself."""
    try:
        entries = list_folder(folder) if enter(folder, visited) else []
    except OSError as error:
        log.warning("%s: %s; what is in it is left out", shown(folder), reason_of(error))
        return []
    return [(Path(entry.path), is_folder(entry)) for entry in entries]


def enter(folder: Path, visited: set[tuple[int, int]]) -> os.stat_result | None:
    """What a folder is; None when it is one of ``visited`` (device, inode), to which it is added."""
    place = folder.stat()
    if (place.st_dev, place.st_ino) in visited:
        return None
    visited.add((place.st_dev, place.st_ino))
    return place


def list_folder(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name, without hidden and half-finished files."""
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if is_wanted(entry.name)), key=lambda entry: entry.name)


def is_wanted(name: str) -> bool:
    """Whether a file of that name is finished and meant to be seen."""
    return not name.startswith(".") and not TEMPORARY.search(name)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def open_regular(path: Path) -> BinaryIO:
    """The file, opened; ReadError for what is no regular file. Never waits for a pipe or device."""
    _require_regular(path.stat().st_mode)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    stream = os.fdopen(descriptor, "rb")
    try:
        # it may have been replaced in between
        _require_regular(os.fstat(descriptor).st_mode)
    except ReadError:
        stream.close()
        raise
    return stream


def file_uri(path: Path) -> str:
    """Names the article of a file that states no uri itself."""
    return Path(os.path.realpath(path)).as_uri()


def shown(path: Path | str) -> str:
    """A path as text that can be stored and printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def reason_of(error: OSError | ReadError) -> str:
    """Why a file cannot be read, in a line."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((kind for matches, kind in KINDS if matches(mode)), "no regular file")
        raise ReadError(f"{kind}, not a file")

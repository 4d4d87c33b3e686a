"""A watched folder, or files named one by one, as a source."""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from producers.files import file_uri, open_regular, reason_of, shown
from producers.formats import read_stream
from producers.listing import Found, Listing, key_of, look
from producers.reading import (
    LIMIT,
    NO_DEFAULTS,
    Defaults,
    Mark,
    Skipped,
    Unreadable,
    counted,
    dead_letter,
    unreadable,
)
from wirewatch.errors import ReadError
from wirewatch.ports import Batch

if TYPE_CHECKING:
    from wirewatch.records import Article, DeadLetter

log = logging.getLogger(f"wirewatch.{__name__}")

PART_OUTCOMES = 256
PART_BYTES = 8_000_000
SPARE = 10_000
"""Files that have gone and are remembered all the same: looking through them costs time too."""
UNOPENED = "!"
"""Ends the position of a file that could not be opened, which may change without the file changing."""


class FilesSource:
    """The files at ``paths``, read again whenever they change; ``settle`` as for a folder."""

    def __init__(  # noqa: PLR0913  each is a setting of its own
        self,
        paths: Iterable[Path],
        *,
        known: Mapping[str, str],
        interval: float = 1.0,
        settle: float = 1.0,
        limit: int = LIMIT,
        defaults: Defaults = NO_DEFAULTS,
    ) -> None:
        self._paths = [Path(os.path.realpath(path)) for path in paths]
        self._changes = _Changes(known, settle, limit, defaults)
        self.name = shown(self._paths[0]) if len(self._paths) == 1 else f"{len(self._paths)} files"
        self.state = "reading"
        self.interval = interval

    def poll(self, now: datetime) -> Iterator[Batch]:
        """One batch for each file that is new or changed and has settled; several for long files of lines."""
        for path in self._paths:
            found = look(path)
            if found:
                yield from self._changes.read(found, now)


class FolderSource:
    """The files in a folder, at any depth, read again whenever they change.

    ``settle`` is how many seconds a file must have stayed the same before it is read, for it may still be
    being written; 0 reads at once. A folder that is not there is waited for.
    """

    def __init__(  # noqa: PLR0913  each is a setting of its own
        self,
        path: Path,
        *,
        known: Mapping[str, str],
        interval: float = 1.0,
        settle: float = 1.0,
        limit: int = LIMIT,
        defaults: Defaults = NO_DEFAULTS,
    ) -> None:
        self._root = Path(os.path.realpath(path))
        self._listing = Listing(self._root, interval)
        self._changes = _Changes(known, settle, limit, defaults)
        self.name = shown(path)
        self.interval = interval
        self.state: Literal["new", "reading", "missing"] = "new"

    def poll(self, now: datetime) -> Iterator[Batch]:
        """One batch for each file that is new or changed and has settled; several for long files of lines."""
        self._look_for_folder()
        if self.state == "reading":
            for found in self._listing.candidates(now, self._changes.unsettled()):
                yield from self._changes.read(found, now)
            if len(self._changes) > 2 * len(self._listing) + SPARE:
                self._changes.forget_all_but(self._listing)

    def _look_for_folder(self) -> None:
        before, self.state = self.state, "reading" if self._root.is_dir() else "missing"
        if self.state == "missing" and before != "missing":
            log.warning("%s: no such folder; it will be read as soon as it is there", self.name)
        elif self.state == "reading" and before == "missing":
            log.info("%s: the folder is there", self.name)


class _Changes:
    """Reads files that are not as they were when they were last read, once they have settled."""

    def __init__(self, known: Mapping[str, str], settle: float, limit: int, defaults: Defaults) -> None:
        self._unsettled: dict[Path, tuple[Found, datetime]] = {}
        self._known = known
        self._handed_over: dict[str, str] = {}
        self._settle = timedelta(seconds=settle)
        self._limit = limit
        self._defaults = defaults

    def __len__(self) -> int:
        return len(self._handed_over)

    def unsettled(self) -> list[Path]:
        """The files that were seen but not read yet; those that have gone since are forgotten."""
        self._unsettled = {path: seen for path, seen in self._unsettled.items() if path.exists()}
        return list(self._unsettled)

    def forget_all_but(self, paths: Iterable[Path]) -> None:
        """Files come and go for years; those that went need not be remembered."""
        keys = {key_of(path) for path in paths}
        self._handed_over = {key: at for key, at in self._handed_over.items() if key in keys}

    def read(self, found: Found, now: datetime) -> Iterator[Batch]:
        last = self._handed_over.get(found.key, self._known.get(found.key, ""))
        if last == found.position:
            self._unsettled.pop(found.path, None)
        elif self._has_settled(found, now):
            self._unsettled.pop(found.path, None)
            for batch in batches(found, last, now, limit=self._limit, defaults=self._defaults):
                yield batch
                # only when the next one is asked for was this one surely taken
                self._handed_over[batch.key] = batch.position

    def _has_settled(self, found: Found, now: datetime) -> bool:
        age = timedelta(seconds=now.timestamp() - found.mtime_ns / 1e9)
        before, since = self._unsettled.get(found.path, (None, now))
        if not self._settle or age >= self._settle or (before == found and now - since >= self._settle):
            return True
        if before != found:
            self._unsettled[found.path] = (found, now)
        return False


def batches(
    found: Found, last: str, now: datetime, *, limit: int = LIMIT, defaults: Defaults = NO_DEFAULTS
) -> Iterator[Batch]:
    """What a file gives; long files of lines in parts, each with a position to go on from.

    ``last`` is the position of the batch of this file that was handed over before, if any.
    """
    try:
        stream = open_regular(found.path)
    except FileNotFoundError:
        log.debug("%s: gone before it was read", shown(found.path))
    except (OSError, ReadError) as error:
        position = found.position + UNOPENED
        if position != last:
            yield _failed(found, position, reason_of(error), now)
    else:
        with stream:
            try:
                yield from _parts(stream, found, now, _Reading(_resume(last, found), limit, defaults))
            except OSError as error:
                yield _failed(found, found.position, f"reading broke off: {reason_of(error)}", now)


def _failed(found: Found, position: str, reason: str, now: datetime) -> Batch:
    return Batch(found.key, position, dead=(dead_letter(unreadable(reason, b""), found.key, now),))


def _resume(last: str, found: Found) -> Mark:
    """The place up to which the same state of the file was read."""
    position, _, place = last.partition("@")
    if not place or position != found.position:
        return Mark()
    offset, line = place.split(":")
    return Mark(int(offset), int(line))


class _Reading(NamedTuple):
    """How a file is read: from where on, up to how many bytes an article, with what defaults."""

    start: Mark
    limit: int
    defaults: Defaults


def _parts(stream: BinaryIO, found: Found, now: datetime, reading: _Reading) -> Iterator[Batch]:
    articles: list[Article] = []
    dead: list[DeadLetter] = []
    skipped: list[Skipped] = []
    begun = reading.start.offset
    outcomes = read_stream(stream, found.path.name, file_uri(found.path), **reading._asdict())
    for outcome, mark in outcomes:
        if isinstance(outcome, Unreadable):
            dead.append(dead_letter(outcome, found.key, now))
        elif isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            articles.append(outcome)
        if mark and (len(articles) + len(dead) >= PART_OUTCOMES or mark.offset - begun >= PART_BYTES):
            yield Batch(
                found.key, f"{found.position}@{mark.offset}:{mark.line}", tuple(articles), tuple(dead)
            )
            articles, dead, begun = [], [], mark.offset
    if skipped:
        log.info("%s: passed over, for they are no articles: %s", shown(found.path), counted(skipped))
    yield Batch(found.key, found.position, tuple(articles), tuple(dead))

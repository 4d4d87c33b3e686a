"""What reading gives: articles, what was passed over, and what could not be read with the reason."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple, TypeVar

from wirewatch.errors import ReadError
from wirewatch.ids import identify
from wirewatch.records import Article, DeadLetter

Part = TypeVar("Part")
LIMIT = 10_000_000
"""Bytes that one article may have."""
KEPT = 1 << 20
"""Bytes of an unreadable original that are kept."""


class Unreadable(NamedTuple):
    """Bytes that gave no article; ``place`` says where in the file, as "line 3"."""

    reason: str
    original: bytes
    place: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class Skipped(NamedTuple):
    """Something sound that is no article: a picture, a video, a plan, a package of other items."""

    kind: str
    uri: str | None = None


Outcome = Article | Unreadable | Skipped


class Defaults(NamedTuple):
    """What a source declares for its articles: the zone of times that name none, the language."""

    zone: tzinfo = UTC
    language: str | None = None


NO_DEFAULTS = Defaults()


class Mark(NamedTuple):
    """A place from which reading can go on: bytes and lines before it."""

    offset: int = 0
    line: int = 0


BEGINNING = Mark()


def unreadable(reason: str, original: bytes, *, place: str | None = None) -> Unreadable:
    """An ``Unreadable`` whose original is cut at ``KEPT`` bytes, which its reason then says."""
    note = f" (the first {KEPT:,} bytes are kept)" if len(original) > KEPT else ""
    return Unreadable(reason + note, original[:KEPT], place)


def each_of(
    parts: Sequence[Part],
    read: Callable[[Part, str], Outcome],
    whole: tuple[bytes, str],
    name: str,
    raw: Callable[[Part], bytes],
) -> Iterator[Outcome]:
    """What ``read`` gives of each part; one that cannot be read costs that one only.

    ``whole`` is the bytes and the uri of all of them together: several parts get the uri with their number,
    and are named so ("item 2") where they cannot be read; ``raw`` are then the bytes of a part.
    """
    data, uri = whole
    several = len(parts) > 1
    for number, part in enumerate(parts, 1):
        try:
            yield read(part, f"{uri}#{number}" if several else uri)
        except ReadError as error:
            place = f"{name} {number}" if several else None
            yield unreadable(str(error), raw(part) if several else data, place=place)


def dead_letter(failed: Unreadable, source: str, now: datetime) -> DeadLetter:
    """What is kept of bytes that could not be read; the same bytes from the same source give the same id."""
    return DeadLetter(
        id=identify("dead", source, hashlib.sha256(failed.original).hexdigest()),
        stage="read",
        reason=str(failed),
        source=source,
        received=now,
        original=failed.original,
    )


def counted(skipped: Iterable[Skipped]) -> str:
    """How many of what was passed over, as "2 pictures, 1 video"."""
    kinds = Counter(each.kind for each in skipped)
    return ", ".join(f"{number} {_plural(kind, number)}" for kind, number in sorted(kinds.items()))


def _plural(kind: str, number: int) -> str:
    return kind if number == 1 or kind in {"audio", "planning", "data"} else f"{kind}s"

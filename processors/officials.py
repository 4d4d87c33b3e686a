"""The people and bodies of the officials file, found by name, by alias, and by a role on a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Self

import msgspec

from processors.lexicon import lexicon
from processors.names import core, fold, same_person
from processors.offices import RoleKey, within
from processors.spelling import sound, sounds
from processors.tables import Called, Held, Named, Pieces, Table, Tables, capitals, office, pieces, tables
from wirewatch.records import Official

_HANDOVER = timedelta(days=31)
_HYPHENS = "-\u2010\u2011"
Ids = tuple[str, ...]


class Match(NamedTuple):
    """The words ``[first, last)`` of a text name one of ``officials`` (ids; more than one: namesakes)."""

    first: int
    last: int
    officials: Ids


class OfficialIndex:
    """Looks officials up; the cost does not grow with their number. Never changes once built."""

    def __init__(self, officials: Iterable[Official] = ()) -> None:
        self._open(tables(officials))

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """The index that ``packed`` made ``data`` of."""
        index = cls()
        index._open(msgspec.msgpack.decode(data, type=Tables))
        return index

    def packed(self) -> bytes:
        """All of it, for ``unpacked``: many times as quick as to build it anew."""
        return msgspec.msgpack.encode(self._tables)

    def _open(self, packed: Tables) -> None:
        self._tables = packed
        self.by_id = Table[Official](packed.officials, Official)
        self._names = Table[list[Named]](packed.names, list[Named])
        self._lengths = Table[list[int]](packed.lengths, list[int])
        self._surnames = Table[list[Called]](packed.surnames, list[Called])
        self._spellings = Table[list[str]](packed.spellings, list[str])
        self._offices = Table[list[Held]](packed.offices, list[Held])
        self.alike = lru_cache(maxsize=4096)(self._alike)

    def named(self, name: str) -> Ids:
        """Ids of the officials with exactly that name or alias; more than one: the name is ambiguous."""
        key = " ".join(fold(part) for word in name.split() for part in pieces(word))
        return _ids(self._names.get(key))

    def names_in(self, text: str, forms: Sequence[str], starts: Sequence[int]) -> Iterator[Match]:
        """Where names and aliases stand among the words ``forms`` of ``text``, which begin at ``starts``.

        The longest are taken first, and none overlaps another.
        """
        parts = [(part, place) for place, form in enumerate(forms) for part in pieces(form)]
        folded = [fold(part) for part, _ in parts]
        at = 0
        while at < len(parts):
            length, known = self._longest(parts, folded, at)
            if known:
                first, last = parts[at][1], parts[at + length - 1][1]
                inside = {
                    place for _, place in (*parts[max(0, at - 1) : at], *parts[at + length : at + length + 1])
                }
                whole = not _joined(text, starts[first], starts[last] + len(forms[last]))
                if whole and not inside & {first, last}:
                    yield Match(first, last + 1, known)
            at += length

    def _alike(self, words: Pieces) -> Ids:
        """Ids of the people whom a name of two words or more may mean: middle names left out or initials.

        Where nobody is spelled so: those whose name is the same in another spelling.
        """
        words = core(words)
        if len(words) < 2:
            return ()
        called = self._surnames.get(words[-1]) or ()
        found = _ids(each for each in called if same_person(each.words, words))
        if found:
            return found
        heard = sounds(words)
        return _ids(
            each
            for surname in (*self._spelled_otherwise(words[-1]), words[-1])
            for each in self._surnames.get(surname) or ()
            if same_person(sounds(each.words), heard)
        )

    def surnamed(self, surname: str) -> Ids:
        """Ids of the people with that surname (folded), or else with the same in another spelling."""
        if known := self._surnames.get(surname):
            return _ids(known)
        return _ids(
            each for other in self._spelled_otherwise(surname) for each in self._surnames.get(other) or ()
        )

    def holders(self, role: RoleKey, on: date | None) -> Ids:
        """Ids of those who hold the role on that day; without a day, only of those who always did."""
        held = self._offices.get(office(role)) or ()
        return _ids(each for each in held if within(each.start, each.end, on))

    def shared(self, role: RoleKey) -> bool:
        """Whether it is a seat of several that the officials show to be held by more than one at a time.

        Such a role alone says nobody: the officials known on a day need not be all who held it.
        """
        if not role & lexicon("en").seats:
            return False
        held = sorted(self._offices.get(office(role)) or (), key=lambda each: each.start or date.min)
        return any(
            one.official != other.official and (one.end or date.max) - _HANDOVER > (other.start or date.min)
            for one, other in pairwise(held)
        )

    def _spelled_otherwise(self, surname: str) -> Iterator[str]:
        key = sound(surname)
        return (other for other in self._spellings.get(key) or (key,) if other != surname)

    def _longest(self, parts: Sequence[tuple[str, int]], folded: Sequence[str], at: int) -> tuple[int, Ids]:
        for length in self._lengths.get(folded[at]) or ():
            if names := self._names.get(" ".join(folded[at : at + length])):
                written = capitals(part for part, _ in parts[at : at + length])
                if found := _ids(name for name in names if _as_big(name.capitals, written)):
                    return length, found
        return 1, ()


def _ids(rows: Iterable[Named | Called | Held] | None) -> Ids:
    return tuple(dict.fromkeys(row.official for row in rows or ()))


def _as_big(known: str, written: str) -> bool:
    """Capitals of the file's spelling are capitals of the text: "WHO" is not "who", nor "May" "may"."""
    return all(k == "-" or w in ("X", k) for k, w in zip(known, written, strict=True))


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes the characters a part of something longer: "Smith" in "Smith-Jones"."""
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
    return before or (end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum())

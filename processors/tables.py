"""What officials are looked up by, as plain tables that are made once and loaded in no time.

Every table is a dict from text to a packed list: of ten thousand officials only those are unpacked that an
article asks for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from processors.names import core, fold, name_words
from processors.offices import RoleKey, titles
from processors.spelling import sound
from wirewatch.records import Official

T = TypeVar("T")
Pieces = tuple[str, ...]
Packed = dict[str, msgspec.Raw]
_JOINT = re.compile(r"[-'\u2019\u2010\u2011]")


class Named(NamedTuple):
    """An official's name: whose, and for each piece ``X`` (in capitals), ``x`` (with a capital) or ``-``."""

    official: str
    capitals: str


class Called(NamedTuple):
    """A person's name of several words: whose, and the words, folded."""

    official: str
    words: Pieces


class Held(NamedTuple):
    """An office: who held it, from when to when."""

    official: str
    start: date | None
    end: date | None


class Tables(msgspec.Struct, frozen=True, gc=False):
    """All of them."""

    officials: Packed
    """By id: an Official."""
    names: Packed
    """By the pieces of a name: list[Named]."""
    lengths: Packed
    """By the first piece: how many pieces its names have, the most first."""
    surnames: Packed
    """By surname: list[Called]."""
    spellings: Packed
    """By the sound of a surname: the surnames, where there is more than one or it is not its own sound."""
    offices: Packed
    """By what a role says: list[Held]."""


class Table(Generic[T]):
    """One of them, its rows unpacked when they are asked for."""

    def __init__(self, packed: Packed, kind: Any) -> None:
        self._packed, self._decoder = packed, msgspec.msgpack.Decoder(kind)
        self._known: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        """The row of ``key``; KeyError when there is none."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def get(self, key: str) -> T | None:
        """The row of ``key``; None when there is none."""
        if key in self._known:
            return self._known[key]
        row = self._packed.get(key)
        if row is None:
            return None
        found: T = self._decoder.decode(row)
        self._known[key] = found
        return found


def tables(officials: Iterable[Official]) -> Tables:
    """The tables of ``officials``; of two with one id the later counts."""
    by_id = {each.id: each for each in officials}
    names: defaultdict[str, dict[Named, None]] = defaultdict(dict)
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    surnames: defaultdict[str, dict[Called, None]] = defaultdict(dict)
    offices: defaultdict[str, dict[Held, None]] = defaultdict(dict)
    for official in by_id.values():
        for name in (official.name, *official.aliases):
            parts = [part for word in name.split() for part in pieces(word)]
            folded = [fold(part) for part in parts]
            names[" ".join(folded)].setdefault(Named(official.id, capitals(parts)))
            lengths[folded[0]].add(len(folded))
            words = core(name_words(name)) if official.kind == "person" else ()
            if len(words) > 1:
                surnames[words[-1]].setdefault(Called(official.id, words))
        for role in official.roles:
            for key in titles(role.title):
                offices[office(key)].setdefault(Held(official.id, role.start, role.end))
    return Tables(
        officials=_packed(by_id),
        names=_packed({key: tuple(row) for key, row in names.items()}),
        lengths=_packed({key: sorted(row, reverse=True) for key, row in lengths.items()}),
        surnames=_packed({key: tuple(row) for key, row in surnames.items()}),
        spellings=_packed(_spellings(surnames)),
        offices=_packed({key: tuple(row) for key, row in offices.items()}),
    )


def office(key: RoleKey) -> str:
    """What a role says, as the tables have it."""
    return " ".join(sorted(key))


def pieces(word: str) -> list[str]:
    """What a word is compared by: ``["al", "Assad"]`` of "al-Assad", nothing of a lone hyphen."""
    if word.isalnum():
        return [word]
    if _JOINT.fullmatch(word):
        return []
    return [part for part in _JOINT.split(word) if part.strip(".")] or [word]


def capitals(parts: Iterable[str]) -> str:
    """How each of ``parts`` is written: see ``Named``."""
    return "".join(
        "X" if len(part) > 1 and part.isupper() else "x" if part[0].isupper() else "-" for part in parts
    )


def _spellings(surnames: Iterable[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for surname in surnames:
        found[sound(surname)].append(surname)
    return {key: row for key, row in found.items() if row != [key]}


def _packed(rows: Mapping[str, Any]) -> Packed:
    encode = msgspec.msgpack.Encoder().encode
    return {key: msgspec.Raw(encode(row)) for key, row in rows.items()}

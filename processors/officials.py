"""The people and bodies of the officials file, found by name, by alias, and by a role on a day."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from processors.lexicon import Lexicon, lexicon
from processors.names import core, fold, name_words, same_person
from wirewatch.records import Official, Role

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Hashable)
RoleKey = frozenset[str]
_SMALL = frozenset(("of", "the", "for", "in", "at", "to", "on", "and", "a", "an", "s", "this", "that", "its"))
NO_LONGER = frozenset(("former", "ex", "deputy", "vice", "acting", "late", "assistant", "designate", "elect"))
"""What makes a role another one."""
_HYPHENS = "-\u2010\u2011"
_JOINT = re.compile(r"[-'\u2019\u2010\u2011]")


class Match(NamedTuple):
    """The words ``[first, last)`` of a text name one of ``officials`` (ids; more than one: namesakes)."""

    first: int
    last: int
    officials: tuple[str, ...]


class OfficialIndex:
    """Looks officials up; the cost does not grow with their number. Never changes once built."""

    def __init__(self, officials: Iterable[Official] = ()) -> None:
        self.by_id = {official.id: official for official in officials}
        everyone = tuple(self.by_id.values())
        written = [(each, name) for each in everyone for name in (each.name, *each.aliases)]
        self._names = _table((_pieces(name), (each.id, name)) for each, name in written)
        self._lengths = {
            first: tuple(sorted(lengths, reverse=True))
            for first, lengths in _table((key[0], len(key)) for key in self._names if key).items()
        }
        people = [(each, core(name_words(name))) for each, name in written if each.kind == "person"]
        self._surnames = _table((words[-1], (each.id, words)) for each, words in people if len(words) > 1)
        held = [(each, role) for each in everyone for role in each.roles]
        self._roles = _table((role_key(role.title), (each.id, role)) for each, role in held)

    def named(self, name: str) -> tuple[str, ...]:
        """Ids of the officials with exactly that name or alias; more than one: the name is ambiguous."""
        return tuple(dict.fromkeys(key for key, _ in self._names.get(_pieces(name), ())))

    def names_in(self, text: str, forms: Sequence[str], starts: Sequence[int]) -> Iterator[Match]:
        """Where names and aliases stand among the words ``forms`` of ``text``, which begin at ``starts``.

        The longest are taken first, and none overlaps another.
        """
        parts = [(part, place) for place, form in enumerate(forms) for part in _parts(form)]
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

    def alike(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the people whom a name of two words or more may mean: middle names left out or initials."""
        if len(words) < 2:
            return ()
        known = self._surnames.get(core(words)[-1], ())
        return tuple(dict.fromkeys(key for key, name in known if same_person(name, words)))

    def surnamed(self, surname: str) -> tuple[str, ...]:
        """Ids of the people with that surname (folded)."""
        return tuple(dict.fromkeys(key for key, _ in self._surnames.get(surname, ())))

    def holders(self, role: RoleKey, on: date | None) -> tuple[str, ...]:
        """Ids of those who hold the role on that day; without a day, only of those who always did."""
        return tuple(dict.fromkeys(key for key, held in self._roles.get(role, ()) if holds(held, on)))

    def _longest(
        self, parts: Sequence[tuple[str, int]], folded: Sequence[str], at: int
    ) -> tuple[int, tuple[str, ...]]:
        for length in self._lengths.get(folded[at], ()):
            names = self._names.get(tuple(folded[at : at + length]), ())
            written = [part for part, _ in parts[at : at + length]]
            found = dict.fromkeys(key for key, name in names if _same_case(name, written))
            if found:
                return length, tuple(found)
        return 1, ()


def holds(role: Role, on: date | None) -> bool:
    """Whether the role is held on that day. An unknown day proves only roles without any limit."""
    if on is None:
        return role.start is None and role.end is None
    return (role.start is None or role.start <= on) and (role.end is None or on <= role.end)


def role_key(title: str, words: Lexicon | None = None) -> RoleKey:
    """What a role says, however put: the same for "Kremlin spokesman" and "the Kremlin's spokesperson"."""
    known = words or lexicon("en")
    key: set[str] = set()
    for word in name_words(title):
        if word not in _SMALL:
            plain = known.roles.get(word.removesuffix("'s"), word.removesuffix("'s"))
            key.update(known.demonyms.get(plain, plain).split())
    return frozenset(key)


def _table(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    table: defaultdict[Key, dict[Value, None]] = defaultdict(dict)
    for key, value in pairs:
        table[key][value] = None
    return {key: tuple(values) for key, values in table.items()}


def _parts(form: str) -> list[str]:
    """What a word is compared by: ``["al", "Assad"]`` of "al-Assad", nothing of a lone hyphen."""
    if _JOINT.fullmatch(form):
        return []
    return [part for part in _JOINT.split(form) if part.strip(".")] or [form]


def _pieces(name: str) -> tuple[str, ...]:
    return tuple(fold(part) for word in name.split() for part in _parts(word))


def _same_case(name: str, parts: Sequence[str]) -> bool:
    """Capitals of the file's spelling are capitals of the text: "WHO" is not "who", nor "May" "may"."""
    written = [part for word in name.split() for part in _parts(word)]
    return all(_as_big(known, part) for known, part in zip(written, parts, strict=True))


def _as_big(known: str, part: str) -> bool:
    if len(known) > 1 and known.isupper():
        return part.isupper()
    return part[0].isupper() or not known[0].isupper()


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes the characters a part of something longer: "Smith" in "Smith-Jones"."""
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
    return before or (end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum())

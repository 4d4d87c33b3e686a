"""What an office is called, however it is put, and who holds it when."""

from datetime import date
from functools import lru_cache

from processors.lexicon import Lexicon, lexicon
from processors.names import name_words
from wirewatch.records import Role

RoleKey = frozenset[str]
NO_LONGER = frozenset(("former", "ex", "deputy", "vice", "acting", "late", "assistant", "designate", "elect"))
"""What makes a role another one."""
_OF = "'s"
_SMALL = frozenset(
    ("of", "the", "for", "in", "at", "to", "on", "and", "a", "an", "s", "this", "that", "its", "from")
)


def holds(role: Role, on: date | None) -> bool:
    """Whether the role is held on that day. An unknown day proves only roles without any limit."""
    return within(role.start, role.end, on)


def within(start: date | None, end: date | None, on: date | None) -> bool:
    """Whether ``on`` is one of the days from ``start`` to ``end``, both included; None is open."""
    if on is None:
        return start is None and end is None
    return (start is None or start <= on) and (end is None or on <= end)


@lru_cache(maxsize=16384)
def role_key(title: str) -> RoleKey:
    """What a role says, however put: the same for "Kremlin spokesman" and "the Kremlin's spokesperson"."""
    known = lexicon("en")
    key: set[str] = set()
    for word in _words(title, known):
        plain = known.roles.get(word, word)
        key.update(known.demonyms.get(plain, plain).split())
    return frozenset(key - _SMALL)


def titles(title: str) -> tuple[RoleKey, ...]:
    """What its holder may be called: also "Ohio senator", of "United States senator from Ohio"."""
    whole = role_key(title)
    office, comes_from, place = title.partition(" from ")
    if not comes_from:
        return (whole,)
    countries = {word for country in lexicon("en").countries for word in country.split()}
    shorter = whole - ((role_key(office) & countries) - role_key(place))
    return (whole, shorter) if 1 < len(shorter) < len(whole) else (whole,)


def _words(title: str, known: Lexicon) -> list[str]:
    """The words of a title, possessives off, and one word for "house of representatives"."""
    said = f" {' '.join(word.removesuffix(_OF) for word in name_words(title))} "
    for phrase, short in known.phrases.items():
        if phrase in said:
            said = said.replace(f" {phrase} ", f" {short} ")
    return said.split()

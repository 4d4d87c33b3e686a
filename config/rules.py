"""What the type of a field leaves open: its pattern, its limits, and the words that explain it to a person.

Written as ``Annotated[str, Rule(...)]``. Not msgspec's own ``Meta``: as of 0.22 a process that has used it
may end with a segmentation fault in the garbage collector (jcrist/msgspec issue 717).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec

from config.documents import Place


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a value must be beside its type; ``about`` ends the sentence "expected ..."."""

    about: str
    pattern: str | None = None
    longest: int | None = None
    least: float | None = None
    most: float | None = None

    def broken(self, value: object) -> bool:
        """Whether ``value`` breaks it; the pattern is only for text, the limits only for numbers."""
        if isinstance(value, str):
            too_long = self.longest is not None and len(value) > self.longest
            return too_long or (self.pattern is not None and not _found(self.pattern, value))
        if isinstance(value, int | float):
            # Put so that "not a number" is outside every limit.
            above = self.least is None or value >= self.least
            return not (above and (self.most is None or value <= self.most))
        return False


def _found(pattern: str, text: str) -> bool:
    """Whether the pattern is in ``text`` as JSON Schema means it: no $ before a last line break."""
    return _compiled(pattern).search(text) is not None


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


class Field(NamedTuple):
    """A field of a Struct: its name in Python, its key in the file, and its type with the rules."""

    name: str
    key: str
    kind: Any


@lru_cache(maxsize=64)
def fields(struct: type) -> tuple[Field, ...]:
    """The fields of a Struct."""
    return tuple(Field(each.name, each.encode_name, each.type) for each in msgspec.structs.fields(struct))


@lru_cache(maxsize=512)
def bare(kind: Any, *, listed: bool = False) -> tuple[Any, tuple[Rule, ...]]:
    """``kind`` without None and rules (of "one or a list" the one meant), and the rules, outermost first."""
    rules: tuple[Rule, ...] = ()
    while (origin := get_origin(kind)) in (Annotated, Union, UnionType):
        if origin is Annotated:
            kind, *others = get_args(kind)
            rules += tuple(each for each in reversed(others) if isinstance(each, Rule))
        else:
            kinds = [each for each in get_args(kind) if each is not NoneType]
            lists = [each for each in kinds if get_origin(each) is tuple]
            kind = lists[0] if listed and lists else kinds[0]
    return kind, rules


def kind_at(kind: Any, place: Place) -> tuple[Any | None, str]:
    """What is expected at ``place`` inside a ``kind``, and the words for it; None for no such place."""
    about = ""
    for part in place:
        kind = _inside(kind, part)
        if kind is None:
            return None, ""
        about = next((rule.about for rule in bare(kind)[1]), about if isinstance(part, int) else "")
    return bare(kind)[0], about


def broken(kind: Any, value: Any, place: Place = ()) -> Iterator[tuple[Place, Rule]]:
    """The rules of ``kind`` that ``value``, which is of that type, breaks, and where."""
    found, rules = bare(kind, listed=isinstance(value, tuple))
    yield from ((place, rule) for rule in rules if rule.broken(value))
    if isinstance(value, msgspec.Struct):
        for field in _ruled_fields(found):
            each = getattr(value, field.name)
            if each is not None and each != ():  # most of a file's many entries leave most of their keys out
                yield from broken(field.kind, each, (*place, field.key))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from broken(get_args(found)[0], each, (*place, number))


@lru_cache(maxsize=64)
def _ruled_fields(struct: type) -> tuple[Field, ...]:
    return tuple(field for field in fields(struct) if _ruled(field.kind))


def _ruled(kind: Any) -> bool:
    """Whether there is a rule anywhere in ``kind``."""
    if isinstance(kind, Rule) or (is_struct(kind) and _ruled_fields(kind)):
        return True
    inner = kind.__metadata__ if get_origin(kind) is Annotated else ()
    return any(map(_ruled, (*get_args(kind), *inner)))


def is_struct(kind: Any) -> bool:
    """Whether ``kind`` is a table of keys."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _inside(kind: Any, part: str | int) -> Any | None:
    found, _ = bare(kind, listed=isinstance(part, int))
    if isinstance(part, int):
        return get_args(found)[0] if get_origin(found) is tuple else None
    known = fields(found) if is_struct(found) else ()
    return next((each.kind for each in known if each.key == part), None)

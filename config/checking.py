"""From plain values to records, and from msgspec's complaint to a sentence for whoever keeps the file."""

import difflib
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from config.documents import Document, Place
from config.masking import masked_url
from config.values import decode

T = TypeVar("T")

_COMPLAINT = re.compile(r"(.*?)(?: - at `\$([\w.\[\]]*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "keys with values",
    type(None): "nothing",
}
_WORDS: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.BoolType, "true or false"), (inspect.IntType, "a whole number"), (inspect.FloatType, "a number"),
    (inspect.StrType, "text"), (inspect.VarTupleType, "a list"), (inspect.StructType, "keys with values"),
    (inspect.DateType, "a date such as 2012-05-22"),
)  # fmt: skip


def converted(kind: type[T], document: Document, place: Place = ()) -> T:
    """What stands at ``place`` of a document as a ``kind``; ConfigError with line and what is allowed."""
    values = at(document.values, place)
    try:
        return msgspec.convert(values, kind, strict=document.typed, dec_hook=decode)
    except msgspec.ValidationError as error:
        inner, reason = explained(str(error), kind, values)
        raise document.error(reason, (*place, *inner)) from error


def explained(complaint: str, kind: Any, values: Any) -> tuple[Place, str]:
    """Where and what is wrong, of msgspec's ``complaint`` on reading ``values`` as a ``kind``."""
    match = _COMPLAINT.fullmatch(complaint)
    text, path = (match[1], match[2] or "") if match else (complaint, "")
    place = tuple(int(index) if index else key for key, index in re.findall(r"(\w+)|\[(\d+)\]", path))
    allowed, about = _allowed(inspect.type_info(kind), place)
    if found := _UNKNOWN.fullmatch(text):
        return (*place, found[1]), f"unknown key{hint(found[1], _keys(allowed))}"
    if found := _MISSING.fullmatch(text):
        return place, f'the key "{found[1]}" is missing'
    return place, _expectation(text, allowed, about, at(values, place))


def hint(word: str, known: Iterable[str]) -> str:
    """`` (did you mean "x"?)`` where something known is near, and else what there is."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1)
    if near:
        return f' (did you mean "{near[0]}"?)'
    return f" (there is: {', '.join(choices)})" if 0 < len(choices) <= 20 else ""


def shown(value: object) -> str:
    """A value in a message: short, and without the password of an address."""
    if isinstance(value, list | dict) or value is None or isinstance(value, bool):
        return _KINDS[type(value)] if not isinstance(value, bool) else str(value).lower()
    text = masked_url(str(value))
    return f'"{text[:60]}{"…" if len(text) > 60 else ""}"' if isinstance(value, str) else text[:60]


def _expectation(text: str, allowed: inspect.Type | None, about: str, value: object) -> str:
    if isinstance(allowed, inspect.LiteralType):
        choices = [str(choice) for choice in allowed.values]
        return f"{shown(value)} is not allowed{hint(str(value), choices)}; one of: {', '.join(choices)}"
    if value is None:
        return "has no value: write one, or remove the key"
    if not text.startswith(("Expected", "Invalid")):
        return text  # of our own: a duration, a path
    kind = next((words for kind, words in _WORDS if isinstance(allowed, kind)), "")
    words = kind if isinstance(allowed, inspect.BoolType) else about or kind or text.removeprefix("Expected ")
    return f"expected {words}{_limits(allowed)}, got {shown(value)}"


def _limits(allowed: inspect.Type | None) -> str:
    bounds = [
        f"{words} {limit}"
        for name, words in (("ge", "at least"), ("le", "at most"))
        if (limit := getattr(allowed, name, None)) is not None
    ]
    return f" ({' and '.join(bounds)})" if bounds else ""


def _allowed(info: inspect.Type, place: Place) -> tuple[inspect.Type | None, str]:
    """The type that is expected at ``place`` and the words that describe it."""
    info, about = _bare(info)
    for index, part in enumerate(place):
        if isinstance(info, inspect.StructType):
            inner = next((known.type for known in info.fields if known.encode_name == part), None)
        else:
            inner = info.item_type if isinstance(info, inspect.VarTupleType) else None
        if inner is None:
            return None, ""
        listed = isinstance(next(iter(place[index + 1 :]), None), int)
        info, described = _bare(inner, listed=listed)
        about = described or (about if isinstance(part, int) else "")
    return info, about


def _bare(info: inspect.Type, *, listed: bool = False) -> tuple[inspect.Type, str]:
    """``info`` without description and None (of "one or a list" the one meant), and the description."""
    about = ""
    while True:
        if isinstance(info, inspect.Metadata):
            about = about or str((info.extra_json_schema or {}).get("description", ""))
            info = info.type
        elif isinstance(info, inspect.UnionType):
            kinds = [kind for kind in info.types if not isinstance(kind, inspect.NoneType)]
            lists = [kind for kind in kinds if isinstance(kind, inspect.VarTupleType)]
            info = lists[0] if listed and lists else kinds[0]
        else:
            return info, about


def _keys(info: inspect.Type | None) -> list[str]:
    return [known.encode_name for known in info.fields] if isinstance(info, inspect.StructType) else []


def at(values: Any, place: Place) -> Any:
    """What stands at ``place``; None when there is nothing."""
    for part in place:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values

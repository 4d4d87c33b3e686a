"""From plain values to records, and from msgspec's complaint to a sentence for whoever keeps the file."""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from config.documents import Document, Place
from config.masking import masked_url, one_line
from config.rules import broken, fields, is_struct, kind_at
from config.values import decode

T = TypeVar("T")

_COMPLAINT = re.compile(r"(.*?)(?: - at `\$([\w.\[\]]*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_WRITTEN = {list: "a list", dict: "keys with values", type(None): "nothing"}
_WORDS = {int: "a whole number", float: "a number", str: "text", date: "a date"}


def converted(kind: type[T], document: Document, place: Place = ()) -> T:
    """What stands at ``place`` of a document as a ``kind``; ConfigError with line and what is allowed."""
    values = at(document.values, place)
    try:
        value = msgspec.convert(values, kind, strict=document.typed, dec_hook=decode)
    except msgspec.ValidationError as error:
        inner, reason = explained(str(error), kind, values)
        raise document.error(reason, (*place, *inner)) from error
    for inner, rule in broken(kind, value):
        raise document.error(f"expected {rule.about}, got {shown(at(values, inner))}", (*place, *inner))
    return value


def explained(complaint: str, kind: Any, values: Any) -> tuple[Place, str]:
    """Where and what is wrong, of msgspec's ``complaint`` on reading ``values`` as a ``kind``."""
    match = _COMPLAINT.fullmatch(complaint)
    text, path = (match[1], match[2] or "") if match else (complaint, "")
    place = tuple(int(index) if index else key for key, index in re.findall(r"(\w+)|\[(\d+)\]", path))
    allowed, about = kind_at(kind, place)
    if found := _UNKNOWN.fullmatch(text):
        keys = [each.key for each in fields(allowed)] if is_struct(allowed) else []
        return (*place, found[1]), f"unknown key{hint(found[1], keys)}"
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
    if isinstance(value, bool):
        return str(value).lower()
    if type(value) in _WRITTEN:
        return _WRITTEN[type(value)]
    text = one_line(masked_url(str(value)), longest=60)
    return f'"{text}"' if isinstance(value, str) else text


def at(values: Any, place: Place) -> Any:
    """What stands at ``place``; None when there is nothing."""
    for part in place:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _expectation(text: str, allowed: Any, about: str, value: object) -> str:
    if value is None:
        return "has no value: write one, or remove it"
    if get_origin(allowed) is Literal:
        choices = get_args(allowed)
        return f"{shown(value)} is not allowed{hint(str(value), choices)}; one of: {', '.join(choices)}"
    if not text.startswith(("Expected", "Invalid")):
        return text  # of our own: a duration, a path
    if is_struct(allowed):
        words = "keys with values"
    elif allowed is bool:
        words = "true or false"
    else:
        words = about or (
            "a list" if get_origin(allowed) is tuple else _WORDS.get(allowed, "another kind of value")
        )
    return f"expected {words}, got {shown(value)}"

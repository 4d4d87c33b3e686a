"""YAML and TOML files as plain values, with the line that each value stands on.

YAML is read as text only: what a value means is settled by the field it is given to, so that ``no``, ``1e3``
and ``2012-05-22`` are what is written (YAML 1.1 makes them false, a number, a date). It is built from the
events of libyaml (PyYAML): many times as fast as a parser in Python, and a deep or self-multiplying file
stops at a limit.
"""

import codecs
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from config.masking import one_line
from wirewatch.errors import ConfigError

Place = tuple[str | int, ...]
"""Where a value stands: keys and positions in lists, from the outside in."""

YAML_BYTES = 50_000_000
TOML_BYTES = 100_000
"""Small, because the line of a mistake is found by reading the file once up to each of its lines."""
DEPTH = 20
_NULLS = {"", "~", "null", "Null", "NULL"}
_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # a PyYAML built without libyaml is slower, not different


class Document(NamedTuple):
    """A file's values; ``typed`` when its numbers and dates are such, and not text (TOML)."""

    file: str
    values: Any
    line_of: Callable[[Place], int | None]
    typed: bool = False

    def error(self, reason: str, place: Place = ()) -> ConfigError:
        """The mistake at ``place`` for a person: file, line, where in it, what."""
        inner = place[1:] if place and isinstance(place[0], int) else place  # the line says which entry it is
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in inner).lstrip(".")
        around = (self.line_of(place[:size]) for size in range(len(place), -1, -1))
        line = next((line for line in around if line is not None), None)
        return ConfigError(one_line(f"{where}: {reason}" if where else reason), file=self.file, line=line)


def read_yaml(path: Path) -> Document:
    """The one YAML document in a file; ConfigError when it is none."""
    file, text = str(path), _text(path, YAML_BYTES)

    @lru_cache(maxsize=1)
    def lines() -> dict[Place, int]:
        building = _Building(file, _events(file, text), len(text), lines={})
        _document(building)
        return building.lines or {}

    # The places of all values cost more than the values: they are only looked up once something is wrong.
    values = _document(_Building(file, _events(file, text), len(text)))
    return Document(file, values, lambda place: lines().get(place))


def read_toml(path: Path) -> Document:
    """The tables of a TOML file; ConfigError when it is none."""
    file, text = str(path), _text(path, TOML_BYTES)
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason, line = _toml_reason(error, text)
        raise ConfigError(f"not TOML: {one_line(reason)}", file=file, line=line) from error
    return Document(file, values, lambda place: _toml_line(text, place), typed=True)


def _text(path: Path, limit: int) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(
            f"cannot be read ({reason}): check the path and the permissions", file=str(path)
        ) from error
    if len(raw) > limit:
        raise ConfigError(
            f"larger than {limit:,} bytes: split it, or check that it is the right file", file=str(path)
        )
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8: save the file in that encoding", file=str(path), line=line) from error


def _events(file: str, text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError("not YAML: a control character; remove it", file=file, line=line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if error.context_mark and mark and mark.line > text.rstrip().count("\n"):
            mark = error.context_mark  # something is not closed: where it was opened says more than the end
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        raise ConfigError(
            f"not YAML: {one_line(reason)}; check quotes, colons and indentation",
            file=file,
            line=mark.line + 1 if mark else None,
        ) from error


@dataclass
class _Building:
    """One pass over the events: what was anchored so far, and the room left for values."""

    file: str
    events: Iterator[yaml.Event]
    room: int
    """A file without aliases has fewer values than characters; with them, no more are allowed either."""
    lines: dict[Place, int] | None = None
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)

    def error(self, reason: str, event: yaml.Event) -> ConfigError:
        return ConfigError(one_line(reason), file=self.file, line=_line(event))


def _document(building: _Building) -> Any:
    values, documents = None, 0
    for event in building.events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise building.error("a second document begins (---): write one per file", event)
        elif isinstance(event, yaml.NodeEvent):
            values = _value(building, event, ())
    return values


def _value(building: _Building, event: yaml.Event, place: Place) -> Any:
    if building.lines is not None:
        building.lines.setdefault(place, _line(event))
    before = building.room
    _spend(building, 1, event)
    if isinstance(event, yaml.AliasEvent):
        return _alias(building, event)
    if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
        raise building.error("expected a value", event)  # libyaml gives nothing else here
    if event.tag is not None:
        raise building.error(f"the tag {event.tag} is not supported: remove it", event)
    if len(place) > DEPTH:
        raise building.error(f"nested more than {DEPTH} deep", event)
    value: Any
    if isinstance(event, yaml.ScalarEvent):
        value = None if event.implicit[0] and event.value in _NULLS else event.value
    elif isinstance(event, yaml.SequenceStartEvent):
        value = _items(building, place)
    else:
        value = _mapping(building, place)
    if event.anchor is not None:
        building.anchors[event.anchor] = value, before - building.room
    return value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _items(building: _Building, place: Place) -> list[Any]:
    items: list[Any] = []
    while not isinstance(event := next(building.events), yaml.SequenceEndEvent):
        items.append(_value(building, event, (*place, len(items))))
    return items


def _mapping(building: _Building, place: Place) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(building.events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None:
            raise building.error("a key must be plain text", event)
        key = event.value
        if key in mapping:
            raise building.error(f'the key "{key}" is there twice: keep one', event)
        if building.lines is not None:
            building.lines[*place, key] = _line(event)
        mapping[key] = _value(building, next(building.events), (*place, key))
    return mapping


def _alias(building: _Building, event: yaml.AliasEvent) -> Any:
    if event.anchor not in building.anchors:
        raise building.error(f"*{event.anchor} has no &{event.anchor} before it", event)
    value, size = building.anchors[event.anchor]
    _spend(building, size, event)
    return value


def _spend(building: _Building, size: int, event: yaml.Event) -> None:
    building.room -= size
    if building.room < 0:
        raise building.error(
            "aliases (*) multiply this file beyond its own size: write the values out", event
        )


def _toml_reason(error: Exception, text: str) -> tuple[str, int | None]:
    if isinstance(error, RecursionError):
        return "nested too deep", None
    match = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.DOTALL)
    if not match:
        return str(error), None
    if match[2]:
        return match[1], int(match[2])
    finished = max((last for _, last, _ in _toml_statements(text)), default=0)
    return match[1], finished + 1


def _toml_statements(text: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """The first and the last line of each statement, and all values up to there."""
    lines, first = text.split("\n"), 1
    for last in range(1, len(lines) + 1):
        try:
            values = tomllib.loads("\n".join(lines[:last]))
        except (ValueError, RecursionError):  # in the midst of a value of several lines
            continue
        yield first, last, values
        first = last + 1


def _toml_line(text: str, place: Place) -> int | None:
    """The line on which the first statement begins after which there is something at ``place``."""
    statements = _toml_statements(text) if place else ()
    return next((first for first, _, values in statements if _has(values, place)), None)


def _has(values: Any, place: Place) -> bool:
    for part in place:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True

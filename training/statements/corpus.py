"""Annotated articles: text, and for every annotator the statements in character spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Span = tuple[int, int]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Statement:
    """One annotated statement."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator found, and the stretches they set aside as boilerplate."""

    statements: tuple[Statement, ...]
    discarded: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and its readings."""

    name: str
    text: str
    readings: tuple[Reading, ...] = field(default=())


def articles(folder: Path) -> list[Annotated]:
    """What somebody annotated in ``folder`` (``text/NAME.txt``, ``attributions/NAME_ANNOTATOR.ann``)."""
    found: dict[str, list[Reading]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        found.setdefault(name, []).append(reading(path.read_text(encoding="utf-8")))
    texts = (folder / "text" / f"{name}.txt" for name in found)
    return [
        Annotated(path.stem, path.read_bytes().decode("utf-8"), tuple(found[path.stem]))
        for path in texts
        if path.exists()
    ]


def reading(ann: str) -> Reading:
    """A brat file: tab-separated ``T1, Cue 5 9;12 14, text`` and ``E1, Attribution:T0 Cue:T1 Content:T3``."""
    marks: dict[str, tuple[str, list[Span]]] = {}
    events: list[list[str]] = []
    for line in ann.split("\n"):
        columns = line.split("\t")
        if len(columns) > 1 and line.startswith("T"):
            kind, _, where = columns[1].partition(" ")
            marks[columns[0]] = (kind, [_span(part) for part in where.split(";")])
        elif len(columns) > 1 and line.startswith("E"):
            events.append(columns[1].split())
    statements = (_statement(parts, marks) for parts in events)
    discarded = tuple(span for kind, spans in marks.values() if kind == "Discard" for span in spans)
    return Reading(tuple(each for each in statements if each.content), discarded)


def _statement(parts: list[str], marks: dict[str, tuple[str, list[Span]]]) -> Statement:
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    for part in parts[1:]:
        role, _, mark = part.partition(":")
        role = role.rstrip("0123456789").lower()
        if role in spans and mark in marks:
            spans[role] += marks[mark][1]
    return Statement(*(tuple(sorted(spans[role])) for role in ROLES))


def _span(text: str) -> Span:
    first, last = text.split()
    return int(first), int(last)

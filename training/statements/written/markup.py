"""Articles with their statements marked in the text: ``python -m training.statements.written.markup FILE…``.

A file holds articles one after the other, each of three parts::

    === NAME
    <s1>The minister</s1> <c1>said</c1> <t1>she <c2>hoped</c2> <t2>for rain</t2></t1>.
    --- speakers
    1: Ada Quist | person
    2: - | unnamed

``s``, ``c`` and ``t`` are source, cue and content (``t`` as in "what was told"), the number says of which
statement. Marks may nest and overlap; a role of several spans is marked several times. A line of the last
part gives who speaks (several parted by ";", "-" for nobody named) and of what kind. Given as a program it
says what is wrong with the files.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from training.statements.corpus import Annotated, Reading, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent / "articles"
KINDS = ("person", "organization", "unnamed", "generic")
_ARTICLE = re.compile(r"^=== *(\S+) *\n", re.MULTILINE)
_SPEAKERS = re.compile(r"^--- *speakers *\n", re.MULTILINE)
_MARK = re.compile(r"<(/?)([sct])(\d+)>")
_ROLES = {"s": "source", "c": "cue", "t": "content"}

Span = tuple[int, int]


class MarkupError(Exception):
    """What is wrong, and where."""


class Speaker(NamedTuple):
    """Who makes a statement: names (none where nobody is named) and kind."""

    names: tuple[str, ...]
    kind: str


class Written(NamedTuple):
    """An article with its statements, and for each of these its speaker."""

    article: Annotated
    speakers: tuple[Speaker, ...]


def written(folder: Path = HERE) -> list[Written]:
    """All articles of a folder; MarkupError where one is wrong."""
    return [each for path in sorted(folder.glob("*.txt")) for each in written_in(path)]


def written_in(path: Path) -> list[Written]:
    """The articles of a file."""
    return parsed(path.read_text(encoding="utf-8"))


def parsed(text: str) -> list[Written]:
    """The articles of one file."""
    parts = _ARTICLE.split(text)
    if parts[0].strip():
        raise MarkupError(f"text before the first ===: {parts[0][:40]!r}")
    return [one(name, body) for name, body in zip(parts[1::2], parts[2::2], strict=True)]


def one(name: str, part: str) -> Written:
    """A single article; its name is said in what is wrong with it."""
    try:
        return _one(name, part)
    except MarkupError as error:
        raise MarkupError(f"{name}: {error}") from None


def _one(name: str, part: str) -> Written:
    marked, *rest = _SPEAKERS.split(part)
    if len(rest) != 1:
        raise MarkupError('no "--- speakers" line, or several')
    text, spans = unmarked(marked.strip())
    speakers = _speakers(rest[0])
    if speakers.keys() != spans.keys():
        raise MarkupError(f"speakers or marks are missing: {sorted(speakers.keys() ^ spans.keys())}")
    order = sorted(spans, key=lambda each: (min(spans[each]["content"] or [(0, 0)]), each))
    statements = tuple(_statement(each, spans[each]) for each in order)
    article = Annotated(name, text, (Reading(statements, ()),))
    return Written(article, tuple(speakers[each] for each in order))


def _statement(number: int, spans: dict[str, list[Span]]) -> Statement:
    if not spans["cue"] or not spans["content"]:
        raise MarkupError(f"statement {number}: needs a cue and a content")
    return Statement(*(tuple(sorted(spans[role])) for role in ("source", "cue", "content")))


def unmarked(marked: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """The text without marks, and the spans of every role of every number."""
    open_at: dict[str, int] = {}
    spans: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    pieces: list[str] = []
    length = behind = 0
    for mark in _MARK.finditer(marked):
        piece = marked[behind : mark.start()]
        pieces.append(piece)
        length += len(piece)
        behind = mark.end()
        closing, role, number = mark.groups()
        name = role + number
        if not closing and name not in open_at:
            open_at[name] = length
        elif closing and name in open_at:
            spans[int(number)][_ROLES[role]].append((open_at.pop(name), length))
        else:
            raise MarkupError(f"{mark.group()} is opened twice or closed before it opens")
    if open_at:
        raise MarkupError(f"not closed: {', '.join(sorted(open_at))}")
    pieces.append(marked[behind:])
    return "".join(pieces), spans


def _speakers(part: str) -> dict[int, Speaker]:
    found = {}
    for line in part.strip().splitlines():
        match = re.fullmatch(r"(\d+): *(.+?) *\| *(\w+) *", line)
        if not match or match[3] not in KINDS:
            raise MarkupError(f"not a line of the form `1: Name | kind`: {line!r}")
        names = tuple(name.strip() for name in match[2].split(";")) if match[2] != "-" else ()
        if bool(names) != (match[3] in {"person", "organization"}):
            raise MarkupError(f"a name belongs to person and organization, - to the others: {line!r}")
        found[int(match[1])] = Speaker(names, match[3])
    return found


def doubts(each: Written) -> Iterator[str]:
    """What looks like a slip: blanks at an edge, punctuation within, names that do not occur."""
    text = each.article.text
    if left := re.search(r"</?[a-z]+\d*>", text):
        yield f"left over: {left.group()}"
    for number, (statement, speaker) in enumerate(
        zip(each.article.readings[0].statements, each.speakers, strict=True), 1
    ):
        for role in ("source", "cue", "content"):
            for start, end in getattr(statement, role):
                span = text[start:end]
                if span != span.strip() or not span:
                    yield f"{number}: blank at the edge of {role} {span[:40]!r}"
                if role != "content" and span.endswith((",", ".")) and not re.search(r"\b\w{1,4}\.$", span):
                    yield f"{number}: punctuation at the end of {role} {span[-40:]!r}"
        start, end = statement.content[-1]
        span = text[start:end]
        if (
            span.endswith(".")
            and not re.search(r"\b(?:\w\.\w|\w{1,4})\.$", span)
            and span[0] not in "\"“'‘"
            and "\n" not in span
        ):
            yield f"{number}: full stop within a content without quotation marks {span[-40:]!r}"
        for name in speaker.names:
            if name not in text:
                yield f"{number}: speaker {name!r} does not occur so in the text"


def main() -> None:
    """Say what is wrong, and how much there is."""
    wrong = articles = statements = 0
    for path in map(Path, sys.argv[1:]):
        try:
            found = written_in(path)
        except MarkupError as error:
            print(f"{path.name}: {error}")
            wrong += 1
            continue
        articles += len(found)
        for each in found:
            statements += len(each.speakers)
            for doubt in doubts(each):
                print(f"{path.name}: {each.article.name}: {doubt}")
                wrong += 1
    print(f"{articles} articles, {statements} statements, {wrong} doubts")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()

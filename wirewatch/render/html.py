"""Annotated articles as one HTML page, with every span marked where it stands."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, Template

from wirewatch.records import Annotated, Span, title
from wirewatch.render.words import cited, named, said_by


class Piece(NamedTuple):
    """A stretch of text over which the same marks hold."""

    text: str
    classes: str
    hint: str


class Mark(NamedTuple):
    """A span with what it is, as a class of the style sheet, and words for whoever points at it."""

    span: Span
    kind: str
    hint: str


def head() -> str:
    """All that comes before the first article."""
    return _template("head.html").render()


def article(annotated: Annotated) -> str:
    """One article; nothing of it is ever markup, whatever it holds."""
    return _template("article.html").render(
        article=annotated,
        title=title(annotated),
        people=cited(annotated),
        pieces=list(pieces(annotated)),
        statements=[(statement, said_by(annotated, statement)) for statement in annotated.statements],
    )


def foot() -> str:
    """All that comes after the last article."""
    return "</body></html>\n"


def marks(annotated: Annotated) -> Iterator[Mark]:
    """Everything to be marked in the text."""
    for statement in annotated.statements:
        who = said_by(annotated, statement)
        for kind in ("source", "cue", "content"):
            for span in getattr(statement, kind):
                yield Mark(span, kind, f"{kind}: {who}")
    for actor in annotated.actors:
        for span in actor.mentions:
            yield Mark(span, "official" if actor.official else actor.kind, named(actor))


def pieces(annotated: Annotated) -> Iterator[Piece]:
    """The body cut wherever a mark begins or ends; the texts of all pieces joined are the body."""
    opening: dict[int, list[Mark]] = {}
    edges = {0, len(annotated.body)}
    for mark in marks(annotated):
        opening.setdefault(mark.span[0], []).append(mark)
        edges |= set(mark.span)
    held: list[Mark] = []
    places = sorted(edges)
    for start, end in pairwise(places):
        held = [mark for mark in held if mark.span[1] > start] + opening.get(start, [])
        yield Piece(
            annotated.body[start:end],
            _joined(mark.kind for mark in held),
            _joined((mark.hint for mark in held), " | "),
        )


def _joined(words: Iterable[str], between: str = " ") -> str:
    return between.join(dict.fromkeys(words))


@cache
def _template(name: str) -> Template:
    return Environment(loader=PackageLoader("wirewatch.render"), autoescape=True).get_template(name)

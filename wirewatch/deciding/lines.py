"""Lines: what an article says that others said before, word for word or nearly.

A line is named after its first wording. A statement joins the earliest line whose first wording is the same
statement, and else begins its own: never that of a mere variant, so that no line drifts into another one,
and the answer depends on nothing but the order in which articles were decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from wirewatch.ids import SIDES, alert_id, speaker_key
from wirewatch.likeness import keys, statements
from wirewatch.likeness.words import is_light
from wirewatch.records import Alert, Annotated, Line, Statement

ENOUGH = 64
"""Lines with the keys of a statement that are looked at."""


class Sought(NamedTuple):
    """What a store has to look up of a statement: the line of that id, else those with any of these keys."""

    id: str
    keys: tuple[str, ...]


class Begun(NamedTuple):
    """A new line, and the keys by which near copies are to find it."""

    line: Line
    keys: tuple[str, ...]


class Assigned(NamedTuple):
    """An article and the alerts it raises, with their lines settled, and the lines that begin with it."""

    article: Annotated
    raised: tuple[Alert, ...]
    begun: tuple[Begun, ...]


def sought(article: Annotated) -> list[Sought]:
    """What bears on the lines of an article; a statement of few words only has its verbatim line."""
    if article.pubstatus != "usable":
        return []
    return list(dict.fromkeys(Sought(each.line, _keys(article, each)) for each in article.statements))


def assign(article: Annotated, raised: Iterable[Alert], known: Mapping[Sought, Sequence[Line]]) -> Assigned:
    """Settle the lines, given those that the store knows for each of ``sought``, the earliest first.

    A store that finds more than ``ENOUGH`` by their keys gives those that share the most.
    """
    begun: dict[str, Begun] = {}
    lines: dict[str, str] = {}
    for statement in article.statements if article.pubstatus == "usable" else ():
        wish = Sought(statement.line, _keys(article, statement))
        own = _begun(article, statement)
        among = (*known.get(wish, ()), *_sharing(wish, begun.values()))
        first = next((each for each in among if _is_of(own, each)), None)
        if first is None:
            begun[own.id] = Begun(own, wish.keys)
        lines[statement.line] = (first or own).id
    said = tuple(replace(each, line=lines.get(each.line, each.line)) for each in article.statements)
    alerts = tuple(_moved(each, lines) for each in raised)
    return Assigned(replace(article, statements=said), alerts, tuple(begun.values()))


def _keys(article: Annotated, statement: Statement) -> tuple[str, ...]:
    """None when it is open who spoke: "they" are others in every article, and the same only verbatim."""
    speaker = speaker_key(article.body, statement.source, statement.speakers)
    if speaker is None or is_light(speaker):
        return ()
    within = f"{speaker}\n{SIDES.get(statement.act, '')}"
    return keys.keys(statements.features(statement.text), keys.STATEMENTS, within=within)


def _begun(article: Annotated, statement: Statement) -> Line:
    return Line(
        id=statement.line,
        speaker=speaker_key(article.body, statement.source, statement.speakers),
        side=SIDES.get(statement.act),
        text=statement.text,
        uri=article.uri,
        infosource=article.infosource,
        versioncreated=article.versioncreated,
        received=article.received,
    )


def _sharing(wish: Sought, begun: Iterable[Begun]) -> list[Line]:
    """The lines that began earlier in the same article and that a store would have found."""
    wanted = set(wish.keys)
    return [each.line for each in begun if each.line.id == wish.id or wanted & set(each.keys)]


def _is_of(own: Line, other: Line) -> bool:
    """Whether a statement that would begin ``own`` belongs to the line ``other``."""
    if own.id == other.id:
        return True
    alike = (own.speaker, own.side) == (other.speaker, other.side)
    return alike and statements.same(other.text, own.text)


def _moved(alert: Alert, lines: Mapping[str, str]) -> Alert:
    line = lines.get(alert.line or "", alert.line)
    if line is None or line == alert.line:
        return alert
    return replace(alert, line=line, id=alert_id(alert.watch, line))

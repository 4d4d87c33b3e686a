"""Why a watch holds on an article or does not: every clause, and how near the nearest miss came."""

from collections.abc import Iterator
from typing import NamedTuple

from processors.watches import compile_watches, matches
from wirewatch.query.documents import Document
from wirewatch.query.explain import explain as explain_query
from wirewatch.query.explain import misses
from wirewatch.query.syntax import parse
from wirewatch.query.tree import Query
from wirewatch.records import Annotated, Official, Part, Record, Speaker, Statement, Watch

FEW = 3
"""Officials that are named in a clause; the rest are counted."""


class Look(Record, frozen=True, kw_only=True):
    """A watch held against one statement, or against the whole article."""

    statement: str | None
    text: str
    speaker: tuple[str, ...]
    holds: bool
    clauses: tuple[Part, ...]


class Explanation(Record, frozen=True, kw_only=True):
    """What a watch makes of an article."""

    watch: str
    uri: str
    holds: bool
    fires_on: tuple[Look, ...] = ()
    nearest: Look | None = None
    """Of a watch that does not hold: where the fewest things are missing."""
    notes: tuple[str, ...] = ()


class _Asked(NamedTuple):
    """A watch, its query read, and whom it names with the members of its groups."""

    watch: Watch
    query: Query | None
    wanted: tuple[str, ...]


def explain(annotated: Annotated, watch: Watch, officials: tuple[Official, ...]) -> Explanation:
    """Why ``watch`` holds on an article or not; ConfigError when the watch itself is wrong."""
    held = {each.statement for each in matches(annotated, compile_watches((watch,), officials))}
    looks = list(_looks(annotated, _asked(watch, officials)))
    held_looks = [look for look in looks if look.holds]
    return Explanation(
        watch=watch.id,
        uri=annotated.uri,
        holds=bool(held),
        fires_on=tuple(look for look in held_looks if look.statement in held),
        nearest=None if held or held_looks else min(looks, key=_distance, default=None),
        notes=tuple(_notes(annotated, watch, looks, held)),
    )


def _asked(watch: Watch, officials: tuple[Official, ...]) -> _Asked:
    index = "statements" if watch.where == "statement" else "articles"
    query = parse(watch.query, index=index) if watch.query else None  # type: ignore[arg-type]
    members = (each.id for each in officials if not set(each.groups).isdisjoint(watch.groups))
    return _Asked(watch, query, tuple(dict.fromkeys((*watch.officials, *members))))


def _notes(annotated: Annotated, watch: Watch, looks: list[Look], held: set[str | None]) -> Iterator[str]:
    """What the clauses do not say."""
    if annotated.pubstatus != "usable":
        yield f"the article is {annotated.pubstatus}: no watch holds on it"
    elif repeated := sum(look.holds and look.statement not in held for look in looks):
        yield f"{repeated} more that hold are parts of these, by the same speakers: they fire nothing"
    if annotated.embargoed:
        yield f"embargoed: alerts are raised from {annotated.embargoed:%Y-%m-%d %H:%M %Z} on"
    if watch.where == "statement" and not annotated.statements:
        yield "no statement was found in the article"


def _distance(look: Look) -> tuple[int, int]:
    """How much is missing; where that is alike, the right words count more than the right speaker."""
    return sum(map(misses, look.clauses)), 0 if look.clauses and look.clauses[-1].holds else 1


def _looks(annotated: Annotated, asked: _Asked) -> Iterator[Look]:
    whole = Document(annotated)
    if asked.watch.where != "statement":
        clauses = [_mentioned(annotated, asked)] if asked.wanted else []
        if asked.query:
            clauses.append(explain_query(asked.query, whole))
        yield _look(None, annotated.headline or annotated.uri, (), clauses)
        return
    for statement in annotated.statements:
        clauses = list(_of_statement(statement, asked))
        if asked.query:
            part = Document(annotated, statement, whole=whole)
            clauses.append(explain_query(asked.query, part, whole))
        yield _look(statement.id, statement.text, _names(statement.speakers), clauses)


def _look(statement: str | None, text: str, speaker: tuple[str, ...], clauses: list[Part]) -> Look:
    return Look(
        statement=statement,
        text=text,
        speaker=speaker,
        holds=all(part.holds for part in clauses),
        clauses=tuple(clauses),
    )


def _mentioned(annotated: Annotated, asked: _Asked) -> Part:
    """That the article mentions one of the watch's officials."""
    found = [actor for actor in annotated.actors if actor.official in asked.wanted]
    return Part(
        clause=f"mentions {_listed(asked.wanted)}",
        holds=bool(found),
        spans=tuple(sorted(span for actor in found for span in actor.mentions)),
        note=_others(annotated) if not found else None,
    )


def _others(annotated: Annotated) -> str:
    known = [actor.official for actor in annotated.actors if actor.official]
    return f"it mentions {_listed(tuple(dict.fromkeys(known)))}" if known else "it mentions no official"


def _of_statement(statement: Statement, asked: _Asked) -> Iterator[Part]:
    """What the watch asks of a statement beside its words."""
    watch = asked.watch
    if asked.wanted:
        yield _said_by(statement, asked.wanted)
    if watch.manner:
        held = statement.manner in watch.manner
        note = None if held else f"it is {statement.manner}"
        yield Part(clause=f"manner: {' or '.join(watch.manner)}", holds=held, note=note)
    if watch.first_hand:
        note = (
            f"{_listed(_names(statement.relayers)) or 'somebody'} passes it on" if statement.depth else None
        )
        yield Part(clause="first_hand", holds=not statement.depth, note=note)
    if watch.min_confidence:
        held = statement.confidence >= watch.min_confidence
        note = None if held else f"it is {statement.confidence:.2f}"
        yield Part(clause=f"min_confidence: {watch.min_confidence:g}", holds=held, note=note)


def _said_by(statement: Statement, wanted: tuple[str, ...]) -> Part:
    held = any(speaker.official in wanted for speaker in statement.speakers)
    return Part(
        clause=f"said by {_listed(wanted)}",
        holds=held,
        spans=statement.source if held else (),
        note=None if held else _speaker(statement),
    )


def _speaker(statement: Statement) -> str:
    if statement.speakers:
        return f"said by {_listed(tuple(_identified(each) for each in statement.speakers))}"
    candidates = _listed(tuple(_identified(each) for each in statement.candidates))
    return f"nobody is named for certain; it may be {candidates}" if candidates else "nobody is named"


def _identified(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.official or 'no official'})"


def _names(speakers: tuple[Speaker, ...]) -> tuple[str, ...]:
    return tuple(speaker.name for speaker in speakers)


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - FEW
    return f"{', '.join(names[:FEW])}{f' or {more} more' if more > 0 else ''}"

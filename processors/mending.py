"""Entities put right where a pipeline's are too short, too long, or missing.

Statistical entities break at small words ("Department of | Transportation", "Mohammad | bin Salman"), take a
title's place into a name ("Justice Nicola Sturgeon") and miss names that were rare in training. What is
certain from the words around is put right here; ranges are words ``[first, last)``.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from processors.lexicon import Lexicon
from processors.names import SUFFIXES
from processors.words import Words
from wirewatch.records import ActorKind, Span


class Entity(NamedTuple):
    """Words ``[first, last)`` that name somebody or something."""

    first: int
    last: int
    kind: ActorKind


_LINKS = frozenset(("of", "for", "on", "to", "and", "&"))
_LONGEST = 12


def mended(
    words: Words, lexicon: Lexicon, entities: Sequence[Entity], sources: Iterable[Span]
) -> list[Entity]:
    """The entities of a text, in order and without overlap, but for bodies named after somebody."""
    found = [entity for entity in entities if not _empty(words, lexicon, entity)]
    places = {words.folded[e.first] for e in found if e.kind == "place" and e.last - e.first == 1}
    grown = [_grown(words, lexicon, _without_place(words, entity, places)) for entity in found]
    grown += _spelled_out(words)
    whole = _outermost(grown)
    whole += _unseen_sources(words, lexicon, whole, sources)
    return sorted([*whole, *_collectives(words, lexicon, whole)])


def _empty(words: Words, lexicon: Lexicon, entity: Entity) -> bool:
    """Whether the entity is no name: "Minister", "Reports", or nothing with a capital."""
    inside = range(entity.first, entity.last)
    common = lexicon.roles.keys() | lexicon.documents
    return all(words.folded[at] in common or not words.forms[at][0].isupper() for at in inside)


def _without_place(words: Words, entity: Entity, places: set[str]) -> Entity:
    """The name without the place before it: "Scotland Nicola Sturgeon" behind "First Minister of"."""
    if entity.kind != "person" or entity.last - entity.first < 3 or words.pos[entity.first - 1] != "ADP":
        return entity
    return entity._replace(first=entity.first + 1) if words.folded[entity.first] in places else entity


def _grown(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    return _person(words, lexicon, entity) if entity.kind == "person" else _body(words, lexicon, entity)


def _person(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The whole name: with "bin Salman" behind it, with the given name or the hyphened part before it."""
    first, last = entity.first, entity.last
    end = last
    while end < len(words.forms) and (words.folded[end] in lexicon.particles or words.forms[end] == "-"):
        end += 1
    if end > last and end < len(words.forms) and _capital(words, end) and _same_line(words, last, end):
        last = end + 1
    while first > 1 and words.forms[first - 1] == "-" and _capital(words, first - 2) and _tight(words, first - 1):
        first -= 2
    before = first - 1
    alone = last - first == 1 and before >= 0 and not words.entity[before] and _capital(words, before)
    title = before >= 0 and (words.folded[before] in lexicon.roles or words.folded[before] in lexicon.honorifics)
    if alone and not title and words.pos[before] == "PROPN" and not _begins_sentence(words, before):
        first = before
    return entity._replace(first=first, last=last)


def _body(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The whole name of a body: "Department of Health and Human Services", "Alachua Sheriff's Office"."""
    last = _behind_possessive(words, lexicon, entity.last)
    if last == entity.last and words.folded[last - 1] not in lexicon.bodies:
        return entity
    while last < len(words.forms) and last - entity.first < _LONGEST:
        end = last + (words.folded[last] in _LINKS)
        end += end < len(words.forms) and end > last and words.folded[end] == "the"
        joined = end > last or words.forms[last] not in (",", ".")
        if not joined or end >= len(words.forms) or not _continues(words, lexicon, (last, end)):
            break
        last = end + 1
    return entity._replace(last=last)


def _continues(words: Words, lexicon: Lexicon, place: tuple[int, int]) -> bool:
    """Whether the capital word at the end goes on with a body's name: no new body, title or person."""
    last, at = place
    if not _capital(words, at) or words.pos[at] != "PROPN" or words.sentence[at] != words.sentence[last - 1]:
        return False
    known = words.folded[at] in lexicon.roles or words.folded[at] in lexicon.honorifics
    body = words.folded[last] in ("and", "&", "to", "on", "for") and words.folded[at] in lexicon.bodies
    person = words.entity[at] in ("PERSON", "PER") and words.folded[last] != "of"
    return not (known or body or person)


def _behind_possessive(words: Words, lexicon: Lexicon, last: int) -> int:
    """The end of "NAME's Office"; ``last`` itself where no body follows."""
    at = last + (words.folded[last : last + 1] == ["'s"])
    office = at > last and at < len(words.forms) and _capital(words, at) and words.folded[at] in lexicon.bodies
    return at + 1 if office else last


def _spelled_out(words: Words) -> Iterator[Entity]:
    """The words that an abbreviation in brackets is short for: "Transport for London (TfL)"."""
    for at, form in enumerate(words.forms):
        if form == "(" and words.forms[at + 2 : at + 3] == [")"] and any(c.isupper() for c in words.forms[at + 1][1:]):
            first = _expansion(words, at, words.folded[at + 1])
            if first is not None:
                yield Entity(first, at, "organization")
                yield Entity(at + 1, at + 2, "organization")


def _expansion(words: Words, end: int, abbreviation: str) -> int | None:
    """Where the words begin whose first letters, small words skipped or not, are the abbreviation."""
    left = len(abbreviation)
    at = end
    while left and at > 0 and end - at < 2 * len(abbreviation):
        at -= 1
        if words.folded[at][0] == abbreviation[left - 1]:
            left -= 1
        elif words.forms[at][0].isupper() or not words.forms[at].isalpha():
            return None
    return at if not left and words.forms[at][0].isupper() and end - at > 1 else None


def _outermost(entities: Iterable[Entity]) -> list[Entity]:
    """The longest where several overlap."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: (entity.first, -entity.last)):
        if kept and entity.first < kept[-1].last:
            if entity.last - entity.first > kept[-1].last - kept[-1].first:
                kept[-1] = entity
        else:
            kept.append(entity)
    return kept


def _unseen_sources(
    words: Words, lexicon: Lexicon, entities: Sequence[Entity], sources: Iterable[Span]
) -> Iterator[Entity]:
    """Who says something and was not seen to be a name: the capital words that end a source."""
    taken = {at for entity in entities for at in range(entity.first, entity.last)}
    for start, last in {words.at(span) for span in sources}:
        end = _core_end(words, start, last)
        first = end
        while first > start and words.pos[first - 1] == "PROPN" and first - 1 not in taken:
            first -= 1
        while first < end and (words.folded[first] in lexicon.roles or words.folded[first] in lexicon.honorifics):
            first += 1
        if first < end and _capital(words, first) and _capital(words, end - 1):
            titled = first > start and words.folded[first - 1] in lexicon.roles
            kind: ActorKind = "person" if titled and end - first > 1 else "organization"
            yield Entity(first, end, kind)


def _core_end(words: Words, first: int, last: int) -> int:
    end = first
    while end < last and words.forms[end] not in (",", "(") and words.pos[end] not in ("ADP", "CCONJ"):
        end += 1
    while end > first and words.folded[end - 1] in SUFFIXES | {"'s", "et", "al", "."}:
        end -= 1
    return end


def _collectives(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Bodies named after a country or a person: "the Trump administration", "the government of Samoa"."""
    begins = {entity.first: entity for entity in entities}
    ends = {entity.last: entity for entity in entities}
    for at, word in enumerate(words.folded):
        if word not in lexicon.collectives or not words.forms[at].islower():
            continue
        before, behind = ends.get(at), begins.get(at + 2) if words.folded[at + 1 : at + 2] == ["of"] else None
        if before and before.kind != "group":
            yield Entity(before.first, at + 1, "organization")
        elif at and words.entity[at - 1] and _capital(words, at - 1):  # "Iraqi", a MISC
            yield Entity(at - 1, at + 1, "organization")
        elif behind and behind.kind == "place":
            yield Entity(at, behind.last, "organization")


def _capital(words: Words, at: int) -> bool:
    return words.forms[at][0].isupper()


def _tight(words: Words, at: int) -> bool:
    """Whether the word has no blank at either side."""
    return words.ends[at - 1] == words.starts[at] and words.ends[at] == words.starts[at + 1]


def _same_line(words: Words, last: int, end: int) -> bool:
    return words.sentence[last] == words.sentence[end] and not (end == last + 1 and words.forms[last] == "-" and not _tight(words, last))


def _begins_sentence(words: Words, at: int) -> bool:
    return at == 0 or words.sentence[at - 1] != words.sentence[at]

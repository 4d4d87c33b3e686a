"""Entities put right where a pipeline's are too short, too long, or missing.

Statistical entities break at small words ("Department of | Transportation", "Mohammad | bin Salman"), take a
title's place into a name ("Scotland Nicola Sturgeon") and miss names that were rare in training. What is
certain from the words around is put right here.
"""

from collections.abc import Iterable, Iterator, Sequence

from processors.bodies import collectives, spelled_out, unseen_bodies, whole_body, with_places
from processors.entities import LONGEST, NAMELESS, Entity, nameless, outermost
from processors.lexicon import Lexicon
from processors.names import SUFFIXES
from processors.people import (
    before_verb,
    begins_as_a_person,
    begins_behind_title,
    behind_title,
    in_one,
    introduced,
    whole_person,
    without_place,
)
from processors.words import Words
from wirewatch.records import Span

_IN_NAMES = frozenset(("PROPN", "NOUN", "ADJ", "NUM", "X"))


def mended(
    words: Words, lexicon: Lexicon, entities: Iterable[Entity], sources: Iterable[Span] = ()
) -> list[Entity]:
    """The entities of a text in order; none overlap but that a body's name may hold another."""
    cut = [before_verb(words, lexicon, entity) if entity.kind == "person" else entity for entity in entities]
    found = [entity for entity in in_one(words, cut) if not nameless(words, lexicon, entity)]
    grown = [_grown(words, lexicon, entity) for entity in found]
    grown += (_grown(words, lexicon, entity) for entity in unseen_bodies(words, lexicon, found))
    grown += spelled_out(words, lexicon)
    grown += _unseen_sources(words, lexicon, grown, sources)
    whole = introduced(words, lexicon, with_places(words, lexicon, outermost(grown)))
    return sorted([*whole, *collectives(words, lexicon, whole)])


def _grown(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The whole name: a body's with what it is for, a person's without a place and with all of its parts."""
    if " ".join(words.folded[entity.first : entity.last]) in lexicon.places:
        return entity._replace(kind="place")
    entity = behind_title(words, lexicon, entity)
    body = whole_body(words, lexicon, entity)
    if body:
        return body
    if entity.kind == "person" and words.forms[entity.first].isupper() and len(words.forms[entity.first]) > 2:
        return entity._replace(kind="organization")  # "PBS", "RAF Croughton"
    entity = without_place(words, lexicon, entity)
    if entity.last - entity.first > 1 and begins_as_a_person(words, lexicon, entity.first):
        return whole_person(words, lexicon, entity._replace(kind="person"))
    titled = begins_behind_title(words, lexicon, entity)
    short = (
        entity.last - entity.first == 1 and words.forms[entity.first].isupper()
    )  # "the official WHO report"
    if titled is not None and not short:
        return whole_person(words, lexicon, Entity(titled, entity.last, "person"))
    return whole_person(words, lexicon, entity) if entity.kind == "person" else entity


def _unseen_sources(
    words: Words, lexicon: Lexicon, entities: Sequence[Entity], sources: Iterable[Span]
) -> Iterator[Entity]:
    """Who says something and was not seen to be a name: the words with capitals that end a source."""
    taken = {at for entity in entities for at in range(entity.first, entity.last)}
    for start, last in {words.at(span) for span in sources}:
        end = _core_end(words, start, last)
        if end == start or end - 1 in taken or not words.capital(end - 1):
            continue
        first = end
        while first > max(start, end - LONGEST) and _names(words, lexicon, first - 1):
            first -= 1
        while first < end - 1 and words.forms[first].isdecimal():
            first += 1
        many = end - first == 1 and words.begins_sentence(first) and words.folded[first].endswith("s")
        if many and words.folded[first] not in words.proper:
            continue  # "Protesters", "Scholars"
        if first < end and not nameless(words, lexicon, Entity(first, end, "organization")):
            title = words.folded[first - 1] if first > start else ""
            person = end - first > 1 and (title in lexicon.roles or title in lexicon.honorifics)
            yield Entity(first, end, "person" if person else "organization")


def _names(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether the word can be part of a name: a capital that is not the sentence's, no title, no date."""
    if words.folded[at] in lexicon.honorifics or words.folded[at] in lexicon.roles:
        return False
    if words.hyphen(at):
        return True
    given = _is_given(lexicon, words.folded[at : at + 1]) or (
        words.folded[at] not in lexicon.openers and _is_given(lexicon, words.folded[at + 1 : at + 2])
    )  # "Jo | Anne Gray"
    if words.entity[at] in NAMELESS or not (given or words.pos[at] in _IN_NAMES):
        return False
    own = (
        words.pos[at] == "PROPN"
        or words.folded[at] in words.proper
        or not words.begins_sentence(at)
        or words.pos[at + 1 : at + 2] == ["PROPN"]
    )
    hyphened = at + 1 < len(words.forms) and words.hyphen(at + 1)
    return (words.capital(at) and own) or words.forms[at].isdecimal() or hyphened


def _is_given(lexicon: Lexicon, word: list[str]) -> bool:
    return not lexicon.men.isdisjoint(word) or not lexicon.women.isdisjoint(word)


def _core_end(words: Words, first: int, last: int) -> int:
    end = first
    while end < last and words.forms[end] not in (",", "(") and words.pos[end] not in ("ADP", "CCONJ"):
        end += 1
    while end > first and (
        words.folded[end - 1] in SUFFIXES or words.folded[end - 1] in ("'s", "et", "al", ".")
    ):
        end -= 1
    return end

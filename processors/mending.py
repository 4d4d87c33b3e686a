"""Entities put right where a pipeline's are too short, too long, or missing.

Statistical entities break at small words ("Department of | Transportation", "Mohammad | bin Salman"), take a
title's place into a name ("Scotland Nicola Sturgeon") and miss names that were rare in training. What is
certain from the words around is put right here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from processors.lexicon import Lexicon
from processors.names import SUFFIXES
from processors.words import Words
from wirewatch.records import ActorKind, Span


class Entity(NamedTuple):
    """The words ``[first, last)`` name somebody or something."""

    first: int
    last: int
    kind: ActorKind


_LINKS = frozenset(("of", "for", "on", "to"))
_LONGEST = 12
_NAMELESS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"))
_IN = frozenset(("of", "to", "for"))


def mended(
    words: Words, lexicon: Lexicon, entities: Iterable[Entity], sources: Iterable[Span] = ()
) -> list[Entity]:
    """The entities of a text in order; none overlap but that a body's name may hold another."""
    found = [entity for entity in entities if not _nameless(words, lexicon, entity)]
    grown = [_grown(words, lexicon, entity) for entity in found]
    grown += (_grown(words, lexicon, entity) for entity in _unseen_bodies(words, lexicon, found))
    grown += _spelled_out(words, lexicon)
    grown += _unseen_sources(words, lexicon, grown, sources)
    whole = _outermost(grown)
    return sorted([*whole, *_collectives(words, lexicon, whole)])


def _nameless(words: Words, lexicon: Lexicon, entity: Entity) -> bool:
    """Whether the entity is no name: "Reports", "Health Minister", "the Court", or nothing with a capital."""
    first, last, kind = entity
    end = words.folded[last - 1]
    if last - first == 1 and (end in lexicon.bodies or end in lexicon.nobody):
        return True
    if kind != "person" and end in lexicon.roles and end not in lexicon.papers:
        return True
    common = lexicon.documents | lexicon.roles.keys() | lexicon.nobody
    return all(words.folded[at] in common or not _capital(words, at) for at in range(first, last))


def _grown(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The whole name: a body's with what it is for, a person's without a place and with all of its parts."""
    entity = _behind_title(words, lexicon, entity)
    body = _left_of_body(words, lexicon, _body(words, lexicon, entity))
    if body != entity or words.folded[entity.last - 1] in lexicon.bodies:
        return body._replace(kind="organization")
    if entity.kind == "person" and words.forms[entity.first].isupper() and len(words.forms[entity.first]) > 2:
        return entity._replace(kind="organization")  # "PBS", "RAF Croughton"
    entity = _without_place(words, lexicon, entity)
    if entity.last - entity.first > 1 and _is_a_persons(words, lexicon, entity.first):
        return _person(words, lexicon, entity._replace(kind="person"))
    titled = _titled(words, lexicon, entity)
    if titled is not None:
        return _person(words, lexicon, Entity(titled, entity.last, "person"))
    return _person(words, lexicon, entity) if entity.kind == "person" else entity


def _behind_title(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The person of an entity that takes in a title: "British Prime Minister | Boris Johnson"."""
    first, last, _ = entity
    if words.folded[last - 1] in lexicon.bodies:
        return entity
    for at in range(last - 2, first, -1):
        if words.folded[at] in lexicon.titles and _capital(words, at + 1):
            return Entity(at + 1, last, "person")
    office = last - first >= 5 and words.folded[first] in lexicon.roles and words.folded[first + 1] == "of"
    return Entity(first + 3, last, "person") if office else entity  # "Mayor of London | Sadiq Khan"


def _is_a_persons(words: Words, lexicon: Lexicon, first: int) -> bool:
    """Whether a name of several words begins as people's do: with a title or a given name."""
    word, second = words.folded[first], words.folded[first + 1]
    titled = word in lexicon.titles or (word in lexicon.roles and second in lexicon.titles)
    return titled or word in lexicon.men or word in lexicon.women


def _without_place(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A person's name without what the title before is for: "Minister of | Scotland Nicola Sturgeon"."""
    first, last, kind = entity
    if first < 2 or words.folded[first - 1] not in _IN:
        return entity
    office = kind == "person" and words.folded[first - 2] in lexicon.roles and _capital(words, first - 2)
    for length in (2, 1):
        country = " ".join(words.folded[first : first + length]) in lexicon.countries
        if last - first - length >= 2 and (country or (office and length == 1)):
            return Entity(first + length, last, "person")
    return entity


def _titled(words: Words, lexicon: Lexicon, entity: Entity) -> int | None:
    """Where a name begins that has a title before it, and so is somebody's: "MP | Penny Sharpe"."""
    first = entity.first
    while first > 0 and entity.first - first < 3 and _free_capital(words, lexicon, first - 1):
        first -= 1
    before = first - 1
    if before < 0 or words.forms[before] in ("A", "An", "The"):
        return None
    title = words.folded[before] in lexicon.honorifics and _capital(words, before)
    role = words.folded[before] in lexicon.roles and words.pos[before] in ("NOUN", "PROPN")
    return first if title or role else None


def _free_capital(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether the word has a capital and is neither title nor part of another entity."""
    known = words.folded[at] in lexicon.roles or words.folded[at] in lexicon.honorifics
    free = not words.entity[at] and words.folded[at] not in lexicon.nobody
    return _capital(words, at) and free and not known and words.pos[at] in ("PROPN", "NOUN")


def _person(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A person's whole name: "bin Salman" behind it; a given name, a particle, a hyphened part before it."""
    first, last, _ = entity
    end = last
    while end < min(len(words.forms), last + 4) and (
        words.folded[end] in lexicon.particles or _hyphen(words, end)
    ):
        end += 1
    if last < end < len(words.forms) and _capital(words, end):
        last = end + 1
    last = _behind_nickname(words, last)
    last += words.folded[last : last + 1] in (["jr"], ["sr"], ["ii"], ["iii"], ["iv"])
    while (
        first > max(1, entity.first - 6) and _hyphen(words, first - 1) and words.forms[first - 2][0].isalpha()
    ):
        first -= 2
    while (
        first > max(0, entity.first - 6)
        and words.folded[first - 1] in lexicon.particles
        and words.forms[first - 1].islower()
    ):
        first -= 1
    given = (
        first == entity.first and first > 0 and (last - first == 1 or not _begins_sentence(words, first - 1))
    )
    if given and _free_capital(words, lexicon, first - 1) and words.pos[first - 1] == "PROPN":
        first -= 1
    return Entity(first, last, "person")


def _behind_nickname(words: Words, last: int) -> int:
    """The end of "Robert C. | "Bobby" Scott"; ``last`` itself where no nickname follows."""
    quoted = words.forms[last : last + 1] in (['"'], ["\u201c"]) and words.forms[last + 2 : last + 3] in (
        ['"'],
        ["\u201d"],
    )
    named = quoted and last + 3 < len(words.forms) and _capital(words, last + 1) and _capital(words, last + 3)
    return last + 4 if named else last


def _body(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A body's whole name: "Department of Health and Human Services", "Alachua Sheriff's Office"."""
    last = _behind_possessive(words, lexicon, entity.last)
    inside = words.folded[entity.first : last]
    linked = any(word in _LINKS for word in inside) and any(word in lexicon.bodies for word in inside)
    opens = inside[-1] in lexicon.bodies or inside[-1] in lexicon.beginnings
    if last == entity.last and not opens and not linked:
        return _paper(words, lexicon, entity)
    while last - entity.first < _LONGEST and last < len(words.forms):
        at = last
        links = (
            words.folded[at] in _LINKS
            if not linked
            else words.folded[at] in _LINKS or words.folded[at] in _AND
        )
        at += links
        at += links and words.folded[at : at + 1] in (["the"], ["a"])
        if (not links and not linked) or not _continues(words, lexicon, last, at):
            break
        last, linked = at + 1, True
    return entity._replace(last=last)


_AND = frozenset(("and", "&"))


def _paper(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A newspaper's whole name: "USA | Today"."""
    at = entity.last
    more = at < len(words.forms) and _capital(words, at) and words.entity[at] not in ("PERSON", "PER")
    named = more and (words.folded[at] in lexicon.papers or words.folded[at] == "today")
    return Entity(entity.first, at + 1, "organization") if named else entity


def _left_of_body(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A body's whole name: "Republican | National Committee", "Securities and | Exchange Commission"."""
    first = entity.first
    if words.folded[entity.last - 1] not in lexicon.bodies:
        return entity
    if first > 1 and words.folded[first - 1] in _AND and _free_capital(words, lexicon, first - 2):
        first -= 2
    while first > max(0, entity.first - 4) and _own_adjective(words, lexicon, first - 1):
        first -= 1
    return entity._replace(first=first)


def _own_adjective(words: Words, lexicon: Lexicon, at: int) -> bool:
    known = words.folded[at] in lexicon.nobody or words.folded[at] in lexicon.titles
    free = words.entity[at] in ("", "MISC", "NORP") and words.pos[at] in ("PROPN", "ADJ", "NOUN")
    return _capital(words, at) and free and not known and not _begins_sentence(words, at)


def _continues(words: Words, lexicon: Lexicon, last: int, at: int) -> bool:
    """Whether the word ``at``, the first of what follows ``last``, goes on with a body's name."""
    if at >= len(words.forms) or not _capital(words, at) or words.sentence[at] != words.sentence[last - 1]:
        return False
    other = words.folded[at] in lexicon.roles or words.folded[at] in lexicon.honorifics
    other = other or (words.folded[last] != "of" and words.folded[at] in lexicon.bodies)
    person = all(label in ("PERSON", "PER") for label in words.entity[at : at + 2])
    return not other and not person and words.entity[at] not in _NAMELESS


def _unseen_bodies(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Bodies that were not seen to be names: "Committee to Protect Journalists"."""
    taken = {at for entity in entities for at in range(entity.first, entity.last)}
    for at, word in enumerate(words.folded):
        if word in lexicon.bodies and at not in taken and _capital(words, at):
            first = at
            while (
                first > max(0, at - 4) and first - 1 not in taken and _free_capital(words, lexicon, first - 1)
            ):
                first -= 1
            whole = _body(words, lexicon, Entity(first, at + 1, "organization"))
            if whole.last > at + 1 or first < at:
                yield whole


def _behind_possessive(words: Words, lexicon: Lexicon, last: int) -> int:
    """The end of "NAME's Office" and "NAME Sheriff's Office"; ``last`` itself where no body follows."""
    at = last
    while at < len(words.forms) and at - last < 3 and (_capital(words, at) or words.folded[at] == "'s"):
        if words.folded[at] in lexicon.bodies and words.folded[at - 1] == "'s":
            return at + 1
        at += 1
    return last


def _spelled_out(words: Words, lexicon: Lexicon) -> Iterator[Entity]:
    """The words that an abbreviation in brackets is short for: "Transport for London (TfL)"."""
    for at, form in enumerate(words.forms):
        short = words.forms[at + 1 : at + 2] if form == "(" and words.forms[at + 2 : at + 3] == [")"] else []
        if short and any(c.isupper() for c in short[0][1:]):
            first = _expansion(words, lexicon, at, words.folded[at + 1])
            if first is not None and words.folded[first] not in lexicon.roles:
                yield Entity(first, at, "organization")
                yield Entity(at + 1, at + 2, "organization")


_AMID = frozenset((",", "of", "the", "and", "for", "in", "on", "to", "at", "de", "-", "'s"))


def _expansion(words: Words, lexicon: Lexicon, end: int, abbreviation: str) -> int | None:
    """Where the words begin whose first letters, small words left out or not, are the abbreviation."""
    left = len(abbreviation)
    at = end
    while left and at > 0 and end - at < 2 * len(abbreviation) + 2:
        at -= 1
        if words.folded[at][0] == abbreviation[left - 1] or (abbreviation[left - 1], words.folded[at]) == (
            "&",
            "and",
        ):
            left -= 1
        elif words.folded[at] not in lexicon.left_out and (
            _capital(words, at) or words.forms[at] not in _AMID
        ):
            return None
    return at if not left and _capital(words, at) and end - at > 1 else None


def _unseen_sources(
    words: Words, lexicon: Lexicon, entities: Sequence[Entity], sources: Iterable[Span]
) -> Iterator[Entity]:
    """Who says something and was not seen to be a name: the words with capitals that end a source."""
    taken = {at for entity in entities for at in range(entity.first, entity.last)}
    for start, last in {words.at(span) for span in sources}:
        end = _core_end(words, start, last)
        if end == start or end - 1 in taken or not _capital(words, end - 1):
            continue
        first = end
        while first > max(start, end - _LONGEST) and _names(words, lexicon, first - 1):
            first -= 1
        if first < end and not _nameless(words, lexicon, Entity(first, end, "organization")):
            title = words.folded[first - 1] if first > start else ""
            person = end - first > 1 and (title in lexicon.roles or title in lexicon.honorifics)
            yield Entity(first, end, "person" if person else "organization")


_IN_NAMES = frozenset(("PROPN", "NOUN", "ADJ", "NUM", "X"))


def _names(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether the word can be part of a name: a capital that is not the sentence's, no title, no date."""
    if words.folded[at] in lexicon.honorifics or words.folded[at] in lexicon.roles:
        return False
    if words.entity[at] in _NAMELESS or words.pos[at] not in _IN_NAMES:
        return _hyphen(words, at)
    own = (
        words.pos[at] == "PROPN"
        or words.folded[at] in words.proper
        or not _begins_sentence(words, at)
        or words.pos[at + 1 : at + 2] == ["PROPN"]
    )
    hyphened = at + 1 < len(words.forms) and _hyphen(words, at + 1)
    return (_capital(words, at) and own) or words.forms[at].isdecimal() or hyphened


def _core_end(words: Words, first: int, last: int) -> int:
    end = first
    while end < last and words.forms[end] not in (",", "(") and words.pos[end] not in ("ADP", "CCONJ"):
        end += 1
    while end > first and (
        words.folded[end - 1] in SUFFIXES or words.folded[end - 1] in ("'s", "et", "al", ".")
    ):
        end -= 1
    return end


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


def _collectives(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Bodies named after a country or a person: "the Trump administration", "the government of Samoa"."""
    begins = {entity.first: entity for entity in entities}
    ends = {entity.last: entity for entity in entities}
    for at, word in enumerate(words.folded):
        if word not in lexicon.collectives or not words.forms[at].islower():
            continue
        owned = at - (words.folded[at - 1 : at] == ["'s"])
        before = ends.get(owned)
        behind = begins.get(at + 2) if words.folded[at + 1 : at + 2] == ["of"] else None
        if before and before.kind != "group":
            yield Entity(before.first, at + 1, "organization")
        elif at and _capital(words, at - 1) and (words.entity[at - 1] or words.pos[at - 1] == "PROPN"):  # "Iraqi"
            yield Entity(at - 1, at + 1, "organization")
        elif behind and behind.kind == "place":
            yield Entity(at, behind.last, "organization")


def _capital(words: Words, at: int) -> bool:
    return words.forms[at][0].isupper()


def _hyphen(words: Words, at: int) -> bool:
    """Whether the word is a hyphen without a blank at either side."""
    inside = 0 < at < len(words.forms) - 1 and words.forms[at] == "-"
    return inside and words.ends[at - 1] == words.starts[at] and words.ends[at] == words.starts[at + 1]


def _begins_sentence(words: Words, at: int) -> bool:
    return at == 0 or words.sentence[at - 1] != words.sentence[at]

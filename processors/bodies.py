"""Names of bodies put right: where they break at small words, and where a pipeline does not see them."""

from collections.abc import Iterator, Sequence

from processors.entities import LONGEST, NAMELESS, Entity, free_capital
from processors.lexicon import Lexicon
from processors.words import Words

_LINKS = frozenset(("of", "for", "on", "to"))
_AND = frozenset(("and", "&"))
_AMID = frozenset((",", "of", "the", "and", "for", "in", "on", "to", "at", "de", "-", "'s"))


def whole_body(words: Words, lexicon: Lexicon, entity: Entity) -> Entity | None:
    """The body of which ``entity`` is the name or a part; None where it does not look like a body's."""
    body = _with_adjectives(words, lexicon, _with_complement(words, lexicon, entity))
    if body == entity and words.folded[entity.last - 1] not in lexicon.bodies:
        return None
    return body._replace(kind="organization")


def with_places(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> list[Entity]:
    """Bodies with the place that their name begins with: "the | North Carolina | State Board"."""
    joined: list[Entity] = []
    for entity in entities:
        before = joined[-1] if joined else None
        body = entity.kind == "organization" and not lexicon.bodies.isdisjoint(
            words.folded[entity.first : entity.last]
        )
        opens = words.folded[entity.first] in lexicon.beginnings
        beside = before and before.kind == "place" and before.last == entity.first
        if before and beside and (body or opens) and words.folded[max(0, before.first - 1)] == "the":
            joined[-1] = entity._replace(first=before.first, kind="organization")
        else:
            joined.append(entity)
    return joined


def _with_complement(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A body's whole name: "Department of Health and Human Services", "Alachua Sheriff's Office"."""
    last = _behind_possessive(words, lexicon, entity.last)
    inside = words.folded[entity.first : last]
    linked = any(word in _LINKS for word in inside) and any(word in lexicon.bodies for word in inside)
    opens = inside[-1] in lexicon.bodies or inside[-1] in lexicon.beginnings
    if last == entity.last and not opens and not linked:
        return _paper(words, lexicon, entity)
    while last - entity.first < LONGEST and last < len(words.forms):
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


def _with_adjectives(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A body's whole name: "Republican | National Committee", "Securities and | Exchange Commission"."""
    first = entity.first
    if words.folded[entity.last - 1] not in lexicon.bodies:
        return entity
    if first > 1 and words.folded[first - 1] in _AND and free_capital(words, lexicon, first - 2):
        first -= 2
    while first > max(0, entity.first - 4) and _own_adjective(words, lexicon, first - 1):
        first -= 1
    return entity._replace(first=first)


def _own_adjective(words: Words, lexicon: Lexicon, at: int) -> bool:
    known = words.folded[at] in lexicon.nobody or words.folded[at] in lexicon.titles
    free = words.entity[at] in ("", "MISC", "NORP") and words.pos[at] in ("PROPN", "ADJ", "NOUN")
    return words.capital(at) and free and not known and not words.begins_sentence(at)


def _paper(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A newspaper's whole name: "USA | Today"."""
    at = entity.last
    more = at < len(words.forms) and words.capital(at) and words.entity[at] not in ("PERSON", "PER")
    named = more and (words.folded[at] in lexicon.papers or words.folded[at] == "today")
    return Entity(entity.first, at + 1, "organization") if named else entity


def _continues(words: Words, lexicon: Lexicon, last: int, at: int) -> bool:
    """Whether the word ``at``, the first of what follows ``last``, goes on with a body's name."""
    if at >= len(words.forms) or not words.capital(at) or words.sentence[at] != words.sentence[last - 1]:
        return False
    followed = at + 1 < len(words.forms) and words.capital(at + 1)
    titled = words.folded[at] in lexicon.roles and (
        words.folded[last] != "of" or followed
    )  # Court of Justice
    other = titled or words.folded[at] in lexicon.honorifics
    other = other or (words.folded[last] != "of" and words.folded[at] in lexicon.bodies)
    person = all(label in ("PERSON", "PER") for label in words.entity[at : at + 2])
    return not other and not person and words.entity[at] not in NAMELESS


def _behind_possessive(words: Words, lexicon: Lexicon, last: int) -> int:
    """The end of "NAME University", "NAME's Office", "NAME Sheriff's Office"; else ``last`` itself."""
    at = last
    while at < len(words.forms) and at - last < 3 and (words.capital(at) or words.folded[at] == "'s"):
        if words.folded[at] in lexicon.bodies and (at == last or words.folded[at - 1] == "'s"):
            return at + 1
        at += 1
    return last


def unseen_bodies(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Bodies that were not seen to be names: "Committee to Protect Journalists"."""
    taken = {at for entity in entities for at in range(entity.first, entity.last)}
    for at, word in enumerate(words.folded):
        opens = word in lexicon.beginnings and words.folded[at + 1 : at + 2] == ["of"]
        if (word in lexicon.bodies or opens) and at not in taken and words.capital(at):
            first = at
            while (
                first > max(0, at - 4) and first - 1 not in taken and free_capital(words, lexicon, first - 1)
            ):
                first -= 1
            whole = _with_complement(words, lexicon, Entity(first, at + 1, "organization"))
            if whole.last > at + 1 or first < at:
                yield whole


def spelled_out(words: Words, lexicon: Lexicon) -> Iterator[Entity]:
    """The words that an abbreviation in brackets is short for: "Transport for London (TfL)"."""
    for at, form in enumerate(words.forms):
        short = words.forms[at + 1 : at + 2] if form == "(" and words.forms[at + 2 : at + 3] == [")"] else []
        if short and any(c.isupper() for c in short[0][1:]):
            first = _expansion(words, lexicon, at, words.folded[at + 1])
            if first is not None and words.folded[first] not in lexicon.roles:
                yield Entity(first, at, "organization")
                yield Entity(at + 1, at + 2, "organization")


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
        elif words.folded[at] not in lexicon.left_out and (words.capital(at) or words.forms[at] not in _AMID):
            return None
    return at if not left and words.capital(at) and end - at > 1 else None


def collectives(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> Iterator[Entity]:
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
        elif (
            at and words.capital(at - 1) and (words.entity[at - 1] or words.pos[at - 1] == "PROPN")
        ):  # "Iraqi"
            yield Entity(at - 1, at + 1, "organization")
        elif behind and behind.kind == "place":
            yield Entity(at, behind.last, "organization")

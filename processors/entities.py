"""What a pipeline or a rule takes for a name, before it is settled whose."""

from collections.abc import Iterable
from typing import NamedTuple

from processors.lexicon import Lexicon
from processors.words import Words
from wirewatch.records import ActorKind

NAMELESS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"))
"""Labels of entities that are never part of a name."""
LONGEST = 12
"""No name has more words; what looks for one goes no further, so that time stays linear."""


class Entity(NamedTuple):
    """The words ``[first, last)`` name somebody or something."""

    first: int
    last: int
    kind: ActorKind


def nameless(words: Words, lexicon: Lexicon, entity: Entity) -> bool:
    """Whether the entity is no name: "Reports", "Health Minister", "the Court", or nothing with a capital."""
    first, last, kind = entity
    end = words.folded[last - 1]
    if last - first == 1 and (end in lexicon.bodies or end in lexicon.nobody):
        return True
    body = any(word in lexicon.bodies for word in words.folded[first:last])
    if kind != "person" and not body and end in lexicon.roles and end not in lexicon.papers:
        return True
    office = words.folded[first] in lexicon.roles and words.folded[first + 1 : first + 2] == ["of"]
    if office and kind != "person" and last - first < 5:  # "Member of Parliament"
        return True
    common = lexicon.documents | lexicon.roles.keys() | lexicon.nobody
    return all(words.folded[at] in common or not words.capital(at) for at in range(first, last))


def free_capital(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether the word has a capital and is neither title nor part of another entity."""
    known = words.folded[at] in lexicon.roles or words.folded[at] in lexicon.honorifics
    free = not words.entity[at] and words.folded[at] not in lexicon.nobody
    return words.capital(at) and free and not known and words.pos[at] in ("PROPN", "NOUN")


def outermost(entities: Iterable[Entity]) -> list[Entity]:
    """The longest where several overlap."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: (entity.first, -entity.last)):
        if kept and entity.first < kept[-1].last:
            if entity.last - entity.first > kept[-1].last - kept[-1].first:
                kept[-1] = entity
        else:
            kept.append(entity)
    return kept

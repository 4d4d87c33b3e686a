"""Where a text names somebody or something: its pipeline's entities, mended, and the officials' names."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from processors.entities import Entity
from processors.lexicon import Lexicon
from processors.mending import mended
from processors.names import name_words
from processors.officials import Match, OfficialIndex
from processors.roles import role_after, role_before
from processors.words import Words
from wirewatch.records import ActorKind, Span

KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
"""Labels of CoNLL and OntoNotes pipelines; other labels (MISC, DATE, ...) name no actor."""


class Name(NamedTuple):
    """One naming: the words ``[first, last)`` of the text, without titles and possessive."""

    first: int
    last: int
    words: tuple[str, ...]
    kind: ActorKind
    officials: tuple[str, ...] = ()
    """Ids of the officials whose name or alias this is; more than one: namesakes."""
    roles: tuple[str, ...] = ()
    """Titles before and appositions behind it, as written."""
    sex: int = 0
    """What titles say: more than 0 male, less than 0 female."""


def find_names(
    doc: Doc, words: Words, lexicon: Lexicon, officials: OfficialIndex, sources: Sequence[Span] = ()
) -> list[Name]:
    """Every naming in order; only a body's may hold another: "Trump" in "Trump administration"."""
    entities = mended(words, lexicon, list(_entities(doc, words, lexicon)), sources)
    seen = [name for name in (_trimmed(words, lexicon, entity) for entity in entities) if name]
    inside = {place: name for name in seen for place in range(name.first, name.last)}
    names = dict.fromkeys(seen)
    for match in officials.names_in(words.text, words.forms, words.starts):
        known = _known(words, officials, match)
        rivals = {inside[place] for place in range(match.first, match.last) if place in inside}
        if not any(_is_part(known, rival) for rival in rivals) and _stands_alone(words, lexicon, known):
            for rival in rivals:
                names.pop(rival, None)
            names[known] = None
    return [_entitled(words, lexicon, name) for name in sorted(names)]


def _entitled(words: Words, lexicon: Lexicon, name: Name) -> Name:
    """A person's name with what is said beside it."""
    if name.kind != "person":
        return name
    places = (role_before(words, lexicon, name.first), role_after(words, lexicon, name.last))
    roles = tuple(words.slice(*place) for place in places if place)
    said = [word for role in roles for word in name_words(role)]
    said += words.folded[max(0, name.first - 1) : name.first]
    sex = 2 * (sum(word in lexicon.male for word in said) - sum(word in lexicon.female for word in said))
    if not sex and len(name.words) > 1:
        sex = (name.words[0] in lexicon.men) - (name.words[0] in lexicon.women)
    return name._replace(roles=roles, sex=sex)


def _entities(doc: Doc, words: Words, lexicon: Lexicon) -> Iterator[Entity]:
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None and entity.label_ == "MISC" and words.folded[entity.end - 1] in lexicon.bodies:
            kind = "organization"
        if kind:
            yield Entity(entity.start, entity.end, kind)


def _known(words: Words, officials: OfficialIndex, match: Match) -> Name:
    kind = officials.by_id[match.officials[0]].kind
    return Name(
        match.first, match.last, name_words(words.slice(match.first, match.last)), kind, match.officials
    )


def _is_part(known: Name, seen: Name) -> bool:
    """Whether an official's name is only a part of a longer one: "Putin" of "Lyudmila Putin".

    "Dmitry Peskov" of "Kremlin Dmitry Peskov" is not: there the pipeline took a title for a name.
    """
    if seen.last - seen.first <= known.last - known.first:
        return False
    titled = known.kind == seen.kind == "person" and len(known.words) > 1 and seen.last == known.last
    return not titled


def _stands_alone(words: Words, lexicon: Lexicon, known: Name) -> bool:
    """Whether a person's one-word alias has no given name of somebody else before it."""
    before = known.first - 1
    if known.kind != "person" or len(known.words) > 1 or before < 0 or words.pos[before] != "PROPN":
        return True
    return words.folded[before] in lexicon.honorifics or words.folded[before] in lexicon.roles


def _trimmed(words: Words, lexicon: Lexicon, entity: Entity) -> Name | None:
    """The naming without article, titles, punctuation and possessive; None when nothing is left."""
    first, last, kind = entity
    while first < last and _goes_before(words, lexicon, (first, last), kind):
        first += 1
    while last > first and (words.folded[last - 1] == "'s" or words.folded[last - 1] in _MARKS):
        last -= 1
    if first == last:
        return None
    found = name_words(words.slice(first, last))
    many = found[-1:] and len(found) == 1 and _is_plural(lexicon, found[0])
    return Name(first, last, found, "group" if many else kind) if found else None


def _is_plural(lexicon: Lexicon, word: str) -> bool:
    """Whether the word is for many: Republicans, Mexicans."""
    one = word.rpartition("-")[2].removesuffix("s")
    return word.endswith("s") and (one in lexicon.roles or one in lexicon.demonyms)


_MARKS = frozenset(("'", ",", "-", "\u2014", "\u2013", '"', "\u201c", "\u201d", "(", ")", ":", ";", "s'"))


def _goes_before(words: Words, lexicon: Lexicon, place: tuple[int, int], kind: ActorKind) -> bool:
    first, last = place
    word = words.folded[first]
    if not words.forms[first][0].isalnum() or word in lexicon.definite or word in lexicon.indefinite:
        return True
    titled = word in lexicon.honorifics or word in lexicon.roles
    return kind == "person" and last - first > 1 and titled

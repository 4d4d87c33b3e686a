"""Names of people put right: with all of their parts, and without what belongs to a title."""

from collections.abc import Iterable, Sequence

from processors.entities import Entity, free_capital
from processors.lexicon import Lexicon
from processors.words import Words

_MOST_WORDS = 5
_IN = frozenset(("of", "to", "for", "from"))


def in_one(words: Words, entities: Iterable[Entity]) -> list[Entity]:
    """The entities, two halves of a person's name made one: "John Bel | Edwards"."""
    joined: list[Entity] = []
    for entity in entities:
        before = joined[-1] if joined else None
        beside = before and before.last == entity.first and not words.begins_sentence(entity.first)
        people = before and before.kind == entity.kind == "person"
        if before and beside and people and entity.last - before.first < _MOST_WORDS:
            joined[-1] = before._replace(last=entity.last)
        else:
            joined.append(entity)
    return joined


def before_verb(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The name that begins a headline in which every word has a capital: "Obama | Says Museum Will Tell"."""
    verbs = (at for at in range(entity.first + 1, entity.last) if words.folded[at] in lexicon.headline_verbs)
    last = next(verbs, entity.last)
    return entity if last == entity.last else Entity(entity.first, last, "person")


def behind_title(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """The person of an entity that takes in a title: "British Prime Minister | Boris Johnson"."""
    first, last, _ = entity
    if words.folded[last - 1] in lexicon.bodies:
        return entity
    for at in range(last - 2, first - 1, -1):
        given = words.folded[at + 1] in lexicon.men or words.folded[at + 1] in lexicon.women
        title = words.folded[at] in lexicon.titles and at > first
        if (title or (given and words.folded[at] in lexicon.roles)) and words.capital(at + 1):
            return Entity(at + 1, last, "person")
    office = last - first >= 5 and words.folded[first] in lexicon.roles and words.folded[first + 1] == "of"
    return Entity(first + 3, last, "person") if office else entity  # "Mayor of London | Sadiq Khan"


def without_place(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A person's name without what the title before is for: "Minister of | Scotland Nicola Sturgeon"."""
    first, last, kind = entity
    before = first - 1 - (words.folded[first - 1 : first] == ["the"])
    if before < 1 or words.folded[before] not in _IN or words.folded[before - 1] not in lexicon.roles:
        return entity
    for length in (2, 1):
        known = " ".join(words.folded[first : first + length]) in lexicon.places
        office = kind == "person" and length == 1 and words.capital(before - 1)
        if last - first - length >= 2 and (known or office):
            return Entity(first + length, last, "person")
    return entity


def begins_behind_title(words: Words, lexicon: Lexicon, entity: Entity) -> int | None:
    """Where a name begins that has a title before it, and so is somebody's: "MP | Penny Sharpe"."""
    first = entity.first
    while first > 0 and entity.first - first < 3 and free_capital(words, lexicon, first - 1):
        first -= 1
    before = first - 1
    if before < 0 or words.forms[before] in ("A", "An", "The"):
        return None
    title = words.folded[before] in lexicon.honorifics and words.capital(before)
    role = words.folded[before] in lexicon.roles and words.pos[before] in ("NOUN", "PROPN")
    return first if title or role else None


def begins_as_a_person(words: Words, lexicon: Lexicon, first: int) -> bool:
    """Whether a name of several words begins as people's do: with a title or a given name."""
    word, second = words.folded[first], words.folded[first + 1]
    titled = word in lexicon.titles or (word in lexicon.roles and second in lexicon.titles)
    return titled or word in lexicon.men or word in lexicon.women


def whole_person(words: Words, lexicon: Lexicon, entity: Entity) -> Entity:
    """A person's whole name: "bin Salman" behind it; a given name, a particle, a hyphened part before it."""
    return Entity(_person_starts(words, lexicon, entity), _person_ends(words, lexicon, entity), "person")


def _person_starts(words: Words, lexicon: Lexicon, entity: Entity) -> int:
    first = entity.first
    while first > max(1, entity.first - 6) and words.hyphen(first - 1) and words.forms[first - 2].isalpha():
        first -= 2
    while first > 0 and words.folded[first - 1] in lexicon.particles and words.forms[first - 1].islower():
        first -= 1
    if first == entity.first and first > 0 and _is_given_name(words, lexicon, first - 1):
        first -= 1
    return first


def _person_ends(words: Words, lexicon: Lexicon, entity: Entity) -> int:
    cut = entity.last - entity.first > 1 and words.forms[entity.last - 1] in lexicon.particles
    last = end = entity.last - cut
    most = min(last + 4, len(words.forms))
    while end < most and (words.forms[end] in lexicon.particles or words.hyphen(end)):
        end += 1
    if last < end < len(words.forms) and words.capital(end):
        last = end + 1
    last = max(last, entity.last)
    last = _behind_nickname(words, last)
    return last + (words.folded[last : last + 1] in (["jr"], ["sr"], ["ii"], ["iii"], ["iv"]))


def _is_given_name(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether the word before a name is a given name that the pipeline did not take for one."""
    word, pos = words.folded[at], words.pos[at]
    known = (
        word in lexicon.roles
        or word in lexicon.honorifics
        or word in lexicon.nobody
        or word in lexicon.openers
    )
    if (
        not words.capital(at)
        or words.entity[at]
        or known
        or words.folded[at - 1 : at] in (["of"], ["to"], ["for"])
    ):
        return False
    rare = pos in ("ADV", "X", "INTJ") and not word.endswith("ly")
    return pos == "PROPN" or (pos == "NOUN" and word in words.proper) or rare


def _behind_nickname(words: Words, last: int) -> int:
    """The end of "Robert C. | "Bobby" Scott"; ``last`` itself where no nickname follows."""
    quoted = words.forms[last : last + 1] in (['"'], ["\u201c"]) and words.forms[last + 2 : last + 3] in (
        ['"'],
        ["\u201d"],
    )
    named = quoted and last + 3 < len(words.forms) and words.capital(last + 1) and words.capital(last + 3)
    return last + 4 if named else last


def introduced(words: Words, lexicon: Lexicon, entities: Sequence[Entity]) -> list[Entity]:
    """Whoever has a surname alone gets the full name that the pipeline took for something else, or missed."""
    surnames = {words.folded[e.last - 1] for e in entities if e.kind == "person" and e.last - e.first == 1}
    people = [e._replace(kind="person") if _full_name(words, lexicon, surnames, e) else e for e in entities]
    taken = {at for entity in people for at in range(entity.first, entity.last)}
    for at, word in enumerate(words.folded):
        if word in surnames and at and words.capital(at) and not taken & {at, at - 1}:
            first = at - 1
            if _is_given_name(words, lexicon, first) and not words.begins_sentence(at):
                people.append(Entity(first, at + 1, "person"))
    return sorted(people)


def _full_name(words: Words, lexicon: Lexicon, surnames: set[str], entity: Entity) -> bool:
    inside = range(entity.first, entity.last)
    name = 1 < len(inside) < 4 and words.folded[entity.last - 1] in surnames
    return name and all(words.forms[at].istitle() and words.folded[at] not in lexicon.bodies for at in inside)

"""Which words of a source name the speaker: "Ann Gray" of "Ann Gray, a spokeswoman for the police"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from processors.actors import Cast
from processors.names import SUFFIXES
from processors.referents import Reference
from processors.words import Words
from wirewatch.records import Span

_CERTAINTY = {"name": 0.95, "role": 0.88, "pronoun": 0.88}
"""Share of speakers that were right, by what led to them, on the training articles of wirequotes."""
_OF_DOCUMENT = 0.85
_FURTHEST_ANTECEDENT = 12


class _Part(NamedTuple):
    """A stretch of a source between commas and conjunctions; ``core`` ends before "of ...", "who ..."."""

    first: int
    core: int
    last: int
    joined: bool
    """Whether "and" goes before it."""


class Found(NamedTuple):
    """What refers to a speaker, and how certain it is that it is they."""

    reference: Reference
    certainty: float


def named_in(cast: Cast, span: Span) -> list[Found]:
    """The speakers named in one span of a source: the head of each part of it that stands for itself."""
    first, last = _without_time(cast, cast.words.at(span))
    references = cast.within((first, last))
    relative = cast.words.folded[first] in cast.lexicon.relative and not cast.words.forms[first].isupper()
    if last - first == 1 and relative:
        return _antecedent(cast, first)
    parts = list(_parts(cast, references, (first, last)))
    heads = [_head(cast, references, part) for part in parts]
    titled = [cast.words.folded[part.core - 1] in cast.lexicon.roles for part in parts]
    lead = _lead(parts, heads, titled)
    if lead is None:
        return _examples(cast, (first, last)) or _cut_off(cast, parts)
    return [
        found
        for at, found in enumerate(heads)
        if found and (at == lead or _belongs(parts, heads, titled, (lead, at)))
    ]


def _examples(cast: Cast, place: tuple[int, int]) -> list[Found]:
    """The named of many: "some Democrats, such as Ann Gray", "firms including Tesco"."""
    words, (first, last) = cast.words, place
    for at in range(last - 2, first, -1):  # the last such word, so that no other is in the rest
        such = words.folded[at - 1 : at + 1] == ["such", "as"]
        if such or words.folded[at] in ("including", "like", "named"):
            return named_in(cast, (words.starts[at + 1], words.ends[last - 1]))
    return []


def _without_time(cast: Cast, place: tuple[int, int]) -> tuple[int, int]:
    """The words of a source without a time at either end: "On Friday | Ford", "its data | late yesterday"."""
    words, (first, last) = cast.words, place
    while first + 1 < last and "DATE" in words.entity[first : first + 1 + (words.pos[first] == "ADP")]:
        first += 1
    while last - 1 > first and (words.entity[last - 1] == "DATE" or words.pos[last - 1] == "ADV"):
        last -= 1
    return first, last


def _cut_off(cast: Cast, parts: Sequence[_Part]) -> list[Found]:
    """The person right behind a source that is only their title: "Ohio Senator | Rob Portman"."""
    if len(parts) != 1 or cast.words.folded[parts[0].core - 1] not in cast.lexicon.roles:
        return []
    words, last = cast.words, parts[0].last
    begins = last + (words.forms[last : last + 1] == [","] and words.folded[parts[0].first] == "the")
    behind = [each for each in cast.within((begins, begins + 1)) if each.form == "name"]
    return [Found(each, _CERTAINTY["role"]) for each in behind if _kind_of(each) == "person"]


def _lead(parts: Sequence[_Part], heads: Sequence[Found | None], titled: Sequence[bool]) -> int | None:
    """The part that names a speaker first: "the Fed chair, Janet Yellen" only describes at first."""
    if not heads or heads[0]:
        return 0 if heads else None
    first = next((at for at, head in enumerate(heads) if head), None)
    if first is None or any(part.core < part.last for part in parts[: first if first > 1 else 0]):
        return None
    if first > 1:
        return first
    listed = parts[0].core < parts[0].last and (parts[1].joined if parts[1:] else False)
    whole = not listed and (titled[0] or parts[0].core == parts[0].last or not parts[2:])
    return 1 if len(heads) > 1 and heads[1] and whole else None


def _belongs(
    parts: Sequence[_Part],
    heads: Sequence[Found | None],
    titled: Sequence[bool],
    places: tuple[int, int],
) -> bool:
    """Whether the part ``at`` is another speaker, and not a word about the one who leads."""
    lead, at = places
    found, leading = heads[at], heads[lead]
    if at < lead or found is None or leading is None:
        return False
    if heads[at - 1] is None and not (titled[at - 1] and parts[at - 1].joined):
        return False
    if parts[lead].core < parts[lead].last and _kind_of(found.reference) != _kind_of(leading.reference):
        return False
    return parts[at].joined or (
        at + 1 < len(parts) and heads[at + 1] is not None and any(part.joined for part in parts[at:])
    )


def _kind_of(reference: Reference) -> str | None:
    return reference.figure.kind if reference.figure else None


def _parts(cast: Cast, references: Sequence[Reference], place: tuple[int, int]) -> Iterator[_Part]:
    """The source in parts, brackets left out, as far as its first relative clause."""
    words = cast.words
    inside = {at for reference in references for at in range(reference.first, reference.last)}
    first, core, joined, bracket = place[0], None, False, 0
    for at in range(*place):
        if at in inside:
            continue
        ends = words.folded[at] in cast.lexicon.relative or words.forms[at] in ("\u2014", "\u2013")
        joins = _joins(words, at)
        if at < bracket:
            first = at + 1
        elif ends or joins or words.forms[at] in (",", "("):
            if at > first:
                yield _Part(first, at if core is None else core, at, joined)
                joined = False
            if ends:
                return
            first, core, joined = at + 1, None, joined or joins
            bracket = max(bracket, _left_out(words, at, place[1]))
        elif _begins_complement(cast, at) and core is None:
            core = at
    if place[1] > first:
        yield _Part(first, place[1] if core is None else core, place[1], joined)


def _begins_complement(cast: Cast, at: int) -> bool:
    """Whether what the phrase is about ends before: "the statement | released by", not "the Kurdish-led"."""
    words = cast.words
    if words.pos[at] == "VERB":
        behind_noun = words.pos[at - 1] in ("NOUN", "PROPN") and words.folded[at - 1] != "'s"
        return behind_noun and words.folded[at] not in cast.lexicon.roles
    return words.pos[at] in ("ADP", "SCONJ")


def _joins(words: Words, at: int) -> bool:
    return words.pos[at] == "CCONJ" or words.forms[at] == "&" or _is_along_with(words, at)


def _is_along_with(words: Words, at: int) -> bool:
    return words.folded[at : at + 2] == ["along", "with"]


def _left_out(words: Words, at: int, last: int) -> int:
    """Behind what belongs to no part: the bracket that opens at ``at``, or "along with"."""
    if words.forms[at] != "(":
        return at + 2 * _is_along_with(words, at)
    return next((place + 1 for place in range(at, last) if words.forms[place] == ")"), at + 1)


def _head(cast: Cast, references: Sequence[Reference], part: _Part) -> Found | None:
    """Whom the part is about: its last word before "of ..." refers to them, or it is a document of theirs."""
    words = cast.words
    if part.core <= part.first:
        return None
    head = part.core - 1
    while head > part.first and _is_no_head(words, head):
        head -= 1
    for reference in references:
        if reference.first <= head < reference.last:
            titled = words.folded[reference.first : reference.last]
            document = not cast.lexicon.documents.isdisjoint(titled) and cast.lexicon.bodies.isdisjoint(
                titled
            )
            owned = document and _owner(cast, references, part, reference.first)
            return owned or _found(reference, part)
    if words.folded[head] in cast.lexicon.documents:
        return _of_document(cast, references, part, head)
    if part.core < part.last and (words.folded[head] in cast.lexicon.roles or words.pos[head] == "PROPN"):
        return _titled(cast, references, part)
    return None


def _is_no_head(words: Words, at: int) -> bool:
    word = words.folded[at]
    return not word[0].isalnum() or word in SUFFIXES or word in ("et", "al", "himself", "herself", "itself")


def _found(reference: Reference, part: _Part) -> Found | None:
    if reference.form == "pronoun" and part.last - part.first > 2:
        return None  # "his family"
    if reference.figure and reference.figure.kind == "group":
        return None
    certainty = _CERTAINTY[reference.form]
    return Found(reference, certainty * (0.8 + 0.2 * min(1.0, reference.margin)))


def _of_document(cast: Cast, references: Sequence[Reference], part: _Part, head: int) -> Found | None:
    """Whose document it is: "WHO's statistics", "a poll by CNN"."""
    owner = _owner(cast, references, part, head)
    if owner:
        return owner
    by = next((at for at in range(part.core, part.last) if cast.words.folded[at] in ("by", "from")), None)
    if by is not None:
        agent = [each for each in _parts(cast, references, (by + 1, part.last)) if each.first > by]
        found = _head(cast, references, agent[0]) if agent else None
        return found and found._replace(certainty=_OF_DOCUMENT)
    owners = [each for each in references if part.first <= each.first and each.last <= head]
    owners = [each for each in owners if each.form != "role" and each.figure]
    return Found(owners[0], _OF_DOCUMENT) if len(owners) == 1 else None


def _owner(cast: Cast, references: Sequence[Reference], part: _Part, head: int) -> Found | None:
    """Whose it is, by a possessive: "RIAA's notice published by GitHub"."""
    before = [each for each in references if part.first <= each.first and each.last <= head and each.figure]
    owners = [each for each in before if _owns(cast, each)]
    return Found(owners[0], _OF_DOCUMENT) if len(owners) == 1 else None


def _owns(cast: Cast, reference: Reference) -> bool:
    """Whether it is a possessive: "RIAA's", "its"."""
    if reference.form == "pronoun":
        return True
    return reference.form == "name" and cast.words.folded[reference.last] in ("'s", "'")


def _titled(cast: Cast, references: Sequence[Reference], part: _Part) -> Found | None:
    """A name behind a title with "of" in it: "Secretary of State Mike Pompeo", not "aides of Mike Pompeo"."""
    words = cast.words
    proper = words.pos[part.core - 1] == "PROPN"
    for reference in references:
        gap = reference.first - part.core - 1
        person = reference.form == "name" and (reference.figure is None or reference.figure.kind == "person")
        ends = reference.last == part.last and person and gap > 0
        if ends and (proper or words.folded[reference.first - 1] not in cast.lexicon.roles):
            return _found(reference, part)
    return None


def _antecedent(cast: Cast, place: int) -> list[Found]:
    """Whom "who" is about: the name or description right before it."""
    end = place - (cast.words.forms[place - 1 : place] == [","])
    near = cast.within((max(0, place - _FURTHEST_ANTECEDENT), place))
    found = [Found(each, _CERTAINTY["role"]) for each in near if each.last == end and each.form != "pronoun"]
    return found[-1:]

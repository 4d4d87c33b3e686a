"""Who the source of a statement is: whom the text supports, or nobody."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from processors.actors import Cast
from processors.figures import Figure
from processors.names import SUFFIXES
from processors.referents import Reference
from processors.words import Words
from wirewatch.records import Manner, Span, Speaker

_CERTAINTY = {"name": 0.97, "role": 0.8, "pronoun": 0.85}
_OF_DOCUMENT = 0.85
_LEANING = 0.9
"""What is left of the certainty when it leans on another statement's speaker."""
_DEEPEST = 16
_MOST_CANDIDATES = 4
_FURTHEST_ANTECEDENT = 12


class Attribution(Protocol):
    """What is found of a statement before its speaker; spans are characters of the text."""

    @property
    def source(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def cue(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def content(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def manner(self) -> Manner: ...  # noqa: D102
    @property
    def act(self) -> str: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102


class Resolved(NamedTuple):
    """The speakers of one statement, or, where it is open who they are, the candidates."""

    speakers: tuple[Speaker, ...] = ()
    candidates: tuple[Speaker, ...] = ()
    certainty: float = 0.0


NOBODY = Resolved()


class _Part(NamedTuple):
    """A stretch of a source between commas and conjunctions; ``core`` ends before "of ...", "who ..."."""

    first: int
    core: int
    last: int
    joined: bool
    """Whether "and" goes before it."""


class _Found(NamedTuple):
    reference: Reference
    certainty: float


def resolve(attributions: Sequence[Attribution], cast: Cast) -> list[Resolved]:
    """Who speaks in each of ``attributions``, in the order given."""
    resolved = [_resolved(cast, each.source) for each in attributions]
    bodies = {actor.id for actor in cast.actors if actor.kind == "organization"}
    for place in range(1, len(attributions)):
        if _is_one_of(cast, attributions[place].source, cast.lexicon.they):
            resolved[place] = _the_same(
                cast, attributions[place - 1 : place + 1], resolved[place - 1], bodies
            )
    around = sorted((span, place) for place, each in enumerate(attributions) for span in each.content)
    for place, each in enumerate(attributions):
        if not resolved[place].speakers and _is_one_of(cast, each.source, cast.lexicon.first):
            resolved[place] = _quoted_speaker(around, resolved, each.source[0])
    return resolved


def _resolved(cast: Cast, source: Sequence[Span]) -> Resolved:
    found = [each for span in source for each in _in_span(cast, span)]
    named = [each for each in found if each.reference.figure]
    if named and len(named) == len(found):
        speakers = _speakers(cast, (each.reference.figure for each in named))
        return Resolved(speakers, (), min(each.certainty for each in named))
    among: list[Figure | None] = [figure for each in found for figure in each.reference.candidates]
    among += [reference.figure for span in source for reference in _references(cast, cast.words.at(span))]
    return Resolved((), _speakers(cast, among)[:_MOST_CANDIDATES])


def _speakers(cast: Cast, figures: Iterable[Figure | None]) -> tuple[Speaker, ...]:
    actors = (cast.of[figure] for figure in dict.fromkeys(figures) if figure in cast.of)
    return tuple(Speaker(actor=actor.id, name=actor.name, official=actor.official) for actor in actors)


def _references(cast: Cast, place: tuple[int, int]) -> list[Reference]:
    """What refers to somebody within the words ``place``."""
    at = bisect_left(cast.references, place[0], key=lambda reference: reference.first)
    found = []
    while at < len(cast.references) and cast.references[at].first < place[1]:
        found.append(cast.references[at])
        at += 1
    return found


def _in_span(cast: Cast, span: Span) -> list[_Found]:
    """The speakers named in one span of a source: the head of each part of it that stands for itself."""
    first, last = cast.words.at(span)
    references = _references(cast, (first, last))
    if last - first == 1 and cast.words.folded[first] in cast.lexicon.relative:
        return _antecedent(cast, first)
    parts = list(_parts(cast, references, (first, last)))
    heads = [_head(cast, references, part) for part in parts]
    lead = _lead(parts, heads)
    if lead is None:
        return []
    return [
        found
        for at, found in enumerate(heads)
        if found and (at == lead or _belongs(parts, heads, (lead, at)))
    ]


def _lead(parts: Sequence[_Part], heads: Sequence[_Found | None]) -> int | None:
    """The part that names a speaker first: "the Fed chair, Janet Yellen" only describes at first."""
    if not heads or heads[0]:
        return 0 if heads else None
    whole = parts[0].core == parts[0].last or not parts[1:2] or not parts[1].joined
    return 1 if len(heads) > 1 and heads[1] and whole else None


def _belongs(parts: Sequence[_Part], heads: Sequence[_Found | None], places: tuple[int, int]) -> bool:
    """Whether the part ``at`` is another speaker, and not a word about the one who leads."""
    lead, at = places
    found, leading = heads[at], heads[lead]
    if at < lead or found is None or leading is None or heads[at - 1] is None:
        return False
    if parts[lead].core < parts[lead].last and _kind(found) != _kind(leading):
        return False
    return parts[at].joined or (
        at + 1 < len(parts) and heads[at + 1] is not None and any(part.joined for part in parts[at:])
    )


def _kind(found: _Found) -> str | None:
    return found.reference.figure.kind if found.reference.figure else None


def _parts(cast: Cast, references: Sequence[Reference], place: tuple[int, int]) -> Iterator[_Part]:
    """The source in parts, brackets left out, as far as its first relative clause."""
    words = cast.words
    inside = {at for reference in references for at in range(reference.first, reference.last)}
    first, core, joined, bracket = place[0], None, False, 0
    for at in range(*place):
        if at in inside:
            continue
        ends = words.folded[at] in cast.lexicon.relative or words.forms[at] in ("\u2014", "\u2013")
        joins = words.pos[at] == "CCONJ" or words.forms[at] == "&"
        if at < bracket:
            first = at + 1
        elif ends or joins or words.forms[at] in (",", "("):
            if at > first:
                yield _Part(first, core or at, at, joined)
                joined = False
            if ends:
                return
            first, core, joined = at + 1, None, joined or joins
            bracket = _closing(words, at, place[1]) if words.forms[at] == "(" else bracket
        elif _begins_complement(cast, at) and core is None and at > first:
            core = at
    if place[1] > first:
        yield _Part(first, core or place[1], place[1], joined)


def _begins_complement(cast: Cast, at: int) -> bool:
    """Whether what the phrase is about ends before: "the statement | released by", not "the Kurdish-led"."""
    words = cast.words
    if words.pos[at] == "VERB":
        behind_noun = words.pos[at - 1] in ("NOUN", "PROPN") and words.folded[at - 1] != "'s"
        return behind_noun and words.folded[at] not in cast.lexicon.roles
    return words.pos[at] == "ADP"


def _closing(words: Words, at: int, last: int) -> int:
    """Behind the bracket that closes the one at ``at``."""
    return next((place + 1 for place in range(at, last) if words.forms[place] == ")"), at + 1)


def _head(cast: Cast, references: Sequence[Reference], part: _Part) -> _Found | None:
    """Whom the part is about: its last word before "of ..." refers to them, or it is a document of theirs."""
    words = cast.words
    head = part.core - 1
    while head > part.first and _is_no_head(words, head):
        head -= 1
    for reference in references:
        if reference.first <= head < reference.last:
            return _found(reference, part)
    if words.folded[head] in cast.lexicon.documents:
        return _of_document(cast, references, part, head)
    if part.core < part.last and (words.folded[head] in cast.lexicon.roles or words.pos[head] == "PROPN"):
        return _titled(cast, references, part)
    return None


def _is_no_head(words: Words, at: int) -> bool:
    word = words.folded[at]
    return not word[0].isalnum() or word in SUFFIXES or word in ("et", "al", "himself", "herself", "itself")


def _found(reference: Reference, part: _Part) -> _Found | None:
    if reference.form == "pronoun" and part.last - part.first > 2:
        return None  # "his family"
    if reference.figure and reference.figure.kind == "group":
        return None
    certainty = _CERTAINTY[reference.form]
    return _Found(reference, certainty * (0.8 + 0.2 * min(1.0, reference.margin)))


def _of_document(cast: Cast, references: Sequence[Reference], part: _Part, head: int) -> _Found | None:
    """Whose document it is: "WHO's statistics", "a poll by CNN"."""
    by = next((at for at in range(part.core, part.last) if cast.words.folded[at] in ("by", "from")), None)
    if by is not None:
        agent = [each for each in _parts(cast, references, (by + 1, part.last)) if each.first > by]
        found = _head(cast, references, agent[0]) if agent else None
        return found and found._replace(certainty=_OF_DOCUMENT)
    owners = [each for each in references if part.first <= each.first and each.last <= head]
    owners = [each for each in owners if each.form != "role" and each.figure]
    return _Found(owners[0], _OF_DOCUMENT) if len(owners) == 1 else None


def _titled(cast: Cast, references: Sequence[Reference], part: _Part) -> _Found | None:
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


def _antecedent(cast: Cast, place: int) -> list[_Found]:
    """Whom "who" is about: the name or description right before it."""
    end = place - (cast.words.forms[place - 1 : place] == [","])
    near = _references(cast, (max(0, place - _FURTHEST_ANTECEDENT), place))
    found = [_Found(each, _CERTAINTY["role"]) for each in near if each.last == end and each.form != "pronoun"]
    return found[-1:]


def _is_one_of(cast: Cast, source: Sequence[Span], pronouns: frozenset[str]) -> bool:
    """Whether the source is nothing but one of ``pronouns``."""
    if len(source) != 1:
        return False
    first, last = cast.words.at(source[0])
    return last - first == 1 and cast.words.folded[first] in pronouns


def _the_same(cast: Cast, attributions: Sequence[Attribution], last: Resolved, bodies: set[str]) -> Resolved:
    """Who "they" are: those who spoke last, when they are several or a body and spoke just before."""
    many = len(last.speakers) > 1 or any(speaker.actor in bodies for speaker in last.speakers)
    if not many or not attributions[0].source:
        return NOBODY
    before, now = (cast.words.sentence[cast.words.at(each.source[0])[0]] for each in attributions)
    return last._replace(certainty=last.certainty * _LEANING) if 0 <= now - before <= 2 else NOBODY


def _quoted_speaker(
    around: Sequence[tuple[Span, int]], resolved: Sequence[Resolved], source: Span
) -> Resolved:
    """The "I" of a quotation is whoever speaks the innermost one around it."""
    at = bisect_left(around, (source, 0))
    for (_, end), place in reversed(around[max(0, at - _DEEPEST) : at + 1]):
        if end >= source[1] and resolved[place].speakers:
            return resolved[place]._replace(certainty=resolved[place].certainty * _LEANING)
    return NOBODY

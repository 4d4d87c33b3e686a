"""Who the source of a statement is: whom the text supports, or nobody."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from processors.actors import Cast
from processors.figures import Figure
from processors.sources import named_in
from wirewatch.records import Manner, Span, Speaker

_LEANING = 0.9
"""What is left of the certainty when it leans on another statement's speaker."""
_DEEPEST = 16
_MOST_CANDIDATES = 4


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
    found = [each for span in source for each in named_in(cast, span)]
    named = [each for each in found if each.reference.figure]
    if named and len(named) == len(found):
        speakers = _speakers(cast, (each.reference.figure for each in named))
        return Resolved(speakers, (), min(each.certainty for each in named))
    among: list[Figure | None] = [figure for each in found for figure in each.reference.candidates]
    among += [reference.figure for span in source for reference in cast.within(cast.words.at(span))]
    return Resolved((), _speakers(cast, among)[:_MOST_CANDIDATES])


def _speakers(cast: Cast, figures: Iterable[Figure | None]) -> tuple[Speaker, ...]:
    actors = (cast.of[figure] for figure in dict.fromkeys(figures) if figure in cast.of)
    return tuple(Speaker(actor=actor.id, name=actor.name, official=actor.official) for actor in actors)


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

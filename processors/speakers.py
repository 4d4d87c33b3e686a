"""Who the source of a statement is: whom the text supports, or nobody."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from processors.actors import Cast, speaker_of
from processors.choosing import Chosen, choose, english
from processors.contenders import Stage, Talk, contenders, source_of
from processors.figures import Figure
from processors.nesting import enclosing
from processors.sources import named_in
from processors.turns import Turns, find_turns
from wirewatch.records import Manner, Span, Speaker

_LEANING = 0.9
"""What is left of the certainty when it leans on another statement's speaker."""
_DEEPEST = 16
_LONGEST_DOCUMENT = 5
_OF_MANY = frozenset(("website", "study", "page"))
"""Documents of several bodies or authors as often as of the one who spoke."""
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
    """Who speaks in each of ``attributions``, in the order given: by rule, else whom the article suggests."""
    resolved = by_rule(attributions, cast)
    if cast.lexicon.he:  # a language whose pronouns are known, and that is English so far
        _suggest(attributions, cast, resolved)
    return resolved


def by_rule(attributions: Sequence[Attribution], cast: Cast) -> list[Resolved]:
    """Who speaks, as far as names, pronouns and descriptions say so plainly."""
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
    turns = find_turns(cast)
    for place, each in enumerate(attributions):
        if each.source and not resolved[place].speakers:
            found = _of_the_document(cast, attributions, resolved, place)
            resolved[place] = found or _in_turn(cast, turns, each.source) or resolved[place]
    return resolved


def _suggest(attributions: Sequence[Attribution], cast: Cast, resolved: list[Resolved]) -> None:
    """Fill in who is likely meant where no rule says; those around a statement before those within it."""
    figures = {actor.id: figure for figure, actor in cast.of.items()}
    stage, talk = Stage(cast), Talk(cast, attributions, enclosing(attributions))
    talk.said = [tuple(figures[speaker.actor] for speaker in each.speakers) for each in resolved]
    for place in talk.in_order():
        source = source_of(cast, attributions[place].source)
        if resolved[place].speakers or not source.definite:
            continue
        chosen = choose(contenders(stage, source, talk.before(place)), source.kind, english())
        talk.said[place] = chosen.figures
        resolved[place] = _chosen(cast, chosen, resolved[place].candidates)


def _chosen(cast: Cast, chosen: Chosen, before: tuple[Speaker, ...]) -> Resolved:
    """Whoever is likely meant, or nobody, and the candidates: officials of that office first."""
    if chosen.figures:
        return Resolved(_speakers(cast, chosen.figures), (), chosen.chance)
    holders = tuple(each for each in before if each.official)
    among = (figure for contender, _ in chosen.ranked[:_MOST_CANDIDATES] for figure in contender.figures)
    return Resolved((), tuple(dict.fromkeys((*holders, *_speakers(cast, among))))[:_MOST_CANDIDATES])


def _resolved(cast: Cast, source: Sequence[Span]) -> Resolved:
    found = [each for span in source for each in named_in(cast, span)]
    named = [each for each in found if each.reference.figure]
    if named and len(named) == len(found):
        speakers = _speakers(cast, (each.reference.figure for each in named))
        possible = tuple(each for speaker in speakers for each in cast.possible(speaker))
        return Resolved(speakers, possible, min(each.certainty for each in named))
    among: list[Figure | None] = [figure for each in found for figure in each.reference.candidates]
    among += [reference.figure for span in source for reference in cast.within(cast.words.at(span))]
    return Resolved((), _speakers(cast, among)[:_MOST_CANDIDATES])


def _speakers(cast: Cast, figures: Iterable[Figure | None]) -> tuple[Speaker, ...]:
    speakers = (cast.speaker(figure) for figure in dict.fromkeys(figures) if figure)
    return tuple(speaker for speaker in speakers if speaker)


def _is_one_of(cast: Cast, source: Sequence[Span], pronouns: frozenset[str]) -> bool:
    """Whether the source is nothing but one of ``pronouns``."""
    if len(source) != 1:
        return False
    first, last = cast.words.at(source[0])
    return last - first == 1 and cast.words.folded[first] in pronouns


def _of_the_document(
    cast: Cast, attributions: Sequence[Attribution], resolved: Sequence[Resolved], place: int
) -> Resolved | None:
    """Whose "the report" is: who spoke last in what is called so."""
    noun = _document(cast, attributions[place].source)
    for at in range(place - 1, max(-1, place - 1 - _DEEPEST), -1) if noun else ():
        spans = attributions[at].source
        if resolved[at].speakers and any(noun in cast.words.within(span) for span in spans):
            return resolved[at]._replace(certainty=resolved[at].certainty * _LEANING)
    return None


def _document(cast: Cast, source: Sequence[Span]) -> str | None:
    """The noun of a source such as "the report" or "the new report"."""
    if len(source) != 1:
        return None
    said = cast.words.within(source[0])
    named = 1 < len(said) <= _LONGEST_DOCUMENT and said[0] in cast.lexicon.definite
    if not named or said[-1] in _OF_MANY:
        return None
    return said[-1] if said[-1] in cast.lexicon.documents else None


def _in_turn(cast: Cast, turns: Turns, source: Sequence[Span]) -> Resolved | None:
    """The "I" and "you" of an interview."""
    place = source[0][0]
    if _is_one_of(cast, source, cast.lexicon.first):
        actor = turns.at(place)
    elif _is_one_of(cast, source, cast.lexicon.second):
        actor = turns.asked_at(place)
    else:
        return None
    return Resolved((speaker_of(actor),), (), _LEANING) if actor else None


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

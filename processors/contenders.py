"""Who may be meant where a source names nobody, and what speaks for and against each.

The features are those that coreference resolvers rank antecedents by (Denis and Baldridge 2008), as far as
words, names and the statements found so far tell them: how the source is written, how long ago somebody
spoke or was mentioned, whether kind, sex and role fit, whose words surround it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from processors.actors import Cast
from processors.figures import Figure
from processors.offices import role_key
from processors.referents import Reference
from wirewatch.records import Span

MOST, LATER = 20, 4
"""So many who were mentioned before the source are looked at, and so many who are only mentioned later."""
_REACH = 200
"""So many mentions are looked through for them: time must not be quadratic."""
_FAR = 6
_KINDS = ("he", "she", "it", "they", "first", "second", "relative")
_LINKS = frozenset(("by", "from", "of", "for", "at", "in", "to"))


class Told(Protocol):
    """As much of a statement as is needed; spans are characters of the text."""

    @property
    def source(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def cue(self) -> tuple[Span, ...]: ...  # noqa: D102


class Source(NamedTuple):
    """A source as written: its words ``[first, last)``, how it is written, and its main noun."""

    first: int
    last: int
    kind: str
    head: str

    @property
    def definite(self) -> bool:
        """Whether it may be somebody named elsewhere: not "a spokesman", "residents", or nobody."""
        return self.kind != "none" and not self.kind.endswith(" a")


class Contender(NamedTuple):
    """Somebody, or several together, who may be meant, and the features that hold."""

    figures: tuple[Figure, ...]
    features: tuple[str, ...]


class Before(NamedTuple):
    """What was said so far: the speakers of the last statements, the latest last, and of those around."""

    speakers: Sequence[tuple[Figure, ...]]
    nouns: Sequence[frozenset[str]]
    """For each of ``speakers`` the words of source and cue."""
    around: Sequence[tuple[Figure, ...]]
    """The innermost first."""


class Talk:
    """The statements of an article, whose speakers become known one after another."""

    def __init__(self, cast: Cast, told: Sequence[Told], outer: Sequence[int | None]) -> None:
        """``outer`` is for each statement the number of the one around it."""
        self._cast, self._told, self._outer = cast, told, outer
        self.said: list[tuple[Figure, ...]] = [()] * len(told)
        self._order = sorted(range(len(told)), key=self._place)
        self._rank = {at: rank for rank, at in enumerate(self._order)}

    def in_order(self) -> list[int]:
        """Every statement, in the order in which the sources stand, those within others behind these."""
        return sorted(self._order, key=lambda at: len(list(self._chain(at))))

    def before(self, at: int) -> Before:
        """What was said before and around statement ``at``, as far as it is known by whom."""
        rank = self._rank[at]
        near = self._order[max(0, rank - _REACH) : rank]
        earlier = [n for n in near if self.said[n]][-_FAR:]
        return Before(
            [self.said[n] for n in earlier],
            [self._nouns(n) for n in earlier],
            [self.said[n] for n in self._chain(at)],
        )

    def _chain(self, at: int) -> Iterator[int]:
        here = self._outer[at]
        while here is not None:
            yield here
            here = self._outer[here]

    def _nouns(self, at: int) -> frozenset[str]:
        spans = (*self._told[at].source, *self._told[at].cue)
        return frozenset(word for span in spans for word in self._cast.words.within(span))

    def _place(self, at: int) -> Span:
        return min((*self._told[at].source, *self._told[at].cue))


class Stage:
    """The figures of an article, ready to be asked for."""

    def __init__(self, cast: Cast) -> None:
        """Sorts what the cast knows by the place of its mentions."""
        self.cast = cast
        self._references = [each for each in cast.references if each.figure in cast.of]
        self._starts = [each.first for each in self._references]
        self._own: dict[Figure, list[Reference]] = {}
        for reference in self._references:
            if reference.figure is not None:
                self._own.setdefault(reference.figure, []).append(reference)
        self._own_starts = {figure: [each.first for each in found] for figure, found in self._own.items()}

    def near(self, place: int) -> list[Figure]:
        """Those mentioned last before the word ``place``, the nearest first, then those mentioned next."""
        at = bisect_left(self._starts, place)
        before = [each.figure for each in reversed(self._references[max(0, at - _REACH) : at])]
        behind = [each.figure for each in self._references[at : at + _REACH // 4]]
        known = [figure for figure in dict.fromkeys(before) if figure and figure.kind != "group"][:MOST]
        new = [figure for figure in dict.fromkeys(behind) if figure and figure.kind != "group"]
        return [*known, *[figure for figure in new if not self.times(figure, place)][:LATER]]

    def times(self, figure: Figure, place: int) -> int:
        """How often it is mentioned before the word ``place``."""
        return bisect_left(self._own_starts[figure], place)

    def last(self, figure: Figure, place: int) -> Reference | None:
        """Its last mention before the word ``place``."""
        count = self.times(figure, place)
        return self._own[figure][count - 1] if count else None

    @cached_property
    def rank(self) -> Mapping[Figure, int]:
        """How often mentioned: 0 the most of its kind."""
        found: dict[Figure, int] = {}
        seen: dict[str, int] = {}
        for figure in sorted(self._own, key=lambda each: -len(self._own[each])):
            found[figure] = seen.get(figure.kind, 0)
            seen[figure.kind] = found[figure] + 1
        return found


def source_of(cast: Cast, spans: Sequence[Span]) -> Source:
    """How the source is written; that of no words, or of a name of several people, is of the kind "none"."""
    words, lexicon = cast.words, cast.lexicon
    first, last = words.at(spans[0]) if spans else (0, 0)
    if last <= first or any(
        each.figure is None for each in cast.within((first, last)) if each.form == "name"
    ):
        return Source(first, last, "none", "")
    if last - first == 1:
        for kind in _KINDS:
            if words.folded[first] in getattr(lexicon, kind):
                return Source(first, last, kind, words.folded[first])
    word = words.folded[_head(cast, first, last)]
    return Source(first, last, _kind(cast, word, words.folded[first], words.folded[last - 1]), word)


def _kind(cast: Cast, head: str, opener: str, end: str) -> str:
    """What a phrase with the noun ``head`` is, and what it begins with."""
    lexicon = cast.lexicon
    kinds = (("document", lexicon.documents), ("role", lexicon.roles), ("body", lexicon.bodies))
    kind = next((name for name, words in kinds if head in words), "other")
    if opener in lexicon.definite:
        return f"{kind} the"
    if opener in lexicon.indefinite or end.endswith("s"):
        return f"{kind} a"
    own = next((each for each in _KINDS if opener in getattr(lexicon, each)), None)
    return f"{'document' if kind == 'document' else 'thing'} own {own}" if own else kind


def _head(cast: Cast, first: int, last: int) -> int:
    """The last word before a comma, a preposition or a relative clause."""
    words = cast.words
    for at in range(first + 1, last):
        stops = words.forms[at] in (",", "(") or words.folded[at] in cast.lexicon.relative
        if stops or words.pos[at] in ("ADP", "SCONJ", "VERB"):
            return at - 1
    return last - 1


def contenders(stage: Stage, source: Source, before: Before) -> list[Contender]:
    """Everybody who may be meant by ``source``."""
    near = stage.near(source.first)
    groups = dict.fromkeys(each for each in (*before.speakers, *before.around) if len(each) > 1)
    return [
        Contender(
            each,
            tuple(f"{source.kind}:{feature}" for feature in _features(stage, source, before, each, near)),
        )
        for each in (*((figure,) for figure in near), *groups)
    ]


def _features(
    stage: Stage, source: Source, before: Before, figures: tuple[Figure, ...], near: Sequence[Figure]
) -> Iterator[str]:
    yield from _turns(before, figures)
    yield from _called(source, before, figures)
    if len(figures) > 1:
        yield "several"
        return
    (figure,) = figures
    yield figure.kind
    yield f"rank {min(stage.rank[figure], 3)}"
    if figure is next((each for each in near if each.kind == figure.kind), None):
        yield "latest"
    yield from _sex(stage, source, figure, near)
    yield from _words(stage, source, figure)
    yield from _nearness(stage, source, figure)
    yield from _inside(stage, source, figure)


def _turns(before: Before, figures: tuple[Figure, ...]) -> Iterator[str]:
    """How many statements ago they spoke, and whether what surrounds the source is theirs."""
    ago = next((ago for ago, each in enumerate(reversed(before.speakers)) if each == figures), None)
    yield "silent" if ago is None else f"spoke {ago}"
    for depth, speakers in enumerate(before.around[:2]):
        yield f"around {depth}" if speakers == figures else f"not around {depth}"


def _called(source: Source, before: Before, figures: tuple[Figure, ...]) -> Iterator[str]:
    """Whether they spoke in what the source calls so: "released a statement" before "the statement"."""
    pairs = zip(reversed(before.speakers), reversed(before.nouns), strict=True)
    for ago, (speakers, nouns) in enumerate(pairs):
        if source.head in nouns:
            yield f"called {min(ago, 2)}" if speakers == figures else "another called"
            return


def _sex(stage: Stage, source: Source, figure: Figure, near: Sequence[Figure]) -> Iterator[str]:
    """Whether the sex fits, and how many others whom it fits were mentioned since."""
    lexicon = stage.cast.lexicon
    male = source.kind == "he" or source.head in lexicon.male
    if figure.kind != "person" or not (male or source.kind == "she" or source.head in lexicon.female):
        return
    sign = 1 if male else -1
    sex = figure.sex * sign
    yield "sex fits" if sex > 0 else "sex clashes" if sex < 0 else "sex unknown"
    rivals = 0
    for each in near:  # the nearest first
        if each is figure:
            break
        rivals += each.kind == "person" and each.sex * sign >= 0
    yield f"rivals {min(rivals, 2)}"


def _words(stage: Stage, source: Source, figure: Figure) -> Iterator[str]:
    """Whether the source has words of its name or of its roles."""
    if source.kind in _KINDS:
        return
    lexicon = stage.cast.lexicon
    words = stage.cast.words.folded[source.first : source.last]
    said = set(words) - lexicon.definite - lexicon.indefinite
    shared = len(said & {word for form in figure.forms for word in form})
    yield f"words {min(shared, 2)}"
    if source.head in {form[-1] for form in figure.forms if form}:
        yield "head is its name's"
    key = role_key(" ".join(words))
    held = list(figure.roles.values())
    if any(key and key <= role for role in held):
        yield "role whole"
    elif any(lexicon.roles.get(source.head, source.head) in role for role in held):
        yield "role"


def _nearness(stage: Stage, source: Source, figure: Figure) -> Iterator[str]:
    """How many sentences ago it was mentioned, and how."""
    words = stage.cast.words
    last = stage.last(figure, source.first)
    if last is None:
        yield "later"
        return
    ago = words.sentence[source.first] - words.sentence[last.first]
    yield f"sentences {min(ago, 3) if ago < _FAR else _FAR}"
    if words.begins_sentence(last.first):
        yield f"opens {min(ago, 2)}"
    if words.in_quote[last.first]:
        yield "quoted"
    if stage.times(figure, source.first) == 1:
        yield "once"


def _inside(stage: Stage, source: Source, figure: Figure) -> Iterator[str]:
    """Whether the source itself has its name, and how."""
    words, lexicon = stage.cast.words, stage.cast.lexicon
    inside = stage.cast.within((source.first, source.last))
    each = next((each for each in inside if each.figure is figure), None)
    if each is None:
        return
    yield f"inside {each.form}"
    ahead = words.folded[each.first - 1] if each.first > source.first else ""
    if each.first == source.first or ahead in lexicon.definite:
        yield "inside first"
    if words.folded[each.last : each.last + 1] in (["'s"], ["\u2019s"], ["'"]):
        yield "inside owner"
    if ahead in _LINKS:
        yield f"inside {ahead}"
    if each.last == source.last:
        yield "inside last"

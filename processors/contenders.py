"""Who may be meant where a source names nobody: everybody in the article, with what speaks for and against each.

The features are those that coreference resolvers rank antecedents by (Denis and Baldridge 2008), as far as words, names and the
statements found so far tell them: how the source is written, how long ago somebody spoke or was mentioned, whether kind, sex and
role fit, whose words surround it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from processors.actors import Cast
from processors.figures import Figure
from processors.officials import role_key
from processors.referents import Reference
from wirewatch.records import Span

MOST = 24
"""So many are looked at, those mentioned last."""
_FAR = 6
_PEOPLE = ("he", "she")
_KINDS = ("he", "she", "it", "they", "first", "second", "relative")


class Source(NamedTuple):
    """A source as written: its words ``[first, last)``, how it is written, and its main noun."""

    first: int
    last: int
    kind: str
    head: str


class Before(NamedTuple):
    """What was said so far: the speakers of each earlier statement, the last one last, and of those around this one."""

    speakers: Sequence[tuple[Figure, ...]]
    around: Sequence[tuple[Figure, ...]]


class Contender(NamedTuple):
    """Somebody, or several together, who may be meant, and the features that hold."""

    figures: tuple[Figure, ...]
    features: tuple[str, ...]


class Stage:
    """The figures of an article, ready to be asked for."""

    def __init__(self, cast: Cast) -> None:
        """Sorts what the cast knows by the place of its mentions."""
        self.cast = cast
        self.mentions: dict[Figure, list[Reference]] = {}
        for reference in cast.references:
            if reference.figure is not None:
                self.mentions.setdefault(reference.figure, []).append(reference)
        self._starts = {figure: [each.first for each in found] for figure, found in self.mentions.items()}

    def before(self, figure: Figure, place: int) -> list[Reference]:
        """Its mentions that begin before the word ``place``."""
        return self.mentions[figure][: bisect_left(self._starts[figure], place)]

    @cached_property
    def rank(self) -> Mapping[Figure, int]:
        """How often mentioned: 0 the most of its kind."""
        found: dict[Figure, int] = {}
        seen: dict[str, int] = {}
        for figure in sorted(self.mentions, key=lambda each: -len(self.mentions[each])):
            found[figure] = seen.get(figure.kind, 0)
            seen[figure.kind] = found[figure] + 1
        return found


def source_of(cast: Cast, spans: Sequence[Span]) -> Source:
    """How the source is written; that of no words stands nowhere."""
    words, lexicon = cast.words, cast.lexicon
    if not spans:
        return Source(0, 0, "none", "")
    first, last = words.at(spans[0])
    if last <= first:
        return Source(first, first, "none", "")
    if last - first == 1:
        for kind in _KINDS:
            if words.folded[first] in getattr(lexicon, kind):
                return Source(first, last, kind, words.folded[first])
    head = _head(cast, first, last)
    word = words.folded[head]
    opened = words.folded[first]
    kind = (
        "document" if word in lexicon.documents
        else "role" if word in lexicon.roles
        else "body" if word in lexicon.bodies
        else "other"
    )  # fmt: skip
    if opened in lexicon.definite:
        kind += " the"
    elif opened in lexicon.indefinite or words.forms[last - 1].endswith("s"):
        kind += " a"
    elif any(opened in getattr(lexicon, each) for each in _KINDS):
        kind += " own"
    return Source(first, last, kind, word)


def _head(cast: Cast, first: int, last: int) -> int:
    """The last word before a comma, a preposition or a relative clause."""
    words = cast.words
    for at in range(first + 1, last):
        stops = words.forms[at] in (",", "(") or words.folded[at] in cast.lexicon.relative
        if stops or words.pos[at] in ("ADP", "SCONJ", "VERB"):
            return at - 1
    return last - 1


def contenders(stage: Stage, source: Source, before: Before, ruled: Sequence[Figure]) -> list[Contender]:
    """Everybody who may be meant by ``source``; ``ruled`` is whom the rules give."""
    place = source.first
    groups = {each for each in (*before.speakers[-_FAR:], *before.around, tuple(ruled)) if len(each) > 1}
    latest = sorted(
        stage.mentions,
        key=lambda each: (-(found[-1].first if (found := stage.before(each, place)) else -place - 1 - each.since)),
    )
    alone = [(figure,) for figure in latest if figure.kind != "group"][:MOST]
    people = next((figure for (figure,) in alone if figure.kind == "person" and stage.before(figure, place)), None)
    bodies = next((figure for (figure,) in alone if figure.kind == "organization" and stage.before(figure, place)), None)
    return [
        Contender(each, tuple(f"{source.kind}:{feature}" for feature in _features(stage, source, before, ruled, each, (people, bodies))))
        for each in (*alone, *sorted(groups, key=lambda each: each[0].since))
    ]


def _features(
    stage: Stage,
    source: Source,
    before: Before,
    ruled: Sequence[Figure],
    figures: tuple[Figure, ...],
    latest: tuple[Figure | None, ...],
) -> Iterator[str]:
    yield from _turns(before, figures)
    if set(figures) == set(ruled):
        yield "ruled"
    elif ruled:
        yield "not ruled"
    if len(figures) > 1:
        yield "several"
        return
    (figure,) = figures
    yield figure.kind
    yield f"rank {min(stage.rank[figure], 3)}"
    if figure in latest:
        yield "latest"
    yield from _fits(stage, source, figure)
    yield from _nearness(stage, source, figure)
    yield from _inside(stage, source, figure)


def _turns(before: Before, figures: tuple[Figure, ...]) -> Iterator[str]:
    """How many statements ago they spoke, and whether what surrounds the source is theirs."""
    for ago, speakers in enumerate(reversed(before.speakers[-_FAR:])):
        if speakers == figures:
            yield f"spoke {ago}"
            break
    else:
        yield "spoke" if figures in before.speakers else "silent"
    for depth, speakers in enumerate(before.around[:2]):
        yield f"around {depth}" if speakers == figures else f"not around {depth}"


def _fits(stage: Stage, source: Source, figure: Figure) -> Iterator[str]:
    """Sex, role and words."""
    lexicon = stage.cast.lexicon
    male = source.kind == "he" or source.head in lexicon.male
    female = source.kind == "she" or source.head in lexicon.female
    if figure.kind == "person" and (male or female):
        sex = figure.sex * (1 if male else -1)
        yield "sex fits" if sex > 0 else "sex clashes" if sex < 0 else "sex unknown"
    if source.kind in _KINDS or source.kind == "none":
        return
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
    found = stage.before(figure, source.first)
    if not found:
        yield "later"
        return
    last = found[-1]
    ago = words.sentence[source.first] - words.sentence[last.first]
    yield f"sentences {min(ago, 3) if ago < _FAR else _FAR}"
    if last.first == 0 or words.sentence[last.first - 1] != words.sentence[last.first]:
        yield f"opens {min(ago, 2)}"
    if words.in_quote[last.first]:
        yield "quoted"
    if len(found) == 1:
        yield "once"


def _inside(stage: Stage, source: Source, figure: Figure) -> Iterator[str]:
    """Whether the source itself has its name, and how."""
    words = stage.cast.words
    for each in stage.cast.within((source.first, source.last)):
        if each.figure is not figure:
            continue
        yield f"inside {each.form}"
        behind = words.folded[each.last : each.last + 1]
        ahead = words.folded[max(source.first, each.first - 1) : each.first]
        if each.first == source.first or ahead and ahead[0] in stage.cast.lexicon.definite:
            yield "inside first"
        if behind in (["'s"], ["\u2019s"], ["'"]):
            yield "inside owner"
        if ahead and ahead[0] in ("by", "from", "of", "for", "at", "in", "to"):
            yield f"inside {ahead[0]}"
        if each.last == source.last:
            yield "inside last"
        return

"""Whether two texts are one statement: word for word, trimmed, or lightly reworded.

What changes the meaning decides, not how much is alike: negations, numbers, names, days, conditions and how
sure something is may not differ where both say the same. Whole sentences, and clauses after a comma, may be
missing at one of them: that is trimming.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel

from wirewatch.likeness.english import OPPOSITES
from wirewatch.likeness.words import Kind, Text, Word, read

LEAST = 3
"""So many words that count must be alike, in a text without any difference that counts."""
LEAST_TRIMMED = 4
LONGEST = 3000
"""Words of a text that is compared at all: no article may keep the decider busy."""
ADDED = 4
"""To so many words alike, one may be added or left out."""
EXCHANGED = 8
"""To so many words alike, one may stand for another."""
_KEPT = 0.5
"""A segment of which less is in the other text is not in it."""
_CONDITIONS = frozenset({"if", "unless", "until", "except", "only", "whether"})


def features(text: str) -> frozenset[str]:
    """The words that count: what near copies have in common. Empty when too few or many to compare."""
    words = read(text).words
    found = frozenset(word.form for word in words if word.kind is not Kind.LIGHT)
    return found if len(found) >= LEAST and len(words) <= LONGEST else frozenset()


def same(one: str, other: str) -> bool:
    """Whether both are one statement, given that the same speaker made them."""
    if one == other:
        return True
    texts = (read(one), read(other))
    kept = _trimmed(texts)
    return kept is not None and _say_the_same(kept)


class _Kept(NamedTuple):
    """What both texts have, of which one was perhaps trimmed."""

    words: tuple[Sequence[Word], Sequence[Word]]
    is_trimmed: bool


def _trimmed(texts: tuple[Text, Text]) -> _Kept | None:
    """Both without what the other lacks; None when both lack some, or more than trimming does."""
    alike = list(_alike(texts[0].words, texts[1].words))
    parts = [_parts(text, {at[side] for at in alike}) for side, text in enumerate(texts)]
    if all(part.gone for part in parts) or not all(part.kept and part.can_go for part in parts):
        return None
    if parts[0].asks is not parts[1].asks:
        return None
    left, right = (
        [word for word in text.words if word.segment in part.kept]
        for text, part in zip(texts, parts, strict=True)
    )
    return _Kept((left, right), any(part.gone for part in parts))


class _Parts(NamedTuple):
    """The segments of a text that the other one has, and those it lacks."""

    kept: set[int]
    gone: set[int]
    can_go: bool
    """What is kept says the same without them: they are sentences, or clauses that set it no condition."""
    asks: bool


def _parts(text: Text, matched: set[int]) -> _Parts:
    counted: Counter[int] = Counter()
    found: Counter[int] = Counter()
    for at, word in enumerate(text.words):
        if word.kind is not Kind.LIGHT:
            counted[word.segment] += 1
            found[word.segment] += at in matched
    kept = {each for each, all_of_it in counted.items() if found[each] >= _KEPT * all_of_it}
    gone = set(counted) - kept
    sentences = list(accumulate(segment.is_sentence for segment in text.segments))
    conditions = {word.segment for word in text.words if word.form in _CONDITIONS}
    shared = {sentences[each] for each in kept}
    can_go = not any(sentences[each] in shared and each in conditions for each in gone)
    return _Parts(kept, gone, can_go, any(text.segments[each].is_question for each in kept))


def _say_the_same(kept: _Kept) -> bool:
    left, right = kept.words
    alike = list(_alike(left, right))
    if any(_other_names(left[a], right[b]) for a, b in alike):
        return False
    counts = sum(left[a].kind is not Kind.LIGHT for a, _ in alike)
    added = exchanged = 0
    for gap in _gaps(kept.words, alike):
        lacks = [[word for word in side if word.kind is not Kind.LIGHT] for side in gap.words]
        if _decides(gap, lacks):
            return False
        pairs = min(map(len, lacks))
        exchanged += pairs
        added += max(map(len, lacks)) - pairs
    least = LEAST_TRIMMED if kept.is_trimmed else LEAST
    return counts >= least and added * ADDED <= counts and exchanged * EXCHANGED <= counts


class _Gap(NamedTuple):
    """What stands at one place in each text, between words that are alike; and the word after it."""

    words: tuple[Sequence[Word], Sequence[Word]]
    then: Word | None


def _gaps(words: tuple[Sequence[Word], Sequence[Word]], alike: Sequence[tuple[int, int]]) -> Iterator[_Gap]:
    at = (0, 0)
    for a, b in (*alike, (len(words[0]), len(words[1]))):
        gap = (words[0][at[0] : a], words[1][at[1] : b])
        if gap[0] or gap[1]:
            yield _Gap(gap, words[0][a] if a < len(words[0]) else None)
        at = (a + 1, b + 1)


def _decides(gap: _Gap, lacks: Sequence[Sequence[Word]]) -> bool:
    """Whether what differs here changes what is said."""
    one_sided = not all(lacks)
    for word in (*lacks[0], *lacks[1]):
        fuller = one_sided and gap.then is not None and gap.then.name is not None and word.name is not None
        if word.kind is Kind.DECISIVE and not (fuller and word.form not in _NO_FIRST_NAMES):
            return True
        if word.name is not None and not one_sided:
            return True
    return any(_are_opposites(a.form, b.form) for a in lacks[0] for b in lacks[1])


def _are_opposites(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    turned = longer.removesuffix(shorter) in _NEGATING and len(shorter) >= LEAST
    return turned or frozenset((one, other)) in OPPOSITES


_NEGATING = frozenset("un in im il ir dis non mis anti counter".split())


_NO_FIRST_NAMES = frozenset(
    "north south east west northern southern eastern western new former deputy vice".split()
)
"""Before a name they make another one of it."""


def _other_names(one: Word, other: Word) -> bool:
    """The same form of two names: Williams and William."""
    return one.name is not None and other.name is not None and one.name.casefold() != other.name.casefold()


def _alike(one: Sequence[Word], other: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the same words stand in both, in the same order."""
    for step in Indel.opcodes([word.form for word in one], [word.form for word in other]):
        if step.tag == "equal":
            yield from zip(
                range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
            )

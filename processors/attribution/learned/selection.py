"""Which candidates are statements: contents made whole, and how sure each one is."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from processors.attribution.learned.windows import heads, likeliest_hint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from processors.attribution.learned.decode import Candidate
    from processors.attribution.learned.features import Tokens
    from processors.attribution.learned.readings import Hint

SHARE = 0.4
"""A quotation of which so much, in the paragraphs it touches, is content is content altogether."""
SAID = 1
"""The state of a word between marks (``quoting``)."""
AGAIN = 0.5
"""Contents that share more of their words are one."""
EVIDENCE = (
    "base", "cue", "content", "source", "nobody", "prior", "content agrees", "source agrees", "direct",
    "mixed", "nested", "length", "one word",
)  # fmt: skip


class Judged(NamedTuple):
    """A candidate and the probability that its content and source are right."""

    candidate: Candidate
    chance: float


def select(
    table: Tokens, found: Sequence[Candidate], trust: NDArray[np.float32], least: float
) -> list[Judged]:
    """The statements among ``found`` that are at least ``least`` likely to be right, in order."""
    whole = [each for each in (completed(table, one) for one in found) if each.content]
    return apart([each for each in judge(table, whole, trust) if each.chance >= least])


def apart(judged: Sequence[Judged]) -> list[Judged]:
    """Those that do not say again what a likelier one says, in order.

    Looked at are those that share a content's first, middle or last word: time must not be quadratic.
    """
    kept: list[Judged] = []
    by_word: dict[int, list[Candidate]] = {}
    for each in sorted(judged, key=lambda one: -one.chance):
        words = sorted(each.candidate.content)
        probes = {words[0], words[len(words) // 2], words[-1]}
        near = (other for word in probes for other in by_word.get(word, ()))
        if any(_says_the_same(each.candidate, other) for other in near):
            continue
        kept.append(each)
        for word in words:
            by_word.setdefault(word, []).append(each.candidate)
    return sorted(kept, key=lambda one: one.candidate.cue)


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether contents mostly are the same words, and the sources may be the same."""
    both = len(one.content & other.content)
    sources = one.source & other.source or not (one.source and other.source)
    return bool(sources) and both > AGAIN * len(one.content | other.content)


def judge(table: Tokens, found: Sequence[Candidate], trust: NDArray[np.float32]) -> list[Judged]:
    """Every candidate with the probability that it is right."""
    if not found:
        return []
    chances = 1 / (1 + np.exp(-(evidence(table, found) @ trust)))
    return [Judged(each, float(chance)) for each, chance in zip(found, chances, strict=True)]


def completed(table: Tokens, found: Candidate) -> Candidate:
    """The candidate with whole quotations: all of each that it mostly has, nothing beyond the cue's own."""
    content = set(found.content)
    own = int(table.zone[found.cue[0]])
    others = found.source | set(range(*found.cue))
    for zone in sorted({int(table.zone[at]) for at in content}):
        if zone < 0 or zone == own:
            continue
        inside = _quotation(table, zone)
        if _mostly(table, content, inside) and others.isdisjoint(inside):
            content.update(inside)
    if own >= 0:
        content = {at for at in content if table.zone[at] == own}
    elif _quoted_before(table, content, found.cue[0]):
        content = {at for at in content if at < found.cue[0] or table.zone[at] >= 0}
    return found._replace(content=frozenset(content - others))


def _mostly(table: Tokens, content: set[int], inside: Sequence[int]) -> bool:
    """Whether the paragraphs of a quotation that ``content`` touches are mostly in it, marks aside."""
    paragraphs = {int(table.paragraph[at]) for at in content}
    near = [at for at in inside if table.ids["quote"][at] == SAID and int(table.paragraph[at]) in paragraphs]
    return len(content.intersection(near)) >= SHARE * len(near)


def _quoted_before(table: Tokens, content: set[int], cue: int) -> bool:
    """Whether all before the cue is quoted: "…," she said, in answer to critics: what follows is not said."""
    before = [at for at in content if at < cue]
    return bool(before) and all(table.zone[at] >= 0 for at in before)


def _quotation(table: Tokens, number: int) -> list[int]:
    """The words of a quotation."""
    first = int(np.searchsorted(table.before, number))
    return list(takewhile(lambda at: bool(table.zone[at] == number), range(first, len(table))))


def evidence(table: Tokens, found: Sequence[Candidate]) -> NDArray[np.float32]:
    """What speaks for and against each candidate [n, len(EVIDENCE)]."""
    by_head = heads(table)
    return np.array([_weighed(table, each, by_head) for each in found], np.float32).reshape(-1, len(EVIDENCE))


def _weighed(table: Tokens, found: Candidate, by_head: dict[int, Hint]) -> list[float]:
    hint = likeliest_hint(by_head, found.cue)
    quoted = sum(table.zone[at] >= 0 for at in found.content) / max(len(found.content), 1)
    nested = table.zone[found.cue[0]] >= 0
    direct = quoted > 0.98 and not nested
    return [
        1.0,
        _odds(found.sureness),
        _odds(found.content_sureness),
        _odds(found.source_sureness) if found.source else 0.0,
        float(not found.source),
        _odds(hint.prior) if hint else -3.0,
        _agreement(found.content, hint.content) if hint else 0.0,
        _agreement(found.source, hint.source) if hint else 0.0,
        float(direct),
        float(0 < quoted <= 0.98),
        float(nested),
        float(np.log(max(len(found.content), 1))) - 2.0,
        float(len(found.content) <= 1),
    ]


def _agreement(words: frozenset[int], ranges: Iterable[tuple[int, int]]) -> float:
    other = {at for first, last in ranges for at in range(first, last)}
    return len(words & other) / max(len(words | other), 1)


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.005), 0.995)
    return float(np.log(chance / (1 - chance)))

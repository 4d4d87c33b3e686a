"""How words stand to quotation marks, paragraphs and sentences, as small numbers."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from processors.attribution.quotations import Quotation

    Ids = NDArray[np.int32]
    Flags = NDArray[np.bool_]

ROWS = {"quote": 4, "edges": 128, "length": 12, "place": 16}
"""How many numbers there are of each kind."""
FAR = 7
"""Distances to a quotation are told apart up to this."""
LONG = 40
"""Of longer quotations only both ends are looked at."""
END = 16
"""So many words of either end."""
_MARKS = frozenset("\"'\u2018\u2019\u201a\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a") | {"``", "''"}


class Zones(NamedTuple):
    """For every word the number of its quotation or -1, and what it is there."""

    number: Ids
    state: Ids
    """Outside (0), said (1), an opening (2) or a closing mark (3)."""


def zones(words: Sequence[str], start: Ids, end: Ids, quotations: Sequence[Quotation]) -> Zones:
    """Which of ``words`` (with their characters) are in which of ``quotations``."""
    number = np.full(len(words), -1, np.int32)
    state = np.zeros(len(words), np.int32)
    ends, starts = end.tolist(), start.tolist()
    for at, quotation in enumerate(quotations):
        for first, last in quotation.spans:
            low, high = bisect_right(ends, first), bisect_right(starts, last - 1)
            number[low:high], state[low:high] = at, 1
            if low < high and words[low] in _MARKS:
                state[low] = 2
            if low + 1 < high and words[high - 1] in _MARKS:
                state[high - 1] = 3
    return Zones(number, state)


def edges(zone: Ids, paragraph: Ids) -> tuple[Ids, Ids]:
    """How far the edges of a word's quotation are, or the quotations before and behind it; how long it is."""
    size = len(zone)
    if not size:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    here = np.arange(size)
    first = np.flatnonzero(np.append(True, changes(zone) | changes(paragraph)))
    run = np.searchsorted(first, here, side="right") - 1
    last = np.append(first[1:], size)[run]
    first = first[run]
    inside = zone >= 0
    opening = (first == 0) | (paragraph[np.maximum(first - 1, 0)] != paragraph)
    closing = (last == size) | (paragraph[np.minimum(last, size - 1)] != paragraph)
    back = np.where(~inside & opening, FAR, np.minimum(here - first, FAR))
    ahead = np.where(~inside & closing, FAR, np.minimum(last - 1 - here, FAR))
    length = np.where(inside, 1 + np.minimum(10, 2 * np.log2(last - first).astype(np.int32)), 0)
    return (64 * inside + 8 * back + ahead).astype(np.int32), length.astype(np.int32)


def places(sentence: Ids, paragraph: Ids) -> Ids:
    """The paragraph (first to third, later), and whether a word begins or ends it, or begins a sentence."""
    if not len(sentence):
        return np.zeros(0, np.int32)
    kind = np.zeros(len(sentence), np.int32)
    kind[1:][changes(sentence)] = 1
    kind[:-1][changes(paragraph)] = 3
    kind[1:][changes(paragraph)] = 2
    kind[0] = 2
    return np.asarray(4 * np.minimum(paragraph - paragraph[0], 3) + kind, np.int32)


def kept(zone: Ids) -> Flags:
    """All words but the middles of long quotations."""
    label = np.ones(len(zone), bool)
    if not len(zone):
        return label
    first = np.flatnonzero(np.append(True, changes(zone)))
    last = np.append(first[1:], len(zone))
    for low, high in zip(first.tolist(), last.tolist(), strict=True):
        if zone[low] >= 0 and high - low > LONG:
            label[low + END : high - END] = False
    return label


def changes(values: Ids) -> Flags:
    """Where a value differs from the one before; one shorter than ``values``."""
    return np.asarray(values[1:] != values[:-1])

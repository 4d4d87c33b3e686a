"""Where the network looks for source and content of a cue: the words around it, and how they stand to it."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from processors.attribution.layout import Range
    from processors.attribution.learned.features import Tokens
    from processors.attribution.learned.readings import Hint

    Ids = NDArray[np.int32]

LEFT, RIGHT = 40, 64
"""Words before and behind the first word of the cue, the middles of long quotations not counted."""
WIDTH = LEFT + RIGHT
RELATIONS = {
    "distance": 2 * 20, "sentences": 8, "paragraphs": 6, "quotes": 8, "cues": 4, "reading": 16, "tree": 128,
}  # fmt: skip
"""Rows of the tables of the relations below."""
DEEPEST = 12
"""So many dependencies are followed upward."""
DEPENDENCIES = 63
"""So many kinds of dependencies are told apart."""
SURENESS = (0.3, 0.7)
"""Readings by rule are told apart by how often such ones were right."""


class Windows(NamedTuple):
    """For ``K`` cues ``WIDTH`` words each."""

    at: Ids
    """[K, WIDTH] token numbers; 0 where ``mask`` is 0."""
    mask: NDArray[np.float32]
    cue: Ids
    """[K] the cue's main token."""
    relations: dict[str, Ids]
    """[K, WIDTH] rows of the tables ``RELATIONS``."""


def windows(table: Tokens, every: Sequence[Range], cues: Sequence[Range] | None = None) -> Windows:
    """The surroundings of ``cues`` (tokens first to behind last), some of ``every`` cue there is."""
    cues = every if cues is None else cues
    count = len(cues)
    at = np.zeros((count, WIDTH), np.int32)
    mask = np.zeros((count, WIDTH), np.float32)
    kept = np.flatnonzero(table.kept).astype(np.int32)
    for row, cue in enumerate(cues):
        near = _near(table, kept, cue[0])
        at[row, : len(near)] = near
        mask[row, : len(near)] = 1
    first = np.array([cue[0] for cue in cues], np.int32)
    main = np.array([_main(table, cue) for cue in cues], np.int32)
    relations = {
        "distance": _distance(at - first[:, None]),
        "sentences": np.clip(table.sentence[at] - table.sentence[main][:, None], -3, 3) + 3,
        "paragraphs": np.clip(table.paragraph[at] - table.paragraph[main][:, None], -2, 2) + 2,
        "quotes": _quotes(table, at, first),
        "cues": _cues(len(table), at, every, cues),
        "tree": _tree(table, at, main),
        "reading": _readings(table, at, cues),
    }
    shown = {name: np.where(mask > 0, each, 0).astype(np.int32) for name, each in relations.items()}
    return Windows(at, mask, main, shown)


def _main(table: Tokens, cue: Range) -> int:
    """The last word of the cue that does not hang on another of its words."""
    return next((at for at in range(cue[1] - 1, cue[0], -1) if not cue[0] <= table.head[at] < cue[1]), cue[0])


def _near(table: Tokens, kept: Ids, first: int) -> Ids:
    if table.zone[first] >= 0 and not table.kept[max(first - LEFT, 0) : first + RIGHT].all():
        return np.arange(max(first - LEFT, 0), min(first + RIGHT, len(table)), dtype=np.int32)
    here = int(np.searchsorted(kept, first))
    return kept[max(here - LEFT, 0) : here + RIGHT]


def _distance(offset: Ids) -> Ids:
    far = np.abs(offset)
    bucket = np.where(
        far < 8, far, np.minimum(8 + (np.log2(np.maximum(far, 8) / 8) * 3).astype(np.int32), 19)
    )
    return np.asarray(bucket + 20 * (offset > 0), np.int32)


def _quotes(table: Tokens, at: Ids, first: Ids) -> Ids:
    """How many quotations from the cue's place; 0 outside quotations, 7 in the cue's own."""
    zone = table.zone[at]
    own = table.zone[first][:, None]
    offset = np.clip(zone - table.before[first][:, None], -2, 3) + 3
    return np.where(zone < 0, 0, np.where((own >= 0) & (zone == own), 7, offset)).astype(np.int32)


def _tree(table: Tokens, at: Ids, main: Ids) -> Ids:
    """By which dependency a word hangs on the cue (1 and more), or on the cue's own head (64 and more)."""
    above = table.head[main][:, None]
    found = np.zeros(at.shape, np.int32)
    here = at
    label = np.minimum(table.ids["dep"], DEPENDENCIES - 1) + 1
    for _ in range(DEEPEST):
        up = table.head[here]
        found = np.where((found == 0) & (up == above) & (here != up), DEPENDENCIES + label[here], found)
        found = np.where((up == main[:, None]) & (here != up), label[here], found)
        here = up
    return found.astype(np.int32)


def _cues(size: int, at: Ids, every: Sequence[Range], cues: Sequence[Range]) -> Ids:
    """1 in the cue itself, 2 in another one."""
    any_cue = np.zeros(size, np.int32)
    for first, last in every:
        any_cue[first:last] = 2
    label = any_cue[at]
    for row, (first, last) in enumerate(cues):
        label[row][(at[row] >= first) & (at[row] < last)] = 1
    return label


def _readings(table: Tokens, at: Ids, cues: Sequence[Range]) -> Ids:
    """What the rules think of every word as to its cue; 0 where they know no such cue."""
    by_head = heads(table)
    label = np.zeros(at.shape, np.int32)
    for row, cue in enumerate(cues):
        found = likeliest_hint(by_head, cue)
        if found is not None:
            label[row] = _labelled(at[row], found)
    return label


def heads(table: Tokens) -> dict[int, Hint]:
    """What the rules say of the cues they know, by their main word."""
    return {hint.head: hint for hint in table.hints}


def likeliest_hint(by_head: dict[int, Hint], cue: Range) -> Hint | None:
    """What the rules say of ``cue``."""
    found = [by_head[at] for at in range(*cue) if at in by_head]
    return max(found, key=attrgetter("prior"), default=None)


def _labelled(at: Ids, hint: Hint) -> Ids:
    """Nothing (1), content (2), source (3) or cue (4) of this cue by rule, the likelier the more."""
    label = np.ones(len(at), np.int32)
    for ranges, kind in ((hint.content, 2), (hint.source, 3), ([(word, word + 1) for word in hint.cue], 4)):
        for first, last in ranges:
            label[(at >= first) & (at < last)] = kind
    return label + 4 * bisect_right(SURENESS, hint.prior)

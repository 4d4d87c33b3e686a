"""Where the network looks for source and content of a cue: the words around it, and how they stand to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from processors.network.features import Tokens

    Ids = NDArray[np.int32]

LEFT, RIGHT = 40, 64
"""Words before and behind the first word of the cue, the middles of long quotations not counted."""
WIDTH = LEFT + RIGHT
RELATIONS = {"distance": 2 * 20, "sentences": 8, "paragraphs": 6, "quotes": 8, "cues": 4}
"""Rows of the tables of the relations below."""
Range = tuple[int, int]
"""Words first to behind last."""


class Windows(NamedTuple):
    """For ``K`` cues ``WIDTH`` words each."""

    at: Ids
    """[K, WIDTH] token numbers; 0 where ``mask`` is 0."""
    mask: NDArray[np.float32]
    first: Ids
    last: Ids
    """[K] the cue's first and last word."""
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
    last = np.array([cue[1] - 1 for cue in cues], np.int32)
    relations = {
        "distance": _distance(at - first[:, None]),
        "sentences": np.clip(table.sentence[at] - table.sentence[first][:, None], -3, 3) + 3,
        "paragraphs": np.clip(table.paragraph[at] - table.paragraph[first][:, None], -2, 2) + 2,
        "quotes": _quotes(table, at, first),
        "cues": _cues(len(table), at, every, cues),
    }
    shown = {name: np.where(mask > 0, each, 0).astype(np.int32) for name, each in relations.items()}
    return Windows(at, mask, first, last, shown)


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


def _cues(size: int, at: Ids, every: Sequence[Range], cues: Sequence[Range]) -> Ids:
    """1 in the cue itself, 2 in another one."""
    any_cue = np.zeros(size, np.int32)
    for first, last in every:
        any_cue[first:last] = 2
    label = any_cue[at]
    for row, (first, last) in enumerate(cues):
        label[row][(at[row] >= first) & (at[row] < last)] = 1
    return label

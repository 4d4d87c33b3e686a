"""From the network's scores to statements: which words are cues, and which tags of roles go together best."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from processors.network.layers import FIRST, role_scores, scores, transitions
from processors.network.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from processors.network.features import Tokens
    from processors.network.layers import Array, Weights
    from processors.network.windows import Range

AT_ONCE = 64
"""So many cues are looked at together, which bounds the memory."""


class Candidate(NamedTuple):
    """A statement the network sees, in tokens."""

    cue: Range
    sureness: float
    """The probability that the cue is one."""
    source: frozenset[int]
    content: frozenset[int]
    source_sureness: float
    content_sureness: float
    """How probable their tags are, on average."""
    source_weakest: float
    content_weakest: float
    """And at the least probable word."""


def candidates(table: Tokens, weights: Weights, vectors: Array, least: float) -> list[Candidate]:
    """Everything whose cue is at least ``least`` likely, in order; ``vectors`` are the encoder's."""
    if not len(table):
        return []
    chances = softmax(scores(weights, "cue", vectors))
    cues = cue_ranges(chances, least)
    found: list[Candidate] = []
    for at in range(0, len(cues), AT_ONCE):
        window = windows(table, cues, cues[at : at + AT_ONCE])
        given = role_scores(np, weights, vectors, window)
        tags = likeliest(given, transitions(np, weights), window.mask)
        sure = softmax(given)
        found += [
            _candidate(table, cue, _Read(window.at[row], window.mask[row] > 0, tags[row], sure[row]), chances)
            for row, cue in enumerate(cues[at : at + AT_ONCE])
        ]
    return found


def cue_ranges(chances: NDArray[np.float32], least: float) -> list[Range]:
    """Runs of words [n, 3] that are likelier than ``least`` to be cue, parted where one begins anew."""
    likely = chances[:, 1] + chances[:, 2] >= least
    out: list[Range] = []
    for at in np.flatnonzero(likely).tolist():
        begins = chances[at, 1] > chances[at, 2]
        if out and out[-1][1] == at and not begins:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


class _Read(NamedTuple):
    """The words around one cue, which of them are there, their tags, and how probable each tag is."""

    at: NDArray[np.int32]
    there: NDArray[np.bool_]
    tags: NDArray[np.int8]
    sure: NDArray[np.float32]


def _candidate(table: Tokens, cue: Range, read: _Read, chances: NDArray[np.float32]) -> Candidate:
    free = read.there & ((read.at < cue[0]) | (read.at >= cue[1]))
    source = free & ((read.tags == 1) | (read.tags == 2))
    content = free & (read.tags >= 3)
    return Candidate(
        cue,
        float(chances[cue[0] : cue[1], 1:].sum(-1).max()),
        frozenset(read.at[source].tolist()),
        frozenset(_filled(table, read.at[content].tolist())),
        *_mean_and_least(read.sure[source, 1:3], read.sure[content, 3:]),
    )


def _mean_and_least(*sure: NDArray[np.float32]) -> Iterator[float]:
    """The means over words of the probability of either tag, then the least of them."""
    either = [each.sum(-1) if len(each) else np.zeros(1) for each in sure]
    yield from (float(each.mean()) for each in either)
    yield from (float(each.min()) for each in either)


def _filled(table: Tokens, words: list[int]) -> list[int]:
    """``words`` with the middles of long quotations whose ends are among them."""
    out = list(words)
    for here, there in pairwise(words):
        if (
            there > here + 1
            and not table.kept[here + 1 : there].any()
            and table.zone[here] == table.zone[there]
        ):
            out += range(here + 1, there)
    return out


def likeliest(
    scores: NDArray[np.float32], follow: NDArray[np.float32], mask: NDArray[np.float32]
) -> NDArray[np.int8]:
    """The best sequences of tags [K, n] for ``scores`` [K, n, 5] (Viterbi)."""
    count, size, _ = scores.shape
    total = scores[:, 0] + FIRST
    back = np.zeros((size, count, 5), np.int8)
    unchanged = np.arange(5, dtype=np.int8)
    for at in range(1, size):
        paths = total[:, :, None] + follow
        best = paths.argmax(1).astype(np.int8)
        live = mask[:, at, None] > 0
        total = np.where(live, paths.max(1) + scores[:, at], total)
        back[at] = np.where(live, best, unchanged)
    tags = np.zeros((count, size), np.int8)
    rows = np.arange(count)
    tags[:, -1] = total.argmax(1)
    for at in range(size - 1, 0, -1):
        tags[:, at - 1] = back[at, rows, tags[:, at]]
    return tags


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)

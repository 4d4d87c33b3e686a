"""From the network's scores to statements: which words are cues, and which tags of roles go together best."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from processors.attribution.learned.network import FIRST, cue_scores, encode, role_scores, transitions
from processors.attribution.learned.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from processors.attribution.layout import Range
    from processors.attribution.learned.features import Tokens
    from processors.attribution.learned.network import Weights

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


def candidates(table: Tokens, weights: Weights, least: float) -> list[Candidate]:
    """Everything whose cue has at least the probability ``least``, in order."""
    if not len(table):
        return []
    vectors = encode(np, weights, table.ids, (table.head, np.ones((len(table), 1), np.float32)))
    chances = softmax(cue_scores(weights, vectors))
    cues = cue_ranges(chances, least)
    found: list[Candidate] = []
    for at in range(0, len(cues), AT_ONCE):
        window = windows(table, cues, cues[at : at + AT_ONCE])
        scores = role_scores(np, weights, vectors, window)
        tags = likeliest(scores, transitions(np, weights), window.mask)
        sure = softmax(scores)
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
        _mean(read.sure[source, 1:3]),
        _mean(read.sure[content, 3:]),
    )


def _mean(sure: NDArray[np.float32]) -> float:
    """The mean over words of the probability of either tag."""
    return float(sure.sum(-1).mean()) if len(sure) else 0.0


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

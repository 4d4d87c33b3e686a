"""From the network's scores to statements: which words are cues, and which tags of roles go together best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from processors.attribution.learned.network import FIRST, cue_scores, encode, role_scores, transitions
from processors.attribution.learned.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from processors.attribution.learned.features import Tokens
    from processors.attribution.learned.network import Weights
    from processors.attribution.learned.windows import Windows

Range = tuple[int, int]


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
    """Everything whose cue has at least the probability ``least``, in order; long articles part by part."""
    if not len(table):
        return []
    mask = np.ones((len(table), 1), np.float32)
    vectors = encode(np, weights, table.ids, (table.head, mask))
    chances = softmax(cue_scores(weights, vectors))
    cues = cue_ranges(chances, least)
    found: list[Candidate] = []
    for at in range(0, len(cues), 64):
        found += _read(table, weights, vectors, chances, cues, cues[at : at + 64])
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


def _read(table: Tokens, weights: Weights, vectors, chances, cues, part) -> list[Candidate]:
    window = windows(table, cues, part)
    scores = role_scores(np, weights, vectors, window)
    follow = transitions(np, weights)
    tags = likeliest(scores, follow, window.mask)
    sure = softmax(scores)
    sure = np.stack([sure[..., 0], sure[..., 1] + sure[..., 2], sure[..., 3] + sure[..., 4]], -1)
    out = []
    for row, cue in enumerate(part):
        out.append(_candidate(table, window, row, cue, tags[row], sure[row], chances))
    return out


def _candidate(table, window: Windows, row: int, cue: Range, tags, sure, chances) -> Candidate:
    size = int(window.mask[row].sum())
    at, tags = window.at[row, :size], tags[:size]
    own = (at >= cue[0]) & (at < cue[1])
    is_source, is_content = ((tags == 1) | (tags == 2)) & ~own, (tags >= 3) & ~own
    mean = lambda where, kind: float(sure[:size, kind][where].mean()) if where.any() else 0.0
    return Candidate(
        cue,
        float((chances[cue[0] : cue[1], 1] + chances[cue[0] : cue[1], 2]).max()),
        frozenset(at[is_source].tolist()),
        frozenset(_filled(table, at[is_content].tolist())),
        mean(is_source, 1),
        mean(is_content, 2),
    )


def _filled(table: Tokens, words: list[int]) -> list[int]:
    """``words`` with the middles of long quotations whose ends are among them."""
    out = list(words)
    for here, there in zip(words, words[1:], strict=False):
        if there > here + 1 and not table.kept[here + 1 : there].any() and table.zone[here] == table.zone[there]:
            out += range(here + 1, there)
    return out


def likeliest(scores: NDArray[np.float32], follow: NDArray[np.float32], mask: NDArray[np.float32]) -> NDArray[np.int8]:
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
    return powers / powers.sum(-1, keepdims=True)

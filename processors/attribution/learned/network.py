"""The network, written once for NumPy at run time and for the array library that trains it.

An encoder of the article's words (tables of vectors, then dilated convolutions that also look at the
syntactic head), a tagger of cues on top of it, and for every cue a smaller network over the words around
it that tells source and content.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

Array = Any
"""An array of NumPy or of the library that trains."""
Weights = dict[str, Array]
Noise = Callable[[Array, float], Array]
"""Leaves out a share of the values in training."""

WORD_STEPS = (1, 2, 4, 1)
ROLE_STEPS = (1, 2, 4)
"""How far apart the words are that each layer looks at."""
CUE_TAGS = ("O", "B", "I")
ROLE_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
FORBIDDEN = -1e4


def _silent(values: Array, share: float) -> Array:  # noqa: ARG001 - the run-time stand-in for dropout
    return values


def encode(
    xp: Any, weights: Weights, ids: Mapping[str, Array], links: tuple[Array, Array], noise: Noise = _silent
) -> Array:
    """Vectors [n, width] of words; ``links`` are their heads [n] and a mask [n, 1] of real ones."""
    head, mask = links
    seen = xp.concatenate([weights[f"table.{name}"][ids[name]] for name in sorted(ids)], -1)
    vectors = _maxout(xp, noise(seen, 0.3) @ weights["in.w"] + weights["in.b"]) * mask
    for at, step in enumerate(WORD_STEPS):
        change = _mixed(xp, weights, f"word{at}", vectors, step)
        change = change + xp.maximum(vectors @ weights[f"word{at}.head"], 0)[head]
        vectors = _normal(xp, vectors + noise(change, 0.2), weights, f"word{at}") * mask
    return vectors


def cue_scores(weights: Weights, vectors: Array) -> Array:
    """Scores [n, 3] of the tags of cues."""
    return vectors @ weights["cue.w"] + weights["cue.b"]


def role_scores(xp: Any, weights: Weights, vectors: Array, window: Any, noise: Noise = _silent) -> Array:
    """Scores [K, WIDTH, 5] of the tags of roles, for the words of each window."""
    mask = window.mask[..., None]
    seen = (vectors @ weights["role.word"])[window.at] + (vectors[window.cue] @ weights["role.cue"])[:, None]
    for name in sorted(window.relations):
        seen = seen + weights[f"relation.{name}"][window.relations[name]]
    states = xp.maximum(seen, 0) * mask
    for at, step in enumerate(ROLE_STEPS):
        change = _mixed(xp, weights, f"role{at}", states, step)
        states = _normal(xp, states + noise(change, 0.2), weights, f"role{at}") * mask
    return states @ weights["out.w"] + weights["out.b"]


def transitions(xp: Any, weights: Weights) -> Array:
    """Scores [5, 5] of one role tag behind another."""
    return weights["follow"] + xp.asarray(BARRED)


def _barred() -> Array:
    """No inside without a beginning."""
    barred = np.zeros((5, 5), np.float32)
    for inside, allowed in ((2, (1, 2)), (4, (3, 4))):
        barred[[tag for tag in range(5) if tag not in allowed], inside] = FORBIDDEN
    return barred


BARRED = _barred()
FIRST = np.array([0, 0, FORBIDDEN, 0, FORBIDDEN], np.float32)
"""No article begins inside."""


def _mixed(xp: Any, weights: Weights, name: str, values: Array, step: int) -> Array:
    around = xp.concatenate([_shifted(xp, values, step), values, _shifted(xp, values, -step)], -1)
    return _maxout(xp, around @ weights[f"{name}.w"] + weights[f"{name}.b"])


def _shifted(xp: Any, values: Array, step: int) -> Array:
    """``values`` moved by ``step`` along the last axis but one, zeros moved in."""
    size = values.shape[-2]
    gap = xp.zeros_like(values[..., : min(abs(step), size), :])
    if step > 0:
        return xp.concatenate([gap, values[..., : max(size - step, 0), :]], -2)
    return xp.concatenate([values[..., -step:, :], gap], -2)


def _maxout(xp: Any, values: Array) -> Array:
    half = values.shape[-1] // 2
    return xp.maximum(values[..., :half], values[..., half:])


def _normal(xp: Any, values: Array, weights: Weights, name: str) -> Array:
    centred = values - values.mean(-1, keepdims=True)
    spread = xp.sqrt((centred * centred).mean(-1, keepdims=True) + 1e-5)
    return centred / spread * weights[f"{name}.scale"] + weights[f"{name}.shift"]

"""The training loop: JAX for the gradients, the network of ``processors.network`` as it is."""

from __future__ import annotations

import pickle
import time
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from processors.network.features import COUNTED, HASHED, LEXICAL
from processors.network.layers import (
    FIRST,
    ROLE_STEPS,
    ROLE_TAGS,
    WORD_STEPS,
    encode,
    role_scores,
    scores,
    transitions,
)
from processors.network.windows import RELATIONS
from training.examples import Read, Told

jax.config.update("jax_default_prng_impl", "rbg")  # the default one takes as long as the network

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DIMENSIONS = {
    "lower": 96, "stem": 48, "suffix": 32, "prefix": 24, "shape": 16, "act": 16, "space": 2,
    "quote": 12, "edges": 16, "length": 8, "place": 8, "convention": 4,
}  # fmt: skip
WORD, ROLE = 144, 64
"""Widths of the two networks."""
COMMON = 5000
"""So many words are common enough to be guessed."""
GUESSED = 48
"""So many words of a piece are hidden and to be guessed."""
FORGOTTEN = ((("lower",), 0.1), (("stem",), 0.1), (("act",), 0.1))
"""Which channels of a word are hidden together in training, and how often."""
SELDOM = 8
"""Steps between two looks at the weights for their running average."""
Weights = dict[str, Any]
Example = tuple[Read, Told | None]


def initial(heads: dict[str, int], seed: int) -> Weights:
    """Random weights; ``heads`` are the taggers and how many labels each has."""
    rng = np.random.default_rng(seed)
    rows = {**HASHED, **COUNTED}
    weights: Weights = {f"table.{name}": _table(rng, rows[name], width) for name, width in DIMENSIONS.items()}
    weights |= {f"relation.{name}": _table(rng, count, ROLE) for name, count in RELATIONS.items()}
    weights |= _dense(rng, "in", sum(DIMENSIONS.values()), 2 * WORD)
    for name, width, steps in (("word", WORD, WORD_STEPS), ("role", ROLE, ROLE_STEPS)):
        for at in range(len(steps)):
            weights |= _dense(rng, f"{name}{at}", 3 * width, 2 * width)
            weights[f"{name}{at}.scale"] = np.ones(width, np.float32)
            weights[f"{name}{at}.shift"] = np.zeros(width, np.float32)
    for name, labels in heads.items():
        weights |= _dense(rng, name, WORD, labels)
    weights |= {f"role.{name}": _matrix(rng, WORD, ROLE) for name in ("word", "first", "last")}
    weights |= _dense(rng, "out", ROLE, len(ROLE_TAGS))
    weights["out.w"] *= 0.1
    weights["follow"] = np.zeros((len(ROLE_TAGS), len(ROLE_TAGS)), np.float32)
    return weights | _dense(rng, "guess", WORD, COMMON)


def _table(rng: np.random.Generator, rows: int, width: int) -> np.ndarray:
    return (rng.standard_normal((rows, width)) * 0.1).astype(np.float32)


def _matrix(rng: np.random.Generator, inner: int, outer: int) -> np.ndarray:
    return (rng.standard_normal((inner, outer)) / np.sqrt(inner)).astype(np.float32)


def _dense(rng: np.random.Generator, name: str, inner: int, outer: int) -> Weights:
    return {f"{name}.w": _matrix(rng, inner, outer), f"{name}.b": np.zeros(outer, np.float32)}


def loss(weights: Weights, given: Example, key: jax.Array) -> tuple[jax.Array, jax.Array]:
    """How far off the network is in one example, and the parts of that."""
    read, told = given
    noise = _noise(key)
    ids, places = forgetful(read, key)
    vectors = encode(jnp, weights, ids, read.mask, noise)
    parts = (
        *_reading(weights, read, vectors, noise),
        _guessing(weights, vectors[places], read.lower[places]),
    )
    if told is not None:
        ids, places = forgetful(told, jax.random.fold_in(key, 3000))
        vectors = encode(jnp, weights, ids, told.mask, noise)
        guess = _guessing(weights, vectors[places], told.lower[places])
        parts = (*parts[:2], parts[2] + guess, *_telling(weights, told, vectors))
    return sum(parts), jnp.stack(parts[:2])


def _guessing(weights: Weights, vectors: jax.Array, words: jax.Array) -> jax.Array:
    """How surprising the hidden words are."""
    surprise = optax.softmax_cross_entropy_with_integer_labels(
        scores(weights, "guess", vectors), jnp.maximum(words, 0)
    )
    known = words >= 0
    return (surprise * known).sum() / jnp.maximum(known.sum(), 1) / 10


def _reading(weights: Weights, given: Read, vectors: jax.Array, noise: Any) -> tuple[jax.Array, ...]:
    """Cues and roles."""
    tags = optax.softmax_cross_entropy_with_integer_labels(scores(weights, "cue", vectors), given.cue_tags)
    cue_loss = (tags * given.counts * given.mask[:, 0]).sum() / 40
    found = role_scores(jnp, weights, vectors, given.window, noise)
    surprise = unlikeliness(found, transitions(jnp, weights), given.role_tags, given.window.mask)
    return cue_loss, (surprise * given.real).sum() / 12


def _telling(weights: Weights, given: Told, vectors: jax.Array) -> tuple[jax.Array, ...]:
    """Tags, names and sentence beginnings, where they are known."""
    parts = []
    for head, labels in zip(("tag", "pos", "name", "begin"), given.labels, strict=True):
        surprise = optax.softmax_cross_entropy_with_integer_labels(
            scores(weights, head, vectors), jnp.maximum(labels, 0)
        )
        parts.append((surprise * (labels >= 0)).sum() / 150)
    tags, coarse, names, begins = parts
    return tags + coarse + begins, names


def forgetful(given: Read | Told, key: jax.Array) -> tuple[dict[str, jax.Array], jax.Array]:
    """The channels of the example, some of its words hidden; and which of them are hidden altogether."""
    ids = dict(given.ids)
    size = given.lower.shape
    for number, (channels, share) in enumerate(FORGOTTEN):
        lost = jax.random.bernoulli(jax.random.fold_in(key, 1000 + number), share, size)
        for channel in channels:
            ids[channel] = jnp.where(lost, 0, ids[channel])
    _, places = jax.lax.top_k(
        jax.random.uniform(jax.random.fold_in(key, 2000), size) * given.mask[:, 0], GUESSED
    )
    for channel in LEXICAL:
        ids[channel] = ids[channel].at[places].set(0)
    return ids, places


def unlikeliness(found: jax.Array, follow: jax.Array, tags: jax.Array, mask: jax.Array) -> jax.Array:
    """Negative log likelihood [K] of ``tags`` [K, n] under a linear-chain CRF with scores ``found``."""

    def step(carried: Any, now: Any) -> tuple[Any, None]:
        total, path, last = carried
        score, tag, there = now
        onward = jax.nn.logsumexp(total[:, :, None] + follow[None], 1) + score
        gain = jnp.take_along_axis(score, tag[:, None], 1)[:, 0] + follow[last, tag]
        live = there > 0
        return (
            jnp.where(live[:, None], onward, total),
            path + there * gain,
            jnp.where(live, tag, last),
        ), None

    turned = (jnp.swapaxes(found, 0, 1), tags.T, mask.T)
    total = turned[0][0] + FIRST
    path = jnp.take_along_axis(turned[0][0], turned[1][0][:, None], 1)[:, 0] * turned[2][0]
    (total, path, _), _ = jax.lax.scan(step, (total, path, turned[1][0]), tuple(each[1:] for each in turned))
    return jax.nn.logsumexp(total, 1) - path


def _noise(key: jax.Array) -> Callable[[jax.Array, float], jax.Array]:
    count = iter(range(1000))

    def drop(values: jax.Array, share: float) -> jax.Array:
        kept = jax.random.bernoulli(jax.random.fold_in(key, next(count)), 1 - share, values.shape)
        return values * kept / (1 - share)

    return drop


class Phase(NamedTuple):
    """So many epochs, the highest rate of descent, and how often an article of each set comes in an epoch."""

    epochs: int
    rate: float
    shares: dict[str, float]


def optimise(
    weights: Weights, epochs: Callable[[int], list[Example]], phase: Phase, *, seed: int, checkpoint: Path
) -> Weights:
    """Averaged weights after all epochs of a phase, from ``checkpoint`` on where there is one."""
    count = phase.epochs
    rule = descent(sum(len(epochs(number)) for number in range(count)), phase.rate)
    now = _Progress(0, 0, weights, rule.init(_arrays(weights)), weights)
    if checkpoint.exists():
        now = pickle.loads(checkpoint.read_bytes())  # noqa: S301 - written below
    step = stepper(rule)
    for epoch in range(now.epoch, count):
        start = time.monotonic()
        losses = []
        number = now.steps
        weights, state, average = jax.tree.map(jnp.array, (now.weights, now.state, now.average))
        for each in epochs(epoch):
            key = jax.random.fold_in(jax.random.PRNGKey(seed), number)
            weights, state, parts = step(weights, state, each, key)
            number += 1
            if number % SELDOM == 0:
                average = averaged(average, weights, number / SELDOM)
                losses.append(np.asarray(parts))
        now = _Progress(epoch + 1, number, *jax.tree.map(np.asarray, (weights, state, average)))
        checkpoint.write_bytes(pickle.dumps(now))
        cues, roles = np.mean(losses, 0)
        spent = time.monotonic() - start
        print(f"epoch {epoch + 1} of {count}: cues {cues:.3f}, roles {roles:.3f}, {spent:.0f} s", flush=True)
    return {name: np.asarray(each) for name, each in now.average.items()}


class _Progress(NamedTuple):
    """How far training has come."""

    epoch: int
    steps: int
    weights: Weights
    state: Any
    average: Weights


def _arrays(weights: Weights) -> Weights:
    return {name: jnp.asarray(each) for name, each in weights.items()}


def descent(total: int, rate: float) -> optax.GradientTransformation:
    """Adam with a rate that rises for 300 steps and then falls to nearly nothing over ``total``."""
    schedule = optax.warmup_cosine_decay_schedule(0, rate, min(300, total // 10), total, rate / 100)
    return optax.chain(optax.clip_by_global_norm(5.0), optax.adamw(schedule, b2=0.99, weight_decay=0.01))


def stepper(rule: optax.GradientTransformation) -> Callable[..., Any]:
    """One step: new weights and state, and the losses of cues and roles. The old ones are used up."""

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(weights: Weights, state: Any, given: Example, key: jax.Array) -> Any:
        (_, parts), slope = jax.value_and_grad(loss, has_aux=True)(weights, given, key)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, parts

    return step


@partial(jax.jit, donate_argnums=0)
def averaged(average: Weights, weights: Weights, number: float) -> Weights:
    """The running average after one more look at the weights, the ``number``-th."""
    share = jnp.minimum(0.99, (1 + number) / (10 + number))
    return {name: share * each + (1 - share) * weights[name] for name, each in average.items()}

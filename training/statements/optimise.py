"""The training loop: JAX for the gradients, the network of ``processors.attribution.learned`` as it is."""

from __future__ import annotations

import pickle
import time
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from processors.attribution.learned.features import COUNTED, HASHED
from processors.attribution.learned.network import (
    CUE_TAGS,
    FIRST,
    ROLE_STEPS,
    ROLE_TAGS,
    WORD_STEPS,
    cue_scores,
    encode,
    role_scores,
    transitions,
)
from processors.attribution.learned.windows import RELATIONS

jax.config.update("jax_default_prng_impl", "rbg")  # the default one takes as long as the network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from training.statements.examples import Example

DIMENSIONS = {
    "lower": 64, "lemma": 32, "suffix": 24, "shape": 12, "tag": 24, "dep": 24, "entity": 8, "frame": 24,
    "act": 12,
    "quote": 12, "edges": 16, "length": 8, "place": 8, "hint": 16, "convention": 4,
}  # fmt: skip
WORD, ROLE = 96, 64
"""Widths of the two networks."""
RATE = 2e-3
FORGOTTEN = ((("lower",), 0.1), (("lemma",), 0.1))
"""Which channels of a word are hidden together in training, and how often."""
SELDOM = 8
"""Steps between two looks at the weights for their running average."""
Weights = dict[str, Any]


def initial(names: dict[str, dict[str, int]], seed: int) -> Weights:
    """Random weights."""
    rng = np.random.default_rng(seed)
    rows = {**HASHED, **COUNTED, **{name: len(known) + 1 for name, known in names.items()}}
    weights: Weights = {f"table.{name}": _table(rng, rows[name], width) for name, width in DIMENSIONS.items()}
    weights |= {f"relation.{name}": _table(rng, count, ROLE) for name, count in RELATIONS.items()}
    weights |= _dense(rng, "in", sum(DIMENSIONS.values()), 2 * WORD)
    for name, width, steps in (("word", WORD, WORD_STEPS), ("role", ROLE, ROLE_STEPS)):
        for at in range(len(steps)):
            weights |= _dense(rng, f"{name}{at}", 3 * width, 2 * width)
            weights[f"{name}{at}.scale"] = np.ones(width, np.float32)
            weights[f"{name}{at}.shift"] = np.zeros(width, np.float32)
    for at in range(len(WORD_STEPS)):
        weights[f"word{at}.head"] = _matrix(rng, WORD, WORD)
    weights |= _dense(rng, "cue", WORD, len(CUE_TAGS))
    weights |= {"role.word": _matrix(rng, WORD, ROLE), "role.cue": _matrix(rng, WORD, ROLE)}
    weights |= _dense(rng, "out", ROLE, len(ROLE_TAGS))
    weights["out.w"] *= 0.1
    weights["follow"] = np.zeros((len(ROLE_TAGS), len(ROLE_TAGS)), np.float32)
    return weights


def _table(rng: np.random.Generator, rows: int, width: int) -> np.ndarray:
    return (rng.standard_normal((rows, width)) * 0.1).astype(np.float32)


def _matrix(rng: np.random.Generator, inner: int, outer: int) -> np.ndarray:
    return (rng.standard_normal((inner, outer)) / np.sqrt(inner)).astype(np.float32)


def _dense(rng: np.random.Generator, name: str, inner: int, outer: int) -> Weights:
    return {f"{name}.w": _matrix(rng, inner, outer), f"{name}.b": np.zeros(outer, np.float32)}


def loss(weights: Weights, given: Example, key: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    """How far off cues and roles are in one example."""
    noise = _noise(key)
    vectors = encode(jnp, weights, forgetful(given, key), (given.head, given.mask), noise)
    tags = optax.softmax_cross_entropy_with_integer_labels(cue_scores(weights, vectors), given.cue_tags)
    cue_loss = (tags * given.counts * given.mask[:, 0]).sum() / 40
    scores = role_scores(jnp, weights, vectors, given.window, noise)
    surprise = unlikeliness(scores, transitions(jnp, weights), given.role_tags, given.window.mask)
    role_loss = (surprise * given.real).sum() / 12
    return cue_loss + role_loss, (cue_loss, role_loss)


def forgetful(given: Example, key: jax.Array) -> dict[str, jax.Array]:
    """The channels of the example, some of its words hidden."""
    ids = dict(given.ids)
    for number, (channels, share) in enumerate(FORGOTTEN):
        lost = jax.random.bernoulli(jax.random.fold_in(key, 1000 + number), share, given.cue_tags.shape)
        for channel in channels:
            ids[channel] = jnp.where(lost, 0, ids[channel])
    return ids


def unlikeliness(scores: jax.Array, follow: jax.Array, tags: jax.Array, mask: jax.Array) -> jax.Array:
    """Negative log likelihood [K] of ``tags`` [K, n] under a linear-chain CRF with ``scores``."""

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

    turned = (jnp.swapaxes(scores, 0, 1), tags.T, mask.T)
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


def optimise(
    weights: Weights, epochs: Callable[[int], list[Example]], count: int, *, seed: int, checkpoint: Path
) -> Weights:
    """Averaged weights after ``count`` epochs of examples, from ``checkpoint`` on where there is one."""
    rule = descent(count * len(epochs(0)))
    now = _Progress(0, weights, rule.init(_arrays(weights)), weights)
    if checkpoint.exists():
        now = pickle.loads(checkpoint.read_bytes())  # noqa: S301 - written below
    step = stepper(rule)
    for epoch in range(now.epoch, count):
        start = time.monotonic()
        given = epochs(epoch)
        losses = []
        weights, state, average = jax.tree.map(jnp.array, (now.weights, now.state, now.average))
        for at, each in enumerate(given):
            number = epoch * len(given) + at
            key = jax.random.fold_in(jax.random.PRNGKey(seed), number)
            weights, state, parts = step(weights, state, each, key)
            if number % SELDOM == 0:
                average = averaged(average, weights, number / SELDOM)
                losses.append(np.asarray(parts))
        now = _Progress(epoch + 1, *jax.tree.map(np.asarray, (weights, state, average)))
        checkpoint.write_bytes(pickle.dumps(now))
        cue_loss, role_loss = np.mean(losses, 0)
        spent = time.monotonic() - start
        print(
            f"epoch {epoch + 1} of {count}: cues {cue_loss:.3f}, roles {role_loss:.3f}, {spent:.0f} s",
            flush=True,
        )
    return {name: np.asarray(each) for name, each in now.average.items()}


class _Progress(NamedTuple):
    """How far training has come."""

    epoch: int
    weights: Weights
    state: Any
    average: Weights


def _arrays(weights: Weights) -> Weights:
    return {name: jnp.asarray(each) for name, each in weights.items()}


def descent(total: int) -> optax.GradientTransformation:
    """Adam with a rate that rises for 300 steps and then falls to nearly nothing over ``total``."""
    schedule = optax.warmup_cosine_decay_schedule(0, RATE, min(300, total // 10), total, RATE / 100)
    return optax.chain(optax.clip_by_global_norm(5.0), optax.adamw(schedule, b2=0.99, weight_decay=0.01))


def stepper(rule: optax.GradientTransformation) -> Callable[..., Any]:
    """One step: new weights and state, and the two losses. The old ones are used up."""

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(weights: Weights, state: Any, given: Example, key: jax.Array) -> Any:
        (_, parts), slope = jax.value_and_grad(loss, has_aux=True)(weights, given, key)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, jnp.stack(parts)

    return step


@partial(jax.jit, donate_argnums=0)
def averaged(average: Weights, weights: Weights, number: float) -> Weights:
    """The running average after one more look at the weights, the ``number``-th."""
    share = jnp.minimum(0.99, (1 + number) / (10 + number))
    return {name: share * each + (1 - share) * weights[name] for name, each in average.items()}


def shuffled(examples: Iterable[Example], seed: int) -> list[Example]:
    """``examples`` in an order that ``seed`` decides."""
    listed = list(examples)
    return [listed[at] for at in np.random.default_rng(seed).permutation(len(listed))]

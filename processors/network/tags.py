"""From the network's scores to a Doc's parts of speech, names and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from processors.network.decode import softmax
from processors.network.layers import scores
from processors.network.quoting import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from processors.network.features import Tokens
    from processors.network.layers import Array, Weights

ATTRIBUTES = ("TAG", "POS", "SENT_START", "ENT_IOB", "ENT_TYPE")
INSIDE, OUTSIDE, BEGINS = 1, 2, 3
"""spaCy's numbers of ENT_IOB."""
CLOSING = 3
"""The state of a closing mark (``quoting``)."""
Labels = dict[str, list[str]]
"""The labels of every tagger, in the order of its scores."""


def tag(doc: Doc, table: Tokens, vectors: Array, weights: Weights, labels: Labels) -> None:
    """Set tags, coarse tags, sentence beginnings and entities of ``doc``."""
    given: Any = np.zeros((len(doc), len(ATTRIBUTES)), np.uint64)
    strings = doc.vocab.strings
    given[:, 0] = strings.add("_SP")
    given[:, 1] = strings["SPACE"]
    given[:, 3] = OUTSIDE
    word = table.word
    if len(word):
        for at, head in ((0, "tag"), (1, "pos")):
            known = np.array([strings.add(label) for label in labels[head]], np.uint64)
            given[word, at] = known[scores(weights, head, vectors).argmax(-1)]
        starts = begins(table, scores(weights, "begin", vectors))
        given[word, 2] = np.where(starts, 1, -1).astype(np.int64).astype(np.uint64)
        starts[1:] |= np.diff(word) > 1  # a blank is in no name, so none goes on behind it
        part, kind = names(softmax(scores(weights, "name", vectors)), starts)
        kinds = np.array([0, *(strings.add(label) for label in _kinds(labels["name"]))], np.uint64)
        given[word, 3], given[word, 4] = part, kinds[kind]
    blank = np.ones(len(doc), bool)
    blank[word] = False
    given[blank, 2] = np.uint64(2**64 - 1)  # no sentence begins with a blank
    if len(doc):
        given[0, 2] = 1
    doc.from_array(list(ATTRIBUTES), given)


def begins(table: Tokens, given: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which words begin a sentence: as learned, and every paragraph; never a closing quotation mark."""
    starts = given[:, 1] > given[:, 0]
    starts &= table.ids["quote"] != CLOSING
    starts[1:] |= changes(table.paragraph)
    starts[0] = True
    return np.asarray(starts)


def names(
    chances: NDArray[np.float32], starts: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Part (``INSIDE``, ``OUTSIDE``, ``BEGINS``) and kind (from 1) of every word; ``chances`` [n, labels].

    Words that are likelier in a name than not make one with their neighbours, of the kind that is likeliest
    for all of them together, parted where a beginning is likelier than its going on.
    """
    begin, inside = chances[:, 1::2], chances[:, 2::2]
    named = chances[:, 0] < 0.5
    fresh = begin.sum(-1) > inside.sum(-1)
    fresh[0] = True
    fresh[1:] |= ~named[:-1] | starts[1:]
    part = np.where(named, np.where(fresh, BEGINS, INSIDE), OUTSIDE)
    kind = np.zeros(len(named), np.int64)
    at = np.flatnonzero(named)
    if len(at):
        run = np.cumsum(fresh[at]) - 1
        total = np.zeros((run[-1] + 1, begin.shape[1]))
        np.add.at(total, run, begin[at] + inside[at])
        kind[at] = 1 + total.argmax(-1)[run]
    return part, kind


def _kinds(labels: Sequence[str]) -> list[str]:
    return [label.partition("-")[2] for label in labels[1::2]]

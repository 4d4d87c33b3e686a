"""Prepared articles -> trained weights; goes on where an interrupted run stopped."""

from __future__ import annotations

import pickle
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from processors.attribution.learned.features import CROWD, NAMED, numbered
from training.statements.examples import Gold, clipped, cut, example, golds, pieces, unknown
from training.statements.kinds import kindred
from training.statements.optimise import initial, optimise, shuffled
from training.statements.prepare import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from processors.attribution.learned.features import Names, Tokens
    from training.statements.corpus import Reading
    from training.statements.examples import Example, Range
    from training.statements.places import Places, Source
    from training.statements.prepare import Prepared

EPOCHS = 5
SEED = 1
COMMON = 20
"""Names that occur less often are not told apart."""


def train(places: Places) -> None:
    """Train on every set that is repeated; the weights of each epoch are kept in the checkpoint."""
    sources = {name: source for name, source in places.sources().items() if source.repeats}
    sets = {name: prepared(places.prepared(name)) for name in sources}
    names = names_of(each for found in sets.values() for each in found)
    given = {name: [learnable(each, names, sources[name]) for each in found] for name, found in sets.items()}

    def epoch(number: int) -> list[Example]:
        rng = np.random.default_rng((SEED, number))
        chosen: list[Example] = []
        for name, found in given.items():
            for readings in found * sources[name].repeats:
                chosen += readings[rng.integers(len(readings))]
        return shuffled(chosen, SEED * 1000 + number)

    start = initial(names, SEED)
    start["table.lemma"] = kindred(places.verbs, start["table.lemma"], SEED)
    weights = optimise(start, epoch, EPOCHS, seed=SEED, checkpoint=places.checkpoint)
    places.trained.write_bytes(pickle.dumps((weights, names)))


def names_of(articles: Iterable[Prepared]) -> Names:
    """The common names of every named channel, numbered from 1."""
    counts: dict[str, Counter[str]] = {channel: Counter() for channel in NAMED}
    for each in articles:
        for channel in NAMED:
            counts[channel].update(each.seen.named[channel])
    return {
        channel: {name: row + 1 for row, name in enumerate(sorted(n for n in found if found[n] >= COMMON))}
        for channel, found in counts.items()
    }


def learnable(each: Prepared, names: Names, source: Source) -> list[list[Example]]:
    """For every annotator the pieces of the article."""
    table = numbered(each.seen, names, source.convention)
    return [_pieces(table, each.article.text, reading, source) for reading in each.article.readings]


def _pieces(table: Tokens, text: str, reading: Reading, source: Source) -> list[Example]:
    found = golds(table, text, reading)
    counts = np.where(unknown(table, text, reading), 0, 1).astype(np.float32)
    if source.convention == CROWD:
        counts[unread(table, found)] = 0
    return [example(cut(table, *part), within(found, part), counts[slice(*part)]) for part in pieces(table)]


def unread(table: Tokens, found: list[Gold]) -> np.ndarray:
    """Words within quotations: PolNeAR's readers left out most of what is reported there."""
    label = table.zone >= 0
    for each in found:
        label[slice(*each.cue)] = False
    return label


def within(found: list[Gold], part: Range) -> list[Gold]:
    """The statements whose cue is in ``part``, in its own tokens."""
    low, high = part
    return sorted(
        Gold(clipped((each.cue,), part)[0], clipped(each.source, part), clipped(each.content, part))
        for each in found
        if low <= each.cue[0] and each.cue[1] <= high
    )

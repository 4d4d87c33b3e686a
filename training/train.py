"""Prepared articles -> trained weights; goes on where an interrupted run stopped."""

from __future__ import annotations

import pickle
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from processors.network.features import CROWD, UNTOLD, following
from training.examples import PIECE, cut, example, golds, pieces, told, unknown, within
from training.optimise import COMMON, Phase, initial, optimise
from training.prepare import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from processors.network.features import Tokens
    from training.examples import Gold, Labels, Read, Told
    from training.optimise import Example
    from training.places import Places, Source
    from training.prepare import Prepared
    from training.statements.corpus import Reading

SEED = 1
PHASES = (
    Phase(12, 2e-3, {"wirequotes-train": 1.5, "wikinews": 1.5, "written": 1.0, "polnear-train": 0.35}),
    Phase(3, 5e-4, {"wirequotes-train": 2.5, "wikinews": 2.5, "written": 1.0, "polnear-train": 0.2}),
)
"""First all that there is, then mostly what careful readers annotated."""
SEVERAL = 0.3
"""How often the network is not told whose idea of a statement it should follow."""


def train(places: Places) -> None:
    """Train in every phase; the weights of each epoch are kept in the phase's checkpoint."""
    sources = {name: source for name, source in places.sources().items() if source.learned}
    sets = {name: prepared(places.prepared(name)) for name in sources}
    names, stretches = pickle.loads(places.told.read_bytes())  # noqa: S301 - own file
    tables = [table for table, _ in stretches] + [each.table for found in sets.values() for each in found]
    number = common(tables)
    given = {name: [learnable(each, sources[name], number) for each in found] for name, found in sets.items()}
    beside = joined(stretches, number)
    heads = {"tag": len(names.tag), "pos": len(names.pos), "name": len(names.name), "begin": 2, "cue": 3}
    weights = initial(heads, SEED)
    for at, phase in enumerate(PHASES):
        epoch = partial(drawn, given, beside, phase.shares, SEED + at)
        weights = optimise(weights, epoch, phase, seed=SEED + at, checkpoint=places.checkpoint(at))
    kept = {name: each for name, each in weights.items() if not name.startswith("guess.")}
    places.trained.write_bytes(pickle.dumps((kept, names)))


def drawn(
    given: Mapping[str, Sequence[Sequence[Sequence[Read]]]],
    beside: Sequence[Told],
    shares: Mapping[str, float],
    seed: int,
    count: int,
) -> list[Example]:
    """The examples of epoch ``count``; with every other piece of an article goes one of the treebanks."""
    rng = np.random.default_rng((seed, count))
    chosen: list[Read] = []
    for name, found in given.items():
        for at in _drawn(rng, len(found), shares[name]):
            chosen += found[at][rng.integers(len(found[at]))]
    other = [beside[at] for at in rng.permutation(len(beside))[: len(chosen) // 2 + 1]]
    order = rng.permutation(len(chosen))
    return [(untold(chosen[at], rng), None if row % 2 else other[row // 2]) for row, at in enumerate(order)]


def _drawn(rng: np.random.Generator, count: int, repeats: float) -> list[int]:
    """Numbers up to ``count``, each ``repeats`` times on average, none much oftener than another."""
    whole, part = divmod(repeats, 1)
    return [
        *(at for _ in range(int(whole)) for at in rng.permutation(count).tolist()),
        *rng.permutation(count)[: round(part * count)].tolist(),
    ]


def untold(each: Read, rng: np.random.Generator) -> Read:
    """Now and then the example without whose idea of a statement it follows."""
    if rng.random() > SEVERAL:
        return each
    return each._replace(ids=each.ids | {"convention": np.full_like(each.ids["convention"], UNTOLD)})


def common(tables: Iterable[Tokens]) -> np.ndarray:
    """For every row of the table of words its number among the common ones, or -1."""
    counts: Counter[int] = Counter()
    for table in tables:
        counts.update(table.ids["lower"].tolist())
    number = np.full(max(counts) + 1, -1, np.int32)
    for at, (row, _) in enumerate(counts.most_common(COMMON)):
        number[row] = at
    return number


def learnable(each: Prepared, source: Source, number: np.ndarray) -> list[list[Read]]:
    """For every annotator the pieces of the article."""
    table = following(each.table, source.convention)
    return [_pieces(table, each.article.text, reading, source, number) for reading in each.article.readings]


def _pieces(table: Tokens, text: str, reading: Reading, source: Source, number: np.ndarray) -> list[Read]:
    found = golds(table, text, reading)
    counts = np.where(unknown(table, text, reading), 0, 1).astype(np.float32)
    if source.convention == CROWD:
        counts[unread(table, found)] = 0
    lower = number[table.ids["lower"]]
    return [
        example(cut(table, *part), within(found, part), counts[slice(*part)], lower[slice(*part)])
        for part in pieces(table)
    ]


def unread(table: Tokens, found: list[Gold]) -> np.ndarray:
    """Words within quotations: PolNeAR's readers left out most of what is reported there."""
    label = table.zone >= 0
    for each in found:
        label[slice(*each.cue)] = False
    return label


def joined(stretches: list[tuple[Tokens, Labels]], number: np.ndarray) -> list[Told]:
    """Stretches side by side, as many as fit."""
    out: list[Told] = []
    held: list[tuple[Tokens, Labels]] = []
    for stretch in (*((t, known) for t, known in stretches if len(t)), None):
        if held and (stretch is None or sum(len(t) for t, _ in held) + len(stretch[0]) > PIECE):
            lower = [number[t.ids["lower"]] for t, _ in held]
            out.append(told([t for t, _ in held], [known for _, known in held], lower))
            held = []
        if stretch:
            held.append(stretch)
    return out

"""What is known of verbs before training: those of one VerbNet class begin with similar vectors.

So the network can tell that a verb it never saw as a cue is like those it saw. Nothing of VerbNet is kept
but what training leaves of these vectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.strings import get_string_id

from processors.attribution.learned.features import HASHED, hashed

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

STRENGTH = 0.2


def kindred(lexicon: Path, table: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """The table of lemma vectors with the classes of ``lexicon`` (lines of class and verb) added."""
    rng = np.random.default_rng(seed)
    out = table.copy()
    common = rng.standard_normal(table.shape[1])
    classes: dict[str, NDArray[np.float64]] = {}
    told: set[str] = set()
    for line in lexicon.read_text(encoding="utf-8").splitlines()[1:]:
        kind, verb = line.split("\t")[:2]
        row = hashed(np.array([get_string_id(verb)], np.uint64), HASHED["lemma"])[0]
        if kind not in classes:
            classes[kind] = rng.standard_normal(table.shape[1])
        out[row] += STRENGTH * (classes[kind] + (0 if verb in told else common))
        told.add(verb)
    return out

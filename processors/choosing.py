"""Who is meant, of all who may be: a log-linear model over the features of ``contenders``."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

from processors.contenders import Contender
from processors.figures import Figure

NOBODY = "nobody"
LEAST = 0.8
"""Less likely ones are not named: a wrong name is worse than none. Chosen on the training articles."""
Weights = Mapping[str, float]


class Chosen(NamedTuple):
    """The likeliest, best first, each with its probability; nobody at all has what is missing to 1."""

    ranked: tuple[tuple[Contender, float], ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Whoever is meant; empty where that is too uncertain."""
        return self.ranked[0][0].figures if self.ranked and self.ranked[0][1] >= LEAST else ()

    @property
    def chance(self) -> float:
        """How likely the best one is."""
        return self.ranked[0][1] if self.ranked else 0.0


@lru_cache(maxsize=1)
def english() -> Weights:
    """What was learned for English."""
    text = (files("processors") / "models" / "en_wire" / "speakers.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def choose(contenders: Sequence[Contender], kind: str, weights: Weights) -> Chosen:
    """How likely each of ``contenders`` is meant by a source that is written as ``kind`` says."""
    powers = [exp(sum(weights.get(feature, 0.0) for feature in each.features)) for each in contenders]
    total = sum(powers) + exp(weights.get(f"{kind}:{NOBODY}", 0.0))
    ranked = sorted(
        zip(contenders, (power / total for power in powers), strict=True), key=lambda pair: -pair[1]
    )
    return Chosen(tuple(ranked))

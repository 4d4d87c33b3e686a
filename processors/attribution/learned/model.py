"""The trained numbers: read from a folder, or written into one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wirewatch.errors import ConfigError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from processors.attribution.learned.features import Names
    from processors.attribution.learned.network import Weights

PACKAGED = Path(__file__).parent / "model"
WEIGHTS, SETTINGS = "weights.npz", "settings.json"


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the extractor has learned."""

    weights: Weights
    names: Names
    """For every channel with names their rows."""
    trust: NDArray[np.float32]
    """How much each kind of evidence counts for a statement's probability."""
    least_cue: float
    """Less likely cues are not looked at."""
    least: float
    """Less likely statements are left out: where precision and recall balance on the development articles."""


@lru_cache(maxsize=4)
def read(folder: Path) -> Model:
    """The model in ``folder``; ConfigError where there is none."""
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        names = {
            channel: {name: row + 1 for row, name in enumerate(known)}
            for channel, known in settings["names"].items()
        }
        trust = np.array(settings["trust"], np.float32)
        return Model(weights, names, trust, float(settings["least_cue"]), float(settings["least"]))
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"{folder}: no trained statement model ({error}); make one with `python -m training.statements`"
        ) from error


def _numbered(known: list[str]) -> dict[str, int]:
    return {name: row + 1 for row, name in enumerate(known)}


def write(model: Model, folder: Path) -> None:
    """Leave ``model`` in ``folder``: half precision, which is exact enough and half as large."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / WEIGHTS, **{name: each.astype(np.float16) for name, each in model.weights.items()}
    )
    settings = {
        "names": {
            channel: sorted(known, key=lambda name: known[name]) for channel, known in model.names.items()
        },
        "trust": [round(float(each), 4) for each in model.trust],
        "least_cue": model.least_cue,
        "least": model.least,
    }
    (folder / SETTINGS).write_text(
        json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )

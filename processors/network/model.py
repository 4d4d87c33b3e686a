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

    from processors.network.layers import Weights
    from processors.network.tags import Labels

PACKAGED = Path(__file__).parents[1] / "models" / "en_wire"
WEIGHTS, SETTINGS = "weights.npz", "settings.json"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Everything that was learned."""

    weights: Weights
    labels: Labels
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
        trust = np.array(settings["trust"], np.float32)
        return Model(
            weights, settings["labels"], trust, float(settings["least_cue"]), float(settings["least"])
        )
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"{folder}: no trained model ({error}); make one with `python -m training`"
        ) from error


def write(model: Model, folder: Path) -> None:
    """Leave ``model`` in ``folder``: half precision, which is exact enough and half as large."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / WEIGHTS, **{name: each.astype(np.float16) for name, each in model.weights.items()}
    )
    settings = {
        "labels": model.labels,
        "trust": [round(float(each), 4) for each in model.trust],
        "least_cue": model.least_cue,
        "least": model.least,
    }
    (folder / SETTINGS).write_text(
        json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )

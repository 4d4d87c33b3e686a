"""Trained weights, and how much to trust them -> the folder the product reads."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import numpy as np

from processors.network.model import Model, write
from training.calibrate import LEAST_CUE
from training.places import require

if TYPE_CHECKING:
    from training.places import Places


def package(places: Places) -> None:
    """Write weights and settings."""
    weights, names = pickle.loads(require(places.trained, "train").read_bytes())  # noqa: S301 - own file
    found = json.loads(require(places.fitted, "fit").read_text(encoding="utf-8"))
    trust = np.array(found["trust"], np.float32)
    write(Model(weights, names._asdict(), trust, LEAST_CUE, found["least"]), places.model)

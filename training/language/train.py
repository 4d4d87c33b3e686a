"""Documents -> a trained pipeline, by spaCy's own training loop and ``pipeline.cfg``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.cli.train import train as run_training

from training.language.places import require

if TYPE_CHECKING:
    from training.language.places import Places

CONFIG = Path(__file__).with_name("pipeline.cfg")


def train(places: Places) -> None:
    """Train the pipeline; spaCy prints its scores on the watched documents as it goes."""
    overrides = {
        "paths.train": str(require(places.documents("train"), "prepare")),
        "paths.watched": str(require(places.documents("watched"), "prepare")),
    }
    run_training(CONFIG, places.trained, overrides=overrides)

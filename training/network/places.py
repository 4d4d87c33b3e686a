"""Where the annotated articles lie, and where results go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from processors.network.features import CLEAN, CROWD

STATEMENTS = Path(__file__).parents[1] / "statements"


class Source(NamedTuple):
    """A set of annotated articles."""

    folder: Path
    convention: int
    """Whose idea of a statement it follows."""
    repeats: float
    """How often each article is learned from in an epoch; 0 for those that are only measured on."""
    marked: bool = False
    """Whether its statements are marked in the text."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders training reads (``shared``), works in (``build``) and fills (``model``)."""

    shared: Path
    build: Path
    model: Path

    def sources(self) -> dict[str, Source]:
        """Every set by name."""
        clean, crowd = self.shared / "wirequotes", self.shared / "polnear"
        return {
            "wirequotes-train": Source(clean / "train", CLEAN, 1.5),
            "wikinews": Source(STATEMENTS / "wikinews", CLEAN, 1.5),
            "written": Source(STATEMENTS / "written" / "articles", CLEAN, 1.0, marked=True),
            "polnear-train": Source(crowd / "train", CROWD, 0.4),
            "wirequotes-dev": Source(clean / "dev", CLEAN, 0),
            "polnear-dev": Source(crowd / "dev", CROWD, 0),
        }

    @property
    def treebanks(self) -> Path:
        return self.build.parent / "language" / "train.spacy"

    @property
    def told(self) -> Path:
        return self.build / "told.pickle"

    @property
    def scorer(self) -> Path:
        """The script that the project's figures are computed with."""
        return self.shared / "eval" / "polnear_eval.py"

    def prepared(self, name: str) -> Path:
        """The articles of a set as the network sees them."""
        return self.build / f"{name}.pickle"

    @property
    def checkpoint(self) -> Path:
        """Where training can go on from."""
        return self.build / "checkpoint.pickle"

    @property
    def trained(self) -> Path:
        """The trained weights and the names they know."""
        return self.build / "trained.pickle"

    @property
    def scores(self) -> Path:
        """What ``evaluate`` found, as JSON."""
        return self.build / "scores.json"

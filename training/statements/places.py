"""Where the annotated articles lie, and where results go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from processors.attribution.learned.features import CLEAN, CROWD
from training.language.places import MissingDataError

WIKINEWS = Path(__file__).with_name("wikinews")
WRITTEN = Path(__file__).with_name("written") / "articles"


class Source(NamedTuple):
    """A set of annotated articles."""

    folder: Path
    convention: int
    """Whose idea of a statement it follows."""
    repeats: int
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
            "wirequotes-train": Source(clean / "train", CLEAN, 4),
            "wikinews": Source(WIKINEWS, CLEAN, 4),
            "written": Source(WRITTEN, CLEAN, 1, marked=True),
            "polnear-train": Source(crowd / "train", CROWD, 1),
            "wirequotes-dev": Source(clean / "dev", CLEAN, 0),
            "polnear-dev": Source(crowd / "dev", CROWD, 0),
        }

    @property
    def verbs(self) -> Path:
        """VerbNet's verbs of communication, with their classes."""
        return self.shared / "lexicons" / "verbnet-communication.tsv"

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

    def check_sources(self) -> None:
        """Raise ``MissingDataError`` where a source is missing."""
        for source in self.sources().values():
            if not source.marked and not (source.folder / "attributions").is_dir():
                raise MissingDataError(
                    f"{source.folder}: no such folder; training needs wirequotes and PolNeAR, which are no "
                    "part of the project: give the folder that holds them with --shared"
                )


def require(path: Path, command: str) -> Path:
    """Return ``path``, or say which command makes it."""
    if not path.exists():
        raise MissingDataError(f"{path}: not there yet; run `python -m training.statements {command}` first")
    return path

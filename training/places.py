"""Where the data lies, and where results go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from processors.network.features import CLEAN, CROWD

HERE = Path(__file__).parent


class MissingDataError(Exception):
    """Something training reads is not there; the message says what to do."""


class Source(NamedTuple):
    """A set of annotated articles."""

    folder: Path
    convention: int
    """Whose idea of a statement it follows."""
    learned: bool
    """Whether it is learned from, and not only measured on."""
    marked: bool = False
    """Whether its statements are marked in the text."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders training reads (``shared``), works in (``build``) and fills (``model``)."""

    shared: Path
    build: Path
    model: Path

    def sources(self) -> dict[str, Source]:
        """Every set of articles with statements, by name."""
        statements = HERE / "statements"
        return {
            "wirequotes-train": Source(self.wirequotes / "train", CLEAN, learned=True),
            "wikinews": Source(statements / "wikinews", CLEAN, learned=True),
            "written": Source(statements / "written" / "articles", CLEAN, learned=True, marked=True),
            "polnear-train": Source(self.polnear / "train", CROWD, learned=True),
            "wirequotes-dev": Source(self.wirequotes / "dev", CLEAN, learned=False),
            "polnear-dev": Source(self.polnear / "dev", CROWD, learned=False),
        }

    @property
    def ewt(self) -> Path:
        """UD English Web Treebank: train, dev and test as CoNLL-U."""
        return self.shared / "treebanks" / "ewt"

    @property
    def gum(self) -> Path:
        """GUM: one CoNLL-U file per document, with ``dev.docs`` and ``test.docs``."""
        return self.shared / "treebanks" / "gum"

    @property
    def polnear(self) -> Path:
        """PolNeAR: ``train`` and ``dev``, and the silver entities beside them."""
        return self.shared / "polnear"

    @property
    def wirequotes(self) -> Path:
        """World news, read carefully: ``train`` and ``dev``."""
        return self.shared / "wirequotes"

    @property
    def scorer(self) -> Path:
        """The script that the project's figures are computed with."""
        return self.shared / "eval" / "polnear_eval.py"

    @property
    def speakers_scorer(self) -> Path:
        """The same for speakers."""
        return self.shared / "eval" / "speakers_eval.py"

    def prepared(self, name: str) -> Path:
        """The articles of a set as the network sees them."""
        return self.build / f"{name}.pickle"

    @property
    def told(self) -> Path:
        """The treebanks as the network sees them."""
        return self.build / "told.pickle"

    def checkpoint(self, phase: int) -> Path:
        """Where a phase of training can go on from."""
        return self.build / f"checkpoint{phase}.pickle"

    @property
    def trained(self) -> Path:
        """The trained weights and the labels they know."""
        return self.build / "trained.pickle"

    @property
    def fitted(self) -> Path:
        """How much to trust them, as JSON."""
        return self.build / "fitted.json"

    @property
    def found(self) -> Path:
        """What ``evaluate`` found, as JSON."""
        return self.build / "scores.json"

    @property
    def scores(self) -> Path:
        """What it found the last time that it was kept."""
        return HERE / "scores.json"

    def check_sources(self) -> None:
        """Raise ``MissingDataError`` where a source is missing."""
        for folder in (self.ewt, self.gum, self.polnear, self.wirequotes):
            if not folder.is_dir():
                raise MissingDataError(
                    f"{folder}: no such folder; training needs the treebanks, PolNeAR and wirequotes, which "
                    "are no part of the project: give the folder that holds them with --shared"
                )


def require(path: Path, command: str) -> Path:
    """Return ``path``, or say which command makes it."""
    if not path.exists():
        raise MissingDataError(f"{path}: not there yet; run `python -m training {command}` first")
    return path

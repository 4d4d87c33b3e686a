"""Where the data lies, and where results go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class MissingDataError(Exception):
    """Something training reads is not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders training reads (``shared``), works in (``build``) and fills (``model``)."""

    shared: Path
    build: Path
    model: Path

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
        """PolNeAR: ``train/text``, ``dev/text`` and the silver entities beside them."""
        return self.shared / "polnear"

    @property
    def trained(self) -> Path:
        """Where ``train`` leaves spaCy's ``model-best`` and ``model-last``."""
        return self.build / "trained"

    @property
    def scores(self) -> Path:
        """What ``evaluate`` found, as JSON; ``package`` writes it into the card."""
        return self.build / "scores.json"

    def documents(self, name: str) -> Path:
        """One prepared set of documents, such as ``train`` or ``gum-dev``."""
        return self.build / f"{name}.spacy"

    def check_sources(self) -> None:
        """Raise ``MissingDataError`` where a source is missing."""
        for folder in (self.ewt, self.gum, self.polnear):
            if not folder.is_dir():
                raise MissingDataError(
                    f"{folder}: no such folder; training needs the treebanks and PolNeAR, "
                    "which are not part of the project: give the folder that holds them with --shared"
                )


def require(path: Path, command: str) -> Path:
    """Return ``path``, or say which command makes it."""
    if not path.exists():
        raise MissingDataError(f"{path}: not there yet; run `python -m training.language {command}` first")
    return path

"""The model card: ``card.md`` with the scores that were kept."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from processors.network.model import SETTINGS, WEIGHTS
from training.evaluate import BARS, MANNERS

if TYPE_CHECKING:
    from training.evaluate import Figures
    from training.places import Places

CARD = Path(__file__).with_name("card.md")
LANGUAGE = {"tag_acc": "tags", "pos_acc": "coarse tags", "sents_f": "sentences", "ents_f": "names"}


def card(places: Places) -> None:
    """Write the card of the packaged model."""
    scores = json.loads(places.scores.read_text(encoding="utf-8"))
    size = sum((places.model / name).stat().st_size for name in (WEIGHTS, SETTINGS)) / 1e6
    filled = Template(CARD.read_text(encoding="utf-8")).substitute(
        size=f"{size:.1f}",
        scores=_table(scores),
        language=_language(scores["language"]),
        wire_plot=_plot(scores["wirequotes"]),
        crowd_plot=_plot(scores["polnear"]),
    )
    (places.model / "README.md").write_text(filled, encoding="utf-8")


def _table(scores: dict[str, Figures]) -> str:
    keys = [key for key in scores["wirequotes"] if not key.startswith("said ")]
    lines = ["| | wirequotes dev | PolNeAR dev |", "|---|---|---|"]
    for key in keys:
        name = f"joint recall, {key}" if key in MANNERS else key
        lines.append(f"| {name} | " + " | ".join(_figure(scores[each], each, key) for each in BARS) + " |")
    return "\n".join(lines)


def _figure(figures: Figures, name: str, key: str) -> str:
    bar = BARS[name].get(key)
    return f"{figures[key]:.3f}" + (f" (bar {bar:.2f})" if bar else "")


def _language(found: dict[str, Figures]) -> str:
    lines = ["| set | " + " | ".join(LANGUAGE.values()) + " |", "|---" * (len(LANGUAGE) + 1) + "|"]
    for name, figures in found.items():
        lines.append(
            f"| {name} | "
            + " | ".join(f"{figures[key]:.1f}" if key in figures else "" for key in LANGUAGE)
            + " |"
        )
    return "\n".join(lines)


def _plot(figures: Figures) -> str:
    """The reliability diagram in characters: a bar to the share that was right, ``|`` where it should end."""
    lines = []
    for key, right in figures.items():
        if key.startswith("said "):
            said = float(key.removeprefix("said ")) + 0.05
            bar = list("#" * round(50 * right)) + [" "] * 51
            bar[round(50 * said)] = "|"
            lines.append(f"{said:.2f} {''.join(bar).rstrip():51} {right:.2f}")
    return "\n".join(lines)

"""Trained weights and their scores -> the folder the product reads, with its card."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import numpy as np

from processors.attribution.learned.model import SETTINGS, WEIGHTS, write
from training.statements.calibrate import model
from training.statements.places import require

if TYPE_CHECKING:
    from training.statements.places import Places

CARD = Path(__file__).with_name("card.md")


def package(places: Places) -> None:
    """Write weights, settings and card."""
    weights, names = pickle.loads(require(places.trained, "train").read_bytes())  # noqa: S301 - own file
    found = json.loads(require(places.scores, "evaluate").read_text(encoding="utf-8"))
    trust = np.array(found["settings"]["trust"], np.float32)
    write(model(weights, names, trust, found["settings"]["least"]), places.model)
    size = sum((places.model / name).stat().st_size for name in (WEIGHTS, SETTINGS)) / 1e6
    card = Template(CARD.read_text(encoding="utf-8"))
    scores = found["scores"]
    filled = card.substitute(
        size=f"{size:.1f}",
        scores=_table(scores),
        wire_plot=_plot(scores["wirequotes-dev"]),
        crowd_plot=_plot(scores["polnear-dev, cues outside quotations"]),
    )
    (places.model / "README.md").write_text(filled, encoding="utf-8")


def _table(scores: dict[str, dict[str, Any]]) -> str:
    figures = scores.values()
    rows = [("", *scores), ("---",) * (len(scores) + 1)]
    rows += [
        (f"{metric} F1 (P, R)", *(_figures(each[metric]) for each in figures))
        for metric in (
            "JOINT",
            "content token",
            "cue overlap",
            "source | content, overlap",
            "content span exact",
        )
    ]
    rows += [
        (f"joint recall, {kind}", *(f"{each['joint recall'][kind]:.3f}" for each in figures))
        for kind in ("direct", "mixed", "indirect")
    ]
    rows.append(
        ("joint at 0.8 and more: P", *(f"{each['joint at 0.8 and more'][0]:.3f}" for each in figures))
    )
    rows.append(("calibration error", *(f"{each['calibration error']:.3f}" for each in figures)))
    lines = (
        "| " + " | ".join(row).replace("source | content", "source given content") + " |" for row in rows
    )
    return "\n".join(lines)


def _figures(prf: list[float]) -> str:
    precision, recall, both = prf
    return f"**{both:.3f}** ({precision:.3f}, {recall:.3f})"


def _plot(report: dict[str, Any]) -> str:
    """The reliability diagram in characters: a bar to the share that was right, ``|`` where it should end."""
    lines = []
    for said, right, count in report["reliability"]:
        bar = list("#" * round(50 * right)) + [" "] * 51
        bar[round(50 * said)] = "|"
        lines.append(f"{said:.2f} {''.join(bar).rstrip():51} {right:.2f} of {count}")
    return "\n".join(lines)

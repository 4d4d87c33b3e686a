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
    clean, crowd = found["scores"]["wirequotes-dev"], found["scores"]["polnear-dev"]
    filled = card.substitute(
        size=f"{size:.1f}", scores=_table(clean, crowd), wire_plot=_plot(clean), crowd_plot=_plot(crowd)
    )
    (places.model / "README.md").write_text(filled, encoding="utf-8")


def _table(clean: dict[str, Any], crowd: dict[str, Any]) -> str:
    rows = ["| | wirequotes dev | PolNeAR dev |", "|---|---|---|"]
    rows += [
        f"| {metric} F1 (P, R) | {_figures(clean[metric])} | {_figures(crowd[metric])} |"
        for metric in (
            "JOINT",
            "content token",
            "cue overlap",
            "source | content, overlap",
            "content span exact",
        )
    ]
    rows += [
        f"| joint recall, {kind} | {clean['joint recall'][kind]:.3f} | {crowd['joint recall'][kind]:.3f} |"
        for kind in clean["joint recall"]
    ]
    key = "joint at 0.8 and more"
    rows.append(f"| joint precision at a score of 0.8 and more | {clean[key][0]:.3f} | {crowd[key][0]:.3f} |")
    rows.append(
        f"| calibration error | {clean['calibration error']:.3f} | {crowd['calibration error']:.3f} |"
    )
    return "\n".join(rows).replace("source | content", "source given content")


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

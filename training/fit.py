"""Trained weights -> how much to trust them: confidence, and the least of it that is printed."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np

from training.calibrate import fitted, load_module, looked_at, roles, statements
from training.places import require
from training.prepare import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.calibrate import Seen
    from training.places import Places
    from training.prepare import Prepared

COUNTS = {"wirequotes-dev": 1500, "polnear-dev": 500}
"""How much each set counts; where the two disagree the clean one does."""
LEAST = tuple(round(each, 3) for each in np.arange(0.25, 0.525, 0.025))


def fit(places: Places) -> None:
    """Fit the confidence on the development articles, choose the least of it, print what comes of it.

    The figures printed of each half of the articles are computed with the confidence fitted on the other
    half; kept is what is fitted on all of them.
    """
    weights, _ = pickle.loads(require(places.trained, "train").read_bytes())  # noqa: S301 - own file
    scorer = load_module(places.scorer)
    articles = {name: prepared(places.prepared(name)) for name in COUNTS}
    seen = {name: [looked_at(each, weights, scorer) for each in found] for name, found in articles.items()}
    halves = [_trust(seen, slice(1, None, 2)), _trust(seen, slice(0, None, 2))]
    joint = {
        (name, least): _joint(scorer, articles[name], seen[name], halves, least)
        for name in COUNTS
        for least in LEAST
    }
    least = max(LEAST, key=lambda one: sum(COUNTS[name] * joint[name, one][2] for name in COUNTS))
    for name in COUNTS:
        print(
            f"{name}: joint precision, recall, F1, each half by the other: {np.round(joint[name, least], 3)}"
        )
    trust = [round(float(each), 4) for each in _trust(seen, slice(None))]
    places.fitted.write_text(json.dumps({"least": least, "trust": trust}) + "\n", encoding="utf-8")


def _trust(seen: dict[str, list[Seen]], part: slice) -> NDArray[np.float32]:
    """Fitted on a part of the articles; every set counts as much as ``COUNTS`` says."""
    chosen = [
        (each, COUNTS[name] / sum(len(one.found) for one in found))
        for name, found in seen.items()
        for each in found[part]
    ]
    return fitted([each for each, _ in chosen], [share for _, share in chosen])


def _joint(
    scorer: Any,
    articles: Sequence[Prepared],
    seen: Sequence[Seen],
    halves: Sequence[NDArray[np.float32]],
    least: float,
) -> tuple[float, float, float]:
    counts = scorer.Score()
    for at, (each, saw) in enumerate(zip(articles, seen, strict=True)):
        found = [roles(one) for one in statements(each, saw, halves[at % 2], least)]
        text = scorer.Text(each.article.text)
        for reading in each.article.readings:
            gold = [roles(one) for one in reading.statements]
            scorer.score_doc(
                counts, text, found, gold, list(reading.discarded), 1 / len(each.article.readings)
            )
    precision, recall, both = counts.prf("JOINT")
    return precision, recall, both

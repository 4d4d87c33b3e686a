"""Trained weights -> how much to trust them, and how good they are on the development articles."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from training.statements.calibrate import (
    calibration_error,
    chances,
    fitted,
    load_module,
    looked_at,
    outside_quotations,
    roles,
    statements,
)
from training.statements.places import require
from training.statements.prepare import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.statements.calibrate import Seen
    from training.statements.places import Places
    from training.statements.prepare import Prepared

CLEAN_SET, CROWD_SET = "wirequotes-dev", "polnear-dev"
SETS = (CLEAN_SET, CROWD_SET)
COUNTS = {CLEAN_SET: 1500, CROWD_SET: 500}
"""Where the two disagree the clean one counts."""
OUTSIDE = "polnear-dev, cues outside quotations"
"""PolNeAR's readers left out most of what is reported within quotations."""
LEAST = tuple(round(each, 2) for each in np.arange(0.2, 0.56, 0.025))
SURE = 0.8
SHOWN = ("JOINT", "content token", "cue overlap", "source | content, overlap", "content span exact")
MANNERS = ("direct", "mixed", "indirect")
LENGTHS = ((0, 300), (300, 800), (800, 10**9))
"""In words."""
WORST = 20


class Measured(NamedTuple):
    """A development set: its articles, what the network sees in them, and trust fitted on the other half."""

    articles: list[Prepared]
    seen: list[Seen]
    trust: list[NDArray[np.float32]]


def evaluate(places: Places) -> None:
    """Fit the confidence, choose the least of it, print the scores and keep them for the card.

    The scores of each half of the articles are computed with the confidence fitted on the other half.
    """
    weights, names = pickle.loads(require(places.trained, "train").read_bytes())  # noqa: S301 - own file
    scorer = load_module(places.scorer)
    articles = {name: prepared(places.prepared(name)) for name in SETS}
    seen = {
        name: [looked_at(each, weights, names, scorer) for each in found] for name, found in articles.items()
    }
    known = seen | {CROWD_SET: [outside_quotations(each) for each in seen[CROWD_SET]]}
    halves = [_fit(known, slice(1, None, 2)), _fit(known, slice(0, None, 2))]
    crossed = [halves[at % 2] for at in range(max(map(len, articles.values())))]
    measured = {name: Measured(articles[name], seen[name], crossed) for name in SETS}
    measured[OUTSIDE] = Measured(articles[CROWD_SET], known[CROWD_SET], crossed)
    least = max(LEAST, key=lambda one: _both(scorer, measured, one))
    report = {name: _report(scorer, each, least) for name, each in measured.items()}
    settings = {"least": least, "trust": [float(each) for each in _fit(known, slice(None))]}
    found = {"settings": settings, "scores": report}
    places.scores.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for name, each in measured.items():
        _show(name, report[name], worst(scorer, each, least))


def _fit(known: dict[str, list[Seen]], part: slice) -> NDArray[np.float32]:
    """Fitted on a part of the articles; every set counts as much as ``COUNTS`` says."""
    chosen = [
        (each, COUNTS[name] / sum(len(one.found) for one in found))
        for name, found in known.items()
        for each in found[part]
    ]
    return fitted([each for each, _ in chosen], [share for _, share in chosen])


def _both(scorer: Any, measured: dict[str, Measured], least: float) -> float:
    """Joint F1 on world news, and on PolNeAR as far as its readers read."""
    return sum(float(scored(scorer, measured[name], least).prf("JOINT")[2]) for name in (CLEAN_SET, OUTSIDE))


def scored(scorer: Any, measured: Measured, least: float, *, chosen: Sequence[int] | None = None) -> Any:
    """The scorer's counts over all articles, or those ``chosen``."""
    counts = scorer.Score()
    for at in range(len(measured.articles)) if chosen is None else chosen:
        each = measured.articles[at]
        found = [roles(one) for one in statements(each, measured.seen[at], measured.trust[at], least)]
        text = scorer.Text(each.article.text)
        for reading in each.article.readings:
            gold = [roles(one) for one in reading.statements]
            share = 1 / len(each.article.readings)
            scorer.score_doc(counts, text, found, gold, list(reading.discarded), share)
    return counts


def _report(scorer: Any, measured: Measured, least: float) -> dict[str, Any]:
    counts = scored(scorer, measured, least)
    sure = scored(scorer, measured, SURE).prf("JOINT")
    said = [chances(seen, trust) for seen, trust in zip(measured.seen, measured.trust, strict=False)]
    printed = np.concatenate(said) >= least
    right = np.concatenate([seen.right for seen in measured.seen])[printed]
    by_length = {
        f"{low} to {high} words" if high < 10**6 else f"over {low} words": scored(
            scorer, measured, least, chosen=at
        ).prf("JOINT")
        for low, high in LENGTHS
        if (at := [n for n, seen in enumerate(measured.seen) if low <= len(seen.table) < high])
    }
    return {
        **{name: counts.prf(name) for name in SHOWN},
        "joint recall": {kind: counts.prf(f"{kind} joint")[1] for kind in MANNERS},
        "joint at 0.8 and more": sure,
        "calibration error": calibration_error(np.concatenate(said)[printed], right),
        "reliability": reliability(np.concatenate(said)[printed], right),
        "joint by length": by_length,
    }


def reliability(said: NDArray[np.float64], right: NDArray[np.float64]) -> list[tuple[float, float, int]]:
    """For every tenth of probability: the mean of what was said, the share that was right, how many."""
    tenth = np.minimum((said * 10).astype(int), 9)
    return [
        (float(said[tenth == at].mean()), float(right[tenth == at].mean()), int((tenth == at).sum()))
        for at in range(10)
        if (tenth == at).any()
    ]


def worst(scorer: Any, measured: Measured, least: float) -> list[tuple[str, float]]:
    """The articles with the lowest joint F1."""
    each = [
        (one.article.name, float(scored(scorer, measured, least, chosen=[at]).prf("JOINT")[2]))
        for at, one in enumerate(measured.articles)
    ]
    return sorted(each, key=lambda one: one[1])[:WORST]


def _show(name: str, report: dict[str, Any], poor: list[tuple[str, float]]) -> None:
    print(f"{name}")
    for metric in (*SHOWN, "joint at 0.8 and more"):
        print(f"  {metric:28}" + "".join(f"{100 * each:7.1f}" for each in report[metric]))
    for kind, recall in report["joint recall"].items():
        print(f"  joint recall, {kind:14}{100 * recall:14.1f}")
    for length, figures in report["joint by length"].items():
        print(f"  joint, {length:21}" + "".join(f"{100 * each:7.1f}" for each in figures))
    print(f"  expected calibration error  {report['calibration error']:14.3f}")
    print("  worst: " + ", ".join(f"{article} {100 * figure:.0f}" for article, figure in poor))

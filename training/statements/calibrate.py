"""How much each kind of evidence counts for a statement, fitted on the development articles."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from processors.attribution.learned.decode import candidates
from processors.attribution.learned.features import CLEAN, Tokens, numbered
from processors.attribution.learned.model import Model
from processors.attribution.learned.selection import EVIDENCE, Judged, apart, completed, evidence
from processors.attribution.learned.statements import exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from processors.attribution.found import Attribution
    from processors.attribution.learned.decode import Candidate
    from processors.attribution.learned.features import Names
    from processors.attribution.learned.network import Weights
    from training.statements.prepare import Prepared

LEAST_CUE = 0.15
"""Less likely cues are not worth a look."""
RIDGE = 1.0


class Seen(NamedTuple):
    """The candidates of an article, what speaks for them, and how many of its readers have them."""

    table: Tokens
    found: list[Candidate]
    given: NDArray[np.float32]
    right: NDArray[np.float64]


def load_module(path: Path) -> Any:
    """A script beside the project, such as the one that computes its figures."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def looked_at(each: Prepared, weights: Weights, names: Names, scorer: Any) -> Seen:
    """Everything the network sees in an article, right or not."""
    table = numbered(each.seen, names, CLEAN)
    found = [completed(table, one) for one in candidates(table, weights, LEAST_CUE)]
    found = [one for one in found if one.content]
    right = [_share_right(each, table, one, scorer) for one in found]
    return Seen(table, found, evidence(table, found), np.array(right, np.float64))


def outside_quotations(seen: Seen) -> Seen:
    """Without the candidates whose cue is within a quotation."""
    outside = seen.given[:, EVIDENCE.index("nested")] == 0
    found = [one for one, keep in zip(seen.found, outside.tolist(), strict=True) if keep]
    return Seen(seen.table, found, seen.given[outside], seen.right[outside])


def _share_right(each: Prepared, table: Tokens, found: Candidate, scorer: Any) -> float:
    """The share of readers with this statement: contents that mostly overlap, and sources that touch."""
    text = scorer.Text(each.article.text)
    one = scorer.Statement(text, roles(exact(each.article.text, table, [Judged(found, 1.0)])[0]))
    readers = [
        [scorer.Statement(text, roles(statement)) for statement in reading.statements]
        for reading in each.article.readings
    ]
    return sum(any(same(one, other) for other in reader) for reader in readers) / len(readers)


def roles(statement: Any) -> dict[str, list[tuple[int, int]]]:
    """As the scorer wants it."""
    return {role: list(getattr(statement, role)) for role in ("source", "cue", "content")}


def same(one: Any, other: Any) -> bool:
    """Whether two of the scorer's statements are one: contents mostly overlap, sources touch."""
    both = one.toks["content"] & other.toks["content"]
    alike = len(both) >= 0.5 * len(one.toks["content"] | other.toks["content"])
    sources = one.toks["source"] & other.toks["source"]
    return bool(both and alike and (sources or not (one.spans["source"] or other.spans["source"])))


def fitted(seen: Sequence[Seen], weigh: Sequence[float]) -> NDArray[np.float32]:
    """Logistic regression (Newton's method, slightly held back) of being right on the evidence."""
    given = np.concatenate([each.given for each in seen]).astype(np.float64)
    right = np.concatenate([each.right for each in seen])
    weight = np.concatenate(
        [np.full(len(each.right), share) for each, share in zip(seen, weigh, strict=True)]
    )
    trust = np.zeros(len(EVIDENCE))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-given @ trust))
        slope = given.T @ (weight * (chance - right)) + RIDGE * trust
        curve = (given * (weight * chance * (1 - chance))[:, None]).T @ given + RIDGE * np.eye(len(trust))
        trust -= np.linalg.solve(curve, slope)
    return trust.astype(np.float32)


def calibration_error(chances: NDArray[np.float64], right: NDArray[np.float64], bins: int = 10) -> float:
    """Expected difference between the probability given and the share that is right."""
    number = np.minimum((chances * bins).astype(int), bins - 1)
    parts = [number == each for each in range(bins)]
    return float(sum(abs(chances[at].mean() - right[at].mean()) * at.mean() for at in parts if at.any()))


def chances(seen: Seen, trust: NDArray[np.float32]) -> NDArray[np.float64]:
    """The probability of every candidate."""
    return np.asarray(1 / (1 + np.exp(-(seen.given @ trust))), np.float64)


def statements(each: Prepared, seen: Seen, trust: NDArray[np.float32], least: float) -> list[Attribution]:
    """What is printed of an article."""
    judged = [
        Judged(one, float(p)) for one, p in zip(seen.found, chances(seen, trust), strict=True) if p >= least
    ]
    return exact(each.article.text, seen.table, apart(judged))


def model(weights: Weights, names: Names, trust: NDArray[np.float32], least: float) -> Model:
    """The finished model."""
    return Model(weights, names, trust, LEAST_CUE, least)

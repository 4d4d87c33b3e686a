"""Articles whose speakers are known -> the weights of who is meant where a source names nobody.

A log-linear model (conditional maximum likelihood, ridge penalty) over the features of
``processors.contenders``; the statements and their sources are those that were annotated, tags and names
are the packaged model's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from processors.actors import find_cast
from processors.attribution.found import Attribution
from processors.choosing import NOBODY
from processors.contenders import Stage, Talk, contenders, source_of
from processors.nesting import enclosing
from processors.nlp import PACKAGED, STATEMENTS, load
from processors.officials import OfficialIndex
from processors.speakers import by_rule
from training.statements.calibrate import load_module
from training.statements.places import WIKINEWS
from training.statements.written.markup import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language


RIDGE = 1.0
FILE = PACKAGED / "en_wire" / "speakers.json"


class Known(NamedTuple):
    """An article with its statements in order, and the names of the speakers of each."""

    text: str
    told: list[Attribution]
    names: list[tuple[str, ...]]


class Case(NamedTuple):
    """One source that names nobody: the features of everybody who may be meant, nobody last; and who is."""

    features: list[tuple[str, ...]]
    right: list[int]


def speakers(shared: Path) -> None:
    """Learn the weights and leave them beside the model."""
    right = load_module(shared / "eval" / "speakers_eval.py").right
    nlp = load()
    nlp.disable_pipe(STATEMENTS)
    cases = [case for known in articles(shared) for case in cases_of(known, nlp, right)]
    weights = learned(cases)
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.005}
    FILE.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
    print(f"speakers: {len(cases)} sources that name nobody, {len(kept)} weights", flush=True)


def articles(shared: Path) -> Iterator[Known]:
    """All training articles whose speakers are known."""
    for folder in (shared / "wirequotes" / "train", WIKINEWS):
        by_file: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in (folder / "speakers.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            by_file[record["file"]].append(record)
        for file, records in sorted(by_file.items()):
            text = (folder / "text" / file).read_bytes().decode("utf-8")
            told = [_told(each["source"], each["cue"], each["content"]) for each in records]
            yield _known(text, zip(told, (_names(each["speaker"]) for each in records), strict=True))
    for each in written():
        statements = each.article.readings[0].statements
        told = [_told(one.source, one.cue, one.content) for one in statements]
        yield _known(each.article.text, zip(told, (one.names for one in each.speakers), strict=True))


def _names(speaker: Any) -> tuple[str, ...]:
    return () if speaker is None else tuple(speaker) if isinstance(speaker, list) else (speaker,)


def _told(source: Any, cue: Any, content: Any) -> Attribution:
    spans = [tuple(sorted((int(a), int(b)) for a, b in each)) for each in (source, cue, content)]
    return Attribution(spans[0], spans[1] or spans[2][:1], spans[2], "indirect", "said", 1.0)


def _known(text: str, pairs: Iterable[tuple[Attribution, tuple[str, ...]]]) -> Known:
    ordered = sorted(pairs, key=lambda pair: min((*pair[0].content, *pair[0].cue)))
    return Known(text, [told for told, _ in ordered], [names for _, names in ordered])


def cases_of(known: Known, nlp: Language, right: Any) -> Iterator[Case]:
    """The sources that no rule resolves; what was said before is known as far as it can be told."""
    cast = find_cast(
        nlp(known.text), OfficialIndex(), sources=[span for each in known.told for span in each.source]
    )
    ruled = by_rule(known.told, cast)
    stage, talk = Stage(cast), Talk(cast, known.told, enclosing(known.told))
    figures = {actor.id: figure for figure, actor in cast.of.items()}
    for at in talk.in_order():
        talk.said[at] = tuple(figures[speaker.actor] for speaker in ruled[at].speakers)
        source = source_of(cast, known.told[at].source)
        if talk.said[at] or not source.definite:
            continue
        found = contenders(stage, source, talk.before(at))
        names = known.names[at]
        fits = [
            number
            for number, each in enumerate(found)
            if names and right(list(names), [cast.of[figure].name for figure in each.figures])
        ]
        if fits:
            talk.said[at] = found[fits[0]].figures
        yield Case([*(each.features for each in found), (f"{source.kind}:{NOBODY}",)], fits or [len(found)])


def learned(cases: list[Case]) -> dict[str, float]:
    """The weight of every feature."""
    number: dict[str, int] = {}
    rows = [
        [number.setdefault(name, len(number)) for name in each] for case in cases for each in case.features
    ]
    owner = np.repeat(np.arange(len(cases)), [len(case.features) for case in cases])
    first = np.searchsorted(owner, np.arange(len(cases)))
    target = np.zeros(len(rows))
    for begin, case in zip(first, cases, strict=True):
        target[begin + np.array(case.right)] = 1
    at = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    given = csr_matrix(
        (np.ones(len(at)), (at, np.concatenate(rows).astype(int))), shape=(len(rows), len(number))
    )

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = given @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[owner])
        total = np.add.reduceat(powers, first)
        wanted = np.add.reduceat(powers * target, first)
        surprise = (np.log(total) - np.log(wanted)).sum() + RIDGE / 2 * weights @ weights
        return surprise, given.T @ (powers / total[owner] - powers * target / wanted[owner]) + RIDGE * weights

    found = minimize(loss, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: float(found.x[at]) for name, at in number.items()}

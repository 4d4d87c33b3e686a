"""How good the product is on the development articles, by the project's scorers: ``make evaluate``.

Every figure is printed beside its bar and beside the last one kept (``training/scores.json``), by manner,
length and outlet, and the articles it did worst on. ``--keep`` keeps the new ones.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from processors.nlp import load
from processors.officials import OfficialIndex
from processors.pipeline import annotate_all
from training.cases import tallies
from training.statements.calibrate import calibration_error, load_module, same
from wirewatch.records import Annotated, Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SCORES = Path(__file__).with_name("scores.json")
SURE = 0.8
MANNERS = ("direct", "mixed", "indirect")
LENGTHS = ((0, 300), (300, 600), (600, 1000), (1000, 10**9))
"""In words."""
WORST = 20
BARS: dict[str, dict[str, float]] = {
    "wirequotes": {"joint F1": 0.80, "direct": 0.90, "speaker right": 0.92, "wrong name": 0.04},
    "polnear": {
        "joint F1": 0.71, "content tokens F1": 0.87, "cue overlap F1": 0.80, "direct": 0.93, "indirect": 0.58,
        "joint precision at 0.8": 0.85, "speaker right": 0.92, "speaker right, pronouns": 0.85,
        "wrong name": 0.05,
    },
}  # fmt: skip
LESS_IS_BETTER = frozenset(("wrong name", "calibration error"))
Figures = dict[str, float]


class Set(NamedTuple):
    """A development set: its annotated articles as the scorer has them, and what the product says of them."""

    gold: dict[str, Any]
    found: dict[str, Annotated]
    scorer: Any


def evaluate(shared: Path, *, keep: bool = False) -> None:
    """Print the table; keep what was found if asked to."""
    scorer = load_module(shared / "eval" / "polnear_eval.py")
    last = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
    report: dict[str, Any] = {}
    for name in BARS:
        folder = shared / name
        gold = scorer.load(str(folder), "dev")
        chosen = Set(gold, _found({each: text.raw for each, (text, _) in gold.items()}), scorer)
        speakers = folder / ("dev/speakers.jsonl" if name == "wirequotes" else "speakers-dev.jsonl")
        report[name] = _figures(chosen) | _speakers(shared, chosen, speakers)
        _show(name, report[name], last.get(name, {}))
        _show_parts(chosen)
    for name, found in tallies().items():
        report.setdefault("cases", {})[name] = [
            round(found.joint, 3),
            found.speaker,
            found.named,
            found.wrong,
        ]
        print(
            f"cases, {name}: joint F1 {found.joint:.3f} of {found.gold} statements; of {found.named} named "
            f"speakers found {found.speaker} right, {found.wrong} wrong names"
        )
    if keep:
        SCORES.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _found(texts: dict[str, str]) -> dict[str, Annotated]:
    """What the product says of each article, without any officials."""
    articles = [
        Article(uri=name, body=text, received=datetime(2026, 1, 1, tzinfo=UTC))
        for name, text in texts.items()
    ]
    return {each.uri: each for each in annotate_all(articles, load(), OfficialIndex([]))}


def _score(chosen: Set, names: Iterable[str], least: float = 0.0) -> Any:
    """The scorer's counts over the articles ``names``, of statements at least so sure."""
    counts = chosen.scorer.Score()
    for name in names:
        text, readings = chosen.gold[name]
        found = [_roles(each) for each in chosen.found[name].statements if each.confidence >= least]
        for gold, discarded in readings.values():
            chosen.scorer.score_doc(counts, text, found, gold, discarded, 1 / len(readings))
    return counts


def _roles(statement: Any) -> dict[str, list[tuple[int, int]]]:
    return {role: list(getattr(statement, role)) for role in ("source", "cue", "content")}


def _figures(chosen: Set) -> Figures:
    counts = _score(chosen, chosen.gold)
    precision, recall, joint = counts.prf("JOINT")
    said, right = _judged(chosen)
    return {
        "joint F1": joint, "joint precision": precision, "joint recall": recall,
        "content tokens F1": counts.prf("content token")[2],
        "cue overlap F1": counts.prf("cue overlap")[2],
        "source given content F1": counts.prf("source | content, overlap")[2],
        "content span exact F1": counts.prf("content span exact")[2],
        **{kind: counts.prf(f"{kind} joint")[1] for kind in MANNERS},
        "joint precision at 0.8": _score(chosen, chosen.gold, SURE).prf("JOINT")[0],
        "joint recall at 0.8": _score(chosen, chosen.gold, SURE).prf("JOINT")[1],
        "calibration error": calibration_error(said, right),
        **{f"said {low / 10:.1f}": float(right[part].mean()) for low in range(2, 10)
           if (part := (said >= low / 10) & (said < low / 10 + 0.1)).any()},
    }  # fmt: skip


def _judged(chosen: Set) -> tuple[np.ndarray, np.ndarray]:
    """The confidence of every statement, and the share of the readers who have it so."""
    said, right = [], []
    for name, (text, readings) in chosen.gold.items():
        gold = [[chosen.scorer.Statement(text, each) for each in found] for found, _ in readings.values()]
        for statement in chosen.found[name].statements:
            one = chosen.scorer.Statement(text, _roles(statement))
            said.append(statement.confidence)
            right.append(sum(any(same(one, other) for other in reader) for reader in gold) / len(gold))
    return np.array(said), np.array(right)


def _speakers(shared: Path, chosen: Set, gold: Path) -> Figures:
    """The figures of the speakers' scorer."""
    lines = (
        msgspec.json.encode({"file": f"{name}.txt", "statements": found.statements})
        for name, found in chosen.found.items()
    )
    shown = io.StringIO()
    with NamedTemporaryFile(suffix=".jsonl") as printed, contextlib.redirect_stdout(shown):
        printed.write(b"\n".join(lines) + b"\n")
        printed.flush()
        load_module(shared / "eval" / "speakers_eval.py").main(str(gold), printed.name)
    rows = {
        line.split()[0]: [float(each) for each in line.split()[1:]]
        for line in shown.getvalue().splitlines()[1:]
    }
    named, pronoun = rows["NAMED"], rows["pronoun"]
    return {
        "speaker found": named[1],
        "speaker right": named[2],
        "speaker right, of all": named[3],
        "speaker right, pronouns": pronoun[2],
        "wrong name": rows["TOTAL"][4],
    }


def _show(name: str, figures: Figures, last: Figures) -> None:
    print(f"\n{name:26} now    kept   bar")
    for key, value in figures.items():
        kept = f"{last[key]:.3f}" if key in last else "     "
        bar = BARS[name].get(key)
        reached = bar is not None and (value <= bar if key in LESS_IS_BETTER else value >= bar)
        print(
            f"{key:26} {value:.3f}  {kept}  "
            + (f"{bar:.2f} {'reached' if reached else 'MISSED'}" if bar else "")
        )


def _show_parts(chosen: Set) -> None:
    """Joint F1 by length and outlet, and the articles with the lowest."""
    words = {name: len(text.words) for name, (text, _) in chosen.gold.items()}
    for low, high in LENGTHS:
        if part := [name for name, count in words.items() if low <= count < high]:
            span = f"{low} to {high} words" if high < 10**8 else f"over {low} words"
            print(f"joint F1, {span:20} {_joint(chosen, part):.3f}   {len(part)} articles")
    outlets: defaultdict[str, list[str]] = defaultdict(list)
    for name in words:
        outlets[re.split(r"_|\d", name)[0]].append(name)
    for outlet, part in sorted(outlets.items()) if len(outlets) > 1 else ():
        print(f"joint F1, {outlet:20} {_joint(chosen, part):.3f}   {len(part)} articles")
    worst = sorted((_joint(chosen, [name]), name) for name in words)[:WORST]
    print("worst: " + ", ".join(f"{name} {joint:.2f}" for joint, name in worst))


def _joint(chosen: Set, names: Sequence[str]) -> float:
    return float(_score(chosen, names).prf("JOINT")[2])

"""Annotated articles -> the same, parsed by the packaged pipeline and described as the network sees them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, NamedTuple

from processors.attribution.learned.features import Described, described
from processors.nlp import load
from training.statements.corpus import Annotated, articles
from training.statements.places import require
from training.statements.written.markup import written

if TYPE_CHECKING:
    from pathlib import Path

    from training.statements.places import Places


class Prepared(NamedTuple):
    """An article, its annotations, and what the network sees of it."""

    article: Annotated
    seen: Described


def prepare(places: Places) -> None:
    """Parse every set once; a later run does it again, since the pipeline may be another one."""
    places.build.mkdir(parents=True, exist_ok=True)
    places.checkpoint.unlink(missing_ok=True)
    nlp = load()
    nlp.disable_pipes(*(name for name in nlp.pipe_names if name.startswith("wirewatch_")))
    for name, source in places.sources().items():
        read = [each.article for each in written(source.folder)] if source.marked else articles(source.folder)
        found = [Prepared(each, described(nlp(each.text))) for each in read]
        places.prepared(name).write_bytes(pickle.dumps(found))
        statements = sum(len(each.article.readings[0].statements) for each in found)
        print(f"{name}: {len(found)} articles, {statements} statements", flush=True)


def prepared(path: Path) -> list[Prepared]:
    """What ``prepare`` left."""
    return pickle.loads(require(path, "prepare").read_bytes())  # noqa: S301 - written by the step before

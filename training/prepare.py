"""Annotated articles and treebanks -> the same as the network sees them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import spacy

from processors.network.features import Tokens, tokens
from training.examples import Labels
from training.language.prepare import make_training
from training.statements.corpus import Annotated, articles
from training.statements.written.markup import written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacy.tokens import Doc

    from training.places import Places


class Prepared(NamedTuple):
    """An article, its annotations, and what the network sees of it."""

    article: Annotated
    table: Tokens


class Names(NamedTuple):
    """What the taggers can say."""

    tag: list[str]
    pos: list[str]
    name: list[str]


def prepare(places: Places) -> None:
    """Read every set once."""
    places.build.mkdir(parents=True, exist_ok=True)
    for checkpoint in places.build.glob("checkpoint*"):
        checkpoint.unlink()
    nlp = spacy.blank("en")
    for name, source in places.sources().items():
        read = [each.article for each in written(source.folder)] if source.marked else articles(source.folder)
        found = [Prepared(each, tokens(nlp.make_doc(each.text))) for each in read]
        places.prepared(name).write_bytes(pickle.dumps(found))
        statements = sum(len(each.article.readings[0].statements) for each in found)
        print(f"{name}: {len(found)} articles, {statements} statements", flush=True)
    docs = make_training(places, nlp)
    names = names_of(docs)
    told = [(tokens(doc), labels(doc, names)) for doc in docs]
    places.told.write_bytes(pickle.dumps((names, told)))
    print(
        f"treebanks and names: {len(told)} stretches, {sum(len(table) for table, _ in told)} words",
        flush=True,
    )


def names_of(docs: Iterable[Doc]) -> Names:
    """All tags and kinds of names that occur."""
    tags: set[str] = set()
    coarse: set[str] = set()
    kinds: set[str] = set()
    for doc in docs:
        tags.update(token.tag_ for token in doc)
        coarse.update(token.pos_ for token in doc)
        kinds.update(ent.label_ for ent in doc.ents)
    named = [f"{part}-{kind}" for kind in sorted(kinds - {""}) for part in "BI"]
    return Names(sorted(tags - {"", "_SP"}), sorted(coarse - {"", "SPACE"}), ["O", *named])


def labels(doc: Doc, names: Names) -> Labels:
    """What is known of the words of ``doc`` that are no blanks."""
    words = [token for token in doc if not token.is_space]
    tag = {each: at for at, each in enumerate(names.tag)}
    pos = {each: at for at, each in enumerate(names.pos)}
    name = {each: at for at, each in enumerate(names.name)}
    tagged, named = doc.has_annotation("TAG"), doc.has_annotation("ENT_IOB")
    parted = doc.has_annotation("SENT_START") and tagged
    begins = []
    fresh = True
    for token in doc:
        fresh = fresh or bool(token.is_sent_start)
        if not token.is_space:
            begins.append(int(fresh) if parted else -1)
            fresh = False
    return Labels(
        np.array([tag.get(token.tag_, -1) if tagged else -1 for token in words], np.int32),
        np.array([pos.get(token.pos_, -1) if tagged else -1 for token in words], np.int32),
        np.array([name[_biluo(token)] if named else -1 for token in words], np.int32),
        np.array(begins, np.int32),
    )


def _biluo(token: object) -> str:
    kind, part = token.ent_type_, token.ent_iob_  # type: ignore[attr-defined]
    return f"{part}-{kind}" if part in {"B", "I"} else "O"


def prepared(path: Path) -> list[Prepared]:
    """What ``prepare`` left."""
    return pickle.loads(path.read_bytes())  # noqa: S301 - written by the step before

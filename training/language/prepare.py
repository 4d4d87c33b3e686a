"""Data -> sets of documents: one to train on, and dev and test sets of each source."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import DocBin

from training.language import silver, treebank
from training.language.conllu import read_documents
from training.language.vary import Cast, add_dateline, load_world, make_dateline, vary_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from training.language.conllu import Sentence
    from training.language.places import Places

SEED = 20
# The treebanks are half PolNeAR's size and teach more components: they go in twice, varied differently.
TREEBANK_COPIES = 2
DATELINES = 0.06
RECAST = 0.4
# PolNeAR documents by which, with GUM dev, training chooses its best step; all of dev would take too long.
WATCHED = 24


def prepare(places: Places) -> None:
    """Write every set of documents under the build folder."""
    places.check_sources()
    nlp = spacy.blank("en")
    random = Random(SEED)  # noqa: S311 - reproducible, not secret
    save(places.documents("train"), make_training(places, nlp, random))
    for split in ("dev", "test"):
        save(places.documents(f"ewt-{split}"), read_ewt(places, nlp, split))
        save(places.documents(f"gum-{split}"), read_gum(places, nlp, split))
    polnear = [silver.make_doc(nlp, article) for article in silver.read_articles(places.polnear, "dev")]
    save(places.documents("polnear-dev"), polnear)
    gum = list(read_gum(places, nlp, "dev"))
    save(places.documents("watched"), [*gum, *polnear[:: max(1, len(polnear) // WATCHED)]])


def save(path: Path, docs: Iterator[Doc] | list[Doc]) -> None:
    """Write documents as spaCy's ``DocBin``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    bin_ = DocBin(docs=docs, store_user_data=False)
    bin_.to_disk(path)
    print(f"{path.name}: {len(bin_)} documents")


def make_training(places: Places, nlp: Language, random: Random) -> list[Doc]:
    """Return all training documents, shuffled."""
    docs: list[Doc] = []
    peoples = frozenset(load_world().peoples)
    for _ in range(TREEBANK_COPIES):
        for document in read_documents(places.ewt / "en_ewt-train.conllu"):
            docs.extend(make_stretches(nlp, document, random, None))
        for document in read_gum_documents(places.gum, "train"):
            docs.extend(make_stretches(nlp, document, random, peoples))
    for article in silver.read_articles(places.polnear, "train"):
        docs.extend(make_silver_stretches(nlp, article, random))
    random.shuffle(docs)
    return docs


def make_stretches(
    nlp: Language, document: list[Sentence], random: Random, peoples: AbstractSet[str] | None
) -> Iterator[Doc]:
    """Yield a treebank document in stretches, varied."""
    for stretch in treebank.cut(document, random):
        varied = vary_quotes(stretch, random)
        if random.random() < DATELINES:
            varied = [add_dateline(varied[0], random), *varied[1:]]
        yield treebank.make_doc(nlp.vocab, varied, peoples)


def make_silver_stretches(nlp: Language, article: list[silver.Paragraph], random: Random) -> Iterator[Doc]:
    """Yield an article in stretches, some of them with names of elsewhere."""
    cast = Cast(random)
    for stretch in silver.cut(article, random):
        varied = stretch
        if random.random() < RECAST:
            varied = [silver.recast(paragraph, cast) for paragraph in stretch]
        if random.random() < DATELINES:
            varied = [add_silver_dateline(varied[0], random), *varied[1:]]
        yield silver.make_doc(nlp, varied)


def add_silver_dateline(paragraph: silver.Paragraph, random: Random) -> silver.Paragraph:
    """Open a paragraph with a dateline."""
    labels = {"place": "LOC", "organization": "ORG", "time": "DATE"}
    text = ""
    names: list[silver.Name] = []
    for word in make_dateline(random):
        label = labels.get(word.entity.strip("()").partition("-")[2])
        if label == "DATE" and names and names[-1][2] == "DATE":
            names[-1] = (names[-1][0], len(text) + len(word.text), label)
        elif label is not None:
            names.append((len(text), len(text) + len(word.text), label))
        text += word.text + " " * word.space
    return silver.head_line(paragraph, text, names)


def read_ewt(places: Places, nlp: Language, split: str) -> Iterator[Doc]:
    """Yield EWT's dev or test documents."""
    for document in read_documents(places.ewt / f"en_ewt-ud-{split}.conllu"):
        yield treebank.make_doc(nlp.vocab, document)


def read_gum(places: Places, nlp: Language, split: str) -> Iterator[Doc]:
    """Yield GUM's dev or test documents, with names."""
    for document in read_gum_documents(places.gum, split):
        yield treebank.make_doc(nlp.vocab, document, frozenset(load_world().peoples))


def read_gum_documents(gum: Path, split: str) -> Iterator[list[Sentence]]:
    """Yield GUM's documents of a split: those listed for dev or test, the others for train."""
    listed = {
        name: set((gum / f"{name}.docs").read_text(encoding="utf-8").split()) for name in ("dev", "test")
    }
    kept_out = listed["dev"] | listed["test"]
    for path in sorted(gum.glob("*.conllu")):
        if path.stem in listed[split] if split in listed else path.stem not in kept_out:
            yield from read_documents(path)

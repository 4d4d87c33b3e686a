"""Score a pipeline on the dev and test sets, and time it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import spacy
from spacy.tokens import DocBin
from spacy.training import Example

from training.language.places import require

if TYPE_CHECKING:
    from spacy.language import Language

    from training.language.places import Places

DEV = ("gum-dev", "ewt-dev", "polnear-dev")
TEST = ("gum-test", "ewt-test")
MEASURES = ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f", "lemma_acc", "ents_f")
# Components in the order in which they are left out to see what each of them costs.
TIMED = ("trainable_lemmatizer", "parser", "ner", "morphologizer", "tagger", "breaks")
# The best of so many rounds counts: others on the machine only ever make it slower.
ROUNDS = 3


def evaluate(places: Places) -> None:
    """Score ``model-best`` and write ``scores.json``. Dev is for choosing; test is for the card alone."""
    nlp = spacy.load(require(places.trained / "model-best", "train"))  # noqa: TID251 - not the product
    scores: dict[str, Any] = {name: score(nlp, places, name) for name in (*DEV, *TEST)}
    scores["words_per_second"] = measure_speed(nlp, read_texts(nlp, places, "polnear-dev"))
    places.scores.write_text(json.dumps(scores, indent=1), encoding="utf-8")
    for name in (*DEV, *TEST):
        print(
            name, *(f"{key} {value:.1f}" for key, value in scores[name].items() if isinstance(value, float))
        )
    print("words per second", scores["words_per_second"])


def score(nlp: Language, places: Places, name: str) -> dict[str, Any]:
    """Return the measures a set has annotations for, in percent, and F by kind of entity."""
    docs = list(DocBin().from_disk(require(places.documents(name), "prepare")).get_docs(nlp.vocab))
    found = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    has_syntax = any(doc.has_annotation("DEP") for doc in docs)
    has_names = any(doc.has_annotation("ENT_IOB") for doc in docs)
    kept: dict[str, Any] = {}
    for key in MEASURES:
        if found.get(key) is not None and (has_names if key == "ents_f" else has_syntax):
            kept[key] = 100 * found[key]
    if has_names:
        by_label = found["ents_per_type"] or {}
        labels = sorted({entity.label_ for doc in docs for entity in doc.ents})
        kept["ents_per_type"] = {label: 100 * by_label[label]["f"] for label in labels}
    return kept


def read_texts(nlp: Language, places: Places, name: str) -> list[str]:
    """Return the plain texts of a set."""
    return [doc.text for doc in DocBin().from_disk(places.documents(name)).get_docs(nlp.vocab)]


def measure_speed(nlp: Language, texts: list[str]) -> dict[str, int]:
    """Return tokens a second in one process, best of a few rounds: all components, then ever fewer."""
    speeds: dict[str, int] = {}
    left_out: list[str] = []
    for name in ("", *TIMED):
        if name:
            left_out.append(name)
        key = f"without {', '.join(left_out)}" if left_out else "all"
        with nlp.select_pipes(disable=left_out):
            speeds[key] = max(time_once(nlp, texts) for _ in range(ROUNDS))
    return speeds


def time_once(nlp: Language, texts: list[str]) -> int:
    """Return tokens a second of CPU."""
    begin = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return round(tokens / (time.process_time() - begin))

"""The trained pipeline -> the folder the product ships, without the training words, and with its card."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.strings import StringStore

from training.language.evaluate import MEASURES
from training.language.places import require

if TYPE_CHECKING:
    from spacy.language import Language

    from training.language.places import Places

VERSION = "1.0.0"
CARD = Path(__file__).with_name("card.md")
DESCRIPTION = "English news: tags, dependencies, sentences, lemmas and names from one shared encoder"
LICENSE = "CC BY-SA 4.0"
SOURCES = [
    {
        "name": "UD English Web Treebank",
        "license": "CC BY-SA 4.0",
        "author": "Universal Dependencies contributors",
    },
    {
        "name": "GUM",
        "license": "CC BY 4.0 (annotations), CC BY and CC BY-SA (texts)",
        "author": "Amir Zeldes et al.",
    },
    {
        "name": "PolNeAR, with names found by Stanford CoreNLP",
        "license": "none stated",
        "author": "Edward Newell et al.",
    },
]


def package(places: Places) -> None:
    """Write the model folder: beside it first, then in its place, so that no reader finds it half done."""
    source = require(places.trained / "model-best", "train")
    scores = json.loads(require(places.scores, "evaluate").read_text(encoding="utf-8"))
    nlp = spacy.load(source)  # noqa: TID251 - not the product
    describe(nlp, scores)
    fresh = places.model.with_name(places.model.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    StringStore(find_strings(nlp)).to_disk(fresh / "vocab" / "strings.json")
    (fresh / "README.md").write_text(write_card(scores, size_of(fresh)), encoding="utf-8")
    swap(fresh, places.model)
    print(f"{places.model}: {size_of(places.model) / 1e6:.1f} MB")


def find_strings(nlp: Language) -> list[str]:
    """Return the strings that components refer to by hash alone: labels, and what the edit trees write.

    The other words met in training, PolNeAR's among them, stay behind.
    """
    labels = {
        label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, ()) if isinstance(label, str)
    }
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    trees = srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]
    hashes = {tree[key] for tree in trees for key in ("orig", "subst") if key in tree}
    return sorted(labels | {nlp.vocab.strings[hash_] for hash_ in hashes})


def describe(nlp: Language, scores: dict[str, Any]) -> None:
    """Fill ``meta.json``; nothing of the training machine stays in the configuration."""
    nlp.meta.update(
        name="wire",
        version=VERSION,
        description=DESCRIPTION,
        license=LICENSE,
        sources=SOURCES,
        author="wirewatch",
        performance=scores,
    )
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def swap(fresh: Path, model: Path) -> None:
    """Put the fresh folder in the model's place."""
    old = model.with_name(model.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if model.exists():
        model.rename(old)
    fresh.rename(model)
    shutil.rmtree(old, ignore_errors=True)


def write_card(scores: dict[str, Any], size: int) -> str:
    """Fill the card's template with scores, speed and size."""
    return Template(CARD.read_text(encoding="utf-8")).substitute(
        scores=write_scores(scores),
        entities=write_entities(scores),
        speed=write_speed(scores["words_per_second"]),
        size=f"{size / 1e6:.1f}",
        version=VERSION,
    )


def write_scores(scores: dict[str, Any]) -> str:
    """Return the table of measures, a row for each set."""
    sets = [name for name in scores if name != "words_per_second"]
    lines = ["| set | tags | coarse tags | UAS | LAS | sentences | lemmas | names |", "|---" * 8 + "|"]
    for name in sets:
        cells = [f"{scores[name][key]:.1f}" if key in scores[name] else "" for key in MEASURES]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_entities(scores: dict[str, Any]) -> str:
    """Return the table of F by kind of name."""
    sets = [name for name in scores if "ents_per_type" in scores[name]]
    labels = sorted({label for name in sets for label in scores[name]["ents_per_type"]})
    lines = ["| set | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|"]
    for name in sets:
        found = scores[name]["ents_per_type"]
        lines.append(
            f"| {name} | " + " | ".join(f"{found[x]:.1f}" if x in found else "" for x in labels) + " |"
        )
    return "\n".join(lines)


def write_speed(speeds: dict[str, int]) -> str:
    """Return the table of speeds."""
    rows = [f"| {name} | {speed:,} |" for name, speed in speeds.items()]
    return "\n".join(["| components | tokens a second |", "|---|---|", *rows])

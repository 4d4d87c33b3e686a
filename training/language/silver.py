"""PolNeAR's articles and the names CoreNLP found in them -> spaCy documents without syntax."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.util import filter_spans

from training.language.treebank import BLANK_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from spacy.language import Language
    from spacy.tokens import Doc

    from training.language.vary import Cast

LABELS = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "MISC": "MISC",
    "DATE": "DATE",
    "MONEY": "MONEY",
    "PERCENT": "PERCENT",
}

BODY = re.compile(
    r"\b(Academy|Agency|Army|Bureau|Command|Commission|Committee|Congress|Council|Court|Department|Institute|Ministry"
    r"|Navy|Office|Parliament|Party|Police|Senate|University)\b"
)

Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the names in it, by character."""

    text: str
    names: list[Name]


def read_articles(polnear: Path, split: str) -> Iterator[list[Paragraph]]:
    """Yield the articles of a split, each as its paragraphs."""
    with (polnear / f"entities-{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            path = polnear / split / "text" / record["file"]
            with path.open(encoding="utf-8", newline="") as file:  # the offsets count every character
                text = file.read()
            names = [(start, end, LABELS[kind]) for start, end, kind in record["entities"] if kind in LABELS]
            yield split_paragraphs(text, mend_labels(text, names))


def mend_labels(text: str, names: list[Name]) -> list[Name]:
    """Mend what CoreNLP often gets wrong and a look at the words settles.

    ``Trump`` is a person where the article has a ``Donald Trump``, and the ``United States Senate`` no place.
    """
    last_names = {
        text[start:end].rsplit(maxsplit=1)[-1]
        for start, end, label in names
        if label == "PERSON" and " " in text[start:end]
    }
    mended = []
    for start, end, label in names:
        name = text[start:end]
        if label == "ORG" and name in last_names:
            mended.append((start, end, "PERSON"))
        elif label == "LOC" and " " in name and (BODY.search(name) or name.startswith("United States ")):
            mended.append((start, end, "ORG"))
        else:
            mended.append((start, end, label))
    return mended


def split_paragraphs(text: str, names: list[Name]) -> list[Paragraph]:
    """Split a text at its line ends; a name across one is dropped."""
    paragraphs = []
    for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
        start, end = line.span()
        inside = [
            (first - start, last - start, label)
            for first, last, label in names
            if start <= first and last <= end
        ]
        paragraphs.append(Paragraph(line.group(), inside))
    return paragraphs


def make_doc(nlp: Language, paragraphs: list[Paragraph]) -> Doc:
    """Join paragraphs with blank lines into a document with its names."""
    doc = nlp.make_doc(BLANK_LINE.join(paragraph.text for paragraph in paragraphs))
    spans = []
    offset = 0
    for paragraph in paragraphs:
        for start, end, label in paragraph.names:
            span = doc.char_span(offset + start, offset + end, label=label, alignment_mode="expand")
            if span is not None and any(token.is_alpha or token.like_num for token in span):
                spans.append(span)
        offset += len(paragraph.text) + len(BLANK_LINE)
    doc.set_ents(filter_spans(spans), default="outside")
    return doc


def cut(paragraphs: list[Paragraph], random: Random) -> Iterator[list[Paragraph]]:
    """Cut an article into stretches of a few paragraphs."""
    start = 0
    while start < len(paragraphs):
        size = random.choice([2, 4, 8])
        yield paragraphs[start : start + size]
        start += size


def recast(paragraph: Paragraph, cast: Cast) -> Paragraph:
    """Give the people, places and bodies of a paragraph other names."""
    text = ""
    names: list[Name] = []
    done = 0
    for start, end, label in sorted(paragraph.names):
        if start < done:
            continue
        before = paragraph.text[done:start]
        old = paragraph.text[start:end]
        after_article = (text + before).lower().endswith("the ")
        new = cast.rename(old, label, after_article=after_article)
        text += before
        names.append((len(text), len(text) + len(new), label))
        text += new
        done = end
    return Paragraph(text + paragraph.text[done:], names)


def head_line(paragraph: Paragraph, words: str, names: list[Name]) -> Paragraph:
    """Open a paragraph with a dateline and its names."""
    shift = len(words)
    moved = [(start + shift, end + shift, label) for start, end, label in paragraph.names]
    return Paragraph(words + paragraph.text, [*names, *moved])

"""Reading CoNLL-U: universaldependencies.org/format.html."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. ``head`` counts from 0 within the sentence; the root is its own head."""

    text: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    space: bool
    entity: str = ""


@dataclass(slots=True)
class Sentence:
    """The words of one sentence, and whether a document or paragraph begins with it."""

    opens_document: bool = False
    opens_paragraph: bool = False
    words: list[Word] = field(default_factory=list)


def read_documents(path: Path) -> Iterator[list[Sentence]]:
    """Yield the documents of a file, each a list of sentences."""
    document: list[Sentence] = []
    for sentence in read_sentences(path):
        if sentence.opens_document and document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file."""
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield parse_sentence(block)
                block = []
    if block:
        yield parse_sentence(block)


def parse_sentence(block: list[str]) -> Sentence:
    """Make a sentence of its lines: comments, words, and ranges such as ``3-4 don't``."""
    sentence = Sentence()
    ranges: list[list[str]] = []
    for line in block:
        if line.startswith("#"):
            sentence.opens_document |= line.startswith("# newdoc")
            sentence.opens_paragraph |= line.startswith("# newpar")
            continue
        columns = line.split("\t")
        if "-" in columns[0]:
            ranges.append(columns)
        elif "." not in columns[0]:  # an empty node of the enhanced graph stands nowhere in the text
            sentence.words.append(parse_word(columns, len(sentence.words)))
    for columns in ranges:
        spell_out(sentence.words, columns)
    return sentence


def parse_word(columns: list[str], index: int) -> Word:
    """Make a word of its ten columns."""
    _, text, lemma, pos, tag, _, head, dep, _, misc = columns
    is_root = head == "0"
    return Word(
        text=text,
        lemma=lemma,
        pos=pos,
        tag=tag,
        head=index if is_root else int(head) - 1,
        dep="ROOT" if is_root else dep,
        space="SpaceAfter=No" not in misc,
        entity=find_entity(misc),
    )


def find_entity(misc: str) -> str:
    """Return GUM's ``Entity=`` attribute, or nothing."""
    for attribute in misc.split("|"):
        if attribute.startswith("Entity="):
            return attribute.removeprefix("Entity=")
    return ""


def spell_out(words: list[Word], columns: list[str]) -> None:
    """Give the words of a range the letters of the text: ``wo`` and ``n't``, not ``will`` and ``not``."""
    first, last = (int(part) - 1 for part in columns[0].split("-"))
    rest = columns[1]
    for index in range(first, last + 1):
        size = len(words[index].text) if index < last else len(rest)
        words[index] = replace(words[index], text=rest[:size], space=False)
        rest = rest[size:]
    words[last] = replace(words[last], space="SpaceAfter=No" not in columns[9])

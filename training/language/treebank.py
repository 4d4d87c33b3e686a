"""Treebank sentences -> spaCy documents, with the blank lines that part paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from training.language.names import find_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from random import Random

    from spacy.vocab import Vocab

    from training.language.conllu import Sentence, Word
    from training.language.names import Names

BLANK_LINE = "\n\n"


@dataclass(slots=True)
class Columns:
    """The annotation of a document, one list per column, as ``Doc`` wants it."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)

    def add(self, word: Word, offset: int) -> None:
        """Append a word of a sentence that begins at token ``offset``."""
        self.words.append(word.text)
        self.spaces.append(word.space)
        self.tags.append(word.tag)
        self.pos.append(word.pos)
        self.lemmas.append(word.lemma)
        self.heads.append(word.head + offset)
        self.deps.append(word.dep)

    def end_paragraph(self) -> None:
        """Append a blank line, which belongs to the sentence before it."""
        self.spaces[-1] = False
        self.words.append(BLANK_LINE)
        self.spaces.append(False)
        self.tags.append("_SP")
        self.pos.append("SPACE")
        self.lemmas.append(BLANK_LINE)
        self.heads.append(len(self.words) - 2)
        self.deps.append("dep")


def make_doc(vocab: Vocab, sentences: list[Sentence], peoples: AbstractSet[str] | None = None) -> Doc:
    """Make a document; without ``peoples`` its names stay unknown (EWT marks none)."""
    columns = Columns()
    named: list[tuple[int, Names]] = []
    for sentence in sentences:
        if columns.words and sentence.opens_paragraph:
            columns.end_paragraph()
        elif columns.words:
            columns.spaces[-1] = True
        offset = len(columns.words)
        for word in sentence.words:
            columns.add(word, offset)
        if peoples is not None:
            named.append((offset, find_names(sentence, peoples)))
    doc = Doc(
        vocab,
        words=columns.words,
        spaces=columns.spaces,
        tags=columns.tags,
        pos=columns.pos,
        lemmas=columns.lemmas,
        heads=columns.heads,
        deps=columns.deps,
    )
    if peoples is not None:
        set_names(doc, named)
    return doc


def set_names(doc: Doc, named: list[tuple[int, Names]]) -> None:
    """Mark the names found; everything else is no name, except where nothing is taught."""
    spans: list[Span] = []
    missing: list[Span] = []
    for offset, names in named:
        for start, end, label in names.spans:
            spans.append(Span(doc, offset + start, offset + end, label=label))
        missing.extend(doc[offset + start : offset + end] for start, end in names.untaught)
    known = {token.i for span in spans for token in span}
    # mentions nest, and spaCy wants every token in one list at most
    unknown = sorted({token.i for span in missing for token in span} - known)
    doc.set_ents(spans, missing=[doc[index : index + 1] for index in unknown], default="outside")


def cut(sentences: list[Sentence], random: Random) -> Iterator[list[Sentence]]:
    """Cut a document into stretches of one to sixteen sentences."""
    start = 0
    while start < len(sentences):
        size = random.choice([1, 3, 8, 12, 16])
        yield sentences[start : start + size]
        start += size

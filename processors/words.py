"""A parsed text as plain lists: rules look at every word several times, and spaCy tokens are slow to ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from spacy.tokens import Doc, Token

from processors.attribution.quotations import quoted
from processors.names import fold
from wirewatch.records import Span


class Words(NamedTuple):
    """The words of a doc; every list has one item for each."""

    text: str
    forms: list[str]
    folded: list[str]
    pos: list[str]
    """Universal part of speech; empty where nothing tagged the doc."""
    entity: list[str]
    """The label of the pipeline's entity it is in; empty outside."""
    subject: list[bool]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    in_quote: list[bool]
    proper: frozenset[str]
    """Folded words that stand with a capital amid a sentence, and never without."""

    def at(self, span: Span) -> tuple[int, int]:
        """The words ``[first, last)`` that the characters of ``span`` touch."""
        return bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1])

    def span(self, first: int, last: int) -> Span:
        """The characters of the words ``[first, last)``."""
        return self.starts[first], self.ends[last - 1]

    def within(self, span: Span) -> list[str]:
        """The folded words that the characters of ``span`` touch."""
        first, last = self.at(span)
        return self.folded[first:last]

    def capital(self, at: int) -> bool:
        """Whether the word begins with a capital."""
        return self.forms[at][0].isupper()

    def hyphen(self, at: int) -> bool:
        """Whether the word is a hyphen without a blank at either side."""
        inside = 0 < at < len(self.forms) - 1 and self.forms[at] == "-"
        return inside and self.ends[at - 1] == self.starts[at] and self.ends[at] == self.starts[at + 1]

    def begins_sentence(self, at: int) -> bool:
        """Whether the word is the first of its sentence."""
        return at == 0 or self.sentence[at - 1] != self.sentence[at]

    def slice(self, first: int, last: int) -> str:
        """The text of the words ``[first, last)``."""
        return self.text[self.starts[first] : self.ends[last - 1]]


SUBJECTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "nsubj:outer", "csubj"))


def read_words(doc: Doc) -> Words:
    """The words of ``doc``, and which of them stand in a quotation."""
    tokens = list(doc)
    forms, starts = [token.text for token in tokens], [token.idx for token in tokens]
    folded, sentences = [fold(form) for form in forms], _sentences(tokens)
    parsed = doc.has_annotation("DEP")
    return Words(
        text=doc.text,
        forms=forms,
        folded=folded,
        pos=[token.pos_ for token in tokens],
        entity=[token.ent_type_ for token in tokens],
        subject=[token.dep_ in SUBJECTS for token in tokens] if parsed else [False] * len(tokens),
        starts=starts,
        ends=[start + len(form) for start, form in zip(starts, forms, strict=True)],
        sentence=sentences,
        in_quote=_quoted(doc.text, starts),
        proper=_proper(forms, folded, sentences),
    )


def _proper(forms: Sequence[str], folded: Sequence[str], sentences: Sequence[int]) -> frozenset[str]:
    small = {word for form, word in zip(forms, folded, strict=True) if form[0].islower()}
    amid = {
        folded[place]
        for place in range(1, len(forms))
        if forms[place][0].isupper() and sentences[place] == sentences[place - 1]
    }
    return frozenset(amid - small)


def _sentences(tokens: Sequence[Token]) -> list[int]:
    """The number of the sentence of each token; without sentence boundaries all are one."""
    return list(accumulate(bool(place and token.is_sent_start) for place, token in enumerate(tokens)))


def _quoted(text: str, starts: Sequence[int]) -> list[bool]:
    inside = [False] * len(starts)
    for quotation in quoted(text):
        for start, end in quotation.spans:
            for place in range(bisect_left(starts, start), bisect_left(starts, end)):
                inside[place] = True
    return inside

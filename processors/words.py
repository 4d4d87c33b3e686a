"""A parsed text as plain lists: rules look at every word several times, and spaCy tokens are slow to ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

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

    def slice(self, first: int, last: int) -> str:
        """The text of the words ``[first, last)``."""
        return self.text[self.starts[first] : self.ends[last - 1]]


SUBJECTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "nsubj:outer", "csubj"))


def read_words(doc: Doc) -> Words:
    """The words of ``doc``, and which of them stand in a quotation."""
    forms = [token.text for token in doc]
    starts = [token.idx for token in doc]
    ends = [start + len(form) for start, form in zip(starts, forms, strict=True)]
    folded, sentences = [fold(form) for form in forms], _sentences(doc)
    parsed = doc.has_annotation("DEP")
    return Words(
        text=doc.text,
        forms=forms,
        folded=folded,
        pos=[token.pos_ for token in doc],
        entity=[token.ent_type_ for token in doc],
        subject=[token.dep_ in SUBJECTS for token in doc] if parsed else [False] * len(forms),
        starts=starts,
        ends=ends,
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


def _sentences(doc: Doc) -> list[int]:
    numbers, number = [], 0
    for place, token in enumerate(doc):
        number += bool(place and token.is_sent_start)
        numbers.append(number)
    return numbers


def _quoted(text: str, starts: Sequence[int]) -> list[bool]:
    inside = [False] * len(starts)
    for quotation in quoted(text):
        for start, end in quotation.spans:
            for place in range(bisect_left(starts, start), bisect_left(starts, end)):
                inside[place] = True
    return inside

"""A parsed Doc as plain lists, read once, so that the rules need not ask spaCy token by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from spacy.tokens import Doc

from processors.attribution.quotations import Quotation, paragraphs
from wirewatch.records import Span

Range = tuple[int, int]
"""Tokens ``[first, behind the last)``."""

_UNIVERSAL = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "prt": "compound:prt",
}
"""Relations as spaCy's own English pipelines name them, in Universal Dependencies."""
_LONGEST = 400
"""Tokens of a sentence, at most."""


class Layout(NamedTuple):
    """Of every token: its characters, its grammar, its paragraph, sentence and quotation."""

    doc: Doc
    start: list[int]
    end: list[int]
    lower: list[str]
    lemma: list[str]
    verb: list[str]
    """The lemma it has if it is the form of a verb we know, whatever the tagger says; else empty."""
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[Range]
    """The tokens of its sentence, as far as they are in its paragraph."""
    paragraph: list[Range]
    zone: list[int]
    """The number of the quotation it is in (of ``quotations``), or -1."""
    quotations: list[Quotation]

    def subtree(self, token: int) -> Range:
        """The tokens from the first to the last below ``token``, itself included."""
        node = self.doc[token]
        return node.left_edge.i, node.right_edge.i + 1

    def word(self, token: int) -> str:
        """The token in lower case; empty outside the text."""
        return self.lower[token] if 0 <= token < len(self.lower) else ""

    def ends_in(self, token: int, marks: str) -> bool:
        """Whether the last character of the token is one of ``marks``."""
        return self.word(token)[-1:] in tuple(marks)

    def child(self, token: int, *deps: str) -> int | None:
        """The first child of ``token`` that has one of the relations ``deps``."""
        return next((at for at in self.children[token] if self.dep[at] in deps), None)

    def tokens(self, span: Span) -> Range:
        """The tokens that share characters with ``span``."""
        return bisect_right(self.end, span[0]), bisect_left(self.start, span[1])


def lay_out(doc: Doc, quotations: list[Quotation], verbs: Mapping[str, str]) -> Layout:
    """Reads ``doc`` once; linear time. ``verbs``: the lemma of verb forms that we know."""
    starts = [token.idx for token in doc]
    ends = [token.idx + len(token) for token in doc]
    heads = [token.head.i for token in doc]
    deps = [_UNIVERSAL.get(token.dep_, token.dep_) for token in doc]
    lower = [token.lower_ for token in doc]
    saying = [verbs.get(form, "") for form in lower]
    blocks = _spread(len(doc), (_tokens(starts, ends, span) for span in paragraphs(doc.text)))
    sentences = _spread(len(doc), ((sent.start, sent.end) for sent in doc.sents))
    zones = [-1] * len(doc)
    for number, quotation in enumerate(quotations):
        for span in quotation.spans:
            first, last = _tokens(starts, ends, span)
            zones[first:last] = [number] * (last - first)
    return Layout(
        doc=doc,
        start=starts,
        end=ends,
        lower=lower,
        lemma=[
            (token.pos_ == "VERB" and verb) or token.lemma_.lower()
            for verb, token in zip(saying, doc, strict=True)
        ],
        verb=saying,
        tag=[token.tag_ for token in doc],
        pos=_parts_of_speech(doc, sentences),
        dep=deps,
        head=heads,
        children=_children(heads, deps),
        sentence=[(max(s[0], p[0]), min(s[1], p[1])) for s, p in zip(sentences, blocks, strict=True)],
        paragraph=blocks,
        zone=zones,
        quotations=quotations,
    )


def _tokens(starts: list[int], ends: list[int], span: Span) -> Range:
    return bisect_right(ends, span[0]), bisect_left(starts, span[1])


def _parts_of_speech(doc: Doc, sentences: list[Range]) -> list[str]:
    """Nothing is read in what is too long for a sentence: its words are of no part of speech."""
    return [
        "SPACE" if token.is_space else "X" if last - first > _LONGEST and not token.is_punct else token.pos_
        for token, (first, last) in zip(doc, sentences, strict=True)
    ]


def _children(heads: list[int], deps: list[str]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token and deps[token] != "punct":
            children[head].append(token)
    return children


def _spread(length: int, ranges: Iterable[Range]) -> list[Range]:
    """For every token the one of ``ranges`` that holds it; tokens in none are ranges of their own."""
    spread = [(token, token + 1) for token in range(length)]
    for first, last in ranges:
        spread[first:last] = [(first, last)] * (last - first)
    return spread

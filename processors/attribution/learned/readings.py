"""What the rules would say: hints for a network that learns when to trust them."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from processors.attribution.cues import english
from processors.attribution.frames import Reading
from processors.attribution.layout import Range, lay_out
from processors.attribution.quotations import Quotation
from processors.attribution.statements import readings


class Hint(NamedTuple):
    """A cue as the rules read it, in tokens of the Doc, and how often such a reading was right."""

    head: int
    lemma: str
    frame: str
    prior: float
    cue: tuple[int, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]


def hints(doc: Doc, quotations: list[Quotation]) -> list[Hint]:
    """For every token that may be a cue the likeliest reading, the best ones last; none without a parse."""
    if not doc.has_annotation("DEP"):
        return []
    lexicon = english()
    layout = lay_out(doc, quotations, lexicon.forms)
    best = (_best(found) for found in readings(layout).values())
    return sorted(best, key=lambda hint: (hint.prior, hint.head))


def _best(found: list[Reading]) -> Hint:
    return max(_weighed(found), key=lambda hint: hint.prior)


def _weighed(found: list[Reading]) -> Iterator[Hint]:
    lexicon = english()
    for each in found:
        prior = lexicon.prior(each.lemma, each.frame)
        yield Hint(each.head, each.lemma, each.frame, prior, each.cue, each.source.ranges, each.content)

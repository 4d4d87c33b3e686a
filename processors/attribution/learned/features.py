"""What the network sees of every word: a few numbers, each a row in a table of vectors."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from processors.attribution.cues import english
from processors.attribution.learned.quoting import ROWS, changes, edges, kept, places, zones
from processors.attribution.learned.readings import Hint, hints
from processors.attribution.quotations import paragraphs, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from processors.attribution.layout import Range

    Ids = NDArray[np.int32]

HASHED = {"lower": 20000, "lemma": 8000, "suffix": 4000, "shape": 1000}
"""Rows of the tables that words share by hash."""
NAMED = ("tag", "dep", "entity", "frame", "act")
"""Channels whose values have names; the model lists those it knows, any other is 0."""
COUNTED = {**ROWS, "hint": 12, "convention": 4}
"""Rows of the other tables."""
CLEAN, CROWD = 1, 2
"""Whose idea of a statement is followed: the careful readers' of wirequotes, or PolNeAR's crowd."""
PRIORS = (0.1, 0.28, 0.5, 0.75)
"""Readings by rule are told apart by how often such ones were right."""
LIKELY, LIKELIER = PRIORS[1], 0.6
_MIX = np.uint64(0x9E3779B97F4A7C15)
_COLUMNS = (
    "LOWER",
    "LEMMA",
    "SUFFIX",
    "SHAPE",
    "TAG",
    "DEP",
    "ENT_TYPE",
    "IDX",
    "LENGTH",
    "SENT_START",
    "HEAD",
)
Names = dict[str, dict[str, int]]
"""For every named channel the row of each known name."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of an article (blanks left out), column by column."""

    start: Ids
    end: Ids
    ids: dict[str, Ids]
    """A row of its table for every channel and word."""
    head: Ids
    zone: Ids
    """The number of the quotation a word is in, or -1."""
    before: Ids
    """The number of the last quotation that began at or before a word, or -1."""
    sentence: Ids
    paragraph: Ids
    kept: NDArray[np.bool_]
    """False in the middle of long quotations."""
    hints: tuple[Hint, ...]
    """What the rules say, in words of this table."""

    def __len__(self) -> int:
        return len(self.start)


class Described(NamedTuple):
    """A table whose named channels still have names."""

    tokens: Tokens
    named: dict[str, list[str]]


def tokens(doc: Doc, names: Names, convention: int = CLEAN) -> Tokens:
    """The table of ``doc``; linear time."""
    return numbered(described(doc), names, convention)


def numbered(seen: Described, names: Names, convention: int) -> Tokens:
    """The table with its names numbered as in ``names``."""
    ids = dict(seen.tokens.ids)
    ids["convention"] = np.full(len(seen.tokens), convention, np.int32)
    for channel, values in seen.named.items():
        known = names[channel]
        ids[channel] = np.array([known.get(value, 0) for value in values], np.int32)
    return replace(seen.tokens, ids=ids)


def described(doc: Doc) -> Described:
    """The table of ``doc``, names not yet numbered."""
    forms = [token.text for token in doc]
    words = np.array([at for at, form in enumerate(forms) if not form.isspace()], np.int32)
    columns = doc.to_array(list(_COLUMNS)).reshape(len(doc), len(_COLUMNS))
    column = {name: columns[words, at] for at, name in enumerate(_COLUMNS)}
    place = np.full(len(doc) + 1, -1, np.int32)
    place[words] = np.arange(len(words), dtype=np.int32)
    start = column["IDX"].astype(np.int32)
    end = start + column["LENGTH"].astype(np.int32)
    quotations = quoted(doc.text)
    zone, state = zones([forms[at] for at in words], start, end, quotations)
    lines = [first for first, _ in paragraphs(doc.text)]
    paragraph = np.searchsorted(lines, start, side="right").astype(np.int32)
    sentence = _sentences(column["SENT_START"], paragraph)
    found = tuple(_moved(hint, place) for hint in hints(doc, quotations))
    ids = {name: hashed(column[name.upper()], rows) for name, rows in HASHED.items()}
    ids["quote"] = state
    ids["edges"], ids["length"] = edges(zone, paragraph)
    ids["place"] = places(sentence, paragraph)
    ids["hint"] = _hinted(found, len(words))
    before = np.maximum.accumulate(zone) if len(zone) else zone
    head = _heads(words, column["HEAD"], place)
    table = Tokens(start, end, ids, head, zone, before, sentence, paragraph, kept(zone), found)
    named = {name: _strings(doc, column[attribute]) for name, attribute in _NAMES.items()}
    lower = [forms[at].lower() for at in words]
    return Described(table, named | _lexical(lower, found))


_NAMES = {"tag": "TAG", "dep": "DEP", "entity": "ENT_TYPE"}


def hashed(values: NDArray[np.uint64], rows: int) -> Ids:
    """Rows of a table of ``rows`` for spaCy's numbers of strings."""
    mixed = (values.astype(np.uint64) * _MIX) >> np.uint64(33)
    return np.asarray(mixed % np.uint64(rows), np.int32)


def _strings(doc: Doc, values: NDArray[np.uint64]) -> list[str]:
    distinct, which = np.unique(values, return_inverse=True)
    known = [doc.vocab.strings[value] if value else "" for value in distinct.tolist()]
    return [known[at] for at in which.tolist()]


def _lexical(lower: Sequence[str], found: Sequence[Hint]) -> dict[str, list[str]]:
    """For every word the frame the rules read it in, and the act that its verb names."""
    lexicon = english()
    frames = [""] * len(lower)
    acts = [lexicon.acts.get(lexicon.forms.get(form, ""), "") for form in lower]
    for hint in found:
        if hint.head >= 0:
            frames[hint.head] = hint.frame
            acts[hint.head] = lexicon.acts.get(hint.lemma, "") or acts[hint.head]
    return {"frame": frames, "act": acts}


def _sentences(begins: NDArray[np.uint64], paragraph: Ids) -> Ids:
    starts = begins.astype(np.int64) == 1
    starts[1:] |= changes(paragraph)
    return np.cumsum(starts).astype(np.int32)


def _heads(words: Ids, offsets: NDArray[np.uint64], place: Ids) -> Ids:
    """The place of every word's head; its own where the head is a blank."""
    heads = place[words + offsets.astype(np.int64)]
    return np.where(heads < 0, np.arange(len(words)), heads).astype(np.int32)


def _moved(hint: Hint, place: Ids) -> Hint:
    """``hint`` in numbers of words, blanks left out."""
    return hint._replace(
        head=int(place[hint.head]),
        cue=tuple(int(place[at]) for at in hint.cue if place[at] >= 0),
        source=_pieces(hint.source, place),
        content=_pieces(hint.content, place),
    )


def _pieces(ranges: Sequence[Range], place: Ids) -> tuple[Range, ...]:
    pieces = (place[first:last][place[first:last] >= 0] for first, last in ranges)
    return tuple((int(piece[0]), int(piece[-1]) + 1) for piece in pieces if len(piece))


def _hinted(found: Sequence[Hint], size: int) -> Ids:
    """What a word is by rule: content (1, 2), source (3), or a cue (4 and more, the likelier the more)."""
    label = np.zeros(size, np.int32)
    likely = [hint for hint in found if hint.prior >= LIKELY]
    for hint in likely:
        for first, last in hint.content:
            label[first:last] = 1 + (hint.prior > LIKELIER)
    for hint in likely:
        for first, last in hint.source:
            label[first:last] = 3
    for hint in found:
        for at in hint.cue:
            label[at] = 4 + bisect_right(PRIORS, hint.prior)
    return label

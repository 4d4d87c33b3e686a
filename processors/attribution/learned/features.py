"""What the network sees of every token: a few numbers, each an index into a table of vectors."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, LEMMA, LOWER, SHAPE, SUFFIX, TAG

from processors.attribution.cues import english
from processors.attribution.learned.readings import Hint, hints
from processors.attribution.quotations import Quotation, paragraphs, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Ids = NDArray[np.int32]

HASHED = {"lower": 20000, "lemma": 8000, "suffix": 4000, "shape": 1000}
"""Rows of the tables that words share by hash."""
NAMED = ("tag", "dep", "entity", "frame", "act")
"""Channels whose values have names; the model lists those it knows, any other is 0."""
COUNTED = {"quote": 4, "edges": 128, "length": 12, "place": 16, "hint": 12, "convention": 4}
"""Rows of the other tables."""
CLEAN, CROWD = 1, 2
"""Whose idea of a statement is followed: the careful readers' of wirequotes, or PolNeAR's crowd."""
FAR = 7
"""Distances to a quotation are told apart up to this."""
LONG = 40
"""Of longer quotations only both ends are looked at."""
END = 16
"""So many tokens of either end."""
PRIORS = (0.1, 0.28, 0.5, 0.75)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MARKS = frozenset("\"'\u2018\u2019\u201a\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a") | {"``", "''"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of an article (blanks left out), column by column, and what lies in which quotation."""

    start: Ids
    end: Ids
    ids: dict[str, Ids]
    """A row of its table for every channel and token."""
    head: Ids
    zone: Ids
    """The number of the quotation a token is in, or -1."""
    before: Ids
    """The number of the last quotation that began at or before a token, or -1."""
    sentence: Ids
    paragraph: Ids
    kept: NDArray[np.bool_]
    """False in the middle of long quotations."""
    hints: tuple[Hint, ...]
    """In tokens of this table."""

    def __len__(self) -> int:
        return len(self.start)


Names = dict[str, dict[str, int]]
"""For every named channel the number of each known name."""


def tokens(doc: Doc, names: Names, convention: int = CLEAN) -> Tokens:
    """The table of ``doc``; linear time."""
    return numbered(described(doc), names, convention)


class Described(NamedTuple):
    """A table whose named channels still have names."""

    tokens: Tokens
    named: dict[str, list[str]]


def described(doc: Doc) -> Described:
    """The table of ``doc``, names not yet numbered."""
    words = [token.i for token in doc if not token.is_space]
    place = np.full(len(doc) + 1, -1, np.int32)
    place[words] = np.arange(len(words), dtype=np.int32)
    start = np.array([doc[at].idx for at in words], np.int32)
    end = start + np.array([len(doc[at]) for at in words], np.int32)
    quotes = quoted(doc.text)
    zone, quote_state = _zones(doc, words, start, end, quotes)
    paragraph = np.searchsorted([first for first, _ in paragraphs(doc.text)], start, side="right").astype(np.int32)
    sentence = np.cumsum(_breaks(doc, words, paragraph)).astype(np.int32)
    found = tuple(_moved(hint, place) for hint in hints(doc, quotes))
    arrays = doc.to_array([LOWER, LEMMA, SUFFIX, SHAPE]).astype(np.uint64)[words]
    ids = {name: hashed(arrays[:, at], rows) for at, (name, rows) in enumerate(HASHED.items())}
    ids["quote"] = quote_state
    ids["edges"], ids["length"] = _edges(zone, paragraph)
    ids["place"] = _places(sentence, paragraph)
    ids["hint"] = _hinted(found, len(words))
    heads = place[[doc[at].head.i for at in words]] if words else np.zeros(0, np.int32)
    heads = np.where(heads < 0, np.arange(len(words), dtype=np.int32), heads).astype(np.int32)
    before = np.maximum.accumulate(zone) if len(zone) else zone
    table = Tokens(start, end, ids, heads, zone, before, sentence, paragraph, _kept(zone), found)
    return Described(table, _named(doc, words, found))


def numbered(seen: Described, names: Names, convention: int) -> Tokens:
    """The table with its names numbered as in ``names``."""
    ids = dict(seen.tokens.ids)
    ids["convention"] = np.full(len(seen.tokens), convention, np.int32)
    for channel, values in seen.named.items():
        known = names[channel]
        ids[channel] = np.array([known.get(value, 0) for value in values], np.int32)
    return replace(seen.tokens, ids=ids)


def hashed(values: NDArray[np.uint64], rows: int) -> Ids:
    """Rows of a table of ``rows`` for spaCy's numbers of strings."""
    return ((values * _MIX >> np.uint64(33)) % np.uint64(rows)).astype(np.int32)


def _named(doc: Doc, words: list[int], found: Sequence[Hint]) -> dict[str, list[str]]:
    lexicon = english()
    frames = [""] * len(words)
    acts = [lexicon.acts.get(lexicon.forms.get(doc[at].lower_, ""), "") for at in words]
    for hint in found:
        if hint.head >= 0:
            frames[hint.head] = hint.frame
            acts[hint.head] = lexicon.acts.get(hint.lemma, "") or acts[hint.head]
    return {
        "tag": [doc[at].tag_ for at in words],
        "dep": [doc[at].dep_ for at in words],
        "entity": [doc[at].ent_type_ for at in words],
        "frame": frames,
        "act": acts,
    }


def _zones(
    doc: Doc, words: list[int], start: Ids, end: Ids, quotes: Sequence[Quotation]
) -> tuple[Ids, Ids]:
    """For every token its quotation, and whether it is none (0), said (1), an opening (2) or closing mark (3)."""
    zone = np.full(len(words), -1, np.int32)
    state = np.zeros(len(words), np.int32)
    ends, starts = end.tolist(), start.tolist()
    for number, quote in enumerate(quotes):
        for first, last in quote.spans:
            low, high = bisect_right(ends, first), bisect_right(starts, last - 1)
            zone[low:high], state[low:high] = number, 1
            if low < high and doc[words[low]].text in _MARKS:
                state[low] = 2
            if low + 1 < high and doc[words[high - 1]].text in _MARKS:
                state[high - 1] = 3
    return zone, state


def _breaks(doc: Doc, words: list[int], paragraph: Ids) -> NDArray[np.bool_]:
    starts = np.array([bool(doc[at].is_sent_start) for at in words], bool)
    if len(words):
        starts[1:] |= paragraph[1:] != paragraph[:-1]
    return starts


def _edges(zone: Ids, paragraph: Ids) -> tuple[Ids, Ids]:
    """How far the edges of a token's quotation are, or the nearest quotations of its paragraph; and how long it is."""
    size = len(zone)
    at = np.arange(size, dtype=np.int32)
    new = np.ones(size, bool)
    new[1:] = (zone[1:] != zone[:-1]) | (paragraph[1:] != paragraph[:-1])
    first = np.flatnonzero(new)
    if not size:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    run = np.cumsum(new) - 1
    last = np.append(first[1:], size)
    back, ahead = at - first[run], last[run] - 1 - at
    inside = zone >= 0
    low, high = first[run], np.minimum(last[run], size - 1)
    fresh = (low == 0) | (paragraph[np.maximum(low - 1, 0)] != paragraph)
    closing = (last[run] == size) | (paragraph[high] != paragraph)
    back = np.where(~inside & fresh, FAR, np.minimum(back, FAR))
    ahead = np.where(~inside & closing, FAR, np.minimum(ahead, FAR))
    length = np.where(inside, 1 + np.minimum(10, 2 * np.log2(last[run] - first[run]).astype(np.int32)), 0)
    return (64 * inside + 8 * back + ahead).astype(np.int32), length.astype(np.int32)


def _places(sentence: Ids, paragraph: Ids) -> Ids:
    size = len(sentence)
    if not size:
        return np.zeros(0, np.int32)
    flag = np.zeros(size, np.int32)
    flag[1:] = np.where(sentence[1:] != sentence[:-1], 1, 0)
    flag[:-1] = np.where(paragraph[1:] != paragraph[:-1], 3, flag[:-1])
    flag[1:] = np.where(paragraph[1:] != paragraph[:-1], 2, flag[1:])
    flag[0] = 2
    return (4 * np.minimum(paragraph - paragraph[0], 3) + flag).astype(np.int32)


def _kept(zone: Ids) -> NDArray[np.bool_]:
    kept = np.ones(len(zone), bool)
    for number in np.unique(zone[zone >= 0]):
        where = np.flatnonzero(zone == number)
        if len(where) > LONG:
            kept[where[END:-END]] = False
    return kept


def _moved(hint: Hint, place: Ids) -> Hint:
    """``hint`` in numbers of words, blanks left out."""
    span = lambda first, last: [int(place[at]) for at in range(first, last) if place[at] >= 0]
    pieces = lambda ranges: tuple((got[0], got[-1] + 1) for first, last in ranges if (got := span(first, last)))
    cue = tuple(int(place[at]) for at in hint.cue if place[at] >= 0)
    return hint._replace(
        head=int(place[hint.head]), cue=cue, source=pieces(hint.source), content=pieces(hint.content)
    )


def _hinted(found: Sequence[Hint], size: int) -> Ids:
    """What the rules think a token is: content (1, 2), source (3), or a cue (4 and more), the likelier the more."""
    label = np.zeros(size, np.int32)
    for hint in found:
        if hint.prior >= PRIORS[1]:
            for first, last in hint.content:
                label[first:last] = 1 + (hint.prior > 0.6)
    for hint in found:
        if hint.prior >= PRIORS[1]:
            for first, last in hint.source:
                label[first:last] = 3
    for hint in found:
        for at in hint.cue:
            label[at] = 4 + bisect_right(PRIORS, hint.prior)
    return label

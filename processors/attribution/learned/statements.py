"""The trained extractor from end to end: ``attributions(doc, model)``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from processors.attribution.cues import english
from processors.attribution.found import Attribution
from processors.attribution.learned.decode import candidates
from processors.attribution.learned.features import tokens
from processors.attribution.learned.selection import select
from processors.attribution.learned.windows import heads, likeliest_hint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from processors.attribution.layout import Range
    from processors.attribution.learned.features import Tokens
    from processors.attribution.learned.model import Model
    from processors.attribution.learned.readings import Hint
    from processors.attribution.learned.selection import Judged
    from wirewatch.records import Manner, Span


def attributions(doc: Doc, model: Model, *, nested: bool = True) -> list[Attribution]:
    """All attributions of ``doc``, in order; linear time. ``nested``: also those within quotations."""
    table = tokens(doc, model.names)
    seen = candidates(table, model.weights, model.least_cue)
    seen = [each for each in seen if nested or table.zone[each.cue[0]] < 0]
    found = select(table, seen, model.trust, model.least)
    return exact(doc.text, table, found)


def exact(text: str, table: Tokens, found: Iterable[Judged]) -> list[Attribution]:
    """The statements in characters of ``text``, in order."""
    by_head = heads(table)
    return sorted((_exact(text, table, each, by_head) for each in found), key=_place)


def _exact(text: str, table: Tokens, judged: Judged, by_head: dict[int, Hint]) -> Attribution:
    found = judged.candidate
    return Attribution(
        source=spans(table, found.source),
        cue=spans(table, range(*found.cue)),
        content=content_spans(text, table, found.content, found.source | set(range(*found.cue))),
        manner=manner(text, table, found.content),
        act=act(text, table, found.cue, likeliest_hint(by_head, found.cue)),
        score=round(judged.chance, 3),
    )


def spans(table: Tokens, words: Iterable[int]) -> tuple[Span, ...]:
    """The characters of ``words``, neighbours of one paragraph joined."""
    return tuple((int(table.start[first]), int(table.end[last])) for first, last in _runs(table, words))


def content_spans(text: str, table: Tokens, words: frozenset[int], others: Iterable[int]) -> tuple[Span, ...]:
    """The characters of a content, with its marks, and with what parts its words if that is punctuation."""
    every = set(words)
    own = max((int(table.zone[at]) for at in others), default=-1)
    ordered = sorted(words)
    taken = set(others)
    for here, there in pairwise(ordered):
        gap = range(here + 1, there)
        if len(gap) < 5 and taken.isdisjoint(gap) and all(_is_mark(text, table, at) for at in gap):
            every.update(gap)
    for first, last in _runs(table, every):
        if own < 0 or table.zone[first] != own:
            every.update(_to_edge(text, table, first, -1), _to_edge(text, table, last, 1))
    return spans(table, every - taken)


def _to_edge(text: str, table: Tokens, word: int, step: int) -> list[int]:
    """The punctuation from ``word`` to the edge of its quotation, if nothing else is between."""
    out: list[int] = []
    at = word + step
    zone = table.zone[word]
    while (
        0 <= at < len(table)
        and zone >= 0
        and table.zone[at] == zone
        and table.paragraph[at] == table.paragraph[word]
    ):
        if not _is_mark(text, table, at):
            return []
        out.append(at)
        at += step
    return out


def _runs(table: Tokens, words: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of every stretch of neighbours in one paragraph."""
    out: list[tuple[int, int]] = []
    for at in sorted(words):
        if out and out[-1][1] == at - 1 and table.paragraph[at] == table.paragraph[at - 1]:
            out[-1] = (out[-1][0], at)
        else:
            out.append((at, at))
    return out


def manner(text: str, table: Tokens, words: Iterable[int]) -> Manner:
    """direct: every word in quotation marks; mixed: some; indirect: none."""
    inside = {bool(table.zone[at] >= 0) for at in words if not _is_mark(text, table, at)}
    return "indirect" if True not in inside else "mixed" if False in inside else "direct"


def act(text: str, table: Tokens, cue: Range, hint: Hint | None) -> str:
    """What the cue's verb does, by the lexicon; "expressed" where that is not known."""
    lexicon = english()
    if hint is not None:
        return lexicon.act(hint.lemma)
    for at in range(cue[1] - 1, cue[0] - 1, -1):
        word = text[table.start[at] : table.end[at]].lower()
        known = lexicon.acts.get(lexicon.forms.get(word, word))
        if known:
            return known
    return "expressed"


def _is_mark(text: str, table: Tokens, at: int) -> bool:
    return not any(letter.isalnum() for letter in text[table.start[at] : table.end[at]])


def _place(attribution: Attribution) -> tuple[Span, ...]:
    return (min((*attribution.content, *attribution.cue)), *attribution.content)

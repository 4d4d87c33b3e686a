"""The trained extractor from end to end: ``attributions(doc, model)``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from processors.attribution.acts import english
from processors.attribution.found import Attribution
from processors.attribution.learned.decode import candidates
from processors.attribution.learned.features import tokens
from processors.attribution.learned.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from processors.attribution.layout import Range
    from processors.attribution.learned.features import Tokens
    from processors.attribution.learned.model import Model
    from processors.attribution.learned.selection import Judged
    from wirewatch.records import Manner, Span

RELATIVE = frozenset(("who", "which", "that"))
BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
PASSIVE = frozenset(
    """
    accused alleged assumed believed blamed called charged condemned considered credited criticized criticised
    declared deemed depicted described determined dubbed estimated expected found hailed identified known
    labeled labelled linked mourned named nicknamed perceived portrayed praised predicted projected regarded
    reported rumored rumoured said seen suggested suspected thought touted understood viewed
""".split()
)
"""Participles whose subject is what is said of somebody, not who says it."""


def attributions(doc: Doc, model: Model, *, nested: bool = True) -> list[Attribution]:
    """All attributions of ``doc``, in order; linear time. ``nested``: also those within quotations."""
    table = tokens(doc, model.names)
    seen = candidates(table, model.weights, model.least_cue)
    seen = [each for each in seen if nested or table.zone[each.cue[0]] < 0]
    found = select(table, seen, model.trust, model.least)
    return exact(doc.text, table, found)


def exact(text: str, table: Tokens, found: Iterable[Judged]) -> list[Attribution]:
    """The statements in characters of ``text``, in order."""
    return sorted((_exact(text, table, each) for each in found), key=_place)


def _exact(text: str, table: Tokens, judged: Judged) -> Attribution:
    found = judged.candidate
    if is_agentless(text, table, found.source, found.cue):
        found = found._replace(source=frozenset(), content=found.content | found.source)
    return Attribution(
        source=spans(table, found.source | antecedent(text, table, found.source)),
        cue=spans(table, range(*found.cue)),
        content=content_spans(text, table, found.content, found.source | set(range(*found.cue))),
        manner=manner(text, table, found.content),
        act=act(text, table, found.cue),
        score=round(judged.chance, 3),
    )


def spans(table: Tokens, words: Iterable[int]) -> tuple[Span, ...]:
    """The characters of ``words``, neighbours of one paragraph joined."""
    return tuple((int(table.start[first]), int(table.end[last])) for first, last in _runs(table, words))


def is_agentless(text: str, table: Tokens, source: frozenset[int], cue: Range) -> bool:
    """Whether the source is only the subject of a passive: "he | was hailed | as a hero" is what was said."""
    words = [_word(text, table, at) for at in range(*cue)]
    if not BE.intersection(words) or not PASSIVE.intersection(words):
        return False
    behind = _word(text, table, cue[1]) if cue[1] < len(table) else ""
    return bool(source) and max(source) == cue[0] - 1 and "by" not in (words[-1], behind)


def antecedent(text: str, table: Tokens, source: frozenset[int]) -> frozenset[int]:
    """The words that a source of nothing but "who" is about: "police, who", "mayor Ana Lee, who"."""
    (at, *more) = sorted(source) or [0]
    if more or not at or _word(text, table, at) not in RELATIVE:
        return frozenset()
    last = at - 1 - (at > 1 and _word(text, table, at - 1) == ",")
    first = last
    while first and _is_name(text, table, first) and _is_name(text, table, first - 1):
        first -= 1
    return frozenset() if _is_mark(text, table, last) else frozenset(range(first, last + 1))


def _is_name(text: str, table: Tokens, at: int) -> bool:
    return text[table.start[at]].isupper()


def _word(text: str, table: Tokens, at: int) -> str:
    return text[table.start[at] : table.end[at]].lower()


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


def act(text: str, table: Tokens, cue: Range) -> str:
    """What the cue names, by the lexicon: its last word that does; "expressed" where none is known."""
    lexicon = english()
    words = [_word(text, table, at) for at in range(*cue)]
    pairs = [" ".join((lexicon.forms.get(one, one), two)) for one, two in pairwise(words)]
    for phrase in (*pairs, *(lexicon.forms.get(word, word) for word in reversed(words))):
        if phrase in lexicon.acts:
            return lexicon.acts[phrase]
    return "expressed"


def _is_mark(text: str, table: Tokens, at: int) -> bool:
    return not any(letter.isalnum() for letter in text[table.start[at] : table.end[at]])


def _place(attribution: Attribution) -> tuple[Span, ...]:
    return (min((*attribution.content, *attribution.cue)), *attribution.content)

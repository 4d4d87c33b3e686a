"""Short cases of what the corpora lack, checked by hand: agencies, British quotes, broken marks, headlines.

Scored as the project's scorer does it: a statement is right when at least half of the words of both contents
are shared, and the sources touch or are both missing; its speaker is right when the names are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from processors.nlp import load
from processors.officials import OfficialIndex
from processors.pipeline import annotate_all
from training.statements.written.markup import Written, written_in
from wirewatch.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wirewatch.records import Annotated, Span, Statement

FOLDER = Path(__file__).parents[1] / "tests" / "processors" / "attribution" / "cases"
_WORD = re.compile(r"\w+")


class Tally(NamedTuple):
    """How many statements there are, were found, and are right; whose speakers are named, and right."""

    gold: int
    found: int
    right: int
    named: int
    speaker: int
    wrong: int

    @property
    def joint(self) -> float:
        """F1 of statements."""
        return 2 * self.right / max(self.gold + self.found, 1)


def tallies() -> dict[str, Tally]:
    """The tally of every file of cases."""
    return {path.stem: tally(written_in(path)) for path in sorted(FOLDER.glob("*.txt"))}


def tally(cases: Sequence[Written]) -> Tally:
    """What the product makes of ``cases``."""
    articles = [Article(uri=each.article.name, body=each.article.text) for each in cases]
    found = annotate_all(articles, load(), OfficialIndex([]))
    counts = [_counted(case, annotated) for case, annotated in zip(cases, found, strict=True)]
    return Tally(*map(sum, zip(*counts, strict=True)))


def _counted(case: Written, annotated: Annotated) -> Tally:
    text = case.article.text
    left = list(annotated.statements)
    right = named = speaker = wrong = 0
    for gold, who in zip(case.article.readings[0].statements, case.speakers, strict=True):
        match = max(left, key=lambda each: _shared(text, gold.content, each.content), default=None)
        if match is None or not _same(text, gold, match):
            continue
        left.remove(match)
        right += 1
        said = {speaker.name for speaker in match.speakers}
        fits = len(said) == len(who.names) and all(
            any(_named(name, one) for one in said) for name in who.names
        )
        named += bool(who.names)
        speaker += bool(who.names) and fits
        wrong += bool(said) and not fits
    statements = case.article.readings[0].statements
    return Tally(len(statements), len(annotated.statements), right, named, speaker, wrong)


def _same(text: str, gold: Statement, found: Statement) -> bool:
    sources = _places(text, gold.source) & _places(text, found.source)
    touch = bool(sources) or not (gold.source or found.source)
    return touch and _shared(text, gold.content, found.content) >= 0.5


def _shared(text: str, one: Iterable[Span], other: Iterable[Span]) -> float:
    first, second = _places(text, one), _places(text, other)
    return len(first & second) / max(len(first | second), 1)


def _places(text: str, spans: Iterable[Span]) -> set[int]:
    """The words of ``spans``, by where they begin."""
    return {match.start() for start, end in spans for match in _WORD.finditer(text, start, end)}


def _named(gold: str, said: str) -> bool:
    return set(_WORD.findall(gold.lower())) <= set(_WORD.findall(said.lower()))

"""What somebody was told, and what the article says in its place now."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from wirewatch.ids import fold
from wirewatch.records import Annotated, Article, Clause, Difference, IndexedStatement, Statement, title

ALIKE = 0.5
"""From which share of words in common on a sentence is the other one, changed."""
LONGEST = 500
"""Characters of an excerpt."""
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?][\"”’')\]]*(?=\s|$)|\n|$)")


class Words(NamedTuple):
    """What was said, and by whom."""

    speakers: tuple[str, ...]
    text: str


def words(statement: Statement | IndexedStatement) -> Words:
    """The words of a statement, as an article or an index has it."""
    if isinstance(statement, IndexedStatement):
        return Words(statement.speaker, statement.text)
    return Words(tuple(speaker.name for speaker in statement.speakers), statement.text)


def changed(was: Words, now: Words | None) -> Difference | None:
    """The old words and the new; None when nothing that matters has changed."""
    if now is None:
        return Difference(was=was.text)
    if fold(was.text) != fold(now.text):
        return Difference(was=was.text, now=now.text)
    if was.speakers != now.speakers:
        return Difference(was=_attributed(was), now=_attributed(now))
    return None


def dropped(was: IndexedStatement, article: Annotated) -> Difference | None:
    """What stands in a revision in the place of a statement that it no longer has, or no longer so.

    None when the words and who said them are the same: the watch asks for something else that has changed.
    """
    there = [each for each in article.statements if article.pubstatus == "usable"]
    same = next((each for each in there if each.id == was.id), None)
    best = same or _nearest(was.text, there)
    return changed(words(was), words(best) if best else None)


def dropped_text(why: Iterable[Clause], before: Article | None, article: Annotated) -> Difference:
    """The same for a watch on a whole article: the sentence in which it held, else the headline."""
    if before is None:
        return Difference(was=title(article))
    span = min((span for clause in why for span in clause.spans), default=None)
    was = _sentence(before.body, span[0]) if span else title(before)
    if article.pubstatus != "usable":
        return Difference(was=was)
    if not span:
        return Difference(was=was, now=title(article))
    sentences = [found[0].strip() for found in _SENTENCE.finditer(article.body) if found[0].strip()]
    best = max(sentences, key=lambda each: _likeness(was, each), default="")
    return Difference(was=was, now=best[:LONGEST] if _likeness(was, best) >= ALIKE else None)


def _attributed(said: Words) -> str:
    return f"{'; '.join(said.speakers) or '(nobody named)'}: {said.text}"


def _nearest(text: str, among: Iterable[Statement]) -> Statement | None:
    best = max(among, key=lambda each: _likeness(text, each.text), default=None)
    return best if best and _likeness(text, best.text) >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, in order; 0 when it cannot be much."""
    matcher = SequenceMatcher(None, fold(one).split(), fold(other).split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _sentence(body: str, at: int) -> str:
    for found in _SENTENCE.finditer(body):
        if found.start() <= at < found.end():
            return found[0].strip()[:LONGEST]
    return body[at : at + LONGEST]

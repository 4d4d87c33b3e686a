"""A text as the words that count when it is compared with another wording of it.

Two spellings of one thing are one word here: "won't" and "will not", "three" and "3", "$5bn" and "five
billion dollars", "labour" and "labor", "attacks" and "attacked".
"""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from wirewatch.likeness.amounts import numbered
from wirewatch.likeness.cutting import Raw, Segment, cut
from wirewatch.likeness.english import DECISIVE, LIGHT, form


class Kind(Enum):
    """What becomes of a text that has or lacks the word."""

    LIGHT = "light"
    """It says the same."""
    PLAIN = "plain"
    """It says nearly the same, if there are few of them."""
    DECISIVE = "decisive"
    """It says something else: a negation, a number, a name."""


class Word(NamedTuple):
    """A word in its normal form, and where it stands."""

    form: str
    kind: Kind
    segment: int
    """Which part of the text it stands in: sentences, and clauses joined by "and" or "but"."""
    name: str | None = None
    """As written, if it may be a name."""


class Text(NamedTuple):
    """The words of a text and its segments."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]


@lru_cache(maxsize=4096)
def read(text: str) -> Text:
    """The words of ``text``; a text is compared with many others."""
    segments, raw = cut(text)
    words = tuple(_word(each) for each in numbered(raw) if each.text)
    return Text(words, segments)


def is_light(text: str) -> bool:
    """Whether ``text`` has no word that counts: a pronoun, say."""
    return all(word.kind is Kind.LIGHT for word in read(text).words)


def _word(raw: Raw) -> Word:
    """In its normal form; a word that only spelling or inflection tells from another is the same."""
    normal = raw.text if raw.text[:1] == "#" or raw.text in LIGHT or raw.text in DECISIVE else form(raw.text)
    kind = _kind(raw.text, normal)
    is_name = raw.written[:1].isupper() and raw.text not in LIGHT and raw.text[:1] != "#"
    name = re.sub(r"'s?$", "", raw.written) if is_name and len(raw.written) > 1 else None
    if name and not raw.is_first and kind is Kind.PLAIN:
        kind = Kind.DECISIVE
    if raw.in_brackets and normal != "not":  # an editor's word for the speaker's
        kind = Kind.LIGHT
    return Word(normal, kind, raw.segment, name)


def _kind(text: str, normal: str) -> Kind:
    if text in LIGHT:
        return Kind.LIGHT
    is_number = text[:1] == "#" or text[:1].isdigit()
    return Kind.DECISIVE if is_number or text in DECISIVE or normal in DECISIVE else Kind.PLAIN

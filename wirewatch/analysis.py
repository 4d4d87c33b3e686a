"""What a word is: the boundaries of UAX #29 and lower case, as Elasticsearch's `standard` analysis has it.

Watches, search and the full-text index all cut text here, so that a query means the same everywhere.
Held to Lucene's StandardTokenizer: "8.9", "can't" and "a:b" are one word, "two-way" is two, an emoji is
one, an ideograph is one, a run of Thai (or another script written without blanks) is one.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from apsw.unicode import word_iter_with_offsets

MAX_WORD = 255
"""Characters; a longer word is cut into words of this length, as Lucene does."""

_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl"})
"""A piece of text is a word when it has a character of these (fractions and superscripts are none)."""

_UNSPACED = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109f\uaa60-\uaa7f\ua9e0-\ua9ef\ua9fa-\ua9fe"  # Myanmar
    "\u1780-\u17d3\u17d7\u17dc\u17dd"  # Khmer
    "\u1950-\u1974\u1980-\u19c9\u19da\u19de\u19df\u1a20-\u1a7c\u1aa7\uaa80-\uaac2\uaadb-\uaadf"  # Tai
    "\U00011700-\U0001172b\U0001173a-\U00011746]"  # Ahom
)
"""Scripts whose words only a dictionary can part (Line_Break=Complex_Context): a run is one word."""


_Piece = tuple[int, int, str]


class Token(NamedTuple):
    """A word in lower case and where it stands: ``text[start:end]`` is the word as written."""

    start: int
    end: int
    text: str


def analyse(text: str) -> list[Token]:
    """The words of ``text``, in order; the n-th is at position n."""
    lowered = lower(text)
    found = word_iter_with_offsets(lowered, categories=_CATEGORIES, emoji=True, regional_indicator=True)
    pieces = cast("Iterator[_Piece]", found)  # apsw's annotation says str
    if not text.isascii() and _UNSPACED.search(lowered):
        pieces = _join_unspaced(lowered, pieces)
    tokens = list(map(Token._make, pieces))
    if len(text) > MAX_WORD and any(token.end - token.start > MAX_WORD for token in tokens):
        return [part for token in tokens for part in _cut(token)]
    return tokens


def lower(text: str) -> str:
    """Lower case, as long as ``text``: a final sigma is a sigma, a capital dotted i an i."""
    if not text.isascii():
        text = text.replace("\N{GREEK CAPITAL LETTER SIGMA}", "\N{GREEK SMALL LETTER SIGMA}").replace(
            "İ", "i"
        )
    return text.lower()


def _cut(token: Token) -> Iterator[Token]:
    for at in range(0, len(token.text), MAX_WORD):
        part = token.text[at : at + MAX_WORD]
        yield Token(token.start + at, token.start + at + len(part), part)


def _join_unspaced(text: str, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """``pieces``, those put together that touch and are of scripts without blanks."""
    start = end = 0
    for piece in pieces:
        unspaced = _UNSPACED.match(piece[2]) is not None
        if unspaced and piece[0] == end > start:
            end = piece[1]
            continue
        if end > start:
            yield start, end, text[start:end]
        start, end = piece[:2] if unspaced else (piece[1], piece[1])
        if not unspaced:
            yield piece
    if end > start:
        yield start, end, text[start:end]

"""A text cut into words as they are spoken, and segments."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from wirewatch.likeness.english import MAGNITUDES, SAME, WIDEST


class Segment(NamedTuple):
    """A part of a text that can go without a change of what the others say."""

    is_sentence: bool
    """It begins as a sentence does; else after a comma, with "and" or the like."""
    is_question: bool


_TOKEN = re.compile(
    r"""(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?!\w))
      | (?P<amount>\d+(?:,\d{3})*(?:\.\d+)?)
      | (?P<money>(?:US|A|C|NZ|HK)?\$|[€£])
      | (?P<abbreviation>(?:[^\W\d_]\.){2,})
      | (?P<word>[^\W_]+(?:'[^\W_]+)?)
      | (?P<percent>%)
      | (?P<ellipsis>\.{2,}|…)
      | (?P<end>[.!?;]+)
      | (?P<pause>[,:]|\s-+\s|[–—]|--)
      | (?P<bracket>[\[\]])""",
    re.VERBOSE,
)
_MONEY = {"$": "dollar", "€": "euro", "£": "pound"}
_JOINING = frozenset({"and", "but", "or", "so", "yet", "while"})
_ENDINGS = ("n't", "'re", "'ll", "'ve", "'d", "'m", "'s")
_SPOKEN = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am", "'s": ""}
_WHOLE = {"won't": "will not", "can't": "can not", "shan't": "will not"}


class Raw(NamedTuple):
    """A word as written, in lower case, before it has its normal form."""

    text: str
    segment: int
    written: str
    is_first: bool
    """Of its sentence: a capital says nothing there."""
    in_brackets: bool = False


def cut(text: str) -> tuple[tuple[Segment, ...], Iterator[Raw]]:
    """The words, each in its segment: contractions apart, other ways to write the same as one."""
    cutting = _Cutting()
    for match in _TOKEN.finditer(text.replace("’", "'").replace("‘", "'")):
        cutting.take(str(match.lastgroup), match[0])
    cutting.pay()
    return tuple(Segment(*each) for each in cutting.segments), _alike(_apart(cutting.words))


class _Cutting:
    """What was read of a text so far."""

    def __init__(self) -> None:
        self.words: list[Raw] = []
        self.segments: list[list[bool]] = [[True, False]]
        self._is_first, self._after_pause, self._in_brackets = True, False, False
        self._money = ""

    def take(self, kind: str, written: str) -> None:
        low = written.casefold()
        if self._money and not (kind in {"number", "amount"} or low in MAGNITUDES):
            self.pay()
        if kind == "end":
            self._end(written)
        elif kind == "pause":
            self._after_pause = not self._is_first
        elif kind == "bracket":
            self._in_brackets = written == "["
        elif kind == "money":
            self._money = _MONEY[written[-1]]
        elif kind != "ellipsis":
            self._word(low, written)

    def pay(self) -> None:
        """The currency, after its amount, where words have it."""
        if self._money:
            self._add(self._money, self._money)
        self._money = ""

    def _end(self, written: str) -> None:
        self.segments[-1][1] |= "?" in written
        if not self._is_first:
            self.segments.append([True, False])
        self._is_first, self._after_pause = True, False

    def _word(self, low: str, written: str) -> None:
        if self._after_pause and low in _JOINING:
            self.segments.append([False, False])
        self._add(low, written)
        self._is_first = self._after_pause = False

    def _add(self, low: str, written: str) -> None:
        self.words.append(Raw(low, len(self.segments) - 1, written, self._is_first, self._in_brackets))


def _apart(raw: Iterable[Raw]) -> Iterator[Raw]:
    """Contractions as the words they are made of; abbreviations without their stops."""
    for each in raw:
        low = each.text.rstrip(".").replace(".", "") if each.text[-1:] == "." else each.text
        if low in _WHOLE:
            parts = _WHOLE[low].split()
        elif ending := next((end for end in _ENDINGS if low.endswith(end) and low != end), None):
            parts = [low[: -len(ending)], *_SPOKEN[ending].split()]
        else:
            parts = [low]
        for part in parts:
            yield each._replace(text=part)


def _alike(raw: Iterable[Raw]) -> Iterator[Raw]:
    """Other ways to write the same as the one."""
    return rewritten(raw, _longest)


def rewritten(
    raw: Iterable[Raw], find: Callable[[Sequence[Raw], int], tuple[int, Sequence[Raw]]]
) -> Iterator[Raw]:
    """Word after word what ``find`` gives: how many words from there it takes, and those in their place."""
    words = list(raw)
    at = 0
    while at < len(words):
        taken, instead = find(words, at)
        yield from instead
        at += taken


def _instead(word: Raw, form: str) -> Raw:
    """A capital stays: it may be a name."""
    if form == word.text:
        return word
    return word._replace(text=form, written=form.capitalize() if word.written[:1].isupper() else form)


def _longest(words: Sequence[Raw], at: int) -> tuple[int, Sequence[Raw]]:
    word = words[at]
    if word.text == "us" and word.written.rstrip(".").replace(".", "") == "US":
        return 1, [_instead(word, "us-america")]
    for length in range(min(WIDEST.get(word.text, 0), len(words) - at), 0, -1):
        if forms := SAME.get(tuple(each.text for each in words[at : at + length])):
            return length, [_instead(word, form) for form in forms]
    return 1, [word]

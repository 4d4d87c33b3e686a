"""A text as the words that count when it is compared with another wording of it.

Two spellings of one thing are one word here: "won't" and "will not", "three" and "3", "$5bn" and "five
billion dollars", "labour" and "labor", "attacks" and "attacked".
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from importlib import resources
from itertools import combinations, count
from typing import NamedTuple


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


class Segment(NamedTuple):
    """A part of a text that can go without a change of what the others say."""

    is_sentence: bool
    """It begins as a sentence does; else after a comma, with "and" or the like."""
    is_question: bool


class Text(NamedTuple):
    """The words of a text and its segments."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]


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


class _Raw(NamedTuple):
    """A word as written, in lower case, before it has its normal form."""

    text: str
    segment: int
    written: str
    is_first: bool
    """Of its sentence: a capital says nothing there."""
    in_brackets: bool = False


@lru_cache(maxsize=4096)
def read(text: str) -> Text:
    """The words of ``text``; a text is compared with many others."""
    segments, raw = _cut(text)
    words = tuple(_word(each) for each in _numbered(_alike(_apart(raw))) if each.text)
    return Text(words, segments)


def is_light(text: str) -> bool:
    """Whether ``text`` has no word that counts: a pronoun, say."""
    return all(word.kind is Kind.LIGHT for word in read(text).words)


def _cut(text: str) -> tuple[tuple[Segment, ...], list[_Raw]]:
    """Words as written, each in its segment."""
    cutting = _Cutting()
    for match in _TOKEN.finditer(text.replace("’", "'").replace("‘", "'")):
        cutting.take(str(match.lastgroup), match[0])
    cutting.pay()
    return tuple(Segment(*each) for each in cutting.segments), cutting.words


class _Cutting:
    """What was read of a text so far."""

    def __init__(self) -> None:
        self.words: list[_Raw] = []
        self.segments: list[list[bool]] = [[True, False]]
        self._is_first, self._after_pause, self._in_brackets = True, False, False
        self._money = ""

    def take(self, kind: str, written: str) -> None:
        low = written.casefold()
        if self._money and not (kind in {"number", "amount"} or low in _MAGNITUDES):
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
        self.words.append(_Raw(low, len(self.segments) - 1, written, self._is_first, self._in_brackets))


def _apart(raw: Iterable[_Raw]) -> Iterator[_Raw]:
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


def _alike(raw: Iterable[_Raw]) -> Iterator[_Raw]:
    """Other ways to write the same as the one."""
    words = list(raw)
    at = 0
    while at < len(words):
        taken, forms = _longest(words, at)
        for form in forms:
            yield words[at] if form == words[at].text else _instead(words[at], form)
        at += taken


def _instead(word: _Raw, form: str) -> _Raw:
    """A capital stays: it may be a name."""
    return word._replace(text=form, written=form.capitalize() if word.written[:1].isupper() else form)


def _longest(words: Sequence[_Raw], at: int) -> tuple[int, Sequence[str]]:
    word = words[at]
    if word.text == "us" and word.written.rstrip(".").replace(".", "") == "US":
        return 1, ("us-america",)
    for length in range(min(_WIDEST.get(word.text, 0), len(words) - at), 0, -1):
        if forms := _SAME.get(tuple(each.text for each in words[at : at + length])):
            return length, forms
    return 1, (word.text,)


def _numbered(raw: Iterable[_Raw]) -> Iterator[_Raw]:
    """Numbers as ``#`` and their value, whether in digits or in words."""
    words = list(raw)
    at = 0
    while at < len(words):
        taken, value = _number(words, at)
        if value is None:
            yield words[at]
        else:
            yield words[at]._replace(text=f"#{value:g}" if value < _EXACT else f"#{value:.0f}")
        at += max(taken, 1)


_EXACT = 1e5
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")


def _number(words: Sequence[_Raw], at: int) -> tuple[int, float | None]:
    """How many words from ``at`` are a number, and its value."""
    total, part, taken = 0.0, 0.0, 0
    for offset in count():
        text = words[at + offset].text if at + offset < len(words) else ""
        is_digits = text[:1].isdigit() and text[-1:].isdigit() and text.isascii()
        if is_digits and not taken and _ORDINAL.sub("", text).replace(",", "").replace(".", "", 1).isdigit():
            part = float(text.replace(",", ""))
        elif text in _NUMBERS and (not taken or _NUMBERS[text] < _ROOM.get(words[at + offset - 1].text, 0)):
            part += _NUMBERS[text]
        elif text in _MAGNITUDES and taken:
            part *= _MAGNITUDES[text]
            if _MAGNITUDES[text] > 100:
                total, part = total + part, 0.0
        elif not (
            text == "and"
            and taken
            and words[at + offset - 1].text == "hundred"
            and _follows(words, at + offset)
        ):
            break
        taken = offset + 1
    return taken, total + part if taken else None


def _follows(words: Sequence[_Raw], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].text in _NUMBERS


def _word(raw: _Raw) -> Word:
    """In its normal form; a word that only spelling or inflection tells from another is the same."""
    form = raw.text if raw.text[:1] == "#" or raw.text in _KINDS else _form(raw.text)
    kind = _kind(raw, form)
    is_name = raw.written[:1].isupper() and raw.text not in _LIGHT and raw.text[:1] != "#"
    name = re.sub(r"'s?$", "", raw.written) if is_name and len(raw.written) > 1 else None
    if name and not raw.is_first and kind is Kind.PLAIN:
        kind = Kind.DECISIVE
    if raw.in_brackets and form != "not":  # an editor's word for the speaker's
        kind = Kind.LIGHT
    return Word(form, kind, raw.segment, name)


def _kind(raw: _Raw, form: str) -> Kind:
    if form[:1] == "#":
        return Kind.DECISIVE
    if form == "us" or raw.text in _LIGHT:
        return Kind.LIGHT
    return _KINDS.get(raw.text) or _KINDS.get(form) or Kind.PLAIN


_SPELLINGS = (
    (re.compile(r"(?<=.{3})is(?=(?:e[ds]?|ing|ations?)$)"), "iz"),
    (
        re.compile(
            r"(?<=[a-z]{2}[^aeiou])our(?=(?:s|ed|ing|ite|ites|able)?$)|(?<=[a-z][aeiou][^aeiou])our(?=s?$)"
        ),
        "or",
    ),
    (re.compile(r"(?<=^def|^off|^lic)ence"), "ense"),
    (re.compile(r"(?<=..[nt])tre(?=s?$)|(?<=cen)tre(?=s?$)"), "ter"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
)


@lru_cache(maxsize=2**16)
def _form(word: str) -> str:
    return _stem(_american(word))


def _american(word: str) -> str:
    for pattern, by in _SPELLINGS:
        word = pattern.sub(by, word)
    return word


_SUFFIXES = ("ingly", "edly", "ings", "ies", "ied", "ing", "ed", "es", "s", "e", "y")


def _stem(word: str) -> str:
    """Without the ending that inflection gave it: good enough to tell nothing apart that is one word."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)]
            if suffix not in {"s", "e", "y"} and word[-1:] == word[-2:-1] and word[-1:] not in "sl":
                return word[:-1]
            return word.removesuffix("e")
    return word


_ENGLISH = tomllib.loads((resources.files("wirewatch.likeness") / "english.toml").read_text("utf-8"))
_NUMBERS: Mapping[str, int] = _ENGLISH["numbers"]
_MAGNITUDES: Mapping[str, int] = _ENGLISH["magnitudes"]
_ROOM = {word: 10 for word, value in _NUMBERS.items() if value >= 20} | {
    "hundred": 100, "and": 100, "thousand": 1000, "million": 1000, "billion": 1000, "trillion": 1000
}  # fmt: skip
"""A number in words goes on after these, with what is less."""
_LIGHT = frozenset(_ENGLISH["light"].split())


def _listed(text: str) -> Iterator[list[str]]:
    for line in text.strip().splitlines():
        yield from (part.split() for part in line.split("|"))


_SAME: dict[tuple[str, ...], Sequence[str]] = {}
for _pair in _listed(_ENGLISH["same"]):
    _SAME[tuple(_pair[: _pair.index("=")])] = _pair[_pair.index("=") + 1 :]
_WIDEST = {first: max(len(each) for each in _SAME if each[0] == first) for first, *_ in _SAME}
"""Words of the longest of them that begins with a word."""
_KINDS = dict.fromkeys(_LIGHT, Kind.LIGHT) | dict.fromkeys(_ENGLISH["decisive"].split(), Kind.DECISIVE)
_KINDS |= {_stem(word): kind for word, kind in _KINDS.items() if kind is Kind.DECISIVE and len(word) > 4}
OPPOSITES = frozenset(
    frozenset(map(_stem, pair)) for group in _listed(_ENGLISH["opposites"]) for pair in combinations(group, 2)
)
"""Pairs of forms of which one never stands for the other."""

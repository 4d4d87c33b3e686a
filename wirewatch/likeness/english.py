"""The words of English that matter here (``english.toml``), and what spellings of a word have in common."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations

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
def form(word: str) -> str:
    """What all spellings and inflections of the word have in common."""
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
NUMBERS: Mapping[str, int] = _ENGLISH["numbers"]
MAGNITUDES: Mapping[str, int] = _ENGLISH["magnitudes"]
LIGHT = frozenset(_ENGLISH["light"].split())
"""Words that say nothing."""
DECISIVE = frozenset(_ENGLISH["decisive"].split())
DECISIVE |= {_stem(word) for word in DECISIVE if len(word) > 4}
"""Words, and their forms, that change what is said."""


def _listed(text: str) -> Iterator[list[str]]:
    for line in text.strip().splitlines():
        yield from (part.split() for part in line.split("|"))


SAME: dict[tuple[str, ...], Sequence[str]] = {}
"""Other ways to write the same: words, and those in their place."""
for _pair in _listed(_ENGLISH["same"]):
    SAME[tuple(_pair[: _pair.index("=")])] = _pair[_pair.index("=") + 1 :]
WIDEST = {first: max(len(each) for each in SAME if each[0] == first) for first, *_ in SAME}
"""Words of the longest of them that begins with a word."""
OPPOSITES = frozenset(
    frozenset(map(_stem, pair)) for group in _listed(_ENGLISH["opposites"]) for pair in combinations(group, 2)
)
"""Pairs of forms of which one never stands for the other."""

"""What can be said of two names by their words alone: the same, a part of it, its initials, or neither."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "qc", "kc", "mp", "md", "phd", "obe", "mbe", "cbe"))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, no accents and no dots: what two spellings of a word have in common; never empty."""
    if word.isascii():
        return word.lower().replace(".", "") or word
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return plain.replace(".", "") or word


_LETTERS = str.maketrans(
    {
        "\u2019": "'",
        "\u0131": "i",
        "\u0142": "l",
        "\u00f8": "o",
        "\u0111": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
    }
)


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name, the possessive off: ``("al-assad",)`` of "al-Assad's"."""
    return tuple(fold(word) for word in _WORD.findall(_POSSESSIVE.sub("", text)))


def core(words: tuple[str, ...]) -> tuple[str, ...]:
    """A person's name without Jr., QC and the like."""
    end = len(words)
    while end > 1 and words[end - 1] in SUFFIXES:
        end -= 1
    return words[:end]


def same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names of two words or more may be one person's: nothing in one contradicts the other.

    Surnames must be equal and given names equal or an initial of the other; middle names may be left
    out, but not contradicted. "Jon" is not "John".
    """
    left, right = core(left), core(right)
    if left == right or _left_out(*sorted((left, right), key=len)):
        return True
    if left[-1] != right[-1] or not _same_given(left[0], right[0]):
        return _surname_first(left, right)
    return _middles_agree(left[1:-1], right[1:-1])


def _left_out(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether ``long`` says the same and more: Robert C. "Bobby" Scott, Pedro Pierluisi Urrutia."""
    rest = iter(long)
    return (short[-1] == long[-1] or short[0] == long[0]) and all(word in rest for word in short)


def _same_given(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) == 1 and left[0] == right[0])


def _middles_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    short, long = sorted((left, right), key=len)
    place = 0
    for word in short:
        while place < len(long) and not _same_given(word, long[place]):
            place += 1
        if place == len(long):
            return False
        place += 1
    return True


def _surname_first(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Such as "Smit John" and "John Smit"; names of two words only, where nothing else can be meant."""
    return len(left) == len(right) == 2 and left == right[::-1]


def surnames(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The endings by which a person may be called: ("blasio",) and ("de", "blasio")."""
    words = core(words)
    return [words[start:] for start in range(max(1, len(words) - 4), len(words))]


def initials(words: tuple[str, ...]) -> set[str]:
    """Abbreviations that a name of several words may have: "who" of World Health Organization."""
    if len(words) < 2:
        return set()
    parts = [part for word in words for part in word.split("-")]
    all_of_them = "".join(part[0] for part in parts if part)
    big = "".join(part[0] for part in parts if part and part not in _SMALL)
    return {all_of_them, big}


_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "de", "la", "et", "&"))

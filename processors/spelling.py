"""Names in other spellings: what Zelensky, Zelenskyy and Zelenskiy have in common.

Most of it is how the endings and the soft vowels of Slavic names are written in Latin letters (BGN/PCGN,
ISO 9, scholarly, and what papers are used to); names from Arabic, whose vowels every paper writes its own
way, are a table, ``lexicons/spellings.toml``. Other alphabets are written in Latin letters first.
"""

import re
import tomllib
from functools import lru_cache

from anyascii import anyascii

from processors.lexicon import FOLDER
from processors.names import fold

_ARTICLE = re.compile(r"^(?:al|el|an|ar|as|ash|at)-(?=..)")
"""Of Arabic names."""
_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"['\u2019\u02bc`]", ""),  # soft signs, ayn
        (r"(?<=[aou])e(?=[^aeiouy])", ""),  # Mueller, Schroeder, Jaeger
        (r"^wl(?=ad)", "vl"),
        (r"(?<=[^aeiou][oe])(?:ff|w)$", "v"),  # Smirnoff, Peskow
        (r"(?<=a)w(?=[alnr])", "v"),  # Nawalny, Lawrow
        (r"(?<=.)kh", "h"),  # Zakharova
        (r"ks", "x"),
        (r"(?<=[dt])r$", "er"),  # Alexandr
        (r"^y(?=e)", ""),  # Yevgeny, Yeltsin
        (r"[ij](?=[aou])", "y"),  # Maria and Mariya, Piotr
        (r"y+(?=[aou])", "y"),
        (r"[iyj]+e", "ye"),  # Soloviev
        (r"(?<=[aeou])[ij]", "y"),  # Shoigu, Andrei, Sergej
        (r"(?<=[^aeiouy])[iyj]+$", "y"),  # Zelenskyy, Dmitri
        (r"(?<=[^aeiouy])y(?=[^aeiouy].*(?:enko|uk|[iy]ch|sky)$)", "i"),  # Tymoshenko
        (r"(?<=[^aeiouy])ych$", "ich"),  # Yanukovych
        (r"(?<=l)y[eo]v$|(?<=ch)y?ov$", "ev"),  # Kovalyov
        (r"(?<=v)yov$", "yev"),
    )
)
_SHORTEST = 4
"""Shorter words are spelled as they are: Li is not Ly."""


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """What all usual spellings of a (folded) word of a name share; no more than a key to compare by."""
    plain = word if word.isascii() else fold(anyascii(word))
    plain = _ARTICLE.sub("", plain)
    if len(plain) < _SHORTEST:
        return plain
    known = _same()
    if plain in known:
        return known[plain]
    for pattern, by in _RULES:
        plain = pattern.sub(by, plain)
    return known.get(plain, plain)


def sounds(words: tuple[str, ...]) -> tuple[str, ...]:
    """``sound`` of each word."""
    return tuple(map(sound, words))


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    lines = tomllib.loads((FOLDER / "spellings.toml").read_text(encoding="utf-8"))["same"]
    return {word: line[0] for line in lines for word in line}

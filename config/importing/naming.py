"""Names as public files have them, made such as news write them; ids made of names."""

import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii

LONGEST = 300
_SPACES = re.compile(r"\s+")
_NOTE = re.compile(r"\s*\([^()]*\)")
_APART = re.compile(r"[^a-z0-9]+")
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_NUMERAL = re.compile(r"[IVX]+")
_BEHIND = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "esq"))
"""What may stand behind a comma and is no given name."""


def tidy(text: str) -> str:
    """``text`` in one line, without characters that do not print; empty when nothing can be used."""
    plain = _SPACES.sub(" ", text).strip()
    plain = "".join(c for c in plain if c.isprintable())
    return plain if len(plain) <= LONGEST else ""


def without_note(text: str) -> str:
    """A title of an encyclopaedia without what tells it from others: "Mike Rogers (Alabama politician)"."""
    return tidy(_NOTE.sub("", text))


def person(text: str) -> str:
    """A person's name, given name first and no word all in capitals: "PUTIN, Vladimir" is Vladimir Putin."""
    last, _, first = (part.strip() for part in tidy(text).partition(","))
    turned = first and "," not in first and first.lower().replace(".", "") not in _BEHIND
    name = f"{first} {last}" if turned else tidy(text)
    return " ".join(_small(word) for word in name.split())


def _small(word: str) -> str:
    """Of "PUTIN", "Putin"; initials and numerals stay."""
    shouted = len(word) > 2 and word.isupper() and "." not in word and not _NUMERAL.fullmatch(word)
    return word.title() if shouted else word


def distinct(names: Iterable[str], *, besides: str = "") -> tuple[str, ...]:
    """Every name once, whatever its capitals, in order, and none that is ``besides``."""
    kept = {besides.casefold(): besides}
    for name in names:
        if name:
            kept.setdefault(name.casefold(), name)
    return tuple(kept.values())[1:]


def slug(name: str) -> str:
    """An id made of a name: "volodymyr-zelenskyy"; empty when none of it can be written so."""
    return _APART.sub("-", anyascii(name).lower()).strip("-")[:80].strip("-")


def latin(name: str) -> bool:
    """Whether all letters of the name are of the Latin alphabet."""
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def is_wikidata(text: str) -> bool:
    """Whether ``text`` is an id there."""
    return _WIKIDATA.fullmatch(text) is not None

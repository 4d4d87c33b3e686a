"""Words that actors are recognised by, as data, one file a language."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from processors.names import fold

FOLDER = Path(__file__).parent / "lexicons"


class Lexicon(NamedTuple):
    """All words folded. Empty for a language without a file: then only names lead to actors."""

    honorifics: frozenset[str] = frozenset()
    roles: dict[str, str] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    """Role word -> the word that stands for all of its kind: spokesman -> spokesperson."""
    particles: frozenset[str] = frozenset()
    male: frozenset[str] = frozenset()
    female: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    he: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    it: frozenset[str] = frozenset()
    they: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    any_body: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    collectives: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    demonyms: dict[str, str] = {}  # noqa: RUF012
    countries: frozenset[str] = frozenset()
    headline_verbs: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    phrases: dict[str, str] = {}  # noqa: RUF012
    """Several words of an office -> the word that says as much."""


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """The words of ``language``, from ``lexicons/<language>.toml``."""
    file = FOLDER / f"{language}.toml"
    if not file.is_file():
        return Lexicon()
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    roles = {fold(word): fold(line[0]) for line in reversed(found.pop("roles")) for word in line}
    demonyms = {fold(word): fold(country) for word, country in found.pop("demonyms").items()}
    phrases = {fold(phrase): fold(word) for phrase, word in found.pop("phrases").items()}
    phrases |= {many: country for many, country in demonyms.items() if " " in many}
    sets = {name: frozenset(map(fold, words)) for name, words in found.items()}
    countries = frozenset(demonyms.values())
    sets["places"] |= countries
    return Lexicon(roles=roles, demonyms=demonyms, countries=countries, phrases=phrases, **sets)

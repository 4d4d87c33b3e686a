"""What the network sees of every word: a few numbers, each a row in a table of vectors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from spacy.strings import get_string_id

from processors.attribution.acts import ACTS, english
from processors.attribution.quotations import paragraphs, quoted
from processors.network.quoting import ROWS, changes, edges, kept, places, zones

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Ids = NDArray[np.int32]

HASHED = {"lower": 32768, "stem": 12288, "suffix": 4096, "prefix": 4096, "shape": 1024}
"""Rows of the tables that words share by hash."""
COUNTED = {**ROWS, "act": len(ACTS) + 1, "space": 2, "convention": 4}
"""Rows of the other tables."""
LEXICAL = (*HASHED, "act")
"""The channels that tell which word it is."""
UNTOLD, CLEAN, CROWD = 0, 1, 2
"""Whose idea of a statement is followed: not told, the careful readers' of wirequotes, PolNeAR's crowd's."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_COLUMNS = ("LOWER", "SUFFIX", "SHAPE", "IDX", "LENGTH", "SPACY", "IS_SPACE")
_STOPS = frozenset((".", "?", "!", "...", "\u2026"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of an article (blanks left out), column by column."""

    word: Ids
    """Their numbers in the Doc."""
    start: Ids
    end: Ids
    ids: dict[str, Ids]
    """A row of its table for every channel and word."""
    zone: Ids
    """The number of the quotation a word is in, or -1."""
    before: Ids
    """The number of the last quotation that began at or before a word, or -1."""
    sentence: Ids
    """Counted by full stops and paragraphs."""
    paragraph: Ids
    kept: NDArray[np.bool_]
    """False in the middle of long quotations."""

    def __len__(self) -> int:
        return len(self.start)


def tokens(doc: Doc, convention: int = CLEAN) -> Tokens:
    """The table of ``doc``; linear time."""
    columns = np.asarray(doc.to_array(list(_COLUMNS)), np.uint64).reshape(len(doc), len(_COLUMNS))
    column = {name: columns[:, at] for at, name in enumerate(_COLUMNS)}
    words = np.flatnonzero(column["IS_SPACE"] == 0).astype(np.int32)
    column = {name: values[words] for name, values in column.items()}
    forms = [doc[at].text for at in words.tolist()]
    start = column["IDX"].astype(np.int32)
    end = start + column["LENGTH"].astype(np.int32)
    zone, state = zones(forms, start, end, quoted(doc.text))
    lines = [first for first, _ in paragraphs(doc.text)]
    paragraph = np.searchsorted(lines, start, side="right").astype(np.int32)
    sentence = _sentences(forms, paragraph)
    ids = _lexical(forms) | {
        name: hashed(column[name.upper()], HASHED[name]) for name in ("lower", "suffix", "shape")
    }
    ids["space"] = column["SPACY"].astype(np.int32)
    ids["quote"] = state
    ids["edges"], ids["length"] = edges(zone, paragraph)
    ids["place"] = places(sentence, paragraph)
    ids["convention"] = np.full(len(words), convention, np.int32)
    before = np.maximum.accumulate(zone) if len(zone) else zone
    return Tokens(words, start, end, ids, zone, before, sentence, paragraph, kept(zone))


def following(table: Tokens, convention: int) -> Tokens:
    """The same table, told whose idea of a statement to follow."""
    return replace(table, ids=table.ids | {"convention": np.full(len(table), convention, np.int32)})


def hashed(values: NDArray[np.uint64], rows: int) -> Ids:
    """Rows of a table of ``rows``, the first left to hidden words, for spaCy's numbers of strings."""
    mixed = (values.astype(np.uint64) * _MIX) >> np.uint64(33)
    return np.asarray(1 + mixed % np.uint64(rows - 1), np.int32)


def _lexical(forms: list[str]) -> dict[str, Ids]:
    """Stem, first three letters and act."""
    found = np.array([_known(form) for form in forms], np.int32).reshape(-1, 3)
    return {name: found[:, at] for at, name in enumerate(("stem", "prefix", "act"))}


@lru_cache(maxsize=100_000)
def _known(form: str) -> tuple[int, int, int]:
    lower = form.lower()
    lexicon = english()
    lemma = lexicon.forms.get(lower)
    act = ACTS.index(lexicon.acts[lemma]) + 1 if lemma else 0
    return _row("stem", lemma or stem(lower)), _row("prefix", lower[:3]), act


def _row(channel: str, text: str) -> int:
    return int(hashed(np.array([get_string_id(text)], np.uint64), HASHED[channel])[0])


def stem(word: str) -> str:
    """``word`` without a regular English ending."""
    for ending in ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending[0] == "i" and ending[1] == "e" else "")
            break
    return word.removesuffix("e")


def _sentences(forms: list[str], paragraph: Ids) -> Ids:
    starts = np.zeros(len(forms), bool)
    stops = np.array([form in _STOPS for form in forms], bool)
    starts[1:] = stops[:-1] | changes(paragraph)
    return np.cumsum(starts).astype(np.int32)

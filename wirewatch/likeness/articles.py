"""Whether two articles have nearly the same text: a story as another wire carries it, cut or touched up."""

from collections.abc import Set as AbstractSet
from itertools import islice

from wirewatch.ids import fold

WIDTH = 4
"""Words of a shingle."""
LEAST = 30
"""Shingles from which an article can be a copy at all: brief notices resemble one another."""
ENOUGH = 0.8
"""So much of the shorter text must stand in the longer one."""
SHORTEST = 0.4
"""So long must the shorter one be, to the longer one: a summary of the day carries many stories."""
_LONGEST = 20_000
"""Words that are looked at."""


def shingles(body: str) -> frozenset[str]:
    """Every few words in a row; empty for an article too short to tell."""
    words = fold(body).split()[:_LONGEST]
    rows = zip(*(islice(words, start, None) for start in range(WIDTH)), strict=False)
    found = frozenset(" ".join(row) for row in rows)
    return found if len(found) >= LEAST else frozenset()


def near(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether the texts that these are the shingles of are nearly the same."""
    shorter, longer = sorted((len(one), len(other)))
    if not shorter or shorter < SHORTEST * longer:
        return False
    return len(one & other) >= ENOUGH * shorter

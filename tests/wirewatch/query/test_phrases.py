"""Phrases and nearness, against the definition tried out in full."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirewatch.query.phrases import hits


def places(text: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, word in enumerate(text):
        found.setdefault(word, []).append(place)
    return found


def stands(words: Sequence[str], slop: int, text: Sequence[str]) -> bool:
    """Lucene's definition: a place of its own for every word, these less their numbers at most slop apart."""
    found = places(text)
    for taken in product(*(found.get(word, []) for word in words)):
        moved = [place - n for n, place in enumerate(taken)]
        if len(set(taken)) == len(taken) and max(moved) - min(moved) <= slop:
            return True
    return False


@given(
    words=st.lists(st.sampled_from("abc"), min_size=2, max_size=4),
    slop=st.integers(0, 6),
    text=st.lists(st.sampled_from("abcx"), max_size=10),
)
@settings(deadline=None, max_examples=500)
def test_hits_are_there_exactly_when_the_phrase_is(words: list[str], slop: int, text: list[str]) -> None:
    found = list(hits(words, slop, places(text)))

    assert bool(found) is stands(words, slop, text)
    assert all(stands(words, slop, text[first : last + 1]) for first, last in found)


@pytest.mark.parametrize(
    ("phrase", "slop", "expected"),
    [
        ("a b", 0, [(0, 1), (5, 6)]),
        ("b a", 0, []),
        ("b a", 2, [(0, 1), (5, 6)]),
        ("b x a", 0, []),
        ("b a", 3, [(0, 1), (1, 5), (5, 6)]),
        ("z a", 9, []),
    ],
)
def test_hits_say_from_where_to_where(phrase: str, slop: int, expected: list[tuple[int, int]]) -> None:
    assert list(hits(phrase.split(), slop, places(["a", "b", "x", "x", "x", "a", "b"]))) == expected

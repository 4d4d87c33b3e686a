"""Where a phrase stands, given the places of its words; nearness is Lucene's slop."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

Places = Mapping[str, Sequence[int]]


def hits(words: Sequence[str], slop: int, places: Places) -> Iterator[tuple[int, int]]:
    """First and last place of every occurrence of ``words``, moved by at most ``slop`` places altogether."""
    lists = []
    for word in words:
        if (found := places.get(word)) is None:
            return iter(())
        lists.append(found)
    return _near(words, lists, slop) if slop else _exact(lists)


def _exact(lists: list[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Places that follow one another, looked for from the rarest word."""
    rarest = min(range(len(lists)), key=lambda n: len(lists[n]))
    others = [(n - rarest, frozenset(each)) for n, each in enumerate(lists) if n != rarest]
    for place in lists[rarest]:
        if all(place + offset in others_places for offset, others_places in others):
            first = place - rarest
            yield first, first + len(lists) - 1


def _near(words: Sequence[str], lists: list[Sequence[int]], slop: int) -> Iterator[tuple[int, int]]:
    """Windows of Lucene's slop: each word's place less its number in the phrase, at most ``slop`` apart.

    "b a" is two moves from "a b", as in Lucene. A word that the phrase has twice stands at two places.
    """
    rarest = min(range(len(lists)), key=lambda n: len(lists[n]))
    starts = {
        place - n
        for low, high in _reach([place - rarest for place in lists[rarest]], slop)
        for n, each in enumerate(lists)
        for place in each[bisect_left(each, low + n) : bisect_right(each, high + n)]
    }
    for start in sorted(starts):
        taken = _window(words, lists, start, slop)
        if taken and min(place - n for n, place in enumerate(taken)) == start:
            yield min(taken), max(taken)


def _reach(places: Sequence[int], slop: int) -> Iterator[tuple[int, int]]:
    """Where a window may start that has one of ``places`` in it; what overlaps is one stretch."""
    low, high = places[0] - slop, places[0]
    for place in places:
        if place - slop > high:
            yield low, high
            low = place - slop
        high = place
    yield low, high


def _window(words: Sequence[str], lists: list[Sequence[int]], start: int, slop: int) -> list[int]:
    """A place for every word within ``slop`` after where it would stand if the phrase began at ``start``.

    Words in order and each at its first free place: for windows of one length no other choice does better.
    """
    taken: list[int] = []
    last: dict[str, int] = {}
    for n, (word, each) in enumerate(zip(words, lists, strict=True)):
        at = bisect_left(each, max(start + n, last.get(word, -1) + 1))
        if at == len(each) or each[at] > start + n + slop:
            return []
        last[word] = each[at]
        taken.append(each[at])
    return taken

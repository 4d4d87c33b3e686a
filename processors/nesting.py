"""Which statement stands within which: "A told B that C had said …"."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from wirewatch.records import Span, Speaker

_NEAR = 256
"""So many stretches of content that begin before a cue are looked at: time must not be quadratic."""


class Told(Protocol):
    """As much of a statement as its place needs; spans are characters of the text."""

    @property
    def cue(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def content(self) -> tuple[Span, ...]: ...  # noqa: D102


class Chain(NamedTuple):
    """How a statement comes to the article."""

    within: int | None
    """The number of the innermost statement around it."""
    depth: int
    """How many others pass it on: 0 is first hand, also for what speakers report of themselves."""
    relayers: tuple[Speaker, ...]
    """Those of them who are named, whom the article quotes first."""


def chains(told: Sequence[Told], speakers: Sequence[tuple[Speaker, ...]]) -> list[Chain]:
    """The chain of each of ``told``, whose speakers are ``speakers``."""
    around = enclosing(told)
    found: list[Chain | None] = [None] * len(told)
    for at in sorted(range(len(told)), key=lambda each: -_size(told[each])):  # the larger first
        outer = around[at]
        chain = found[outer] if outer is not None else None
        if outer is None or chain is None:
            found[at] = Chain(None, 0, ())
        elif speakers[outer] == speakers[at] and speakers[at]:
            found[at] = Chain(outer, chain.depth, chain.relayers)
        else:
            relayers = tuple(dict.fromkeys((*chain.relayers, *speakers[outer])))
            found[at] = Chain(outer, chain.depth + 1, relayers)
    return [chain for chain in found if chain]


def enclosing(told: Sequence[Told]) -> list[int | None]:
    """For each the smallest other one whose content holds its cue, and is larger than its own content."""
    spans = sorted((span, at) for at, each in enumerate(told) for span in each.content)
    around: list[int | None] = [None] * len(told)
    for at, each in enumerate(told):
        first, last = min(each.cue)
        begun = bisect_right(spans, ((first, last), len(told)))
        holding = [
            other
            for (_, end), other in spans[max(0, begun - _NEAR) : begun]
            if last <= end and _size(told[other]) > _size(each)
        ]
        around[at] = min(holding, key=lambda other: _size(told[other]), default=None)
    return around


def _size(told: Told) -> int:
    return sum(end - start for start, end in told.content)

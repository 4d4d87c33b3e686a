"""From the tokens of a content to its exact characters: what is trimmed, and what is made whole."""

from processors.attribution.layout import Layout, Range
from wirewatch.records import Manner, Span

_EDGES = frozenset(",;:-\u2013\u2014.()[]") | {"--", "...", "\u2026"}
_QUESTION = frozenset("?!")


def content_spans(layout: Layout, ranges: tuple[Range, ...], cut: set[int], cue: int) -> tuple[Span, ...]:
    """The characters of ``ranges`` without the tokens ``cut``, quotations made whole, edges trimmed.

    ``cue`` is the main token of the cue: what lies in the same quotation as the cue stays in it.
    """
    spans: list[Span] = []
    for tokens in ranges:
        for piece in _without(layout, tokens, cut):
            span = _trimmed(layout, _whole(layout, piece, cut, cue), cue)
            if span is not None and (not spans or span[0] >= spans[-1][1]):
                spans.append(span)
    return tuple(spans)


def _without(layout: Layout, tokens: Range, cut: set[int]) -> list[Range]:
    """``tokens`` in stretches that hold none of ``cut`` and stay in one paragraph."""
    stretches: list[Range] = []
    first = None
    for at in range(*tokens):
        if at in cut or layout.pos[at] == "SPACE" and "\n" in layout.lower[at]:
            if first is not None:
                stretches.append((first, at))
            first = None
        elif first is None:
            first = at
    if first is not None:
        stretches.append((first, tokens[1]))
    return stretches


def _whole(layout: Layout, piece: Range, cut: set[int], cue: int) -> Range:
    """``piece`` with the rest of the quotations that it begins or ends in."""
    first, last = piece
    zone, own = layout.zone, layout.zone[cue]
    low, high = layout.paragraph[first]
    if zone[first] >= 0 and zone[first] != own:
        while first > low and zone[first - 1] == zone[first] and first - 1 not in cut:
            first -= 1
    if zone[last - 1] >= 0 and zone[last - 1] != own:
        while last < high and zone[last] == zone[last - 1] and last not in cut:
            last += 1
    return first, last


def _trimmed(layout: Layout, piece: Range, cue: int) -> Span | None:
    first, last = piece
    zone, lower, own = layout.zone, layout.lower, layout.zone[cue]
    loose = lambda at: zone[at] == own or zone[at] < 0
    if own >= 0:
        while first < last and zone[first] != own:
            first += 1
        while last > first and zone[last - 1] != own:
            last -= 1
    while first < last and (
        layout.pos[first] == "SPACE" or lower[first] in _EDGES and loose(first) and lower[first] not in "(["
    ):
        first += 1
    while last > first and (
        layout.pos[last - 1] == "SPACE"
        or lower[last - 1] in _EDGES
        and loose(last - 1)
        and lower[last - 1] not in ")]"
    ):
        last -= 1
    if first == last:
        return None
    return layout.chars((first, last))


def manner_of(layout: Layout, spans: tuple[Span, ...]) -> Manner:
    """direct: every word in quotation marks; mixed: some; indirect: none."""
    inside = {
        layout.zone[at] >= 0
        for span in spans
        for at in range(*layout.tokens(span))
        if layout.pos[at] not in ("PUNCT", "SPACE")
    }
    return "indirect" if True not in inside else "mixed" if False in inside else "direct"

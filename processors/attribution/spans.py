"""From the tokens of a content to its exact characters: what is trimmed, and what is made whole."""

from processors.attribution.layout import Layout, Range
from wirewatch.records import Manner, Span

_LOOSE = frozenset((",", ";", ":", "-", "--", "\u2013", "\u2014", ".", "...", "\u2026"))
"""What is no part of a content at its ends, unless it stands in quotation marks."""
_OPENING = frozenset((")", "]"))
_CLOSING = frozenset(("(", "["))


def content_spans(layout: Layout, ranges: tuple[Range, ...], cut: set[int], cue: int) -> tuple[Span, ...]:
    """The characters of ``ranges`` without the tokens ``cut``, quotations made whole, ends trimmed.

    ``cue`` is the main token of the cue: a content stays in the quotation that its cue is in.
    """
    spans: list[Span] = []
    for tokens in ranges:
        for piece in _without(layout, tokens, cut):
            first, last = _trimmed(layout, _whole(layout, piece, cut, cue), cue)
            if first < last and (not spans or layout.start[first] >= spans[-1][1]):
                spans.append(layout.chars((first, last)))
    return tuple(spans)


def manner_of(layout: Layout, spans: tuple[Span, ...]) -> Manner:
    """direct: every word in quotation marks; mixed: some; indirect: none."""
    inside = {
        layout.zone[at] >= 0
        for span in spans
        for at in range(*layout.tokens(span))
        if layout.pos[at] not in ("PUNCT", "SPACE")
    }
    if True not in inside:
        return "indirect"
    return "mixed" if False in inside else "direct"


def _without(layout: Layout, tokens: Range, cut: set[int]) -> list[Range]:
    """``tokens`` in stretches that hold none of ``cut`` and stay in one paragraph."""
    stretches: list[Range] = []
    first = tokens[0]
    for at in range(*tokens):
        if at in cut or (layout.pos[at] == "SPACE" and "\n" in layout.lower[at]):
            stretches.append((first, at))
            first = at + 1
    return [stretch for stretch in (*stretches, (first, tokens[1])) if stretch[0] < stretch[1]]


def _whole(layout: Layout, piece: Range, cut: set[int], cue: int) -> Range:
    """``piece`` with the rest of the quotations that it begins or ends in."""
    first, last = piece
    zone, own = layout.zone, layout.zone[cue]
    low, high = layout.paragraph[first]
    if zone[first] not in (-1, own):
        while first > low and zone[first - 1] == zone[first] and first - 1 not in cut:
            first -= 1
    if zone[last - 1] not in (-1, own):
        while last < high and zone[last] == zone[last - 1] and last not in cut:
            last += 1
    return first, last


def _trimmed(layout: Layout, piece: Range, cue: int) -> Range:
    first, last = piece
    while first < last and _falls_off(layout, first, cue, _OPENING):
        first += 1
    while last > first and _falls_off(layout, last - 1, cue, _CLOSING):
        last -= 1
    return first, last


def _falls_off(layout: Layout, token: int, cue: int, brackets: frozenset[str]) -> bool:
    """Whether ``token`` at an end is no part of the content of ``cue``."""
    zone, own = layout.zone[token], layout.zone[cue]
    if layout.pos[token] == "SPACE" or (own >= 0 and zone != own):
        return True
    return zone in (-1, own) and (layout.lower[token] in _LOOSE or layout.lower[token] in brackets)

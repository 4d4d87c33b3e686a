"""Where a reported clause begins and ends, where the parse alone is not to be trusted."""

from collections.abc import Iterator

from processors.attribution.layout import Layout, Range
from processors.attribution.sources import Source, finite, tensed
from processors.attribution.words import NOMINAL, PARTS, SPEECH, STOPS, SUBORDINATE, TENSED, TIMES, TOLD

_LONGEST_ASIDE = 14
"""Tokens from the source to the end of "..., he told reporters on Monday, ..."."""


def clause(layout: Layout, verb: int, tokens: Range) -> Range:
    """``tokens``, the clause that the parse gives ``verb``, put right at both ends."""
    first, last = begin(layout, verb, tokens[0]), tokens[1]
    end = sentence_end(layout, verb)
    if last < end - 1 and (_goes_on(layout, last) or not tensed(layout, first, last)):
        last = end
    return first, ending(layout, verb, first, last)


def _goes_on(layout: Layout, last: int) -> bool:
    """Whether the sentence goes on where the parse, which stops early at times, ends the clause."""
    word, following = layout.lower[last : last + 2]
    if word == ",":
        return following in ("and", "but", "or", "which") or layout.tag[last + 1] in ("RB", "IN")
    if word in ("and", "but", "or"):
        return layout.pos[last + 1] in ("AUX", "PRON", "PUNCT", "SCONJ")
    return layout.pos[last] in ("ADP", "SCONJ", "AUX", "PART", "ADV", "VERB")


def begin(layout: Layout, verb: int, first: int) -> int:
    """Where the clause starts that begins at ``first`` by the parse: not behind "that" or its own subject."""
    behind = verb + 1
    that = conjunction(layout, behind, first)
    if first <= behind or that is not None:
        return first if that is None else that
    word = layout.lower[behind]
    if layout.verb[verb] in TOLD or word in TIMES or layout.pos[behind] not in NOMINAL:
        return first
    return behind


def conjunction(layout: Layout, first: int, last: int) -> int | None:
    """The "that" which opens a clause among the first of these tokens."""
    reach = range(first, min(last, first + 10))
    return next((at for at in reach if layout.lower[at] == "that" and layout.tag[at] == "IN"), None)


def stops(layout: Layout, at: int) -> bool:
    """Whether a sentence ends with token ``at``: a full stop, or a quotation that ends with one."""
    if layout.zone[at] < 0:
        return layout.lower[at] in STOPS
    following = at + 1
    if following < len(layout.zone) and layout.zone[following] == layout.zone[at]:
        return False
    closes = layout.ends_in(at - 1, ".?!")
    return closes and (following == len(layout.zone) or not layout.doc[following].text[:1].islower())


def sentence_end(layout: Layout, token: int) -> int:
    """Behind the last word of the sentence of ``token``."""
    high = layout.sentence[token][1]
    while high > token + 1 and layout.pos[high - 1] in ("PUNCT", "SPACE") and layout.zone[high - 1] < 0:
        high -= 1
    return high


def ending(layout: Layout, verb: int, first: int, last: int) -> int:
    """Where what ``verb`` reports ends at the latest: at a semicolon, or where the source says more."""
    for at in range(first + 2, last - 1):
        if layout.zone[at] >= 0:
            continue
        if layout.lower[at] == ";":
            return at
        if layout.lower[at] in ("and", "but") and _says_more(layout, verb, at + 1, last):
            return at - (layout.word(at - 1) == ",")
    return last


def _says_more(layout: Layout, verb: int, first: int, last: int) -> bool:
    """Whether a verb of saying in the tense of ``verb`` follows, at once or behind its subject."""
    tense = "VBD" if layout.tag[verb] == "VBN" else layout.tag[verb]
    for at in range(first, min(last, first + 6)):
        if layout.verb[at] in SPEECH and layout.tag[at] == tense and tense in TENSED:
            return True
        if layout.pos[at] not in NOMINAL and layout.pos[at] != "ADV":
            return False
    return False


def rest(layout: Layout, verb: int, source: Source) -> Range | None:
    """What follows a verb of saying to the end of its sentence, if that is a clause."""
    last = sentence_end(layout, verb)
    first = max(verb + 1, *(end for _, end in source.ranges))
    if not finite(layout, verb) or not tensed(layout, first, last):
        return None
    that = conjunction(layout, first, last)
    return first if that is None else that, ending(layout, verb, first, last)


def before(
    layout: Layout, verb: int, source: Source, cue: tuple[int, ...]
) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """The sentence before ", SOURCE said" or ", said SOURCE", and what follows the next comma.

    Frames: ``before`` where nothing follows, ``around`` where the sentence goes on (``around_fragment`` with
    no verb before the comma), ``before_only`` where what goes on is the article's own.
    """
    if not finite(layout, verb) or layout.dep[verb] in ("acl:relcl", "acl") or source.how != "own":
        return
    start = min((*cue, *(first for first, _ in source.ranges)))
    last = max((*(at + 1 for at in cue), *(end for _, end in source.ranges)))
    low, high = layout.sentence[verb][0], sentence_end(layout, verb)
    if start - 1 <= low or layout.word(start - 1) not in PARTS:
        return
    low = next(
        (at + 1 for at in range(start - 2, low, -1) if layout.lower[at] == ";" and layout.zone[at] < 0), low
    )
    stop = next(
        (at for at in range(last, high) if layout.lower[at] in PARTS or layout.lower[at] == ";"), high
    )
    left: Range = (low, start - 1)
    clausal = _main_clause(layout, left)
    if stop - start > _LONGEST_ASIDE or tensed(layout, last, stop):
        return
    if high - stop < 2 or layout.lower[stop] == ";":
        if clausal:
            yield "before", (left,)
        return
    semicolon = next((at for at in range(stop + 1, high) if layout.lower[at] == ";"), high)
    yield ("around" if clausal else "around_fragment"), (left, (stop + 1, semicolon))
    if clausal:
        yield "before_only", (left,)


def _main_clause(layout: Layout, tokens: Range) -> bool:
    """Whether these tokens can stand alone: a tensed verb, not only in an opening "when ...", "in ..."."""
    first, last = tokens
    while first < last and layout.pos[first] in ("CCONJ", "PUNCT", "SPACE"):
        first += 1
    if first < last and layout.lower[first] in SUBORDINATE:
        first = next((at for at in range(first, last) if layout.lower[at] == ","), last)
    return tensed(layout, first, last)

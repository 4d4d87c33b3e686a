"""Cues beside quotation marks: ``"...," SOURCE said`` and ``SOURCE said: "..."``, by what stands where.

Marks and commas are surer than the parse of a sentence that they break up, so these rules look at the
surface first and at the parse only for the noun phrase of the source.
"""

from collections.abc import Iterator

from processors.attribution.candidates import Candidate, cue_tokens
from processors.attribution.layout import Layout, Range
from processors.attribution.sources import NOBODY, Source, passive, phrase, source_of, trimmed

_ENDS = frozenset((".", "!", "?", ";", "..."))
_NOT_A_SOURCE = frozenset(
    "and but or which who whom whose that as when while because to of in for on with at from into than if "
    "though although is was are were be been has have had".split()
)
_REACH = 40
"""Tokens between a quotation and its cue, at most."""


def quoted_candidates(layout: Layout, speech: frozenset[str]) -> Iterator[Candidate]:
    """For every quotation the cues on either side of it, if their lemma is one of ``speech``."""
    ranges = [[layout.tokens(span) for span in each.spans] for each in layout.quotations]
    ranges = [[r for r in each if r[0] < r[1]] for each in ranges]
    for number, own in enumerate(ranges):
        if own:
            yield from _after(layout, ranges, number, speech)
            yield from _before(layout, ranges, number, speech)


def _after(layout: Layout, ranges: list[list[Range]], number: int, speech: frozenset[str]) -> Iterator[Candidate]:
    """``"...," SOURCE said`` or ``"...," said SOURCE``."""
    end = ranges[number][-1][1]
    stop = layout.paragraph[end - 1][1]
    first = end
    comma = layout.lower[end - 1] in (",",) or (end - 2 >= 0 and layout.lower[end - 2][-1] in ",?!-\u2014")
    if first < stop and layout.lower[first] in (",", "-", "\u2014", "--"):
        first, comma = first + 1, True
    gap = _gap(layout, first, min(stop, first + _REACH))
    if not gap or layout.doc[first].text in _NOT_A_SOURCE:
        return
    for verb in gap:
        if layout.verb[verb] not in speech or layout.tag[verb] in ("VB", "VBG") or layout.dep[verb] in ("acl", "acl:relcl", "amod") and layout.tag[verb] in ("VBN", "VBG"):
            continue
        source = _beside(layout, first, verb)
        if source is NOBODY:
            continue
        cue = cue_tokens(layout, verb)
        block = (first, max(verb + 1, *(b for _, b in source.ranges)))
        frame = "quote,cue" if comma else "quote_cue"
        yield Candidate(verb, layout.verb[verb], frame, cue, source, tuple(_around(layout, ranges, number, block)))
        return


def _gap(layout: Layout, first: int, last: int) -> range:
    """Tokens from ``first`` that are outside quotations, up to the end of the sentence."""
    at = first
    while at < last and layout.zone[at] < 0 and layout.lower[at] not in _ENDS:
        at += 1
    return range(first, at)


def _beside(layout: Layout, first: int, verb: int) -> Source:
    """The source between the quotation and ``verb``, or right behind ``verb``."""
    start = min(cue_tokens(layout, verb))
    words = [at for at in range(first, start) if layout.pos[at] in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")]
    if words:
        while layout.pos[start - 1] in ("ADV", "PUNCT", "SPACE") and start - 1 > words[0]:
            start -= 1
        return Source((trimmed(layout, (first, start), words[0]),), "own")
    subject = layout.child(verb, "nsubj", "obj", "nsubj:pass", "dep", "obl:agent")
    if subject is not None and subject > verb and not passive(layout, verb):
        return Source((phrase(layout, subject, verb),), "own")
    if verb + 1 < len(layout.pos) and layout.pos[verb + 1] in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"):
        at = verb + 1
        while at < layout.paragraph[verb][1] and layout.pos[at] in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "PART", "NUM"):
            at += 1
        return Source(((verb + 1, at),), "own")
    return NOBODY


def _around(layout: Layout, ranges: list[list[Range]], number: int, block: Range) -> Iterator[Range]:
    """The quotation before the cue ``block`` with what its sentence opened with, and the one that goes on behind."""
    own = ranges[number]
    start = own[0][0]
    low = layout.paragraph[start][0]
    at = start
    if layout.doc[min(start + 1, own[0][1] - 1)].text[:1].islower():
        while at > low and layout.lower[at - 1] not in (*_ENDS, ":") and layout.pos[at - 1] != "SPACE":
            at -= 1
    if at < start - 1 and any(layout.pos[k] in ("VERB", "AUX") for k in range(at, start)):
        own = [(at, own[0][1]), *own[1:]]
    yield from own
    high = layout.paragraph[start][1]
    stops = 0
    for at in range(block[1], min(high, block[1] + _REACH)):
        if layout.lower[at] in _ENDS and layout.zone[at] < 0:
            stops = at
        elif layout.pos[at] == "SPACE":
            continue
        elif stops and layout.zone[at] < 0:
            return
        elif layout.zone[at] > number and layout.zone[at] < len(ranges):
            nxt = ranges[layout.zone[at]]
            before = at - 1 - (layout.pos[at - 1] == "SPACE")
            if nxt and nxt[0][0] == at and (stops or layout.lower[before] in (",", ":")):
                yield from nxt
                return


def _before(layout: Layout, ranges: list[list[Range]], number: int, speech: frozenset[str]) -> Iterator[Candidate]:
    """``SOURCE said: "..."``, also with a few words between."""
    start = ranges[number][0][0]
    low = layout.paragraph[start][0]
    at = start - 1
    if at >= 0 and start == low:  # a paragraph of its own, announced by a colon
        while at >= 0 and layout.pos[at] == "SPACE":
            at -= 1
        if at < 0 or layout.lower[at] != ":":
            return
        low = layout.paragraph[at][0]
    mark = layout.lower[at] if at >= 0 else ""
    first = at
    while first >= max(low, start - _REACH) and layout.zone[first] < 0 and layout.lower[first] not in _ENDS:
        if layout.pos[first] == "VERB" and layout.lemma[first] in speech and not passive(layout, first):
            source = source_of(layout, first)
            frame = "cue:quote" if mark == ":" else "cue,quote" if mark == "," else "cue_quote" if first == start - 1 else "cue..quote"
            begin = start if frame != "cue..quote" else first + 1
            own = ranges[number]
            yield Candidate(first, layout.lemma[first], frame, cue_tokens(layout, first), source, ((begin, own[0][1]), *own[1:]))
            return
        first -= 1

"""Cues beside quotation marks: ``"...," SOURCE said`` and ``SOURCE said: "..."``, by what stands where.

Marks and commas are surer than the parse of a sentence that they break up, so these rules look at the
surface first and at the parse only for the noun phrase of the source. Frames: ``quote,cue`` (``quote_cue``
without a comma), ``cue,quote``, ``cue:quote``, ``cue_quote`` (nothing between) and ``cue..quote`` (words
between, which belong to the content).
"""

from collections.abc import Iterator

from processors.attribution.clauses import conjunction, ending, sentence_end, stops
from processors.attribution.frames import Reading, cue_tokens
from processors.attribution.layout import Layout, Range
from processors.attribution.sources import (
    NOBODY,
    Source,
    passive,
    phrase,
    source_of,
    standing_before,
    tensed,
    trimmed,
)
from processors.attribution.words import LINKS, NO_SOURCE, NOMINAL, PARTS, SPEECH, STOPS

_TITLED = frozenset(("on", "in", "at", "of", "the", "'s", "\u2019s", "entitled", "titled", "called", "to"))
"""What ends with these before a short quotation announces a name rather than a speech."""
_REACH = 40
"""Tokens between a quotation and its cue, at most."""

Pieces = list[Range]


def quoted_readings(layout: Layout) -> Iterator[Reading]:
    """For every quotation the cues on either side of it."""
    quotations = [_pieces(layout, number) for number in range(len(layout.quotations))]
    for number, pieces in enumerate(quotations):
        if pieces:
            yield from _followed(layout, quotations, number)
            yield from _announced(layout, pieces)


def _pieces(layout: Layout, number: int) -> Pieces:
    ranges = (layout.tokens(span) for span in layout.quotations[number].spans)
    return [tokens for tokens in ranges if tokens[0] < tokens[1]]


def _followed(layout: Layout, quotations: list[Pieces], number: int) -> Iterator[Reading]:
    """``"...," SOURCE said`` or ``"...," said SOURCE``."""
    end = quotations[number][-1][1]
    high = layout.paragraph[end - 1][1]
    comma = layout.ends_in(end - 1, ",?!") or layout.ends_in(end - 2, ",?!-\u2014")
    first = end
    if first < high and layout.lower[first] in PARTS:
        first, comma = first + 1, True
    gap = _gap(layout, first, min(high, first + _REACH))
    if not gap or layout.doc[first].text in NO_SOURCE:
        return
    for verb in gap:
        source = _beside(layout, first, verb) if _may_follow(layout, first, verb) else NOBODY
        if source is NOBODY:
            continue
        opened = _opened(layout, quotations[number])
        if opened is quotations[number] or layout.word(verb + 1) != ":":
            behind = max(verb + 1, *(last for _, last in source.ranges))
            content = (*opened, *_resumed(layout, quotations, number, behind))
            frame = "quote,cue" if comma else "quote_cue"
            yield Reading(verb, layout.verb[verb], frame, cue_tokens(layout, verb), source, content)
        return


def _gap(layout: Layout, first: int, last: int) -> range:
    """Tokens from ``first`` that are outside quotations, up to the end of the sentence."""
    at = first
    while at < last and layout.zone[at] < 0 and layout.lower[at] not in STOPS:
        at += 1
    return range(first, at)


def _may_follow(layout: Layout, first: int, verb: int) -> bool:
    tag, form = layout.tag[verb], layout.lower[verb]
    if layout.verb[verb] not in SPEECH or tag == "VBG" or (tag == "VB" and verb != first):
        return False
    if (tag[0] != "V" and not form.endswith(("s", "ed"))) or layout.child(verb, "aux:pass") is not None:
        return False
    return layout.tag[verb] != "VBN" or layout.dep[verb] not in ("acl", "acl:relcl", "amod")


def _beside(layout: Layout, first: int, verb: int) -> Source:
    """The source between the quotation and ``verb``, or right behind ``verb``."""
    start = cue_tokens(layout, verb)[0]
    words = [at for at in range(first, start) if layout.pos[at] in NOMINAL]
    if words:
        while start - 1 > words[0] and layout.pos[start - 1] in ("ADV", "PUNCT", "SPACE"):
            start -= 1
        return Source((trimmed(layout, (first, start), words[0]),), "own")
    subject = layout.child(verb, "nsubj", "obj", "nsubj:pass", "dep", "ccomp", "iobj")
    if subject is not None and subject > verb and layout.zone[subject] < 0 and layout.pos[subject] in NOMINAL:
        return Source((phrase(layout, subject, verb),), "own")
    last = verb + 1
    high = layout.paragraph[verb][1]
    while last < high and (layout.pos[last] in NOMINAL or layout.lower[last] in LINKS):
        last += 1
    return Source(((verb + 1, last),), "own") if last > verb + 1 else NOBODY


def _opened(layout: Layout, pieces: Pieces) -> Pieces:
    """The quotation, with the beginning of the sentence that it ends: ``It was "a mistake," he said``."""
    start, end = pieces[0]
    if not layout.doc[min(start + 1, end - 1)].text[:1].islower():
        return pieces
    low = layout.paragraph[start][0]
    first = start
    while first > low and layout.word(first - 1) not in STOPS and layout.word(first - 1) != ":":
        if layout.pos[first - 1] == "SPACE":
            break
        first -= 1
    verbal = any(layout.pos[at] in ("VERB", "AUX") for at in range(first, start))
    return [(first, end), *pieces[1:]] if verbal else pieces


def _resumed(layout: Layout, quotations: list[Pieces], number: int, behind: int) -> Pieces:
    """The next quotation where it goes on with this one: behind a comma, or first in the next sentence."""
    high = min(layout.paragraph[behind - 1][1], behind + _REACH)
    stopped, last = False, ""
    for at in range(behind, high):
        following = layout.zone[at]
        if following > number and quotations[following] and quotations[following][0][0] == at:
            goes_on = stopped or last in (",", ":") or last.endswith(".")
            if goes_on:
                return quotations[following]
        if layout.pos[at] == "SPACE":
            continue
        if stopped and following < 0:
            return []
        stopped = stops(layout, at)
        last = layout.lower[at]
        if last in ("and", "but", "then") and tensed(layout, at, min(high, at + 4)):
            return []
    return []


def _announced(layout: Layout, pieces: Pieces) -> Iterator[Reading]:
    """``SOURCE said: "..."``, also with a few words between."""
    start = pieces[0][0]
    low = layout.paragraph[start][0]
    last = start - 1
    if start == low:  # a paragraph of its own, announced by a colon
        while last >= 0 and layout.pos[last] == "SPACE":
            last -= 1
        if last < 0 or layout.lower[last] != ":":
            return
        low = layout.paragraph[last][0]
    at = last
    while at >= max(low, start - _REACH) and layout.zone[at] < 0 and layout.lower[at] not in STOPS:
        if layout.pos[at] == "VERB" and layout.verb[at] in SPEECH and not _told(layout, at):
            yield from _announcing(layout, at, last, pieces)
            return
        at -= 1


def _told(layout: Layout, verb: int) -> bool:
    """Whether it is a true passive: not a participle right before the mark, which the tagger misjudged."""
    helped = layout.child(verb, "aux:pass", "nsubj:pass") is not None
    return passive(layout, verb) and (helped or layout.word(verb + 1) not in (",", ":"))


def _announcing(layout: Layout, verb: int, last: int, pieces: Pieces) -> Iterator[Reading]:
    """``verb`` announces the quotation behind token ``last``."""
    cue, source = cue_tokens(layout, verb), source_of(layout, verb)
    if source is NOBODY and layout.tag[verb] != "VBG":
        found = standing_before(layout, verb)
        source = source if found is None else Source((found,), "own")
    mark = layout.lower[last]
    if mark in (":", ",") or last == verb:
        frame = {":": "cue:quote", ",": "cue,quote"}.get(mark, "cue_quote")
        if frame == "cue_quote" and _title(layout, pieces[0]):
            return
        yield Reading(verb, layout.verb[verb], frame, cue, source, tuple(pieces))
    elif mark not in _TITLED or not _title(layout, pieces[0]):
        first = conjunction(layout, verb + 1, last + 1)
        first = verb + 1 if first is None else first
        content = ((first, _continued(layout, verb, pieces[0])), *pieces[1:])
        yield Reading(verb, layout.verb[verb], "cue..quote", cue, source, content)


def _title(layout: Layout, piece: Range) -> bool:
    """Whether a short quotation is written like the title of a work: "War and Peace"."""
    words = [layout.doc[at].text for at in range(*piece) if layout.pos[at] not in ("PUNCT", "SPACE")]
    return 0 < len(words) < 8 and all(word[0].isupper() or len(word) < 4 for word in words)


def _continued(layout: Layout, verb: int, piece: Range) -> int:
    """Where the clause ends that the quotation ``piece`` is the beginning of."""
    last, high = piece[1], sentence_end(layout, piece[1] - 1)
    if last >= high or layout.ends_in(last - 2, ",.?!"):
        return last
    if layout.pos[last] in ("PUNCT", "SPACE"):
        return last
    stop = next(
        (at for at in range(last, high) if layout.lower[at] in (",", ";") and layout.zone[at] < 0), high
    )
    return ending(layout, verb, last - 2, stop)

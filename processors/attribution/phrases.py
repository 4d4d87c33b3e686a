"""Cues that are no verbs: "according to", "per" and "reportedly"; and verbs in "as SOURCE said".

Frames: ``start``, ``end`` and ``middle`` of the sentence (``middle-left`` and ``middle-right`` where only
that side is the content), ``adverb``, ``as-clause``.
"""

from collections.abc import Iterator

from processors.attribution.clauses import stops
from processors.attribution.frames import Reading, cue_tokens
from processors.attribution.layout import Layout, Range
from processors.attribution.sources import NOBODY, Source, source_of, trimmed
from processors.attribution.words import DOUBTS, TENSED

_NAMES = frozenset(("PROPN", "DET", "PRON", "NOUN"))
_OPENS = frozenset((",", "(", "and", "but", "while", "though", "-", "\u2013", "\u2014"))
_CONJUNCTIONS = frozenset(("after", "although", "and", "but", "while", "which"))
_REACH = 250
"""Tokens of a sentence that are looked at on either side."""


def phrase_readings(layout: Layout) -> Iterator[Reading]:
    """All of them, in order."""
    for token, word in enumerate(layout.lower[:-1]):
        if word == "according" and layout.word(token + 1) == "to":
            yield from _according(layout, token, (token, token + 1))
        elif word == "per" and layout.pos[token + 1] in _NAMES and layout.tag[token] == "IN":
            yield from _according(layout, token, (token,))
        elif word in DOUBTS and layout.pos[token] == "ADV":
            yield from _adverb(layout, token)
        elif word == "as" and layout.dep[token] in ("mark", "advmod", "case"):
            yield from _as(layout, token)


def sentence(layout: Layout, token: int) -> Range:
    """The tokens around ``token`` up to the nearest full stops, also those that end a quotation."""
    low, high = layout.paragraph[token]
    first, last = token, token
    while first > max(low, token - _REACH) and not stops(layout, first - 1):
        first -= 1
    while last < min(high, token + _REACH) and not stops(layout, last):
        last += 1
    return first, min(high, last + (last < high and layout.zone[last] >= 0))


def _according(layout: Layout, token: int, cue: tuple[int, ...]) -> Iterator[Reading]:
    start = cue[-1] + 1
    low, high = sentence(layout, token)
    if start >= high:
        return
    noun = max(start, layout.head[token]) if layout.head[token] < high else start
    end = min(max(layout.subtree(noun)[1], noun + 1), high)
    end = next((at for at in range(noun, end) if layout.lower[at] == "," or layout.tag[at] in TENSED), end)
    source = Source((trimmed(layout, (start, end), min(noun, end - 1)),), "own")
    left, right = token, end + (end < high and layout.lower[end] == ",")
    while left > low and layout.word(left - 1) in _OPENS:
        left -= 1

    def reading(frame: str, *content: Range) -> Reading:
        return Reading(token, layout.lower[token], frame, cue, source, content)

    if layout.lower[low] in ("while", "although", "though", "but", "and"):
        low += 1
        if layout.word(low - 1) not in ("but", "and"):
            high = right
    if left - low < 2:
        yield reading("start", (right, high))
    elif high - right < 2:
        yield reading("end", (low, left))
    else:
        yield reading("middle", (low, left), (right, high))
        yield reading("middle-left", (low, left))
        yield reading("middle-right", (right, high))


def _adverb(layout: Layout, token: int) -> Iterator[Reading]:
    """The clause around "reportedly"."""
    low, high = sentence(layout, token)
    first, last = _clause_start(layout, token, low), token + 1
    while last < high and not _parts(layout, last):
        last += 1
    content = tuple(tokens for tokens in ((first, token), (token + 1, last)) if tokens[0] < tokens[1])
    if content:
        yield Reading(token, layout.lower[token], "adverb", (token,), NOBODY, content)


def _clause_start(layout: Layout, token: int, low: int) -> int:
    """Where the clause of the adverb begins: with the subject of its verb, or behind the last conjunction."""
    verb = layout.head[token]
    subject = layout.child(verb, "nsubj", "nsubj:pass")
    if subject is not None and low <= layout.subtree(subject)[0] < token:
        return layout.subtree(subject)[0]
    first = token
    while first > low and not _parts(layout, first - 1):
        first -= 1
    return first


def _parts(layout: Layout, at: int) -> bool:
    """Whether a clause ends at ``at``: a semicolon, a colon, a dash, or a comma with a conjunction."""
    if layout.zone[at] >= 0:
        return False
    word, following = layout.lower[at], layout.lower[min(at + 1, len(layout.lower) - 1)]
    if word in (",", ";", ":", "\u2014", "--"):
        return word != "," or following in _CONJUNCTIONS
    return word in ("although", "who", "which", "that", "while", "but", "according")


def _as(layout: Layout, token: int) -> Iterator[Reading]:
    verb = layout.head[token]
    if layout.pos[verb] != "VERB" or not token < verb < token + 15:
        return
    low, high = sentence(layout, token)
    first, last = layout.subtree(verb)
    content = tuple(tokens for tokens in ((low, first), (min(last, high), high)) if tokens[1] - tokens[0] > 1)
    if content:
        cue, source = cue_tokens(layout, verb), source_of(layout, verb)
        yield Reading(verb, layout.lemma[verb], "as-clause", cue, source, content)

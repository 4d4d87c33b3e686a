"""Cues that are no verbs: "according to", "per", "reportedly", and verbs in "as SOURCE said"."""

from collections.abc import Iterator

from processors.attribution.candidates import Candidate, cue_tokens
from processors.attribution.layout import Layout, Range
from processors.attribution.sources import NOBODY, Source, phrase, source_of, trimmed

_ENDS = frozenset((".", "!", "?", ";"))


def phrase_candidates(layout: Layout) -> Iterator[Candidate]:
    """All of them, in order."""
    for token, word in enumerate(layout.lower):
        if word == "according" and token + 2 < len(layout.lower) and layout.lower[token + 1] == "to":
            yield from _according(layout, token, (token, token + 1))
        elif word == "per" and token + 1 < len(layout.lower) and layout.pos[token + 1] in ("PROPN", "DET", "PRON"):
            yield from _according(layout, token, (token,))
        elif layout.pos[token] == "ADV" and word.endswith("ly"):
            yield from _adverb(layout, token)
        elif word == "as" and layout.dep[token] in ("mark", "advmod", "case"):
            yield from _as(layout, token)


def bounds(layout: Layout, token: int) -> Range:
    """The tokens around ``token`` up to the nearest full stops outside quotations, within its paragraph."""
    low, high = layout.paragraph[token]
    first = token
    while first > low and not stops(layout, first - 1):
        first -= 1
    last = token
    while last < high and not stops(layout, last):
        last += 1
    return first, min(high, last + (last < high and layout.zone[last] >= 0))


def stops(layout: Layout, at: int) -> bool:
    """Whether a sentence ends with token ``at``: a full stop, or a quotation that ends with one."""
    if layout.zone[at] < 0:
        return layout.lower[at] in _ENDS
    last = at + 1 == len(layout.zone) or layout.zone[at + 1] != layout.zone[at]
    return last and at > 0 and layout.zone[at - 1] == layout.zone[at] and layout.lower[at - 1][-1:] in ".?!" and (at + 1 >= len(layout.zone) or layout.doc[at + 1].text[:1].isupper())


def _according(layout: Layout, token: int, cue: tuple[int, ...]) -> Iterator[Candidate]:
    start = cue[-1] + 1
    low, high = bounds(layout, token)
    noun = layout.head[token] if layout.head[token] > cue[-1] else next((h for h in (layout.head[cue[-1]],) if h > cue[-1]), start)
    _, end = layout.subtree(noun)
    end = min(max(end, start + 1), high)
    comma = next((k for k in range(start, end) if k > noun and (layout.lower[k] == "," or layout.tag[k] in ("VBD", "VBZ", "VBP", "MD"))), end)
    source = Source((trimmed(layout, (start, comma), min(noun, comma - 1)),), "own")
    stop = comma
    before = (low, token)
    while before[1] > low and layout.lower[before[1] - 1] in (",", "(", "and", "but", "while", "though", "-"):
        before = (low, before[1] - 1)
    after = (stop + 1, high) if stop < high and layout.lower[stop] == "," else (stop, high)
    if before[1] - before[0] < 2:
        yield Candidate(token, "according", "start", cue, source, (after,))
    elif after[1] - after[0] < 2:
        yield Candidate(token, "according", "end", cue, source, (before,))
    else:
        yield Candidate(token, "according", "middle", cue, source, (before, after))
        yield Candidate(token, "according", "middle-left", cue, source, (before,))
        yield Candidate(token, "according", "middle-right", cue, source, (after,))


def _adverb(layout: Layout, token: int) -> Iterator[Candidate]:
    low, high = bounds(layout, token)
    first, last = token, token + 1
    while first > low and not _parts(layout, first - 1):
        first -= 1
    while last < high and not _parts(layout, last):
        last += 1
    parts = tuple(r for r in ((first, token), (token + 1, last)) if r[0] < r[1])
    if parts:
        yield Candidate(token, layout.lower[token], "adverb", (token,), NOBODY, parts)


def _parts(layout: Layout, at: int) -> bool:
    """Whether a clause ends at ``at``: a semicolon, a colon, a dash, or a comma with a conjunction."""
    word = layout.lower[at]
    if layout.zone[at] >= 0:
        return False
    return word in (";", ":", "\u2014", "--", "according") or (word == "," and layout.lower[at + 1] in ("and", "but", "although", "while", "which", "after")) or word in ("although", "who", "which", "that", "while", "but")


def _as(layout: Layout, token: int) -> Iterator[Candidate]:
    verb = layout.head[token]
    if layout.pos[verb] != "VERB" or verb < token or verb - token > 15:
        return
    low, high = bounds(layout, token)
    first, last = layout.subtree(verb)
    source = source_of(layout, verb)
    last = min(last, high)
    before, after = (low, first), (last, high)
    parts = tuple(r for r in (before, after) if r[1] - r[0] > 1)
    if parts:
        yield Candidate(verb, layout.lemma[verb], "as-clause", cue_tokens(layout, verb), source, parts)

"""Statements of a parsed article: cues in their frames, weighed by what is known of them, made exact."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from processors.attribution.cues import Lexicon, english
from processors.attribution.found import Attribution
from processors.attribution.frames import Reading
from processors.attribution.layout import Layout, Range, lay_out
from processors.attribution.nominals import nominal_readings
from processors.attribution.phrases import phrase_readings
from processors.attribution.quotations import quotations
from processors.attribution.quoted import quoted_readings
from processors.attribution.spans import content_spans, manner_of
from processors.attribution.verbs import verb_readings
from wirewatch.records import Span

LEAST = 0.32
"""Less likely ones are left out: where precision and recall balance on the development articles."""
NESTED = 0.65
"""What a cue within another statement's content must reach."""

SAME = 0.8
"""Two contents that share so much of the longer one are one."""
SURE = frozenset(("quote,cue", "cue,quote", "cue:quote"))
"""Frames in which marks and commas leave no doubt what is content."""
TELLING = SURE | {
    "quote_cue",
    "cue_quote",
    "cue..quote",
    "clause",
    "rest",
    "before",
    "around",
    "start",
    "end",
}
"""Frames of what is said, which also count within what somebody else says."""


class _Found(NamedTuple):
    reading: Reading
    attribution: Attribution
    tokens: tuple[int, ...]
    """Of its content."""


def attributions(doc: Doc) -> list[Attribution]:
    """All attributions of ``doc``, in order; none without a dependency parse. Linear time."""
    if not doc.has_annotation("DEP"):
        return []
    lexicon = english()
    layout = lay_out(doc, quotations(doc), lexicon.forms)
    found = _distinct(layout, sorted(_best(layout, lexicon), key=lambda each: -each.attribution.score))
    covered = {at for each in found for at in each.tokens}
    return sorted((each.attribution for each in found if _stands(layout, each, covered)), key=_place)


def _best(layout: Layout, lexicon: Lexicon) -> Iterator[_Found]:
    """For every cue its likeliest reading."""
    for found in readings(layout).values():
        score, _, reading = max(
            (lexicon.prior(each.lemma, each.frame), -n, each) for n, each in enumerate(found)
        )
        exact = exact_attribution(layout, reading, score, lexicon) if score >= LEAST else None
        if exact is not None:
            yield exact


def readings(layout: Layout) -> dict[int, list[Reading]]:
    """Everything that may be a cue, by its main token, in every frame it may be read in.

    Beside a quotation the surface is surer than the parse: a cue read there is read there only.
    """
    found: dict[int, list[Reading]] = {}
    for reading in (*quoted_readings(layout), *phrase_readings(layout)):
        found.setdefault(reading.head, []).append(reading)
    sure = {head for head, each in found.items() if any(reading.frame in SURE for reading in each)}
    for reading in (*verb_readings(layout), *nominal_readings(layout)):
        if reading.head not in sure:
            found.setdefault(reading.head, []).append(reading)
    return found


def exact_attribution(layout: Layout, reading: Reading, score: float, lexicon: Lexicon) -> _Found | None:
    """The attribution in characters; None when no content is left, or no source where one is wanted."""
    ranges = [_clear_of(tokens, reading.cue) for tokens in reading.source.ranges]
    source = tuple(layout.chars(tokens) for tokens in ranges if tokens[0] < tokens[1])
    cue = _cue_spans(layout, reading.cue)
    if any(not layout.doc.text[start:end].strip() for start, end in (*source, *cue)):
        return None  # a blank that the parse takes for a word
    if not source and not may_lack_source(reading.frame):
        return None
    cut = {at for tokens in ranges for at in range(*tokens)} | set(reading.cue)
    content = content_spans(layout, reading.content, cut, reading.head)
    if not content:
        return None
    attribution = Attribution(
        source=tuple(sorted(source)),
        cue=cue,
        content=content,
        manner=manner_of(layout, content),
        act=lexicon.act(reading.lemma),
        score=round(score, 3),
    )
    tokens = tuple(at for span in content for at in range(*layout.tokens(span)))
    return _Found(reading, attribution, tokens)


def _clear_of(tokens: Range, cue: tuple[int, ...]) -> Range:
    """``tokens`` up to the first token of the cue among them: "the right | to claim"."""
    return tokens[0], min((at for at in cue if tokens[0] <= at < tokens[1]), default=tokens[1])


def may_lack_source(frame: str) -> bool:
    """Whether a statement in ``frame`` may be by nobody in particular: "reportedly", "was expected to"."""
    return frame == "adverb" or frame.startswith("pass+")


def _cue_spans(layout: Layout, cue: tuple[int, ...]) -> tuple[Span, ...]:
    """The tokens of the cue, neighbours joined."""
    spans: list[Span] = []
    last = -2
    for at in sorted(set(cue)):
        start, end = layout.start[at], layout.end[at]
        if at == last + 1:
            start, _ = spans.pop()
        spans.append((start, end))
        last = at
    return tuple(spans)


def _distinct(layout: Layout, ranked: list[_Found]) -> list[_Found]:
    """Without those whose content a better one has."""
    kept: list[_Found] = []
    owner = [-1] * len(layout.pos)
    for each in ranked:
        shares = Counter(owner[at] for at in each.tokens if owner[at] >= 0).most_common(1)
        if shares:
            rival, shared = shares[0]
            if shared > SAME * max(len(each.tokens), len(kept[rival].tokens)):
                continue
        for at in each.tokens:
            if owner[at] < 0:
                owner[at] = len(kept)
        kept.append(each)
    return kept


def _stands(layout: Layout, found: _Found, covered: set[int]) -> bool:
    """Whether it is the article's own: nothing in a quotation is, in a report what tells of telling."""
    head = found.reading.head
    if layout.zone[head] >= 0:
        return False
    return head not in covered or (found.reading.frame in TELLING and found.attribution.score >= NESTED)


def _place(attribution: Attribution) -> tuple[Span, ...]:
    return (min((*attribution.content, *attribution.cue)), *attribution.content)

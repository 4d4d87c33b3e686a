"""What the network learns from: pieces of articles, their cues, and the tags they should get."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from processors.attribution.learned.features import Tokens
from processors.attribution.learned.windows import WIDTH, Windows, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from processors.attribution.learned.readings import Hint
    from training.statements.corpus import Reading, Statement

    Ids = NDArray[np.int32]

EDGE = frozenset(" \t\r\n\u00a0\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb.,;:!?-\u2013\u2014()[]\u2026*")
"""What is trimmed from the edges of annotated spans, as the scorer does."""
PIECE = 500
"""Words of an article learned from at once, at most."""
SIZES = (256, 512)
CUES = (8, 16, 32, 64)
Range = tuple[int, int]


class Gold(NamedTuple):
    """A statement in tokens."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]


class Example(NamedTuple):
    """A piece of an article, padded to one of ``SIZES`` and ``CUES``."""

    ids: dict[str, Ids]
    head: Ids
    mask: NDArray[np.float32]
    cue_tags: Ids
    counts: NDArray[np.float32]
    """0 for words that nothing is known of."""
    window: Windows
    role_tags: Ids
    real: NDArray[np.float32]
    """0 for cues that only fill up."""


def golds(table: Tokens, text: str, reading: Reading) -> list[Gold]:
    """The statements of ``reading`` that have a cue and a content."""
    found = (_gold(table, text, each) for each in reading.statements)
    return [each for each in found if each is not None]


def _gold(table: Tokens, text: str, statement: Statement) -> Gold | None:
    cues = _ranges(table, text, statement.cue) or _joined([_words(table, span) for span in statement.cue])
    content = _ranges(table, text, statement.content)
    if not cues or not content:
        return None
    cue = max(cues, key=lambda each: (each[1] - each[0], each[0]))
    return Gold(cue, _ranges(table, text, statement.source), content)


def _ranges(table: Tokens, text: str, spans: tuple[Range, ...]) -> tuple[Range, ...]:
    return _joined([_words(table, trimmed(text, span)) for span in spans])


def trimmed(text: str, span: Range) -> Range:
    """``span`` without blanks, marks and punctuation at its edges."""
    first, last = max(span[0], 0), min(span[1], len(text))
    while first < last and text[first] in EDGE:
        first += 1
    while last > first and text[last - 1] in EDGE:
        last -= 1
    return first, last


def _words(table: Tokens, span: Range) -> Range:
    if span[0] >= span[1]:
        return 0, 0
    return bisect_right(table.end, span[0]), bisect_left(table.start, span[1])


def _joined(ranges: list[Range]) -> tuple[Range, ...]:
    out: list[Range] = []
    for first, last in sorted(each for each in ranges if each[0] < each[1]):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def unknown(table: Tokens, text: str, reading: Reading) -> NDArray[np.bool_]:
    """Words within what the annotator set aside."""
    label = np.zeros(len(table), bool)
    for span in reading.discarded:
        first, last = _words(table, trimmed(text, span))
        label[first:last] = True
    return label


def pieces(table: Tokens) -> list[Range]:
    """The article in stretches of about ``PIECE`` words at most, parted between paragraphs if possible."""
    size = len(table)
    count = -(-size // PIECE)
    out: list[Range] = []
    low = 0
    while low < size:
        high = min(size, low + max(1, -(-size // count)))
        if high < size:
            at = high
            while at > low + PIECE // 3 and table.paragraph[at] == table.paragraph[at - 1]:
                at -= 1
            high = at if table.paragraph[at] != table.paragraph[at - 1] else high
        out.append((low, high))
        low = high
    return out


def cut(table: Tokens, low: int, high: int) -> Tokens:
    """The words ``low`` to behind ``high`` as a table of their own."""
    size = high - low
    head = table.head[low:high] - low
    return Tokens(
        start=table.start[low:high],
        end=table.end[low:high],
        ids={name: each[low:high] for name, each in table.ids.items()},
        head=np.where((head < 0) | (head >= size), np.arange(size), head).astype(np.int32),
        zone=table.zone[low:high],
        before=table.before[low:high],
        sentence=table.sentence[low:high],
        paragraph=table.paragraph[low:high],
        kept=table.kept[low:high],
        hints=tuple(_cut_hint(hint, low, high) for hint in table.hints if low <= hint.head < high),
    )


def _cut_hint(hint: Hint, low: int, high: int) -> Hint:
    return hint._replace(
        head=hint.head - low,
        cue=tuple(at - low for at in hint.cue if low <= at < high),
        source=clipped(hint.source, (low, high)),
        content=clipped(hint.content, (low, high)),
    )


def clipped(ranges: tuple[Range, ...], part: Range) -> tuple[Range, ...]:
    """What of ``ranges`` is in ``part``, in its own tokens."""
    low, high = part
    return tuple(
        (max(first, low) - low, min(last, high) - low)
        for first, last in ranges
        if first < high and last > low
    )


def example(table: Tokens, found: list[Gold], counts: NDArray[np.float32]) -> Example:
    """A piece with the statements whose cue it holds (in its own tokens); ``counts`` weighs its words."""
    size, count = _fitting(len(table), SIZES), _fitting(len(found), CUES)
    found = found[:count]
    cues = [each.cue for each in found]
    cue_tags = np.zeros(size, np.int32)
    for first, last in cues:
        cue_tags[first:last] = 2
        cue_tags[first] = 1
    window = windows(table, cues)
    roles = np.zeros((count, WIDTH), np.int32)
    for row, each in enumerate(found):
        roles[row] = _role_tags(len(table), each)[window.at[row]] * (window.mask[row] > 0)
        roles[row] = _begun(roles[row])
    return Example(
        ids={name: _padded(each, size) for name, each in table.ids.items()},
        head=np.minimum(_padded(table.head, size), size - 1),
        mask=_padded(np.ones((len(table), 1), np.float32), size),
        cue_tags=cue_tags,
        counts=_padded(counts, size),
        window=Windows(
            _padded(window.at, count), _padded(window.mask, count), _padded(window.cue, count),
            {name: _padded(each, count) for name, each in window.relations.items()},
        ),
        role_tags=roles,
        real=_padded(np.ones(len(found), np.float32), count),
    )  # fmt: skip


def _role_tags(size: int, gold: Gold) -> Ids:
    label = np.zeros(size, np.int32)
    for ranges, tag in ((gold.content, 3), (gold.source, 1)):
        for first, last in ranges:
            label[first:last] = tag + 1
            label[first] = tag
    return label


def _begun(tags: Ids) -> Ids:
    """``tags`` with a beginning wherever the window cut it off."""
    before = np.concatenate([[0], tags[:-1]])
    for inside, allowed in ((2, (1, 2)), (4, (3, 4))):
        tags = np.where((tags == inside) & ~np.isin(before, allowed), inside - 1, tags)
    return tags


def _fitting(size: int, choices: tuple[int, ...]) -> int:
    return next((each for each in choices if size <= each), choices[-1])


def _padded(values: NDArray, size: int) -> NDArray:
    out = np.zeros((size, *values.shape[1:]), values.dtype)
    out[: min(size, len(values))] = values[:size]
    return out

"""Quotation marks, paired by type: curly, straight, single, guillemets, low-high, and two apostrophes.

A mark opens or closes by its shape where its shape says so, and by what stands beside it where it does
not (straight marks). A quotation left open ends with its paragraph, unless the next paragraph opens again:
then both are one quotation, as newspapers print long ones. Only the outermost quotation is returned.
Apostrophes and inches are no marks: single ones count only in pairs, and never inside double ones.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from wirewatch.records import Span


class Quotation(NamedTuple):
    """One quotation: a span for each paragraph it runs through, its marks included."""

    spans: tuple[Span, ...]
    closed: bool = True
    """False where the closing mark is missing."""

    @property
    def start(self) -> int:
        """The first character, a mark as a rule."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Behind the last character."""
        return self.spans[-1][1]


class _Mark(NamedTuple):
    """One mark, and what its neighbours would let it be."""

    start: int
    end: int
    shape: str
    opens: bool
    closes: bool


class _Piece(NamedTuple):
    """What is quoted within one paragraph."""

    start: int
    end: int
    shape: str
    closed: bool


_DOUBLE = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_SINGLE = re.compile("['\u2018\u2019\u201a\u2039\u203a]")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![^\S\n]*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_WIDEST = 120
"""No program wraps lines wider than this."""
_INCHES = re.compile(r"\d['\u2019\u2032] ?\d{1,2}$")
_FEET = re.compile(r"\d['\u2019] ?\d")
_ELISION = re.compile(r"(?:\d\ds?|em|tis|twas|til|till|cause|bout|round|n)\b", re.IGNORECASE)

_CLOSERS = {
    "\u201c": ("\u201d",), "\u201e": ("\u201c", "\u201d"), "\u201f": ("\u201d",), "\u201d": ("\u201d",),
    "\u00ab": ("\u00bb",), "\u00bb": ("\u00ab",), "\u2039": ("\u203a",), "\u203a": ("\u2039",),
    "\u2018": ("\u2019",), "\u201a": ("\u2018", "\u2019"), "``": ("''",), "''": ("''",),
    '"': ('"',), "'": ("'",),
}  # fmt: skip
"""Which shapes close what each shape has opened."""
_ONLY_OPENS = frozenset(("\u201c", "\u201e", "\u201f", "\u00ab", "``"))
_ONLY_CLOSES = frozenset(("\u201d", "\u00bb"))
_BEHIND = frozenset(".,!?;:)]")
"""Before these without a blank stands a closing mark, if any."""
_TIGHT = frozenset(".,!?;")
"""After these without a blank comes a closing mark, if any."""


def quotations(doc: Doc) -> list[Quotation]:
    """The outermost quotations of ``doc``, in order, none overlapping another."""
    return quoted(doc.text)


def quoted(text: str) -> list[Quotation]:
    """The outermost quotations of ``text``, in order, none overlapping another. Never raises; linear time."""
    found: list[Quotation] = []
    pending: str | None = None
    for span in paragraphs(text):
        pieces = _singles(text, span, _doubles(text, span, pending))
        for piece in pieces:
            spans: tuple[Span, ...] = ((piece.start, piece.end),)
            if pending == piece.shape and piece.start == _first(text, span):
                spans = found.pop().spans + spans
            found.append(Quotation(spans, piece.closed))
        pending = pieces[-1].shape if pieces and not pieces[-1].closed else None
    return found


def paragraphs(text: str) -> list[Span]:
    """Lines, or stretches parted by blank lines where the text is wrapped at some width."""
    lines = [match.span() for match in _LINE.finditer(text)]
    if any(end - start > _WIDEST for start, end in lines) or not _BLANK.search(text):
        return lines
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def _doubles(text: str, span: Span, pending: str | None) -> list[_Piece]:
    """What double marks quote in the paragraph ``span``; ``pending`` is the shape left open above it."""
    pieces: list[_Piece] = []
    opened: _Mark | None = None
    depth = inner = 0
    nested = frozenset(o for o in "\u201c\u00ab" if text.count(o, *span) == text.count(_CLOSERS[o][0], *span))
    for mark in _marks(text, span, _DOUBLE):
        if opened is None:
            if _may_open(mark):
                opened, depth, inner = mark, 1, 0
            elif pending and not pieces and mark.shape in _CLOSERS[pending]:
                pieces.append(_Piece(_first(text, span), mark.end, pending, closed=True))
        elif _may_close(opened, mark, inner):
            depth -= 1
            if not depth:
                pieces.append(_Piece(opened.start, mark.end, opened.shape, closed=True))
                opened = None
        elif mark.shape == opened.shape and mark.shape in nested:
            depth += 1
        elif mark.shape == opened.shape:
            pieces.append(_Piece(opened.start, _trim(text, mark.start), opened.shape, closed=False))
            opened, inner = mark, 0
        else:
            inner += 1 if _may_open(mark) else -1
    if opened is not None:
        pieces.append(_Piece(opened.start, _trim(text, span[1]), opened.shape, closed=False))
    return pieces


def _singles(text: str, span: Span, doubles: list[_Piece]) -> list[_Piece]:
    """``doubles`` and what single marks quote outside them; a single quotation swallows those within it."""
    singles: list[_Piece] = []
    opened: _Mark | None = None
    weak: _Mark | None = None
    for mark in _outside(_marks(text, span, _SINGLE), doubles):
        if opened is not None and mark.closes and mark.shape in _CLOSERS[opened.shape]:
            if _possessive(text, mark):
                weak = weak or mark
                continue
            singles.append(_Piece(opened.start, mark.end, opened.shape, closed=True))
            opened = weak = None
        elif mark.opens and mark.shape != "\u2019" and not _ELISION.match(text, mark.end):
            if opened is not None and weak is not None:
                singles.append(_Piece(opened.start, weak.end, opened.shape, closed=True))
            opened, weak = mark, None
    if opened is not None and weak is not None:
        singles.append(_Piece(opened.start, weak.end, opened.shape, closed=True))
    elif opened is not None and opened.shape == "\u2018" and opened.start == _first(text, span):
        singles.append(_Piece(opened.start, _trim(text, span[1]), opened.shape, closed=False))
    return _outermost(doubles, singles) if singles else doubles


def _marks(text: str, span: Span, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    for match in pattern.finditer(text, *span):
        start, end = match.span()
        if _INCHES.search(text, max(span[0], start - 6), start) or _FEET.match(text, max(span[0], start - 1)):
            continue
        before = text[start - 1] if start > span[0] else " "
        after = text[end] if end < span[1] else " "
        opens = not (after.isspace() or after in _BEHIND or before.isalnum() or before in _TIGHT)
        closes = not (before.isspace() or after.isalnum())
        yield _Mark(start, end, match.group(), opens, closes)


def _may_open(mark: _Mark) -> bool:
    """Whether ``mark`` begins a quotation where none is open: a stray closing mark does not."""
    if mark.shape in _ONLY_OPENS:
        return True
    return mark.opens and not mark.closes if mark.shape in _ONLY_CLOSES else mark.opens or not mark.closes


def _may_close(opened: _Mark, mark: _Mark, inner: int) -> bool:
    """Whether ``mark`` ends what ``opened`` began; another shape does so if none ``inner`` is open."""
    if mark.shape in _CLOSERS[opened.shape]:
        return mark.closes or not mark.opens or mark.shape in _ONLY_CLOSES
    return not inner and mark.closes and not mark.opens


def _possessive(text: str, mark: _Mark) -> bool:
    """Whether a closing mark may as well be the apostrophe of "the states' plans"."""
    return text[mark.start - 1] in "sS" and bool(re.compile(r"\s[\w$]").match(text, mark.end))


def _outside(marks: Iterator[_Mark], pieces: list[_Piece]) -> Iterator[_Mark]:
    """``marks`` that lie in none of ``pieces``; both in order."""
    at = 0
    for mark in marks:
        while at < len(pieces) and pieces[at].end <= mark.start:
            at += 1
        if at == len(pieces) or mark.start < pieces[at].start:
            yield mark


def _outermost(*groups: list[_Piece]) -> list[_Piece]:
    """All pieces in order, without those that lie in another."""
    kept: list[_Piece] = []
    for piece in sorted(piece for group in groups for piece in group):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _first(text: str, span: Span) -> int:
    """Where the first character of ``span`` is that is no blank."""
    start, end = span
    return end - len(text[start:end].lstrip())


def _trim(text: str, end: int) -> int:
    """``end`` without the blanks before it."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end

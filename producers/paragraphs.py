"""Text as it was typed for a teleprinter -> paragraphs as a person reads them, parted by one blank line."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from producers.encoding import require_size, sound

PARAGRAPH = "\n\n"
WIDEST = 100
"""Characters of a line that may still have been wrapped by hand or by a teleprinter."""
NARROWEST = 40
SLACK = 6
"""Characters that a line may fall short of the width: not every wrapper counts alike."""

# C1 control characters are Windows-1252 in disguise: declared as ISO 8859-1, or written as &#150;
DISGUISED = {
    code: bytes([code]).decode("cp1252") if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else None
    for code in range(0x80, 0xA0)
}
# layout that would hide words: soft hyphens, zero-width blanks, byte order marks
INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, 0x7F])
CONTROLS = {code: " " if code in {0x1C, 0x1D, 0x1E, 0x1F} else None for code in range(0x20)} | {
    9: "\t",
    10: "\n",
    11: "\n",
    12: "\n",
    13: "\n",
    0: "\ufffd",
}
TRANSLATION = CONTROLS | INVISIBLE | DISGUISED
UNTIDY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
TWICE_ESCAPED = 3
QUOTES = re.compile(r"``|''")
BACKTICK = re.compile(r"(?<![\w`])`(?=[\w\"“‘(\[.])")
RULE = re.compile(r"[\s_*=#~.·•–—-]*")
BULLET = re.compile(r"(?:[-*•–—·]|\(?\d{1,2}[.)])\s+\S")
BLANK_LINES = re.compile(r"\n(?:[ \t]*+\n){2,}+")
GAP = re.compile(r"\S(?:\t| {3,})(?=\S)")


def tidy(text: str) -> str:
    """``text`` with entities decoded, control characters gone and typewriter quotes made right."""
    require_size(text)
    for _ in range(TWICE_ESCAPED):
        if "&" in text:
            text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if UNTIDY.search(text):
        text = sound(text.replace("\r\n", "\n")).translate(TRANSLATION)
    if "`" in text or "''" in text:
        text = QUOTES.sub('"', BACKTICK.sub("'", QUOTES.sub('"', text)))
    return text


def one_line(text: str | None) -> str | None:
    """``text`` as a line of its own; None when it says nothing."""
    return (" ".join(tidy(text).split()) or None) if text else None


def is_rule(paragraph: str) -> bool:
    """Whether it only draws a line between parts."""
    return RULE.fullmatch(paragraph) is not None


def reflow(text: str) -> str:
    """The paragraphs of typed text: wrapped lines rejoined, tables and drawn lines left out."""
    lines = [
        line.rstrip().expandtabs(4) if "\t" not in line.strip() else line.rstrip()
        for line in BLANK_LINES.sub("\n\n", tidy(text)).split("\n")
    ]
    width = _width(lines)
    paragraphs = []
    for group in _groups(lines):
        if not _is_table(group):
            paragraphs += [_join(block, width) for block in _blocks(group)]
    return PARAGRAPH.join(each for each in paragraphs if not is_rule(each))


def rejoin(lines: Sequence[str]) -> str:
    """Lines that belong to one paragraph, joined where they were wrapped for their width."""
    stripped = [words for line in lines if (words := " ".join(line.split()))]
    return _join(stripped, _width(stripped))


def _width(lines: Sequence[str]) -> int:
    """The width for which lines were wrapped; 0 when they were not."""
    lengths = [len(line.strip()) for line in lines if line.strip()]
    if not lengths or sum(length > WIDEST for length in lengths) * 2 > len(lengths):
        return 0
    width = max((length for length in lengths if length <= WIDEST), default=0)
    return width if width >= NARROWEST else 0


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines with no blank line between them."""
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _is_table(group: Sequence[str]) -> bool:
    """Whether most of the lines are set in columns."""
    in_columns = sum(len(GAP.findall(line.strip())) >= 2 for line in group)
    return in_columns >= 2 and in_columns * 5 >= len(group) * 3


def _blocks(group: Sequence[str]) -> Iterator[list[str]]:
    """The paragraphs of a group: an indented line begins one where others are not indented."""
    indents = [len(line) - len(line.lstrip()) for line in group]
    marks = min(indents) < 2
    block: list[str] = []
    listed = False
    for line, indent in zip(group, indents, strict=True):
        words = line.strip()
        bullet = BULLET.match(words) is not None
        if block and marks and indent >= 2 and not (listed and indent <= 3 and not bullet):
            yield block
            block, listed = [], False
        listed = listed or bullet
        block.append(words)
    yield block


def _join(lines: Sequence[str], width: int) -> str:
    """A line goes on in the next where the next one's first word had no room in it."""
    if not lines:
        return ""
    pieces = [" ".join(lines[0].split())]
    for before, line in pairwise(lines):
        words = " ".join(line.split())
        if BULLET.match(words) or not _is_full(before, words, width):
            pieces += [PARAGRAPH if len(before) > WIDEST else "\n", words]
        else:
            pieces += ["" if re.search(r"\w-\Z", before) else " ", words]
    return "".join(pieces)


def _is_full(line: str, following: str, width: int) -> bool:
    return 0 < width <= len(line) + 1 + len(following.split(" ", 1)[0]) + SLACK and len(line) <= WIDEST

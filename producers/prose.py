"""The text of a marked-up article (NITF, XHTML, in an XML tree) -> paragraphs parted by one blank line."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from producers.markup import BLOCKS, CAPTION_CLASS, SILENT, TABLES
from producers.paragraphs import PARAGRAPH, is_rule, one_line, reflow, rejoin, tidy

# NITF's blocks that HTML does not have; what is for editors or for pictures is no text
NITF_BLOCKS = frozenset(
    {"block", "hl1", "hl2", "bq", "abstract", "hedline", "postaddr", "datasource", "credit"}
)
NITF_SILENT = frozenset(
    {
        "media",
        "media-reference",
        "media-caption",
        "media-producer",
        "media-metadata",
        "nitf-table",
        "note",
        "fn",
        "custom-table",
        "nitf-table-metadata",
        "docdata",
        "byline",
        "dateline",
        "distributor",
        "tagline",
    }
)
BLOCK = BLOCKS | NITF_BLOCKS
LEFT_OUT = SILENT | NITF_SILENT | TABLES
# some agencies put several paragraphs, wrapped and parted by blank lines, into one <p>
BLANK_LINE = re.compile(r"(?<=[.!?:;\"'”’»)\]_-])[ \t]*\r?\n[ \t]*\r?\n\s*(?=\S)")
BREAK = "\u2028"
BREAKS = re.compile(r"\u2028(?:[ \t\r\n]*\u2028)+")


def prose(element: etree._Element, *, without: str | None = None) -> str:
    """The paragraphs of ``element``: tables, captions and scripts left out, line-wrapped text rejoined.

    ``without`` is the headline, which some repeat as the text's first line.
    """
    paragraphs = [paragraph for paragraph in _paragraphs(element) if not is_rule(paragraph)]
    if paragraphs and without and one_line(paragraphs[0]) == without:
        del paragraphs[0]
    return PARAGRAPH.join(paragraphs)


def words(element: etree._Element | None) -> str | None:
    """All text in ``element`` as a line of its own; None when there is none."""
    if element is None:
        return None
    for line_break in element.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return one_line("".join(element.itertext()))


def _paragraphs(element: etree._Element) -> Iterator[str]:
    block: list[str] = []
    for piece in _pieces(element):
        if piece is None:
            yield from _finished(block)
            block = []
        else:
            block.append(piece)
    yield from _finished(block)


def _finished(pieces: list[str]) -> Iterator[str]:
    """The paragraphs of one block: usually one, at its breaks rejoined where they only wrap it."""
    whole = tidy("".join(pieces)).strip()
    for part in _parts(whole) if "\n" in whole or BREAK in whole else [whole]:
        lines = part.split(BREAK)
        if text := rejoin(lines) if len(lines) > 1 else " ".join(part.split()):
            yield text


def _parts(whole: str) -> Iterator[str]:
    for part in BREAKS.split(whole):
        yield from BLANK_LINE.split(part)


def _pieces(root: etree._Element) -> Iterator[str | None]:
    """Texts in order; None where a block begins or ends."""
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag.lower()
        begins = event == "start"
        if element is not root and _is_silent(element, name):
            silent += 1 if begins else -1
        if name in BLOCK:
            yield None
        elif name == "br" and begins:
            yield BREAK
        if silent == 0:
            if name == "pre" and begins:
                yield from _typed(element)
            elif text := (element.text if begins else element.tail if element is not root else None):
                yield text


def _is_silent(element: etree._Element, name: str) -> bool:
    return name in LEFT_OUT or CAPTION_CLASS.search(element.get("class", "")) is not None


def _typed(element: etree._Element) -> Iterator[str | None]:
    for paragraph in reflow(element.text or "").split(PARAGRAPH):
        yield paragraph.replace("\n", BREAK)
        yield None

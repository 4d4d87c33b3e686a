"""HTML -> plain text: paragraphs parted by one blank line, no markup left, tables and captions left out."""

import html
import re

from lxml import etree  # type: ignore[import-untyped]

from producers.encoding import require_size, sound
from producers.paragraphs import tidy

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SILENT = frozenset(
    [
        "applet",
        "audio",
        "canvas",
        "embed",
        "head",
        "iframe",
        "math",
        "noembed",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
TABLES = frozenset(["table", "caption", "figure", "figcaption"])
CAPTION_CLASS = re.compile(
    r"(?:^|\s)(?:(?:wp|image|img|photo|picture|media|figure)[_-])?caption(?:[_-]text)?(?=\s|\Z)",
    re.IGNORECASE,
)
MOST_MARKS = 400_000
"""Tags that a text may have: each costs memory, far more than its bytes."""
TAG = re.compile(r"<[a-zA-Z/!?]")
ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
# what XML cannot hold ends libxml2's reading; the soft hyphen is layout and would hide words
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\xad\ufffe\uffff]")
BREAK = "\n"
PARAGRAPH = "\n\n"


def looks_like_markup(text: str) -> bool:
    """Whether ``text`` holds a tag or a comment."""
    return TAG.search(text) is not None


def html_text(markup: str, *, tables: bool = False) -> str:
    """The text of an HTML fragment or page, scripts and the like left out.

    ``tables``, too, where they are layout: in mail, and where nothing else is there.
    """
    require_size(markup)
    markup = UNPRINTABLE.sub("", sound(markup))
    if not looks_like_markup(markup):
        return paragraphs(html.unescape(markup))
    root = _parse(markup) if markup.count("<") <= MOST_MARKS else None
    if root is None:
        return paragraphs(html.unescape(ANY_TAG.sub(PARAGRAPH, markup)))
    text = "" if tables else paragraphs("".join(_pieces(root, SILENT | TABLES)))
    return text or paragraphs("".join(_pieces(root, SILENT)))


def paragraphs(text: str) -> str:
    """``text`` with one blank line between paragraphs, single blanks between words, none at the ends."""
    blocks, block = [], []
    for line in [*tidy(text).split("\n"), ""]:
        words = " ".join(line.split())
        if words:
            block.append(words)
        elif block:
            blocks.append("\n".join(block))
            block = []
    return PARAGRAPH.join(blocks)


def _parse(markup: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode(), parser)
    except etree.LxmlError:
        return None
    # beyond some 2,000 open elements libxml2 gives up and keeps nothing
    too_deep = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return None if too_deep else root


def _pieces(root: etree._Element, left_out: frozenset[str]) -> list[str]:
    """Texts in order, with line breaks where blocks begin and end; no recursion, so any depth will do."""
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in left_out or _is_caption(element):
            silent += 1 if event == "start" else -1
        if tag in BLOCKS:
            pieces.append(PARAGRAPH)
        elif tag == "br" and event == "start":
            pieces.append(BREAK)
        if not silent:
            text = element.text if event == "start" else element.tail
            pieces.append(_flow(text))
    return pieces


def _flow(text: str | None) -> str:
    """Line ends of the source are blanks in HTML."""
    return text.replace("\r", " ").replace("\n", " ").replace("\x0c", " ") if text else ""


def _is_caption(element: etree._Element) -> bool:
    name = element.get("class")
    return name is not None and CAPTION_CLASS.search(name) is not None

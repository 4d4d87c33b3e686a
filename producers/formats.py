"""Which format some bytes are of, and their articles. A new format is one more line in ``FORMATS``.

Content decides. Names only help where content cannot: a ``.jsonl`` file has one article a line even when its
first line is broken, and what a ``.txt`` file holds is text even when it looks like JSON.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from producers import jsonl
from producers.encoding import decode
from producers.reading import BEGINNING, LIMIT, Mark, Outcome, unreadable
from producers.syndication import is_feed, read_feed_file, xml_root
from producers.text import read_text
from wirewatch.errors import ReadError
from wirewatch.ids import identify

HEAD = 65_536
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LINES = frozenset({".jsonl", ".ndjson"})
TEXTS = frozenset({".txt", ".text"})
# plain text has no mark of its own, so these names are taken at their word
OTHER_TEXTS = frozenset(
    {".cfg", ".conf", ".css", ".csv", ".htm", ".html", ".ini", ".js", ".log", ".md", ".py"}
    | {".rst", ".sh", ".sql", ".tex", ".toml", ".tsv", ".yaml", ".yml"}
)
JSON_START = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*\{)")


class Raw(NamedTuple):
    """A whole item: its bytes, its name's ending in lower case, the uri that names it."""

    data: bytes
    ending: str
    uri: str


class Format(NamedTuple):
    """``recognises`` looks at the name only where the bytes cannot tell; ``read`` may raise ReadError."""

    name: str
    recognises: Callable[[Raw], bool]
    read: Callable[[Raw], Iterator[Outcome]]


def read_bytes(data: bytes, name: str, *, uri: str | None = None, limit: int = LIMIT) -> Iterator[Outcome]:
    """The articles in ``data``; where neither format nor ``uri`` names an article, its bytes do."""
    uri = uri or f"urn:wirewatch:{identify(data.decode('latin-1'))}"
    return (outcome for outcome, _ in read_stream(io.BytesIO(data), name, uri, limit=limit))


def read_stream(
    stream: BinaryIO, name: str, uri: str, *, limit: int = LIMIT, start: Mark = BEGINNING
) -> Iterator[tuple[Outcome, Mark | None]]:
    """What ``stream`` (seekable) gives, never raising ReadError.

    With each outcome of a file of lines comes the place after it, from which another call may ``start``.
    """
    stream.seek(start.offset)
    if start.offset:
        yield from jsonl.read_lines(stream, limit, start)
        return
    ending = PurePath(name).suffix.lower()
    first = _first_line(stream, limit)
    if first.startswith(WIDE) and ending not in TEXTS:
        stream = _as_utf8(stream, limit)
        first = _first_line(stream, limit)
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if _is_lines(first, ending, head):
        yield from jsonl.read_lines(stream, limit)
    else:
        for outcome in _read_whole(stream, ending, uri, limit):
            yield outcome, None


def _first_line(stream: BinaryIO, limit: int) -> bytes:
    """The first line that is not blank, if it comes soon."""
    while (line := stream.readline(limit)) and not line.strip() and stream.tell() < HEAD:
        pass
    return line


def _as_utf8(stream: BinaryIO, limit: int) -> BinaryIO:
    """A file of UTF-16 as UTF-8; as it is when it is too long or broken, which then is found later."""
    stream.seek(0)
    data = stream.read(limit + 1)
    try:
        return io.BytesIO(decode(data).encode()) if len(data) <= limit else stream
    except ReadError:
        return stream


def _read_whole(stream: BinaryIO, ending: str, uri: str, limit: int) -> Iterator[Outcome]:
    data = stream.read(limit + 1)
    if len(data) > limit:
        size = stream.seek(0, io.SEEK_END)
        yield unreadable(f"{size:,} bytes; an article may have {limit:,}", data)
        return
    raw = Raw(data, ending, uri)
    try:
        yield from _articles(raw)
    except ReadError as error:
        yield unreadable(str(error), data)


def _articles(raw: Raw) -> Iterator[Outcome]:
    if not raw.data.strip():
        raise ReadError("empty: there is nothing in it")
    known = next((known for known in FORMATS if known.recognises(raw)), None)
    if known is None:
        root = xml_root(raw.data[:HEAD])
        kind = f"XML <{root}>" if root else f"a {raw.ending} file; if it is plain text, name it .txt"
        raise ReadError(f"not {', '.join(known.name for known in FORMATS)}, but {kind}")
    return known.read(raw)


def _is_lines(first: bytes, ending: str, head: bytes) -> bool:
    """Whether lines are JSON objects; a document over several lines begins with a bare bracket.

    A binary file is refused as a whole, whatever its name.
    """
    if not first.strip() or first.strip() in {b"{", b"["}:
        return False
    if _begins_json(first):
        return ending in LINES or (ending not in TEXTS and jsonl.is_complete(first))
    return ending in LINES and b"\0" not in head


def _is_json(raw: Raw) -> bool:
    return raw.ending not in TEXTS and (raw.ending == ".json" or _begins_json(raw.data[:HEAD]))


def _begins_json(head: bytes) -> bool:
    return JSON_START.match(head.removeprefix(codecs.BOM_UTF8)) is not None


def _is_text(raw: Raw) -> bool:
    return raw.ending in TEXTS or (raw.ending not in OTHER_TEXTS and xml_root(raw.data[:HEAD]) is None)


FORMATS = (
    Format(
        "RSS or Atom", lambda raw: is_feed(raw.data[:HEAD]), lambda raw: read_feed_file(raw.data, raw.uri)
    ),
    Format("JSON", _is_json, lambda raw: jsonl.read_document(raw.data)),
    Format("text", _is_text, lambda raw: iter([read_text(raw.data, raw.uri)])),
)

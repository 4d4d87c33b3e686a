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

import msgspec

from producers import jsonl
from producers.anpa import is_anpa, read_anpa
from producers.encoding import decode
from producers.iptc7901 import is_iptc7901, read_iptc7901
from producers.mail import is_mail, read_mail
from producers.newsml1 import read_newsml1
from producers.newsml_g2 import NAMESPACE as NEWSML_G2
from producers.newsml_g2 import ROOTS as NEWSML_G2_ROOTS
from producers.newsml_g2 import read_newsml_g2
from producers.nitf import read_nitf
from producers.page import read_page
from producers.reading import (
    BEGINNING,
    LIMIT,
    NO_DEFAULTS,
    Defaults,
    Mark,
    Outcome,
    Skipped,
    Unreadable,
    unreadable,
)
from producers.sitemap import ROOTS as SITEMAP_ROOTS
from producers.sitemap import read_sitemap
from producers.syndication import is_feed, read_feed_file, xml_root
from producers.text import read_text
from wirewatch.errors import ReadError
from wirewatch.ids import identify
from wirewatch.records import Article

HEAD = 65_536
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LINES = frozenset({".jsonl", ".ndjson"})
TEXTS = frozenset({".txt", ".text"})
DEEPEST_MAIL = 4
# plain text has no mark of its own, so these names are taken at their word
OTHER_TEXTS = frozenset(
    {".atom", ".cfg", ".conf", ".css", ".csv", ".ini", ".js", ".log", ".md", ".newsml", ".nitf", ".py"}
    | {".rst", ".sh", ".sql", ".tex", ".toml", ".tsv", ".xml", ".yaml", ".yml"}
)
PAGES = frozenset({".htm", ".html", ".xhtml", ".shtml"})
# nothing is unpacked: a kilobyte may become a gigabyte
ARCHIVES = (
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"%PDF-", "a PDF"),
)
MEDIA = (
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*", re.DOTALL),
        "picture",
    ),
    (re.compile(rb"\0\0[\0\x01].ftyp|\x1aE\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3]", re.DOTALL), "video"),
    (re.compile(rb"ID3[\x02-\x04]\0|OggS\0|fLaC\0|RIFF....WAVE", re.DOTALL), "audio"),
)
XML_START = re.compile(rb"\s*<[?!]")
JSON_START = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*\{)")


class Raw(NamedTuple):
    """A whole item: its bytes, its name's ending in lower case, the uri that names it.

    ``depth`` is in how many mails it lay.
    """

    data: bytes
    ending: str
    uri: str
    defaults: Defaults = NO_DEFAULTS
    depth: int = 0

    @property
    def head(self) -> bytes:
        """As much as tells the format."""
        return self.data[:HEAD]

    @property
    def root(self) -> str:
        """The name of the outermost element, in lower case without its prefix; empty when there is none."""
        return (xml_root(self.head) or "").lower().rpartition(":")[2]


class Format(NamedTuple):
    """``recognises`` looks at the name only where the bytes cannot tell; ``read`` may raise ReadError."""

    name: str
    recognises: Callable[[Raw], bool]
    read: Callable[[Raw], Iterator[Outcome]]


def read_bytes(
    data: bytes, name: str, *, uri: str | None = None, limit: int = LIMIT, defaults: Defaults = NO_DEFAULTS
) -> Iterator[Outcome]:
    """The articles in ``data``; where neither format nor ``uri`` names an article, its bytes do."""
    uri = uri or f"urn:wirewatch:{identify(data.decode('latin-1'))}"
    outcomes = read_stream(io.BytesIO(data), name, uri, limit=limit, defaults=defaults)
    return (outcome for outcome, _ in outcomes)


def read_stream(  # noqa: PLR0913  each is a choice of its own
    stream: BinaryIO,
    name: str,
    uri: str,
    *,
    limit: int = LIMIT,
    start: Mark = BEGINNING,
    defaults: Defaults = NO_DEFAULTS,
) -> Iterator[tuple[Outcome, Mark | None]]:
    """What ``stream`` (seekable) gives, never raising ReadError.

    With each outcome of a file of lines comes the place after it, from which another call may ``start``.
    """
    for outcome, mark in _read(stream, name, uri, limit=limit, start=start, defaults=defaults):
        yield _in_language(outcome, defaults.language), mark


def _in_language(outcome: Outcome, language: str | None) -> Outcome:
    """The article in the source's language, where it does not say its own."""
    if language is None or not isinstance(outcome, Article) or outcome.language is not None:
        return outcome
    return msgspec.structs.replace(outcome, language=language)


def _read(  # noqa: PLR0913  as above
    stream: BinaryIO, name: str, uri: str, *, limit: int, start: Mark, defaults: Defaults
) -> Iterator[tuple[Outcome, Mark | None]]:
    stream.seek(start.offset)
    if start.offset:
        yield from jsonl.read_lines(stream, limit, uri, start, defaults)
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
        yield from jsonl.read_lines(stream, limit, uri, defaults=defaults)
    else:
        for outcome in _read_whole(stream, Raw(b"", ending, uri, defaults), limit):
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


def _read_whole(stream: BinaryIO, raw: Raw, limit: int) -> Iterator[Outcome]:
    data = stream.read(limit + 1)
    if len(data) > limit:
        size = stream.seek(0, io.SEEK_END)
        yield unreadable(f"{size:,} bytes; an article may have {limit:,}", data)
        return
    yield from _outcomes(raw._replace(data=data))


def _outcomes(raw: Raw) -> Iterator[Outcome]:
    """What an item gives; one that gives nothing but faults is something else, and is given up."""
    failures, outcome = 0, None
    try:
        for outcome in _articles(raw):
            failures = failures + 1 if isinstance(outcome, Unreadable) else 0
            if failures > jsonl.PATIENCE:
                reason = f"{jsonl.PATIENCE:,} items in a row are no article; the rest was left unread"
                yield unreadable(reason, raw.data)
                return
            yield outcome
        if outcome is None:
            yield unreadable("there is no article in it", raw.data)
    except ReadError as error:
        yield unreadable(str(error), raw.data)
    except RecursionError:
        yield unreadable("nested too deeply", raw.data)


def _articles(raw: Raw) -> Iterator[Outcome]:
    if not raw.data.strip():
        raise ReadError("empty: there is nothing in it")
    if raw.ending not in TEXTS or b"\0" in raw.head:
        if raw.ending not in LINES and (medium := _medium(raw.head)):
            return iter([Skipped(medium, raw.uri)])
        if archive := next((kind for mark, kind in ARCHIVES if raw.data.startswith(mark)), None):
            raise ReadError(f"{archive}, which is not opened; send what is in it")
    known = next((known for known in FORMATS if known.recognises(raw)), None)
    if known is None:
        kind = f"XML <{raw.root}>" if raw.root else f"a {raw.ending} file; if it is plain text, name it .txt"
        raise ReadError(f"not {', '.join(known.name for known in FORMATS)}, but {kind}")
    return known.read(raw)


def _medium(head: bytes) -> str | None:
    return next((kind for mark, kind in MEDIA if mark.match(head)), None)


def _read_mail(raw: Raw) -> Iterator[Outcome]:
    """A mail, and what is attached to it, mails too; but not without end."""
    if raw.depth > DEEPEST_MAIL:
        raise ReadError(f"mails within mails, more than {DEEPEST_MAIL} deep")

    def attached(data: bytes, name: str, uri: str) -> Iterator[Outcome]:
        ending = PurePath(name).suffix.lower()
        return _outcomes(Raw(data, ending, uri, raw.defaults, raw.depth + 1))

    return read_mail(raw.data, raw.uri, raw.defaults, attached)


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


def _is_envelope(raw: Raw) -> bool:
    """Whether it is XML that may hold another format; feeds and pages are what they are."""
    return raw.root not in {"", "html"} | SITEMAP_ROOTS and not is_feed(raw.head)


def _is_page(raw: Raw) -> bool:
    return raw.ending not in TEXTS and (raw.root == "html" or raw.ending in PAGES)


def _is_text(raw: Raw) -> bool:
    if raw.ending in TEXTS:
        return True
    return raw.ending not in OTHER_TEXTS and not raw.root and XML_START.match(raw.head) is None


FORMATS = (
    Format(
        "NewsML-G2",
        lambda raw: raw.root in NEWSML_G2_ROOTS or (_is_envelope(raw) and NEWSML_G2 in raw.head),
        lambda raw: read_newsml_g2(raw.data, raw.uri, raw.defaults),
    ),
    Format(
        "NewsML 1",
        lambda raw: raw.root == "newsml",
        lambda raw: read_newsml1(raw.data, raw.uri, raw.defaults),
    ),
    Format(
        "NITF",
        lambda raw: raw.root == "nitf" or (_is_envelope(raw) and b"<nitf" in raw.head),
        lambda raw: read_nitf(raw.data, raw.uri, raw.defaults),
    ),
    Format(
        "RSS or Atom",
        lambda raw: is_feed(raw.head),
        lambda raw: read_feed_file(raw.data, raw.uri, raw.defaults),
    ),
    Format(
        "news sitemap",
        lambda raw: raw.root in SITEMAP_ROOTS,
        lambda raw: read_sitemap(raw.data, raw.uri, raw.defaults),
    ),
    Format(
        "IPTC 7901",
        lambda raw: is_iptc7901(raw.head),
        lambda raw: read_iptc7901(raw.data, raw.uri, raw.defaults),
    ),
    Format(
        "ANPA 1312", lambda raw: is_anpa(raw.head), lambda raw: read_anpa(raw.data, raw.uri, raw.defaults)
    ),
    Format("mail", lambda raw: is_mail(raw.head), _read_mail),
    Format("JSON", _is_json, lambda raw: jsonl.read_document(raw.data, raw.uri, raw.defaults)),
    Format("HTML", _is_page, lambda raw: read_page(raw.data, raw.uri, raw.defaults)),
    Format("text", _is_text, lambda raw: iter([read_text(raw.data, raw.uri)])),
)

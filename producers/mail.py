"""Mail (RFC 5322, MIME) -> ``Article``: the message, and every article of a known format attached to it."""

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError, MissingHeaderBodySeparatorDefect
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from producers.editorial import status_of
from producers.encoding import decode
from producers.markup import html_text
from producers.paragraphs import one_line, reflow
from producers.reading import Defaults, Outcome, Skipped
from producers.times import instant
from wirewatch.errors import ReadError
from wirewatch.records import Article

HEADER = re.compile(rb"[!-9;-~]{1,76}:(?:[ \t]|\r?\n|\Z)")
# what mail always has, and what only mail has
TELLING = frozenset(
    {b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"dkim-signature"}
)
USUAL = frozenset({b"from", b"subject", b"date", b"to", b"content-type", b"sender", b"reply-to"})
SIGNATURE = re.compile(r"(?m)^--[ \t]*\r?$")
PUBLIC = re.compile(r"<([^<>\s]{3,250})>")
CUT_OFF = (CloseBoundaryNotFoundDefect, MissingHeaderBodySeparatorDefect)
MOST_PARTS = 1_000
MOST_LINES = 500_000
DEEPEST = 20
LONGEST_HEADER = 10_000
# what mail programs write when they mean more than it
SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
}
FEEDABLE = (
    "application/xml",
    "text/xml",
    "application/json",
    "application/octet-stream",
    "application/nitf+xml",
    "application/vnd.iptc.g2.newsitem+xml",
    "application/vnd.iptc.g2.newsmessage+xml",
)
WIRE_NAMES = (".xml", ".nitf", ".json", ".txt", ".iptc", ".eml")

Read = Callable[[bytes, str, str], Iterator[Outcome]]
"""Reads an attachment: its bytes, its name, the uri that names it."""


def is_mail(head: bytes) -> bool:
    """Whether these bytes begin a message: lines of headers, and among them what only mail has."""
    lines = _unmarked(head).split(b"\n", 60)[:60]
    names: set[bytes] = set()
    for line in lines:
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        if HEADER.match(line) is None:
            if line is lines[-1]:  # cut off within its headers
                break
            return False
        names.add(line.partition(b":")[0].lower())
    telling, usual = len(names & TELLING), len(names & USUAL)
    return (telling > 0 and telling + usual > 1) or usual > 3


def read_mail(data: bytes, uri: str, defaults: Defaults, read: Read) -> Iterator[Outcome]:
    """The message's own article, then what is attached to it."""
    if data.count(b"\n") > MOST_LINES:
        raise ReadError(f"a mail of more than {MOST_LINES:,} lines")
    message = _message(data)
    if any(isinstance(defect, CUT_OFF) for defect in message.defects):
        raise ReadError("a mail that is cut off: its headers or its last part have no end")
    parts = list(_parts(message))
    if not any(part.get_content_maintype() == "text" or _is_attached(part) for part in parts):
        raise ReadError("a mail without text")
    uri = _uri(message) or uri
    attached = [part for part in parts if _is_attached(part)]
    outcomes = [
        outcome
        for number, part in enumerate(attached, 1)
        for outcome in _attachment(part, f"{uri}#{number}", read)
    ]
    body = _body([part for part in parts if not _is_attached(part)])
    if body:
        yield _article(message, body, uri, defaults)
    elif not outcomes:
        raise ReadError("a mail without text")
    yield from outcomes


def _unmarked(data: bytes) -> bytes:
    """``data`` from its first header on: some stores put blank lines or a line "From " in front."""
    data = data.lstrip()
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


def _message(data: bytes) -> Message:
    try:
        return message_from_bytes(_unmarked(data), policy=policy.compat32)
    except (MessageError, RecursionError, ValueError, IndexError) as error:
        raise ReadError(f"a mail that cannot be read: {type(error).__name__}") from error


def _parts(message: Message) -> Iterator[Message]:
    """The leaves, in order; a message within a message is one. No recursion, so any depth ends."""
    waiting, seen = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST:
            raise ReadError(f"a mail of more than {MOST_PARTS:,} parts, or nested more than {DEEPEST} deep")
        inner = (
            part.get_payload()
            if part.is_multipart() and part.get_content_type() != "message/rfc822"
            else None
        )
        if isinstance(inner, list):
            waiting += reversed([(each, depth + 1) for each in inner if isinstance(each, Message)])
        else:
            yield part


def _is_attached(part: Message) -> bool:
    disposition = str(part.get("content-disposition", "")).strip().lower()
    return disposition.startswith("attachment") or part.get_content_type() not in {
        "text/plain",
        "text/html",
        "text/enriched",
    }


def _attachment(part: Message, uri: str, read: Read) -> Iterator[Outcome]:
    """Articles of a known format; pictures and the like are counted, other files are nothing to us."""
    kind, name = part.get_content_type(), _decoded(part.get_filename() or "") or ""
    media = {"image": "picture", "video": "video", "audio": "audio"}.get(part.get_content_maintype())
    if media:
        yield Skipped(media, uri)
    elif kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        data = first.as_bytes() if isinstance(first, Message) else b""
        yield from read(data, "message.eml", uri) if data.strip() else ()
    elif kind in FEEDABLE or name.lower().endswith(WIRE_NAMES):
        data = _bytes(part)
        yield from read(data, name or "attachment.xml", uri) if data.strip() else ()
    else:
        yield Skipped("attachment", uri)


def _article(message: Message, body: str, uri: str, defaults: Defaults) -> Article:
    sent = instant(_header(message, "date"), defaults.zone)
    headline, ednote = _header(message, "subject"), _header(message, "comments")
    return Article(
        uri=uri,
        body=body,
        versioncreated=sent,
        headline=headline,
        pubstatus=status_of("usable", (headline,)),
        language=_header(message, "content-language"),
        byline=_names(message),
        ednote=ednote,
    )


def _uri(message: Message) -> str | None:
    """The message's id as RFC 2392 writes it."""
    match = PUBLIC.search(str(message.get("message-id", "")))
    return f"mid:{match[1]}" if match else None


def _names(message: Message) -> str | None:
    """Who wrote it; the address where there is no name."""
    pairs = getaddresses([_header(message, "from") or ""])
    names = [one_line(name) or one_line(address) for name, address in pairs]
    return ", ".join(name for name in names if name) or None


def _header(message: Message, name: str) -> str | None:
    """The first header of that name; bytes that are not ASCII, which they ought to be, as they look."""
    value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name), None)
    if value is None:
        return None
    return _decoded(_in_charset(value[:LONGEST_HEADER].encode("utf-8", "surrogateescape"), None))


def _decoded(value: str) -> str | None:
    """A header's encoded words (RFC 2047) as characters, whatever charset they claim."""
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, IndexError):
        return one_line(value)
    texts = [piece if isinstance(piece, str) else _in_charset(piece, charset) for piece, charset in pieces]
    return one_line("".join(texts))


def _in_charset(data: bytes, charset: str | None) -> str:
    """As declared where that can be, else as it looks."""
    try:
        return data.decode(SUPERSETS.get((charset or "utf-8").lower(), charset or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        pass
    try:
        return decode(data)
    except ReadError:
        return data.decode("utf-8", "replace")


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, IndexError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _body(parts: list[Message]) -> str:
    """The plain text, for it is as it was typed; the marked-up one where there is no plain one."""
    plain = [text for part in parts if part.get_content_type() != "text/html" and (text := _plain(part))]
    if plain:
        return "\n\n".join(plain)
    marked = [html_text(_text(part), tables=True) for part in parts if part.get_content_type() == "text/html"]
    return "\n\n".join(text for text in marked if text)


def _plain(part: Message) -> str:
    """Paragraphs without the signature that follows a line of two hyphens."""
    text = _text(part)
    cut = SIGNATURE.search(text)
    return reflow(text[: cut.start()] if cut and text[: cut.start()].strip() else text)


def _text(part: Message) -> str:
    return _in_charset(_bytes(part), part.get_content_charset())

"""ANPA 1312 (the American wires' format of 1979, as AP sends it) -> ``Article``.

SYN SYN SOH, a line of serial and service, a line of priority, category, keyword and date, STX, the text, ETX,
time, EOT. In the text "^" begins a heading ("<" and "=" end it), a tab a paragraph, BS a line of a table.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from producers.editorial import lead_of, status_of
from producers.encoding import require_size
from producers.iptc7901 import characters, dateline_of
from producers.newscodes import subject
from producers.paragraphs import PARAGRAPH, is_rule, one_line, tidy
from producers.reading import Defaults, Outcome, each_of
from producers.times import moment_of
from wirewatch.errors import ReadError
from wirewatch.records import Article

STARTS = re.compile(
    rb"[\x00\s]*(?:\x16*\x01[A-Za-z]\d{3,4}\x1f|\x16+\x01?[A-Za-z]\d{3,4}\b|\x16+\x01?[A-Za-z]?\d{0,4}\Z)"
)
MESSAGE = re.compile(r"\x16*\x01(?=[A-Za-z]\d{3,4}\x1f)|\x16+\x01?(?=[A-Za-z]\d{3,4}\b)")
SERIAL = re.compile(r"([A-Za-z]\d{3,4})\b")
HEADER = re.compile(
    r"([a-zA-Z]) ([a-zA-Z])[\x11-\x14]{1,2}\s*(.*?)\s+(\d{1,2})-(\d{1,2})(?:\s+\d{1,4})?\s*$", re.MULTILINE
)
SENT = re.compile(r"([A-Za-z]{2,5})-[A-Za-z]{2,3}-(\d\d)-(\d\d)-(\d\d(?:\d\d)?)\s+(\d\d)(\d\d)([A-Z]{3,4})?")
HEAD = 1_000
"""Characters in which a header, or the time at the end, must stand."""
WORDS = re.compile(r",\s*\d{1,5}\s*\Z")
PRIORITIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
"""Flash, bulletin, urgent, regular, deferred; other letters tell when to print, not how urgent it is."""
ZONES = {
    "GMT": 0,
    "UTC": 0,
    "EDT": -4,
    "EST": -5,
    "CDT": -5,
    "CST": -6,
    "MDT": -6,
    "MST": -7,
    "PDT": -7,
    "PST": -8,
}
HEADING_ENDS = "<= \r"
SLUG = re.compile(r"(?:AM|PM|BC|AP|MX|EU|US)-\S", re.IGNORECASE)
NOTES = re.compile(r"\(?(?:Eds?\b|EDS?\b|EDITOR|Editor|ADVISORY|Adds?:|ATTENTION|WITHHOLD|KILL)")
PICTURES = re.compile(r"(?:AP |With )?(?:Photos?|Video|Graphics?|Audio)\b", re.IGNORECASE)
BYLINE = re.compile(r"By\s+\S", re.IGNORECASE)
TITLE = re.compile(r"(?:The )?(?:AP|Associated Press)\b|.*\b(?:Writer|Editor|Correspondent|Reporter|Press)\Z")
EM_DASH = re.compile(r"(?<=\s)_(?=\s)")


class Unit(NamedTuple):
    """A heading, a paragraph or a line of a table: "^", a tab or BS, and its text."""

    mark: str
    text: str


class Headings(NamedTuple):
    """What stands above the text, and the headings that belong to it already."""

    slugline: str | None = None
    headline: str | None = None
    byline: str | None = None
    notes: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def is_anpa(head: bytes) -> bool:
    """Whether these bytes begin such a message."""
    return STARTS.match(head) is not None


def read_anpa(data: bytes, uri: str, defaults: Defaults) -> Iterator[Outcome]:
    """The article of each message."""
    messages = [part for part in MESSAGE.split(characters(data)) if part.strip("\0\x04\x16 \r\n")]
    yield from each_of(
        messages, lambda message, name: _article(message, name, defaults), (data, uri), "message", str.encode
    )


def _article(message: str, uri: str, defaults: Defaults) -> Article:
    require_size(message)
    above, stx, rest = message.partition("\x02")
    text, etx, after = rest.partition("\x03")
    if not stx or not etx:
        raise ReadError(f"an ANPA 1312 message that is cut off: no {'end' if stx else 'start'} of its text")
    header = HEADER.search(above[:HEAD])
    sent = _sent(after, defaults)
    units = list(_units(text))
    headings, body = _headings(units), _body(units)
    if headings.rest:
        body = PARAGRAPH.join([*headings.rest, *([body] if body else [])])
    dateline, agency = dateline_of(body)
    source = SENT.search(after[:HEAD])
    slugline = headings.slugline or (one_line(header[3]) if header else None)
    ednote = "; ".join(headings.notes) or None
    if not body and not headings.headline:
        raise ReadError("no text: an ANPA 1312 message with neither headline nor text")
    return Article(
        uri=_uri(above, sent) or uri,
        body=body,
        version=lead_of(slugline or ""),
        versioncreated=sent,
        pubstatus=status_of("usable", (slugline, headings.headline, ednote)),
        urgency=PRIORITIES.get(header[1].lower()) if header else None,
        headline=headings.headline,
        slugline=slugline,
        byline=headings.byline,
        dateline=dateline,
        infosource=agency or (source[1] if source else None),
        subject=(subject(header[2].lower(), None, "anpa1312"),) if header else (),
        ednote=ednote,
    )


def _uri(above: str, sent: datetime | None) -> str | None:
    """Serial and day name a message: serials begin anew."""
    serial = SERIAL.search(above[:HEAD])
    return f"urn:anpa1312:{serial[1].lower()}:{sent:%Y%m%dT%H%M}" if serial and sent else None


def _sent(after: str, defaults: Defaults) -> datetime | None:
    match = SENT.search(after[:HEAD])
    return (
        moment_of(match[4], match[2], match[3], match[5], match[6], zone=_zone(match[7], defaults))
        if match
        else None
    )


def _zone(name: str | None, defaults: Defaults) -> tzinfo:
    if name not in ZONES:
        return defaults.zone
    return timezone(timedelta(hours=ZONES[name])) if ZONES[name] else UTC


def _units(text: str) -> Iterator[Unit]:
    """Lines joined to what they belong to; a blank line ends it."""
    mark, lines = "", [""]
    for line in [*text.replace("\r", "").split("\n"), "^"]:
        begins = line[:1] if line[:1] in {"^", "\t", "\b"} else ""
        if (begins or not line.strip()) and any(lines):
            words = tidy(" ".join(lines)).rstrip(HEADING_ENDS if mark == "^" else " <")
            yield Unit(mark or "\t", EM_DASH.sub("—", " ".join(words.split())))
            mark, lines = begins, []
        if begins:
            mark, lines = begins, [line[1:].strip()]
        elif line.strip():
            lines.append(line.strip())


def _headings(units: Sequence[Unit]) -> Headings:
    """The first headings, each told by how it begins; the first that is nothing else is the headline."""
    lines = []
    for unit in units:
        if unit.mark != "^":
            break
        if unit.text:
            lines.append(unit.text)
    slugline = WORDS.sub("", lines.pop(0)) if lines and SLUG.match(lines[0]) else None
    notes = [line for line in lines if NOTES.match(line)]
    lines = [line for line in lines if line not in notes and not PICTURES.match(line)]
    at = next((number for number, line in enumerate(lines) if BYLINE.match(line)), None)
    if at is None:
        return Headings(slugline, next(iter(lines), None), None, tuple(notes))
    byline, rest = lines[at], lines[at + 1 :]
    if rest and TITLE.match(rest[0]):
        byline = f"{byline}, {rest.pop(0)}"
    return Headings(slugline, lines[0] if at else None, byline, tuple(notes), tuple(rest))


def _body(units: Sequence[Unit]) -> str:
    """Paragraphs from the first on, with the headings between them; tables are left out."""
    first = next((number for number, unit in enumerate(units) if unit.mark != "^"), len(units))
    texts = (unit.text for unit in units[first:] if unit.mark != "\b")
    return PARAGRAPH.join(text for text in texts if text and not is_rule(text))

"""IPTC 7901 (the recommended message format for teleprinters) -> ``Article``.

SOH, a line of source, number, priority and category, a keyword line, STX, the headings, the text, ETX, a
time, EOT. A file may hold several messages. What the agencies put into headings and notes differs; the
first line that is neither a note ("1ST LEAD") nor a byline is the headline.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from producers.editorial import is_note, lead_of, status_of
from producers.encoding import MARKS, require_size
from producers.newscodes import subject
from producers.paragraphs import one_line, reflow
from producers.reading import Defaults, Outcome, each_of
from producers.times import moment_of
from wirewatch.errors import ReadError
from wirewatch.records import Article

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
HEADER = re.compile(
    r"\x01\s*(?P<source>[A-Za-z][A-Za-z-]{0,9}?)\s?(?P<number>\d{1,6})\s+(?P<priority>[0-9])\s+(?P<category>[A-Za-z]{1,4})"
    r"(?:\s+(?P<words>\d{1,6}))?(?P<keywords>[^\r\n\x02]*)"
)
# a message that is cut off in its first line is one all the same
STARTS = re.compile(
    rb"\s*\x01[A-Za-z]{0,10}\d{0,6}\s?\d?\s?\Z"
    rb"|[\x00\x01\x16\s]*\x01\s*[A-Za-z][A-Za-z-]{0,9}\s?\d{1,6}\s+[0-9]\s+[A-Za-z]{1,4}\b"
)
# "131137 GMT Nov 13": day, hour, minute, zone, month, year
TIME = re.compile(r"(\d\d)(\d\d)(\d\d)\s*(GMT|UTC|Z)?\s*([^\W\d_]{3,9})\.?\s*(\d{4}|\d\d)?")
TRAILER = 200
LONGEST_HEADINGS = 500
"""Characters above which the first lines are the text itself."""
SHORT = re.compile(r"[+=\s]*\Z")
# the desk's part of a dispatch: dpa's notebook, contacts, what "is not for publication"
DESK = re.compile(
    r"\s*(?:#+\s*(?:dpa[\s-]*)?(?:notebook|notizblock)\b|\*\s?\*\s?\*\s?\*|the following information is not)",
    re.IGNORECASE,
)
EDITORS = re.compile(r"\s*#+\s*(?:note to editors|editor'?s'? note|refile|correction|hinweis)", re.IGNORECASE)
# APA's second headline
SUBTITLE = re.compile(r"Utl\.:")
BYLINE = re.compile(r"(?:By|Von|Par|Por|Di)\s+\S")
DATELINE = re.compile(r"([^\W\d_][^()\n]{1,60}?)\s*\(([A-Za-z][\w./ -]{1,24})\)\s*[-–—_=:]")
# initials of who wrote and edited, as "dpa wsz jln npr"
SIGN_OFF = re.compile(r"\n\n[a-z]{2,4}(?:[ /-][a-z]{1,4}){1,6}\Z")
ADDRESSEES = re.compile(r"\A\s*(?:EDS?:|EDITORS?:|ATTENTION)", re.IGNORECASE)


class Headings(NamedTuple):
    """The lines above the text."""

    headline: str | None
    byline: str | None
    notes: tuple[str, ...]


def is_iptc7901(head: bytes) -> bool:
    """Whether these bytes begin such a message."""
    return STARTS.match(head) is not None


def read_iptc7901(data: bytes, uri: str, defaults: Defaults) -> Iterator[Outcome]:
    """The article of each message."""
    messages = [SOH + part for part in characters(data).split(SOH) if part.strip("\0\x16 \r\n\x7f\x04")]
    yield from each_of(
        messages, lambda message, name: _article(message, name, defaults), (data, uri), "message", str.encode
    )


def characters(data: bytes) -> str:
    """The characters of a message, whose control characters mean something: UTF-8, else western."""
    mark = next((mark for mark, encoding in MARKS if encoding == "utf-8" and data.startswith(mark)), b"")
    try:
        return data[len(mark) :].decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def dateline_of(body: str) -> tuple[str | None, str | None]:
    """The dateline and the agency with which a text begins, as "Berlin (dpa) - "."""
    match = DATELINE.match(body)
    return (match[1].rstrip(" ,"), match[2]) if match else (None, None)


def _article(message: str, uri: str, defaults: Defaults) -> Article:
    require_size(message)
    header = HEADER.match(message)
    above, stx, rest = message.partition(STX)
    text, etx, after = rest.partition(ETX if ETX in rest else EOT)
    if header is None:
        raise ReadError("an IPTC 7901 message whose first line has no source, number, priority and category")
    if not stx or not etx:
        raise ReadError(f"an IPTC 7901 message that is cut off: no {'end' if stx else 'start'} of its text")
    headings, body_lines = _parted(text.replace("\r", "").split("\n"))
    published, desk = _published(body_lines)
    body = SIGN_OFF.sub("", reflow("\n".join(published)))
    dateline, agency = dateline_of(body)
    sent = _sent(after, defaults)
    keyword = one_line(" ".join(above[header.end() :].split("\n")))
    notes = [*headings.notes, *desk]
    if not body and not headings.headline:
        raise ReadError("no text: an IPTC 7901 message with neither headline nor text")
    return Article(
        uri=_uri(header, sent) or uri,
        body=body,
        version=next((lead for note in notes if (lead := lead_of(note))), None),
        versioncreated=sent,
        pubstatus=status_of("usable", [headings.headline, keyword, *notes]),
        urgency=int(header["priority"]) or None,
        headline=headings.headline,
        slugline=keyword.rstrip("/ ") if keyword else one_line(header["keywords"]),
        byline=headings.byline,
        dateline=dateline,
        infosource=agency,
        subject=(subject(header["category"], None, "iptc7901"),),
        ednote="; ".join(dict.fromkeys(notes)) or None,
    )


def _uri(header: re.Match[str], sent: datetime | None) -> str | None:
    """Source, number and day name a message: numbers begin anew each day."""
    if sent is None:
        return None
    return f"urn:iptc7901:{header['source'].lower()}:{header['number']}:{sent:%Y%m%dT%H%M}"


def _sent(after: str, defaults: Defaults) -> datetime | None:
    """When the message was sent; the year is not always there, and then nothing is known."""
    match = TIME.search(after[:TRAILER])
    if match is None or match[6] is None:
        return None
    zone = {} if match[4] else {"zone": defaults.zone}
    return moment_of(match[6], match[5], match[1], match[2], match[3], **zone)


def _parted(lines: Sequence[str]) -> tuple[Headings, list[str]]:
    """The headings and the lines of text: a blank line, an indent or a closing "=" parts them."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < len(lines) and lines[end].strip() and not (end > start and lines[end].startswith("  ")):
        end += 1
        if lines[end - 1].rstrip().endswith("="):
            break
    head = [line for each in lines[start:end] if (line := one_line(SHORT.sub("", each)))]
    is_text = sum(map(len, head)) > LONGEST_HEADINGS or any(DATELINE.match(line) for line in head[:1])
    if is_text or start >= len(lines):
        return Headings(None, None, ()), list(lines)
    return _headings(head), list(lines[end:])


def _headings(lines: Sequence[str]) -> Headings:
    lines = [line for line in lines if not SUBTITLE.match(line)]
    notes = [line for line in lines if is_note(line) or ADDRESSEES.match(line)]
    bylines = [line for line in lines if line not in notes and BYLINE.match(line)]
    rest = [line for line in lines if line not in notes and line not in bylines]
    if not rest and bylines:  # "By the numbers: ..." is a headline where there is no other
        rest, bylines = bylines, []
    return Headings(" ".join(rest).rstrip(" -–") or None, ", ".join(bylines) or None, tuple(notes))


def _published(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that are for publication, and what the desk notes for editors in the rest."""
    cut = next((number for number, line in enumerate(lines) if DESK.match(line)), len(lines))
    return list(lines[:cut]), _editors_notes(lines[cut:])


def _editors_notes(lines: Sequence[str]) -> list[str]:
    notes, wanted = [], False
    for line in lines:
        if line.lstrip().startswith("#"):
            wanted = EDITORS.match(line) is not None
        elif wanted and line.strip() and not DESK.match(line):
            notes.append(one_line(line.strip().lstrip("-* ")) or "")
        elif line.lstrip().startswith("* *"):
            break
    return [note for note in notes if note] if lines else []

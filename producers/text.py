"""Plain text -> ``Article``: the text is the body, unchanged, but for a date in front."""

import re
from datetime import UTC, datetime

from producers.encoding import decode
from wirewatch.errors import ReadError
from wirewatch.records import Article

DATED = re.compile(r"\s*date (\d{4}-\d\d-\d\d)(?:\s+|\Z)", re.ASCII)


def read_text(data: bytes, uri: str) -> Article:
    """The article in a text file; ReadError when it is empty or no text."""
    created, body = split_date(decode(data))
    if not body.strip():
        raise ReadError("empty: there is no text in it")
    return Article(uri=uri, body=body, versioncreated=created)


def split_date(text: str) -> tuple[datetime | None, str]:
    """The date that a leading ``date YYYY-MM-DD`` states, and the rest; a day that never was is text."""
    match = DATED.match(text)
    if match is None:
        return None, text
    try:
        day = datetime.strptime(match[1], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None, text
    return day, text[match.end() :]

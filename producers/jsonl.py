"""JSON lines (one ninjs or ``Article`` object each) and single JSON documents -> ``Article``.

Lines are read one at a time: a file of any size works in bounded memory, a bad line costs that line only.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from producers.encoding import decode
from producers.jsonfeed import is_json_feed, read_json_feed
from producers.ninjs import article_from
from producers.reading import BEGINNING, KEPT, NO_DEFAULTS, Defaults, Mark, Outcome, Unreadable, unreadable
from wirewatch.errors import ReadError

PATIENCE = 1_000
"""Lines in a row that are no article, after which a file is taken for something else."""
MOST_MARKS = 1_000_000
"""Brackets and quotation marks that a document may have: each costs memory, far more than its bytes."""
# what services put around their items
ENVELOPES = (
    "item",
    "items",
    "data",
    "newsitem",
    "article",
    "articles",
    "results",
    "docs",
    "_items",
    "entries",
    "hits",
    "_source",
)


def read_lines(
    stream: BinaryIO, limit: int, uri: str, start: Mark = BEGINNING, defaults: Defaults = NO_DEFAULTS
) -> Iterator[tuple[Outcome, Mark | None]]:
    """What each line gives, the last of it with the place after it; blank lines give nothing.

    ``stream`` stands at ``start``. ``limit`` is in bytes per line.
    """
    offset, number, failures = start.offset, start.line, 0
    while line := stream.readline(limit + 1):
        number += 1
        size = len(line)
        too_long = size > limit and not line.endswith(b"\n")
        if too_long:
            size += _skip_line(stream, limit)
        offset += size
        if not line.strip():
            continue
        if too_long:
            outcomes: list[Outcome] = [_too_long(line, size, limit, number)]
        else:
            outcomes = list(read_document(line, uri, defaults, line=number))
        failures = failures + 1 if all(isinstance(each, Unreadable) for each in outcomes) else 0
        if failures > PATIENCE:
            reason = f"{PATIENCE:,} lines in a row are no article; mend the file, the rest was left unread"
            yield unreadable(reason, line, place=f"line {number}"), Mark(offset, number)
            return
        for outcome in outcomes[:-1]:
            yield outcome, None
        yield outcomes[-1], Mark(offset, number)


def read_document(
    data: bytes, uri: str, defaults: Defaults = NO_DEFAULTS, *, line: int | None = None
) -> Iterator[Outcome]:
    """The article of one JSON object, those of an array of them, or those of a JSON Feed; never nothing."""
    place = f"line {line}" if line else None
    try:
        decoded = load(data)
        if is_json_feed(decoded):
            yield from read_json_feed(decoded, uri, defaults)
            return
    except ReadError as error:
        yield unreadable(str(error), data, place=place)
        return
    items = unwrapped(decoded)
    if not isinstance(items, list):
        yield _read_item(items, defaults, data, place)
        return
    for number, item in enumerate(items, 1):
        yield _read_item(item, defaults, None, f"{place}, item {number}" if place else f"item {number}")
    if not items:
        yield unreadable("an empty array: there is no article in it", data, place=place)


def _read_item(item: Any, defaults: Defaults, data: bytes | None, place: str | None) -> Outcome:
    try:
        return article_from(item, defaults)
    except ReadError as error:
        return unreadable(str(error), _written(item) if data is None else data, place=place)


def _written(item: Any) -> bytes:
    try:
        return json.dumps(item).encode()
    except RecursionError:
        return b""


def unwrapped(decoded: Any) -> Any:
    """The item or items in the answer of a service, which stand in envelopes of its own."""
    for _ in range(4):
        if isinstance(decoded, list):
            return [unwrapped(each) if isinstance(each, dict) else each for each in decoded]
        if not isinstance(decoded, dict) or _names_itself(decoded):
            return decoded
        fields = {str(name).lower(): value for name, value in decoded.items()}
        inner = next((fields[name] for name in ENVELOPES if isinstance(fields.get(name), dict | list)), None)
        if not inner:
            return decoded
        decoded = inner
    return decoded


def _names_itself(item: dict[Any, Any]) -> bool:
    return any(str(name).lower() in {"uri", "guid"} for name in item)


def load(data: bytes) -> Any:
    """The JSON value of ``data``; ReadError with the reason.

    Lone surrogates, raw control characters in strings and NaN are let through: what matters of an article is
    looked at one by one later, and nobody is served by losing it for them.
    """
    if data.count(b"{") + data.count(b"[") + data.count(b'"') > MOST_MARKS:
        raise ReadError(f"no article: JSON of more than {MOST_MARKS:,} brackets and quotation marks")
    try:
        return json.loads(decode(data), strict=False)
    except json.JSONDecodeError as error:
        raise ReadError(f"no JSON: {error.msg} (character {error.pos + 1}){_cut_off(data)}") from error
    except RecursionError as error:
        raise ReadError("no article: JSON nested too deeply") from error
    except ValueError as error:
        raise ReadError("no article: JSON with a number of thousands of digits") from error


def is_complete(line: bytes) -> bool:
    """Whether ``line`` is a JSON object on its own."""
    try:
        return isinstance(load(line), dict)
    except ReadError:
        return False


def _cut_off(data: bytes) -> str:
    """A line without its end was most likely still being written."""
    return "" if data.endswith((b"\n", b"}", b"]")) else "; it is cut off"


def _too_long(line: bytes, size: int, limit: int, number: int) -> Unreadable:
    reason = f"{size:,} bytes in one line; an article may have {limit:,}"
    return unreadable(reason, line[: KEPT + 1], place=f"line {number}")


def _skip_line(stream: BinaryIO, limit: int) -> int:
    """Reads to the end of a line that is too long; the bytes passed over."""
    skipped = 0
    while part := stream.readline(limit):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped

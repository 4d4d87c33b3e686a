"""Bytes -> characters: UTF-8, UTF-16 and UTF-32 by their mark, else Windows-1252 where that is plausible."""

import codecs
import re

from wirewatch.errors import ReadError

# UTF-32's little-endian mark begins with UTF-16's
LONGEST = 2_000_000
"""Characters of text that one article may have; taking apart more would hold up the others."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]+")
UNSOUND = re.compile("[\ud800-\udfff\x00]")


def decode(data: bytes) -> str:
    """The characters of ``data``, a byte order mark left out, line ends as they are.

    Raises ReadError, naming the byte, for binary data and for unknown or broken encodings.
    """
    mark, encoding = next(((m, e) for m, e in MARKS if data.startswith(m)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if mark:
            raise ReadError(_broken(encoding, data, len(mark) + error.start)) from error
        text = _western(data, error)
    _refuse_binary(text)
    return text


def require_size(text: str) -> None:
    """ReadError when ``text`` is longer than any article."""
    if len(text) > LONGEST:
        raise ReadError(f"a text of {len(text):,} characters; an article may have {LONGEST:,}")


def sound(text: str) -> str:
    """``text`` with what cannot be written as UTF-8 or stored (lone surrogates, NUL) shown as U+FFFD."""
    return UNSOUND.sub("\ufffd", text)


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    """``data``, no UTF-8 for ``error``, as Windows-1252 when it looks like a text of a western language."""
    if b"\0" in data:
        raise ReadError(f"binary data: byte {data.index(0)} is NUL; send text")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    # Cyrillic, Greek or compressed data read as Windows-1252 is made of accents nearly throughout
    plausible = _accents(text) * 2 <= sum(not c.isspace() for c in text)
    if not text or not plausible or _is_damaged_utf8(data, error):
        raise ReadError(_broken("utf-8", data, error.start)) from error
    return text


def _is_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether ``data`` was UTF-8 until it was cut off or damaged: most characters are still right."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = _accents(text) - wrong
    return right > wrong or (right > 0 and error.reason == "unexpected end of data")


def _accents(text: str) -> int:
    return sum(c > "\x7f" for c in text)


def _broken(encoding: str, data: bytes, at: int) -> str:
    return f"not {encoding.upper()}: byte {at} is 0x{data[at]:02x}; send UTF-8"


def _refuse_binary(text: str) -> None:
    nul = text.find("\0")
    if nul >= 0:
        raise ReadError(f"binary data: character {nul} is NUL; send text")
    controls = sum(len(run) for run in CONTROLS.findall(text))
    if controls * 10 > len(text):
        raise ReadError(
            f"binary data: {controls} of {len(text)} characters are control characters; send text"
        )

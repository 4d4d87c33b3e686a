"""Ids are hashes of what they name, so that a replay overwrites and never doubles."""

import hashlib
from collections.abc import Mapping, Sequence

from wirewatch.records import Span, Speaker, text_of


def identify(*parts: str | None) -> str:
    """32 hexadecimal digits naming ``parts``; the order counts, None differs from the empty string."""
    digest = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update(b"-" if part is None else b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()[:32]


def statement_id(uri: str, text: str, occurrence: int) -> str:
    """Names the ``occurrence``-th (from 0) statement with that text in an article.

    No offsets and no version: a paragraph put in before it leaves the id as it is, so a correction
    retracts only the statements that it really drops.
    """
    return identify("statement", uri, fold(text), str(occurrence))


SIDES: Mapping[str, str] = {
    "denied": "denied", "refused": "denied", "asked": "asked",
    "hopes": "wished", "wants": "wished", "demanded": "wished", "fears": "feared",
    "criticized": "criticized", "praised": "praised",
}  # fmt: skip
"""Acts that turn what they report: what was denied or hoped is not what was said in the same words."""


def line_id(speaker: str | None, text: str, act: str = "said") -> str:
    """Names what was said by whom, whichever article carries it word for word."""
    turned = (SIDES[act],) if act in SIDES else ()
    return identify("line", speaker, fold(text), *turned)


def speaker_key(body: str, source: tuple[Span, ...], speakers: Sequence[Speaker]) -> str | None:
    """What names a speaker in a line's id: the official, else the name, else the source as written."""
    if speakers:
        return " ".join(speaker.official or fold(speaker.name) for speaker in speakers)
    return fold(text_of(body, source)) or None


def alert_id(watch: str, subject: str) -> str:
    """Names that ``watch`` fired for ``subject``: a line's id, or an article's uri."""
    return identify("alert", watch, subject)


def fold(text: str) -> str:
    """Letters and digits of ``text`` in lower case, words parted by one blank."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())

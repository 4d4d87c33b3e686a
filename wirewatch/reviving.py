"""A dead letter is tried again: with today's readers, and today's model."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from producers.files import file_uri
from producers.formats import read_stream
from producers.reading import KEPT, Unreadable
from wirewatch.errors import ReadError
from wirewatch.records import Article, DeadLetter


class DeadLetters(Protocol):
    """Where dead letters lie, in either mode."""

    def letters(self) -> Iterator[DeadLetter]:
        """All of them, the latest first."""
        ...

    def retry(self, letter: DeadLetter) -> None:
        """Give it back to be processed, and strike it off; ReadError when it is as bad as before."""
        ...


def articles_in(letter: DeadLetter) -> Sequence[Article]:
    """The articles of a letter's original bytes; ReadError when they give none still."""
    if len(letter.original) >= KEPT:
        raise ReadError("only its first bytes are kept: give the source itself again")
    if letter.stage != "read":
        try:
            return [msgspec.json.decode(letter.original, type=Article)]
        except msgspec.MsgspecError as error:
            raise ReadError(f"no Article: {error}") from error
    path = Path(letter.source.removeprefix("file:"))
    uri = file_uri(path) if letter.source.startswith("file:") else letter.source
    outcomes = [outcome for outcome, _ in read_stream(io.BytesIO(letter.original), path.name, uri)]
    if unread := next((each for each in outcomes if isinstance(each, Unreadable)), None):
        raise ReadError(f"cannot be read still: {unread}")
    if not (articles := [each for each in outcomes if isinstance(each, Article)]):
        raise ReadError("there is no article in it")
    return articles

"""What the shells need of the world: sources that are polled, and what they hand over."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from wirewatch.records import Article, DeadLetter


class Batch(NamedTuple):
    """What one reading of one item of a source gave. It is accepted whole, in one transaction.

    ``key`` names the item whose ``position`` this is (a file, a feed); once the batch is accepted the
    source is handed ``{key: position}`` at its next start and does not read the same again.
    """

    key: str
    position: str
    articles: Iterable[Article] = ()
    dead: Iterable[DeadLetter] = ()


class Source(Protocol):
    """Somewhere articles come from. Never raises for bad items: those are dead letters."""

    name: str
    interval: float
    """Seconds between two polls."""

    @property
    def state(self) -> str:
        """How it stands: "new" and "reading" are well, any other word says what is wrong."""
        ...

    def poll(self, now: datetime) -> Iterator[Batch]:
        """What is new since the positions the source was made with and those it has handed over."""
        ...

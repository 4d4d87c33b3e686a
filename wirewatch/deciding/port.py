"""What a shell needs of a store that decides, whichever it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from wirewatch.deciding.kept import Event
from wirewatch.query.fields import Index
from wirewatch.records import Alert, Annotated, DeadLetter, Found, IndexedArticle, IndexedStatement


class Result(NamedTuple):
    """What processing an accepted article gave: annotated, with the alerts it raises, or a dead letter.

    ``seq`` is its place in the store's log; a store whose log lies elsewhere does not look at it.
    """

    seq: int
    annotated: Annotated | None
    alerts: Sequence[Alert] = ()
    dead: DeadLetter | None = None


class DecidingStore(Protocol):
    """Keeps results, decides what they change, and answers what is asked of it. One thread uses it.

    Every method raises StoreError when the store cannot be used and TransientError when it may work later.
    """

    def commit(
        self,
        results: Iterable[Result],
        now: datetime,
        *,
        throttles: Mapping[str, float],
        history: bool = False,
    ) -> list[Event]:
        """Keep what processing gave; ``throttles`` has every watch in force with its seconds of quiet.

        Nobody is told of what ``history`` changes.
        """
        ...

    def release(self, now: datetime, *, throttles: Mapping[str, float]) -> list[Event]:
        """Raise the alerts of articles whose embargo has ended."""
        ...

    def outbox(self, limit: int) -> list[Event]:
        """What people are still to be told; the same ids again until they are handed to ``sent``."""
        ...

    def sent(self, ids: Iterable[int | str]) -> None:
        """People were told."""
        ...

    def acknowledge(self, alert: str, by: str, now: datetime) -> Alert | None:
        """Somebody has seen an alert; None when there is none of that id."""
        ...

    def alert(self, name: str) -> Alert | None:
        """The alert of that id."""
        ...

    def article(self, uri: str) -> IndexedArticle | None:
        """The revision in force, with what was found in it."""
        ...

    def statements(self, *, uri: str | None = None, line: str | None = None) -> list[IndexedStatement]:
        """The statements of an article or of a line, retracted ones too, the earliest first."""
        ...

    def alerts(self, limit: int = 100) -> list[Alert]:
        """The last alerts, the latest first."""
        ...

    def search(self, query: str, *, kind: Index = "statements", limit: int = 20) -> Iterator[Found]:
        """What matches, the newest first; QueryError at once when the query is wrong."""
        ...

"""The embedded store as the shells use it.

``accept`` puts what a source read into the log, together with how far it read; ``pending`` gives what
waits to be processed; ``commit`` keeps the results. Each is one transaction, on the disk when it returns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import apsw

from sinks.sqlite import alerts, copies, index, lines, log
from sinks.sqlite import search as searching
from sinks.sqlite.catching_up import catch_up
from sinks.sqlite.connection import connect, only_writer, store_errors, transaction
from sinks.sqlite.deliveries import Deliveries
from sinks.sqlite.fulltext import register_tokenizer
from sinks.sqlite.log import Accepted, Entry
from sinks.sqlite.schema import NOTHING_YET, migrate, migrations, require_current
from wirewatch.deciding.alerts import acknowledge, release
from wirewatch.deciding.articles import Known, decide
from wirewatch.deciding.kept import Event, Moment
from wirewatch.deciding.lines import assign, sought
from wirewatch.deciding.port import Result
from wirewatch.errors import StoreError
from wirewatch.ports import Batch
from wirewatch.query.fields import Index
from wirewatch.records import (
    Alert,
    Annotated,
    Article,
    DeadLetter,
    Found,
    IndexedArticle,
    IndexedStatement,
    SeenLine,
)

__all__ = ["Accepted", "Entry", "Store", "open_store"]


@contextmanager
def open_store(
    path: Path, *, readonly: bool = False, beside: bool = False, streamed: bool = False
) -> Iterator["Store"]:
    """The store in the file ``path``, which is made when it is missing; one writer, any number of readers.

    ``beside`` may write, too, while another program does: for a word from somebody at the keyboard, not to
    process articles. One that is ``streamed`` has its log elsewhere: what is committed need not have been
    accepted. Raises StoreError when the file is not ours, damaged, made by a newer program or written to by
    another.
    """
    there = readonly or beside
    with store_errors(path), ExitStack() as stack:
        if not there:
            _make_folder(path.parent)
            stack.enter_context(only_writer(path))
        elif not path.is_file():
            raise StoreError(f"{path}: {NOTHING_YET}")
        db = connect(path, readonly=readonly)
        stack.callback(db.close)
        register_tokenizer(db)
        try:
            if there:
                require_current(db, migrations()[-1].version)
            else:
                migrate(db, migrations())
                catch_up(db)
        except StoreError as error:
            raise StoreError(f"{path}: {error}") from None
        yield (Streamed if streamed else Store)(db, path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}: give another --data folder") from error


class Store:
    """An open store. It belongs to one thread; other threads and processes open their own, readonly."""

    def __init__(self, db: apsw.Connection, path: Path) -> None:
        self._db, self._path = db, path
        self.deliveries = Deliveries(db, self._transaction)

    @contextmanager
    def _transaction(self) -> Iterator[apsw.Connection]:
        with store_errors(self._path), transaction(self._db):
            yield self._db

    def accept(self, batch: Batch, now: datetime) -> Accepted:
        """Append articles to the log, bury dead letters, move the position; replays are dropped."""
        with self._transaction() as db:
            return log.append(db, batch, now)

    def positions(self, prefix: str = "") -> dict[str, str]:
        """How far each source was read, by key, for the keys that start with ``prefix``."""
        return log.positions(self._db, prefix)

    def pending(self, after: int, limit: int) -> list[Entry]:
        """What was accepted and not yet processed, with a seq above ``after``, in order."""
        return log.pending(self._db, after, limit)

    def commit(
        self,
        results: Iterable[Result],
        now: datetime,
        *,
        throttles: Mapping[str, float],
        history: bool = False,
    ) -> list[Event]:
        """Keep what processing gave, and mark it as done; entries already done are left as they are.

        ``throttles`` has every watch in force with the seconds it keeps quiet after it has fired.
        Nobody is told of what ``history`` changes.
        """
        with self._transaction() as db:
            moment = Moment(now, throttles, history)
            return [event for result in results for event in self._take(db, result, moment)]

    def _take(self, db: apsw.Connection, result: Result, moment: Moment) -> list[Event]:
        return _commit(db, result, moment)

    def release(self, now: datetime, *, throttles: Mapping[str, float]) -> list[Event]:
        """Raise the alerts of articles whose embargo has ended."""
        with self._transaction() as db:
            due = alerts.take_due(db, now)
            known = alerts.known(db, [alert for each in due for alert in each.alerts])
            return alerts.write(db, *release(due, known, Moment(now, throttles)))

    def outbox(self, limit: int) -> list[Event]:
        """What people are still to be told; the same ids again until they are handed to ``sent``."""
        return alerts.outbox(self._db, limit)

    def sent(self, ids: Iterable[int | str]) -> None:
        """People were told."""
        with self._transaction() as db:
            alerts.strike_off(db, ids)

    def acknowledge(self, alert: str, by: str, now: datetime) -> Alert | None:
        """Somebody has seen an alert; None when there is none of that id."""
        with self._transaction() as db:
            if (kept := alerts.look_up(db, alert)) is None:
                return None
            seen = acknowledge(kept, by, now)
            alerts.write(db, [seen], ())
            return seen.alert

    def alert(self, name: str) -> Alert | None:
        """The alert of that id."""
        return next(alerts.alerts(self._db, "WHERE id = ?", name), None)

    def article(self, uri: str) -> IndexedArticle | None:
        """The revision in force, with what was found in it."""
        return next(index.articles(self._db, "uri", uri), None)

    def statements(self, *, uri: str | None = None, line: str | None = None) -> list[IndexedStatement]:
        """The statements of an article or of a line, retracted ones too, the earliest first."""
        return index.statements(self._db, uri=uri, line=line)

    def line(self, name: str) -> SeenLine | None:
        """The line of that id: where it was first seen, how many articles carry it, in which words."""
        return lines.seen(self._db, name)

    def alerts(self, limit: int = 100) -> list[Alert]:
        """The last alerts, the latest first."""
        return list(alerts.alerts(self._db, "ORDER BY fired DESC, number DESC LIMIT ?", limit))

    def search(self, query: str, *, kind: Index = "statements", limit: int = 20) -> Iterator[Found]:
        """What matches, the newest first; QueryError at once when the query is wrong."""
        return searching.search(self._db, query, kind, limit)

    def dead_letters(self, limit: int = 100) -> Iterator[DeadLetter]:
        """The last dead letters, the latest first."""
        return log.dead_letters(self._db, limit)

    def revive(self, ident: str, articles: Iterable[Article], now: datetime) -> None:
        """Have ``articles`` processed (anew), and strike off the dead letter that they were in."""
        with self._transaction() as db:
            for article in articles:
                log.append_again(db, article, now)
            log.strike_off(db, ident)

    def counts(self) -> dict[str, int]:
        """How many articles, statements, alerts, dead letters and pending articles there are."""
        return log.counts(self._db)


class Streamed(Store):
    """A store behind a log that is elsewhere, such as Kafka's: of replays, it knows what it has.

    What it is given it accepts and keeps in one transaction, so that a kill leaves nothing half done.
    """

    def _take(self, db: apsw.Connection, result: Result, moment: Moment) -> list[Event]:
        if result.annotated is None:
            raise ValueError("dead letters go to the log that the article came from")
        plain = {name: getattr(result.annotated, name) for name in Article.__struct_fields__}
        log.append(db, Batch("log", str(result.seq), [Article(**plain)]), moment.now)
        return [
            event
            for entry in log.pending(db, 0, 1)
            for event in _commit(db, result._replace(seq=entry.seq), moment)
        ]


def _commit(db: apsw.Connection, result: Result, moment: Moment) -> list[Event]:
    if not log.is_pending(db, result.seq):
        return []
    if result.annotated is None:
        if result.dead is not None:
            log.bury(db, result.dead)
        log.finish(db, result.seq, "dead", moment.now)
        return []
    article, raised, begun = assign(
        result.annotated, result.alerts, lines.known(db, sought(result.annotated))
    )
    known = _known(db, article, raised)
    decision = decide(article, raised, known, moment)
    if decision is None:
        log.finish(db, result.seq, "superseded", moment.now)
        return []
    index.write_article(db, result.seq, decision.article, moment.now)
    copies.keep(db, decision.article, known.article)
    lines.write(db, begun)
    for statement in decision.statements:
        index.write_statement(db, result.seq, statement, decision.article)
    index.retract(db, decision.retracted)
    alerts.hold(db, decision.article.uri, decision.held)
    log.finish(db, result.seq, "indexed", moment.now)
    return alerts.write(db, decision.alerts, decision.events)


def _known(db: apsw.Connection, article: Annotated, raised: Sequence[Alert]) -> Known:
    return Known(
        index.in_force(db, article.uri),
        index.current(db, article.uri),
        alerts.known(db, raised, article.uri),
    )

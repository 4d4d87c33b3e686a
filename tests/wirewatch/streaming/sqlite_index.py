"""The embedded store as the index of a worker: proves Kafka where no Elasticsearch is to be had."""

from contextlib import contextmanager
from pathlib import Path

from sinks.sqlite.store import open_store
from wirewatch.ports import Batch
from wirewatch.records import Article


class SqliteIndex:
    """Each article enters the store's log before it is decided about; a replay is known there and stops."""

    def __init__(self, store):
        self._store = store
        self.release, self.outbox, self.sent = store.release, store.outbox, store.sent
        self.article, self.statements = store.article, store.statements

    def commit(self, results, now, **options):
        return [event for result in results for event in self._commit(result, now, options)]

    def _commit(self, result, now, options):
        plain = {name: getattr(result.annotated, name) for name in Article.__struct_fields__}
        self._store.accept(Batch("kafka", str(result.seq), [Article(**plain)]), now)
        return [
            event
            for entry in self._store.pending(0, 10)  # also one that a kill left behind
            for event in self._store.commit([result._replace(seq=entry.seq)], now, **options)
        ]


@contextmanager
def sqlite_index(path: Path):
    with open_store(path) as store:
        yield SqliteIndex(store)

"""The embedded store as the index of a worker: where no Elasticsearch is to be had, Kafka is proved with it."""

from contextlib import contextmanager
from pathlib import Path

from sinks.sqlite.store import open_store
from wirewatch.ports import Batch


class SqliteIndex:
    """Each article enters the store's log before it is decided about: one that is known there is not again."""

    def __init__(self, store):
        self._store = store
        self.release, self.outbox, self.sent = store.release, store.outbox, store.sent
        self.article, self.statements = store.article, store.statements

    def commit(self, results, now, **options):
        wanted = {}
        for result in results:
            from wirewatch.records import Article

            names = Article.__struct_fields__
            article = Article(**{name: getattr(result.annotated, name) for name in names})
            self._store.accept(Batch("kafka", str(result.seq), [article]), now)
            for entry in self._store.pending(0, 100):
                wanted[entry.seq] = result._replace(seq=entry.seq)
                return_ = self._store.commit([wanted[entry.seq]], now, **options)
        return return_ if wanted else []


@contextmanager
def sqlite_index(path: Path):
    with open_store(path) as store:
        yield SqliteIndex(store)

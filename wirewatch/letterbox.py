"""The dead letters of an installation, wherever its settings have them lie."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import Settings
from sinks.sqlite.store import Store, open_store
from wirewatch.clock import clock
from wirewatch.composition import store_file
from wirewatch.records import DeadLetter
from wirewatch.reviving import DeadLetters, articles_in


@contextmanager
def dead_letters(settings: Settings, data: Path | None, *, retrying: bool = False) -> Iterator[DeadLetters]:
    """Those in the data folder given, else in Kafka when the settings name one, else in their data folder."""
    if settings.kafka and data is None:
        with _kafka(settings, retrying=retrying) as box:
            yield box
        return
    with open_store(store_file(data or settings.data), readonly=not retrying) as store:
        yield _Stored(store)


@contextmanager
def _kafka(settings: Settings, *, retrying: bool) -> Iterator[DeadLetters]:
    from wirewatch.fleet import kafka_of  # noqa: PLC0415  the embedded mode needs no Kafka library
    from wirewatch.streaming import making  # noqa: PLC0415
    from wirewatch.streaming.dead import KafkaDead  # noqa: PLC0415
    from wirewatch.streaming.publishing import producer  # noqa: PLC0415

    where, names = kafka_of(settings)
    making.require(where, names)
    if not retrying:
        yield KafkaDead(where, names, clock, None)
        return
    with producer(where, largest=settings.streaming.max_message) as client:
        yield KafkaDead(where, names, clock, client)


class _Stored:
    def __init__(self, store: Store) -> None:
        self._store = store

    def letters(self) -> Iterator[DeadLetter]:
        return self._store.dead_letters(limit=-1)

    def retry(self, letter: DeadLetter) -> None:
        self._store.revive(letter.id, articles_in(letter), clock())

"""The store of an installation, for commands that look things up or leave a word."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from config.settings import Settings
from sinks.sqlite.store import Store, open_store
from wirewatch.composition import store_file
from wirewatch.errors import StoreError
from wirewatch.notifying.notices import Delivered
from wirewatch.records import FoundAlert


@contextmanager
def reading(settings: Settings, data: Path | None) -> Iterator[Store]:
    """What came in, for looking at."""
    with open_store(store_file(data or settings.data), readonly=True) as store:
        yield store


@contextmanager
def beside(settings: Settings, data: Path | None) -> Iterator[Store]:
    """The same for a word from somebody at the keyboard, while the product is running."""
    with open_store(store_file(data or settings.data), beside=True) as store:
        yield store


def found_alert(store: Store, name: str) -> FoundAlert:
    """The alert of that id with its words; StoreError when there is none."""
    if (alert := store.alert(name)) is None:
        raise StoreError(f"{name}: no alert has this id; `wirewatch alerts list` shows them")
    said = next((each for each in store.statements(uri=alert.uri) if each.id == alert.statement), None)
    article = store.article(alert.uri)
    return FoundAlert(
        **msgspec.structs.asdict(alert),
        text=said.text if said else None,
        speaker=said.speaker if said else (),
        headline=article.headline if article else None,
        link=article.link if article else None,
    )


def deliveries(store: Store, alert: str) -> list[Delivered]:
    """What was sent of it."""
    return store.deliveries.of(alert)

"""The running product, put together as the settings say: its sources, its rules, its store.

Apart from ``composition`` because feeds and pages take long to import, and most commands fetch nothing.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

from config.settings import Feed, Folder, Settings
from producers.feeds import FeedSource
from producers.fetching import Fetcher, Manners, http_client
from producers.folder import FilesSource, FolderSource
from producers.reading import Defaults
from sinks.sqlite.deliveries import Deliveries
from sinks.sqlite.store import open_store
from wirewatch.channels import Ways, channels
from wirewatch.clock import clock
from wirewatch.composition import annotator, rules, store_file, watches_and_officials
from wirewatch.console import complain, say
from wirewatch.embedded import Embedded
from wirewatch.errors import WirewatchError
from wirewatch.keeping import Audience, Keeper, Rules
from wirewatch.notifier import Notifier
from wirewatch.ports import Source


def sources(
    settings: Settings, inputs: Sequence[str], known: Mapping[str, str], *, once: bool
) -> list[Source]:
    """What ``inputs`` (paths and addresses) name, or else what the settings name.

    Raises WirewatchError when there is nothing to read, or a path that was asked for is not there.
    """
    paths = [Path(each) for each in inputs if not _is_address(each)]
    for path in paths:
        if not path.exists():
            raise WirewatchError(f"{path}: no such file or folder; check the path")
    folders = [Folder(path=path) for path in paths] if inputs else list(settings.folders)
    feeds = [Feed(url=each) for each in inputs if _is_address(each)] if inputs else list(settings.feeds)
    if not folders and not feeds:
        raise WirewatchError(
            "nothing to read: give a PATH or the address of a feed, "
            "or name folders and feeds in wirewatch.toml"
        )
    return [*(_folder(folder, known, once=once) for folder in folders), *_feeds(feeds, settings, known)]


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _folder(folder: Folder, known: Mapping[str, str], *, once: bool) -> Source:
    settle = 0.0 if once else folder.settle
    defaults = Defaults(zone=folder.zone or UTC, language=folder.language)
    options: dict[str, Any] = {
        "known": known,
        "interval": folder.interval,
        "settle": settle,
        "defaults": defaults,
    }
    if folder.path.is_file():
        return FilesSource([folder.path], **options)
    return FolderSource(folder.path, **options)


def _feeds(feeds: Sequence[Feed], settings: Settings, known: Mapping[str, str]) -> Iterator[Source]:
    """All feeds share one fetcher, for it keeps the pace of each host."""
    fetch = settings.fetch
    manners = Manners(allow_private=fetch.allow_private, delay=fetch.delay, limit=fetch.max_bytes)
    fetcher = Fetcher(http_client(fetch.contact or None, timeout=fetch.timeout), manners)
    for feed in feeds:
        yield FeedSource(
            feed.url,
            known=known,
            fetcher=fetcher,
            interval=feed.interval,
            full_text=feed.full_text,
            defaults=Defaults(zone=feed.zone or UTC, language=feed.language),
        )


class Files:
    """The officials and watches files: their rules, and whether they have changed since they were read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = self._state()
        self._read()

    def changed(self) -> bool:
        """Whether a change was taken over; of a broken file the last good one stays, and it is said once."""
        if (state := self._state()) == self._seen:
            return False
        self._seen = state
        try:
            self._read()
        except WirewatchError as error:
            complain(f"{error}; the officials and watches read before stay in force")
            return False
        say("officials and watches were read again")
        return True

    def _read(self) -> None:
        watches, officials = watches_and_officials(self._settings, None)
        self.rules = rules(watches, officials)  # may refuse them: nothing is taken over before
        self.watches, self.officials = watches, officials

    def _state(self) -> list[tuple[int, int] | None]:
        return [_state(path) for path in (self._settings.officials, self._settings.watches)]


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def notifier(settings: Settings, record: Deliveries) -> Notifier:
    """Tells people over the channels of the settings; those that failed are tried again at once."""
    record.start_anew()
    ways = Ways(settings, os.environ)
    for each in settings.channels:
        _complain_of(ways, each.id)
    return Notifier(record, ways, channels(settings))


def _complain_of(ways: Ways, channel: str) -> None:
    """Say at once, not with the first alert, that a channel cannot be used; the others and the wires can."""
    try:
        ways(channel)
    except WirewatchError as error:
        complain(f"{error}; what is for it waits until it is mended")


@contextmanager
def embedded(settings: Settings, folder: Path, audience: Audience) -> Iterator[Embedded]:
    """The running product over the store in ``folder``; everything is closed in good order at the end."""
    files = Files(settings)
    with (
        open_store(store_file(folder)) as store,
        annotator(settings, files.officials, workers=settings.nlp.workers) as model,
    ):

        def reload() -> Rules | None:
            if not files.changed():
                return None
            model.replace_officials(files.officials)
            return files.rules

        telling = notifier(settings, store.deliveries)
        yield Embedded(store, model, Keeper(store, files.rules, audience, telling, clock, reload), clock)

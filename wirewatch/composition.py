"""Puts the parts together as the settings say; the only module that knows them all."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.officials import problems as officials_problems
from config.officials import read_officials
from config.settings import Feed, Folder, Settings, load
from config.watches import problems as watches_problems
from config.watches import read_watches
from processors.watches import compile_watches, read_queries
from producers.feeds import FeedSource
from producers.fetching import Fetcher, Manners, http_client
from producers.files import expand, read_file
from producers.folder import FilesSource, FolderSource
from producers.reading import Unreadable
from sinks.sqlite.store import open_store
from wirewatch.annotator import Annotator, Setup
from wirewatch.audience import Followed
from wirewatch.console import complain, say
from wirewatch.embedded import Audience, Embedded, Rules
from wirewatch.errors import ConfigError, WirewatchError
from wirewatch.ports import Source
from wirewatch.records import Article, Official, Watch


def settings_from(config: str | None) -> Settings:
    """The settings of the file named, found or built in, under what the environment says."""
    return load(Path(config) if config else None, os.environ, cwd=Path.cwd())


def officials_of(settings: Settings) -> tuple[Official, ...]:
    """The officials in force; ConfigError when their file is wrong."""
    return read_officials(settings.officials)


def watches_in(path: Path, officials: tuple[Official, ...]) -> tuple[Watch, ...]:
    """The watches of a YAML file, or of a ``.txt`` with one query a line."""
    if path.suffix == ".txt":
        return read_queries(path.read_text(encoding="utf-8"))
    return read_watches(path, officials)


def rules(watches: tuple[Watch, ...], officials: tuple[Official, ...]) -> Rules:
    """The watches, ready to match."""
    return Rules(compile_watches(watches, officials), {watch.id: watch.throttle for watch in watches})


def annotator(settings: Settings, officials: tuple[Official, ...], *, workers: int) -> Annotator:
    """The language model in ``workers`` processes (0: in this one)."""
    nlp = settings.nlp
    return Annotator(Setup(nlp.model or None, nlp.language, nlp.max_body), officials, workers=workers)


class Reading:
    """Articles out of files, in order; complains of what cannot be read, and remembers that it had to."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.files = expand(paths)
        self.failed = 0

    def articles(self) -> Iterator[tuple[Path, Article]]:
        """Each article with the path as given."""
        for file in self.files:
            for found in read_file(file):
                if isinstance(found, Unreadable):
                    self.failed += 1
                    complain(f"{file}: {found}")
                else:
                    yield file, found

    def status(self) -> int:
        """The exit status: 1 when something could not be read or processed."""
        return 1 if self.failed else 0


def store_file(folder: Path) -> Path:
    """The store's file in a data folder."""
    return folder / "wirewatch.db"


def watches_and_officials(
    settings: Settings, watches: Path | None
) -> tuple[tuple[Watch, ...], tuple[Official, ...]]:
    """The watches of the file given, else of the settings, with the officials they are on."""
    officials = officials_of(settings)
    return watches_in(watches or settings.watches, officials), officials


def watch_problems(settings: Settings, watches: Path | None) -> list[ConfigError]:
    """All that is wrong with the officials file or, when that is sound, with the watches file."""
    if found := officials_problems(settings.officials):
        return found
    file = watches or settings.watches
    if file.suffix == ".txt":
        return query_problems(file)
    return watches_problems(file, officials_of(settings))


def query_problems(file: Path) -> list[ConfigError]:
    """What is wrong with a file of one query a line: the first such line."""
    try:
        read_queries(file.read_text(encoding="utf-8"))
    except ConfigError as error:
        return [ConfigError(error.reason, file=str(file), line=error.line)]
    return []


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
    if folder.path.is_file():
        return FilesSource([folder.path], known=known, interval=folder.interval, settle=settle)
    return FolderSource(folder.path, known=known, interval=folder.interval, settle=settle)


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
            language=feed.language,
        )


class Files:
    """The officials and watches files: their rules, and whether they have changed since they were read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = self._state()
        self.watches, self.officials = watches_and_officials(settings, None)

    def changed(self) -> bool:
        """Whether a change was taken over; of a broken file the last good one stays, and it is said once."""
        if (state := self._state()) == self._seen:
            return False
        self._seen = state
        try:
            self.watches, self.officials = watches_and_officials(self._settings, None)
            rules(self.watches, self.officials)
        except WirewatchError as error:
            complain(f"{error}; the officials and watches read before stay in force")
            return False
        say("officials and watches were read again")
        return True

    def _state(self) -> list[tuple[int, int] | None]:
        return [_state(path) for path in (self._settings.officials, self._settings.watches)]


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def clock() -> datetime:
    """The time, in UTC. Nobody else asks for it."""
    return datetime.now(UTC)  # noqa: TID251  this is the shell


@contextmanager
def embedded(settings: Settings, folder: Path, audience: Audience) -> Iterator[Embedded]:
    """The running product over the store in ``folder``; everything is closed in good order at the end."""
    files = Files(settings)
    followed = Followed(audience, files.watches)
    workers = settings.nlp.workers or os.cpu_count() or 1
    with (
        open_store(store_file(folder)) as store,
        annotator(settings, files.officials, workers=workers) as model,
    ):

        def reload() -> Rules | None:
            if not files.changed():
                return None
            followed.follow(files.watches)
            model.replace_officials(files.officials)
            return rules(files.watches, files.officials)

        yield Embedded(
            store,
            model,
            rules(files.watches, files.officials),
            followed,
            clock=clock,
            reload=reload,
        )

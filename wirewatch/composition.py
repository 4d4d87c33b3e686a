"""Puts the parts together as the settings say."""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from config.officials import problems as officials_problems
from config.officials import read_officials
from config.settings import Settings, load, settings_file
from config.watches import problems as watches_problems
from config.watches import read_watches
from processors.watches import compile_watches, read_queries
from producers.files import expand, read_file
from producers.reading import Skipped, Unreadable, counted
from wirewatch.annotator import Annotator, Given, Setup
from wirewatch.console import complain, say
from wirewatch.errors import ConfigError
from wirewatch.keeping import Rules
from wirewatch.records import Annotated, Article, Official, Watch
from wirewatch.reporting import report

FEW = 4
"""Files for which starting processes costs more than they save."""


def settings_from(config: str | None) -> Settings:
    """The settings of the file named, found or built in, under what the environment says."""
    settings = load(Path(config) if config else None, os.environ, cwd=Path.cwd())
    report(settings.log)
    return settings


def has_settings(config: str | None) -> bool:
    """Whether somebody chose settings, in a file or in the environment."""
    named = "WIREWATCH_OFFICIALS" in os.environ
    return named or settings_file(Path(config) if config else None, os.environ, cwd=Path.cwd()) is not None


def officials_of(settings: Settings) -> tuple[Official, ...]:
    """The officials in force; ConfigError when their file is wrong."""
    return read_officials(settings.officials)


def watches_in(
    path: Path, officials: tuple[Official, ...], channels: Collection[str] = ()
) -> tuple[Watch, ...]:
    """The watches of a YAML file, or of a ``.txt`` with one query a line."""
    if path.suffix == ".txt":
        return queries_in(path)
    return read_watches(path, officials, channels)


def channel_ids(settings: Settings) -> frozenset[str]:
    """What watches may name."""
    return frozenset(channel.id for channel in settings.channels)


def queries_in(path: Path) -> tuple[Watch, ...]:
    """The watches of a file with one query a line; ConfigError names file and line."""
    try:
        return read_queries(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError("no UTF-8 text: save it as UTF-8", file=str(path)) from error
    except ConfigError as error:
        raise ConfigError(error.reason, file=str(path), line=error.line) from error


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
        self.progress: Callable[[int, int], None] = lambda *_: None
        """Told how many files are annotated, of how many."""

    def workers(self, settings: Settings) -> int:
        """The processes that are worth starting for so many files; 0 for a handful."""
        return 0 if len(self.files) <= FEW else settings.nlp.workers

    def articles(self) -> Iterator[tuple[Path, Article]]:
        """Each article with the path as given."""
        skipped: list[Skipped] = []
        for file in self.files:
            for found in read_file(file):
                if isinstance(found, Unreadable):
                    self.failed += 1
                    complain(f"{file}: {found}")
                elif isinstance(found, Skipped):
                    skipped.append(found)
                else:
                    yield file, found
        if skipped:
            say(f"passed over, for they are no articles: {counted(skipped)}")

    def annotated(self, model: Annotator) -> Iterator[tuple[Path, Annotated]]:
        """Each article's annotation with the path as given; complains of what cannot be annotated."""
        files: deque[Path] = deque()

        def articles() -> Iterator[Article]:
            for file, article in self.articles():
                files.append(file)
                yield article

        done: set[Path] = set()
        for article, outcome in model.annotate(articles()):
            file = files.popleft()
            done.add(file)
            self.progress(len(done), len(self.files))
            if isinstance(outcome, Given):
                yield file, outcome.annotated
            else:
                self.failed += 1
                complain(f"{file}: {article.uri}: {outcome.reason}")

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
    return watches_in(watches or settings.watches, officials, channel_ids(settings)), officials


def watch_of(settings: Settings, watches: Path | None, name: str) -> Watch:
    """The watch of that id; ConfigError when there is none."""
    found, _ = watches_and_officials(settings, watches)
    for watch in found:
        if watch.id == name:
            return watch
    near = get_close_matches(name, [watch.id for watch in found], n=1)
    hint = (
        f"did you mean {near[0]!r}?" if near else "`wirewatch watch check` lists what is wrong with the file"
    )
    raise ConfigError(f"{watches or settings.watches}: no watch has the id {name!r}; {hint}")


def watch_problems(settings: Settings, watches: Path | None) -> list[ConfigError]:
    """All that is wrong with the officials file or, when that is sound, with the watches file."""
    if found := officials_problems(settings.officials):
        return found
    file = watches or settings.watches
    if file.suffix != ".txt":
        return watches_problems(file, officials_of(settings), channel_ids(settings))
    try:
        queries_in(file)
    except ConfigError as error:
        return [error]
    return []

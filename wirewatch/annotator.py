"""The language model at work in processes of its own, off everybody else's thread.

Order is kept, one bad article never takes others with it, and an article that kills the process that
reads it (out of memory, a fault in native code) is found out and refused, never retried for ever.
"""

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec
from msgspec.structs import replace

from wirewatch.errors import RejectedArticle, WirewatchError
from wirewatch.ids import identify
from wirewatch.records import Annotated, Article, Official, Versions, unread

if TYPE_CHECKING:  # spaCy takes a second to import, and only the process that reads needs it
    from spacy.language import Language

    from processors.officials import OfficialIndex

CHUNK = 4
"""Articles handed to a process at a time: enough to batch the model, few enough for a short wait."""
AHEAD = 4
"""Chunks given out for each process: a long article at the head of the line must leave nobody idle."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """An article that gave no annotation, and why."""

    stage: str
    reason: str


class Given(msgspec.Struct, frozen=True, tag=True):
    """An article with its annotation."""

    annotated: Annotated


Outcome = Given | Refused


class Setup(NamedTuple):
    """How articles are to be read; crosses to the processes. ``max_body`` in characters."""

    model: str | None = None
    language: str = "en"
    max_body: int = 200_000


class _Reader(NamedTuple):
    nlp: "Language"
    officials: "OfficialIndex"
    max_body: int
    made_by: Versions


class Annotator:
    """``workers`` processes, each with its own copy of the language model; a context manager.

    With ``workers=0`` the model runs in this process: the quickest start for a handful of articles.
    """

    def __init__(self, setup: Setup, officials: tuple[Official, ...], *, workers: int) -> None:
        self.setup, self.officials, self.workers = setup, officials, workers
        self._reader: _Reader | None = None
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, articles: Sequence[Article]) -> "Future[bytes]":
        """Start annotating; ``outcomes`` takes the future back."""
        if self._pool is None:
            self._pool = self._start(self.workers)
        return self._pool.submit(_annotate, _encode(articles))

    def outcomes(self, future: "Future[bytes]", articles: Sequence[Article]) -> list[Outcome]:
        """What became of each of ``articles``, in order; waits. Never raises for an article's sake."""
        try:
            return _decode(future.result())
        except (
            BrokenProcessPool,
            CancelledError,
        ):  # cancelled: the pool was closed when another chunk broke it
            self.close()
            return [self._alone(article) for article in articles]

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Outcome]]:
        """Each article with its outcome, in order; reads ahead only as far as keeps every process busy."""
        if self.workers == 0:
            yield from self._here(articles)
            return
        waiting: deque[tuple[Future[bytes], list[Article]]] = deque()
        source = iter(articles)
        while True:
            while len(waiting) < AHEAD * self.workers and (chunk := list(islice(source, CHUNK))):
                waiting.append((self.submit(chunk), chunk))
            if not waiting:
                return
            future, chunk = waiting.popleft()
            yield from zip(chunk, self.outcomes(future, chunk), strict=True)

    def replace_officials(self, officials: tuple[Official, ...]) -> None:
        """Use these officials from the next ``submit`` on; what is under way is finished with the old."""
        if officials != self.officials:
            self.officials, self._reader = officials, None
            pool, self._pool = self._pool, None
            if pool is not None:
                pool.shutdown(wait=False)

    def close(self) -> None:
        """End the processes; what was not finished is not done."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self, workers: int) -> ProcessPoolExecutor:
        # spawn, not fork: threads of this process hold locks that a fork would copy for ever
        return ProcessPoolExecutor(
            max_workers=workers,
            mp_context=get_context("spawn"),
            initializer=_load,
            initargs=(self.setup, self.officials, os.getpid()),
        )

    def _alone(self, article: Article) -> Outcome:
        """One article in a process of its own, after a process died with it and others."""
        with self._start(1) as pool:
            try:
                return _decode(pool.submit(_annotate, _encode([article])).result())[0]
            except BrokenProcessPool:
                return Refused("annotate", "the process that read it died twice (out of memory?)")

    def _here(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Outcome]]:
        if self._reader is None:
            self._reader = _reader(self.setup, self.officials)
        source = iter(articles)
        while chunk := list(islice(source, CHUNK)):
            yield from zip(chunk, _outcomes(self._reader, chunk), strict=True)


def _reader(setup: Setup, officials: tuple[Official, ...]) -> _Reader:
    from processors.nlp import load  # noqa: PLC0415  (see TYPE_CHECKING above)
    from processors.officials import OfficialIndex  # noqa: PLC0415

    nlp = load(setup.model, language=setup.language)
    return _Reader(nlp, OfficialIndex(officials), setup.max_body, versions(nlp.meta, officials))


def versions(model: Mapping[str, Any], officials: tuple[Official, ...]) -> Versions:
    """What an annotation is made with: the program, the language model (spaCy's ``meta``), the officials."""
    return Versions(
        wirewatch=version("wirewatch"),
        model=f"{model['lang']}_{model['name']} {model['version']}",
        officials=identify("officials", msgspec.json.encode(officials).decode()),
    )


def _outcomes(reader: _Reader, articles: Sequence[Article]) -> list[Outcome]:
    """All in one batch, which is quicker; one by one when that fails, to find out which it was."""
    try:
        return _batch(reader, articles)
    except WirewatchError:
        raise
    except Exception as error:  # noqa: BLE001  whatever an article provokes must not stop the wire
        if len(articles) == 1:
            return [Refused("annotate", f"{type(error).__name__}: {error}")]
        return [outcome for article in articles for outcome in _outcomes(reader, [article])]


def _batch(reader: _Reader, articles: Sequence[Article]) -> list[Outcome]:
    from processors.pipeline import annotate_all  # noqa: PLC0415

    decided = [_decided(article, reader.max_body) for article in articles]
    open_ones = [article for article, outcome in zip(articles, decided, strict=True) if outcome is None]
    found = annotate_all(open_ones, reader.nlp, reader.officials)
    return [outcome or Given(replace(next(found), made_by=reader.made_by)) for outcome in decided]


def _decided(article: Article, max_body: int) -> Outcome | None:
    """The outcome of an article that is not to be annotated; None for one that is."""
    from processors.admit import admit  # noqa: PLC0415

    if article.pubstatus != "usable":
        return Given(unread(article))  # taken back: whatever it holds must not keep that from being known
    try:
        admit(article, max_body=max_body)
    except RejectedArticle as error:
        return Refused(error.stage, error.reason)
    return None


_worker: _Reader | Exception = RuntimeError("the process has not loaded the language model")


def _load(setup: Setup, officials: tuple[Official, ...], parent: int) -> None:
    global _worker  # noqa: PLW0603  a pool's initializer has nowhere else to put it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us in good order
    _end_with(parent)
    try:
        _worker = _reader(setup, officials)
    except Exception as error:  # noqa: BLE001  raised here it would only look as if the process had died
        _worker = error
    gc.freeze()  # the model stays: no need to look through it for garbage again and again


def _end_with(parent: int) -> None:
    """End this process when ``parent`` is gone: after a kill -9 nobody else would."""

    def wait() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _annotate(data: bytes) -> bytes:
    if isinstance(_worker, Exception):
        raise _worker  # every article would meet it: it is for the person who runs this, not for dead letters
    articles = msgspec.msgpack.decode(data, type=list[Article])
    return msgspec.msgpack.encode(_outcomes(_worker, articles))


def _encode(articles: Sequence[Article]) -> bytes:
    return msgspec.msgpack.encode(articles)


def _decode(data: bytes) -> list[Outcome]:
    return msgspec.msgpack.decode(data, type=list[Outcome])

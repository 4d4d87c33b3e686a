"""Sources read by a thread each; what they hand over waits in one inbox, which has an end."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from queue import Empty, SimpleQueue

from wirewatch.ports import Batch, Source

log = logging.getLogger("wirewatch.polling")

READ_AHEAD = 32
"""Batches that sources may have read and nobody yet taken."""


class _Signal(Enum):
    SOURCE_SWEPT = "a source has read for the first time all that was there"
    SOURCE_ENDED = "a source has nothing more"
    READING_FAILED = "a source could not be read because of a fault of ours"
    WOKEN = "something else than a source has news"


class Inbox:
    """What sources have read. ``batches`` is for one thread; the rest may be called from any."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: SimpleQueue[Batch | _Signal] = SimpleQueue()
        self._room = threading.Semaphore(READ_AHEAD)
        self._stopped = threading.Event()
        self._reading = self._unswept = 0
        self.faults = 0
        """Readings of a source that failed because of a fault of ours."""

    def read(self, sources: Sequence[Source], *, once: bool) -> None:
        """Start reading ``sources``: until drained when ``once``, else until ``stop``."""
        self._reading += len(sources)
        self._unswept += len(sources)
        for source in sources:
            threading.Thread(target=self._read, args=(source, once), name=source.name, daemon=True).start()

    def stop(self) -> None:
        """Read no further; safe from a signal handler."""
        self._stopped.set()

    def wake(self) -> None:
        """Have ``batches`` return at once."""
        self._waiting.put(_Signal.WOKEN)

    @property
    def is_stopped(self) -> bool:
        """Whether ``stop`` was called."""
        return self._stopped.is_set()

    def stopped_within(self, seconds: float) -> bool:
        """Wait for so long at the most; whether ``stop`` was called."""
        return self._stopped.wait(seconds)

    @property
    def is_drained(self) -> bool:
        """Whether every source has ended and all it gave was taken."""
        return not self._reading and self._waiting.empty()

    @property
    def is_swept(self) -> bool:
        """Whether every source has read all that was there at first, and it was taken."""
        return not self._unswept and self._waiting.empty()

    def batches(self) -> Iterator[Batch]:
        """All that has come in; waits a quarter of a second for the first."""
        try:
            yield from self._taken(self._waiting.get(timeout=0.25))
            for _ in range(READ_AHEAD):
                yield from self._taken(self._waiting.get_nowait())
        except Empty:
            return

    def _taken(self, message: Batch | _Signal) -> Iterator[Batch]:
        if isinstance(message, Batch):
            self._room.release()
            yield message
        elif message is _Signal.SOURCE_SWEPT:
            self._unswept -= 1
        elif message is _Signal.SOURCE_ENDED:
            self._reading -= 1
        elif message is _Signal.READING_FAILED:
            self.faults += 1

    def _read(self, source: Source, once: bool) -> None:  # noqa: FBT001  positional for Thread
        swept = False
        while not self._stopped.is_set():
            try:
                for batch in source.poll(self._clock()):
                    self._room.acquire()
                    self._waiting.put(batch)
                    if self._stopped.is_set():
                        return
            except Exception as error:
                # a fault of ours, not of the wire's: say so and go on, the position has not moved
                reason = f"{type(error).__name__}: {error}"
                log.error("%s: reading failed: %s", source.name, reason)  # noqa: TRY400  no traceback for users
                log.debug("%s: where it failed", source.name, exc_info=True)
                self._waiting.put(_Signal.READING_FAILED)
            if not swept:
                swept = True
                self._waiting.put(_Signal.SOURCE_SWEPT)
            if once:
                break
            self._stopped.wait(source.interval)
        self._waiting.put(_Signal.SOURCE_ENDED)

"""A shell in small, to be killed: accepts stories, commits them, tells people, and says what it has done.

Everything it does follows from the number of the story, so that two files that got the same stories are the
same, byte for byte of every row.
"""

import sys
from datetime import timedelta
from pathlib import Path

from conftest import START, Newsroom, plain, story

from sinks.sqlite.store import Store, open_store
from wirewatch.deciding.port import Result
from wirewatch.ports import Batch
from wirewatch.records import Annotated

BATCH = 3


def numbered(number: int) -> Annotated:
    """The ``number``-th story of the wire: thirty articles in many revisions, which share lines."""
    texts = [f"a war of {(number * step) % 11}" for step in (1, 2, 3)]
    status = "canceled" if number % 17 == 0 else "usable"
    return story(*texts, uri=f"urn:{number % 30}", version=str(number), pubstatus=status)


def work(store: Store, last: int) -> None:
    """Go on where the store stands, until story ``last`` has been processed and everybody told."""
    while True:
        _commit(store)
        _tell(store)
        read = int(store.positions().get("wire", "0"))
        if read >= last:
            return
        numbers = range(read, read + BATCH)
        stories = [plain(numbered(number)) for number in numbers]
        store.accept(Batch("wire", str(read + BATCH), stories), START + timedelta(seconds=read))
        _say("accepted", *numbers)


def _commit(store: Store) -> None:
    for entry in store.pending(0, 2 * BATCH):
        annotated = numbered(int(entry.article.version or ""))
        newsroom = Newsroom(store, {"war": 5.0}, START + timedelta(seconds=entry.seq))
        result = Result(entry.seq, annotated, newsroom.raised(annotated))
        store.commit([result], newsroom.now, throttles=newsroom.throttles)


def _tell(store: Store) -> None:
    for event in store.outbox(100):
        _say("told", event.id, event.event, event.alert.id)
        store.sent([event.id or 0])


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with open_store(Path(sys.argv[1])) as opened:
        work(opened, int(sys.argv[2]))

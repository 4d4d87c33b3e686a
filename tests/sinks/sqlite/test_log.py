"""What was accepted is in the log once, in order, with the position it was read to."""

import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from sinks.sqlite.store import Store
from wirewatch.ids import identify
from wirewatch.ports import Batch
from wirewatch.records import Article, DeadLetter

if TYPE_CHECKING:
    from tests.sinks.sqlite.conftest import MakeArticle


def letter(now: datetime, reason: str = "no article") -> DeadLetter:
    return DeadLetter(
        id=identify(reason), stage="read", reason=reason, source="a.txt", received=now, original=b"\x00\xff"
    )


def test_log_keeps_articles_in_order_with_their_time_of_receipt(
    store: Store, make_article: "MakeArticle", now: datetime
) -> None:
    store.accept(Batch("files", "2", [make_article("One."), make_article("Two.")]), now)

    entries = store.pending(0, 10)

    assert [entry.article.body for entry in entries] == ["One.", "Two."]
    assert entries[0].article.received == now
    assert store.pending(entries[0].seq, 10) == entries[1:]
    assert store.pending(0, 1) == entries[:1]


def test_log_leaves_the_time_of_receipt_that_the_producer_gave(
    store: Store, make_article: "MakeArticle", now: datetime
) -> None:
    earlier = now.replace(year=2020)
    store.accept(Batch("files", "1", [make_article(received=earlier)]), now)

    assert store.pending(0, 1)[0].article.received == earlier


def test_log_drops_a_replay(store: Store, make_article: "MakeArticle", now: datetime) -> None:
    batch = Batch("files", "1", [make_article("One."), make_article("Two.")], [letter(now)])
    first = store.accept(batch, now)
    again = store.accept(batch, now)

    assert (first.new, first.known, len(first.dead)) == (2, 0, 1)
    assert (again.new, again.known, again.dead) == (0, 2, ())
    assert store.counts()["pending"] == 2


def test_log_takes_two_revisions_of_one_article(
    store: Store, make_article: "MakeArticle", now: datetime
) -> None:
    store.accept(Batch("files", "1", [make_article(version="1"), make_article(version="2")]), now)

    assert [entry.article.version for entry in store.pending(0, 9)] == ["1", "2"]


def test_log_moves_positions_with_what_was_read(store: Store, now: datetime) -> None:
    for key, position in [("file:a", "1"), ("feed:x", "etag"), ("file:a", "2"), ("file_b%", "3")]:
        store.accept(Batch(key, position), now)

    assert store.positions() == {"file:a": "2", "feed:x": "etag", "file_b%": "3"}
    assert store.positions("file:") == {"file:a": "2"}
    assert store.positions("%") == {}


def test_log_takes_back_everything_when_a_source_breaks_half_way(
    store: Store, make_article: "MakeArticle", now: datetime
) -> None:
    def articles() -> Iterator[Article]:
        yield make_article()
        raise ConnectionError("the wire went dead")

    with pytest.raises(ConnectionError):
        store.accept(Batch("wire", "1", articles()), now)

    assert store.counts()["pending"] == 0
    assert store.positions() == {}
    assert store.accept(Batch("wire", "1", [make_article()]), now).new == 1


def test_log_streams_a_large_batch(store: Store, make_article: "MakeArticle", now: datetime) -> None:
    articles = (make_article(f"{number} " + "x" * 100_000) for number in range(200))
    tracemalloc.start()
    try:
        assert store.accept(Batch("big", "1", articles), now).new == 200
        assert tracemalloc.get_traced_memory()[1] < 2_000_000  # a tenth of all of them
    finally:
        tracemalloc.stop()


def test_log_buries_an_article_that_cannot_be_written(
    store: Store, make_article: "MakeArticle", now: datetime
) -> None:
    accepted = store.accept(
        Batch("wire", "1", [make_article("half \ud83d a character"), make_article()]), now
    )

    assert accepted.new == 1
    assert [(dead.stage, dead.source) for dead in accepted.dead] == [("accept", "wire")]
    assert b"\\ud83d" in next(store.dead_letters()).original


def test_log_keeps_dead_letters_whole_and_shows_the_latest_first(store: Store, now: datetime) -> None:
    letters = [letter(now, "first"), letter(now, "second")]
    store.accept(Batch("wire", "1", dead=letters), now)

    assert list(store.dead_letters()) == letters[::-1]
    assert list(store.dead_letters(1)) == letters[1:]

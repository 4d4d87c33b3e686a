"""The index has the newest revision of every article; what is gone from it is retracted, never lost."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinks.sqlite.store import Store
from wirewatch.deciding.port import Result
from wirewatch.ids import identify
from wirewatch.ports import Batch
from wirewatch.records import DeadLetter, PubStatus

if TYPE_CHECKING:
    from tests.sinks.sqlite.conftest import MakeArticle, MakeStory, Newsroom, OpenNewsroom


def test_index_gives_back_what_was_annotated(newsroom: "Newsroom", make_story: "MakeStory") -> None:
    sent = make_story("a war", "a peace", version="1", headline="Kremlin", link="https://example.org/1")
    newsroom.send(sent)

    found = newsroom.store.article("urn:a")

    assert (found.statements, found.body, found.headline) == (sent.statements, sent.body, "Kremlin")
    assert (found.received, found.indexed) == (newsroom.now, newsroom.now)
    assert newsroom.store.article("urn:other") is None


def test_index_has_flat_statements(newsroom: "Newsroom", make_story: "MakeStory") -> None:
    newsroom.send(make_story("a war", version="1", headline="Kremlin", link="https://example.org/1"))

    (found,) = newsroom.store.statements(uri="urn:a")

    assert (found.speaker, found.official, found.state) == (("Dmitry Peskov",), ("dmitry-peskov",), "current")
    assert (found.uri, found.version, found.headline) == ("urn:a", "1", "Kremlin")
    assert newsroom.store.statements(line=found.line) == [found]
    assert newsroom.store.statements(uri="urn:a", line="other") == []


def test_index_takes_the_same_twice_as_once(
    newsroom: "Newsroom", make_story: "MakeStory", store: Store
) -> None:
    first = newsroom.send(make_story("a war"))
    before = (store.counts(), store.article("urn:a"), store.statements(), store.alerts())
    newsroom.now += timedelta(hours=1)

    assert [event.event for event in first] == ["fired"]
    assert newsroom.send(make_story("a war")) == []
    assert (store.counts(), store.article("urn:a"), store.statements(), store.alerts()) == before


def test_index_does_an_entry_once(newsroom: "Newsroom", make_story: "MakeStory", store: Store) -> None:
    newsroom.send(make_story("a war"))
    other = make_story("another war")

    assert store.commit([Result(1, other, newsroom.raised(other))], newsroom.now, throttles={}) == []
    assert newsroom.states() == {"a war": "current"}


def test_index_retracts_what_a_correction_drops_and_takes_it_back(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", "a peace", version="1"))
    newsroom.send(make_story("a peace", version="2"))
    assert newsroom.states() == {"a war": "retracted", "a peace": "current"}

    newsroom.send(make_story("a war", version="3"))
    assert newsroom.states() == {"a war": "current", "a peace": "retracted"}


def test_index_moves_a_statement_to_the_place_it_has_in_the_correction(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", version="1"))
    corrected = make_story("a preface", "a war", version="2")
    newsroom.send(corrected)

    found = {each.text: each for each in newsroom.store.statements(uri="urn:a")}["a war"]

    assert (found.version, found.content) == ("2", corrected.statements[1].content)


def test_index_ignores_an_older_revision_arriving_late(
    newsroom: "Newsroom", make_story: "MakeStory", store: Store
) -> None:
    newsroom.send(make_story("a peace", version="2"))
    before = store.article("urn:a")

    assert newsroom.send(make_story("a war", version="1")) == []
    assert store.article("urn:a") == before
    assert newsroom.states() == {"a peace": "current"}
    assert store.counts()["pending"] == 0


@pytest.mark.parametrize("pubstatus", ["canceled", "withheld"])
def test_index_retracts_everything_of_an_article_that_is_killed(
    newsroom: "Newsroom", make_story: "MakeStory", store: Store, pubstatus: str
) -> None:
    newsroom.send(make_story("a war", "a peace", version="1"))
    newsroom.send(make_story("a war", version="2", pubstatus=pubstatus))

    assert newsroom.states() == {"a war": "retracted", "a peace": "retracted"}
    assert store.article("urn:a").pubstatus == pubstatus
    assert [alert.state for alert in store.alerts()] == ["retracted"]


def in_force(newsroom: "Newsroom") -> list[object]:
    """What a reader is shown as true: articles, statements and alerts that are not retracted."""
    store = newsroom.store
    articles = [store.article(uri) for uri in ("urn:a", "urn:b")]
    said = {(each.uri, each.text, each.content) for each in store.statements() if each.state == "current"}
    alerts = {(each.id, each.copies) for each in store.alerts() if each.state == "open"}
    return [[each and (each.version, each.body, each.pubstatus) for each in articles], said, alerts]


REVISIONS = st.lists(
    st.tuples(
        st.sampled_from(["urn:a", "urn:b"]),
        st.lists(st.sampled_from(["a war", "a peace", "the second war"]), max_size=3),
        st.sampled_from(["usable", "usable", "usable", "canceled", "withheld"]),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(revisions=REVISIONS, order=st.randoms(), size=st.integers(1, 6))
def test_index_ends_the_same_in_any_order(
    make_story: "MakeStory",
    open_newsroom: "OpenNewsroom",
    revisions: list[tuple[str, list[str], PubStatus]],
    order: random.Random,
    size: int,
) -> None:
    sent = [
        make_story(*texts, uri=uri, version=str(version), pubstatus=status)
        for version, (uri, texts, status) in enumerate(revisions)
    ]
    arrived = order.sample(sent, len(sent))
    with TemporaryDirectory() as folder, open_newsroom(Path(folder, "1")) as one:
        one.send(*sent)
        with open_newsroom(Path(folder, "2")) as other:
            for start in range(0, len(arrived), size):
                other.send(*arrived[start : start + size])

            assert in_force(other) == in_force(one)
            assert other.store.counts()["pending"] == 0


def test_index_keeps_a_dead_letter_in_the_place_of_an_article(
    make_article: "MakeArticle", store: Store, now: datetime
) -> None:
    store.accept(Batch("wire", "1", [make_article()]), now)
    dead = DeadLetter(
        id=identify("x"), stage="nlp", reason="too long", source="urn:test:1", received=now, original=b"{}"
    )
    store.commit([Result(1, None, (), dead)], now, throttles={})

    assert list(store.dead_letters()) == [dead]
    assert store.counts() | {"dead": 0} == {
        "articles": 0,
        "statements": 0,
        "alerts": 0,
        "dead": 0,
        "pending": 0,
    }


def test_index_keeps_no_result_of_a_commit_that_fails(
    make_story: "MakeStory", make_article: "MakeArticle", store: Store, now: datetime
) -> None:
    store.accept(Batch("wire", "1", [make_article("One."), make_article("Two.")]), now)
    good, broken = make_story("a war"), make_story(headline="half \ud83d a character")

    with pytest.raises(UnicodeEncodeError):
        store.commit([Result(1, good), Result(2, broken)], now, throttles={})

    assert (store.counts()["articles"], store.counts()["pending"]) == (0, 2)

"""Lines and near copies in the embedded store, restart after restart."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinks.sqlite.connection import connect
from sinks.sqlite.store import open_store
from wirewatch.deciding.lines import assign, sought
from wirewatch.records import Annotated, Line

if TYPE_CHECKING:
    from tests.sinks.sqlite.conftest import MakeStory, Newsroom, OpenNewsroom

FULL = "this is a dark war for us all. We will not give up the fight for justice in this war-torn country"
TRIMMED = "We will not give up the fight for justice in this war-torn country"
REWORDED = "We won't give up our fight for justice in this war-torn country"
NEGATED = "We will give up the fight for justice in this war-torn country"


def test_a_watch_fires_once_for_all_wordings_and_counts_them(
    newsroom: Newsroom, make_story: MakeStory
) -> None:
    fired = newsroom.send(make_story(TRIMMED, uri="urn:a", infosource="AP"))
    copies = newsroom.send(make_story(REWORDED, uri="urn:b", infosource="AFP"))
    other = newsroom.send(make_story(NEGATED, uri="urn:c"))

    assert [each.event for each in (*fired, *copies, *other)] == ["fired", "copies", "fired"]
    assert copies[0].alert.id == fired[0].alert.id != other[0].alert.id
    assert copies[0].alert.copies == 2


def test_a_line_says_where_it_was_first_seen_how_often_and_in_which_words(
    newsroom: Newsroom, make_story: MakeStory
) -> None:
    first_seen = newsroom.now
    newsroom.send(make_story(TRIMMED, uri="urn:a", infosource="AP", received=newsroom.now))
    newsroom.wait(60)
    for uri in ("urn:b", "urn:c"):
        newsroom.send(make_story(REWORDED, uri=uri, infosource="AFP"))

    line = newsroom.store.line(newsroom.store.statements(uri="urn:c")[0].line)

    assert line is not None
    assert (line.uri, line.infosource, line.speaker, line.text) == ("urn:a", "AP", "dmitry-peskov", TRIMMED)
    assert line.received == first_seen
    assert line.copies == 3
    assert [(each.text, each.articles) for each in line.variants] == [(REWORDED, 2), (TRIMMED, 1)]
    assert newsroom.store.line("unknown") is None


def test_a_correction_that_negates_it_leaves_the_line(newsroom: Newsroom, make_story: MakeStory) -> None:
    newsroom.send(make_story(TRIMMED, version="1"))
    events = newsroom.send(make_story(NEGATED, version="2"))

    assert [each.event for each in events] == ["fired", "retracted"]


def test_a_correction_that_rewords_it_is_told_with_the_difference(
    newsroom: Newsroom, make_story: MakeStory
) -> None:
    (before,) = newsroom.send(make_story(TRIMMED, version="1"))
    events = newsroom.send(make_story(REWORDED, version="2"))

    assert {each.alert.id for each in events} == {before.alert.id}
    assert [each.event for each in events] == ["retracted", "fired"]


def test_lines_are_found_again_after_a_restart(
    file: Path, open_newsroom: OpenNewsroom, make_story: MakeStory
) -> None:
    events = []
    for uri, text in (("urn:a", FULL), ("urn:b", TRIMMED), ("urn:c", REWORDED)):
        with open_newsroom(file) as newsroom:
            events += newsroom.send(make_story(text, uri=uri))

    assert [(each.event, each.alert.copies) for each in events] == [
        ("fired", 1),
        ("copies", 2),
        ("copies", 3),
    ]


def test_lines_of_before_the_store_kept_them_are_begun(
    file: Path, open_newsroom: OpenNewsroom, make_story: MakeStory
) -> None:
    with open_newsroom(file) as newsroom:
        newsroom.send(make_story(TRIMMED))
    db = connect(file, readonly=False)
    db.execute("DELETE FROM line_keys; DELETE FROM lines; DELETE FROM article_keys")
    db.close()

    with open_newsroom(file) as newsroom:
        (event,) = newsroom.send(make_story(REWORDED, uri="urn:b"))

    assert (event.event, event.alert.copies) == ("copies", 2)


sayings = st.lists(
    st.lists(
        st.sampled_from([FULL, TRIMMED, REWORDED, NEGATED, "we lost 3 ships", "we lost 4 ships"]), max_size=3
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(sayings)
def test_lines_are_those_of_any_store_that_sees_the_same_order(sayings: list[list[str]]) -> None:
    """Against a store in memory that compares whatever one speaker said, with neither keys nor tables."""
    from tests.sinks.sqlite.conftest import Newsroom, story

    begun: list[Line] = []
    with TemporaryDirectory() as folder, open_store(Path(folder) / "wirewatch.db") as store:
        for at, texts in enumerate(sayings):
            article = story(*texts, uri=f"urn:{at}")
            wanted = sought(article)
            known = {each: [line for line in begun if line.id == each.id] or begun for each in wanted}
            expected = assign(article, (), known)
            begun += [line for line, _ in expected.begun]
            Newsroom(store).send(article)

            found = store.article(f"urn:{at}")
            assert found is not None
            assert found.statements == expected.article.statements


BODY = " ".join(f"sentence {number} of the story" for number in range(40))


@pytest.fixture
def wires(newsroom: Newsroom) -> Newsroom:
    for uri, body in (("urn:ap", BODY), ("urn:other", "Something else. " * 60), ("urn:afp", f"PARIS {BODY}")):
        newsroom.send(Annotated(uri=uri, headline=uri, body=body))
    newsroom.send(Annotated(uri="urn:dpa", headline="cut", body=BODY[: len(BODY) // 2]))
    return newsroom


def copies(newsroom: Newsroom, uri: str) -> tuple[str, ...]:
    article = newsroom.store.article(uri)
    assert article is not None
    return article.copies


def test_near_copies_of_other_wires_are_kept_and_linked(wires: Newsroom) -> None:
    assert copies(wires, "urn:ap") == ("urn:afp", "urn:dpa")
    assert copies(wires, "urn:afp") == ("urn:ap", "urn:dpa")
    assert copies(wires, "urn:dpa") == ("urn:ap", "urn:afp")
    assert copies(wires, "urn:other") == ()


def test_a_revision_that_says_something_else_is_no_copy_any_more(wires: Newsroom) -> None:
    wires.send(Annotated(uri="urn:afp", version="2", body="Entirely new words for it. " * 60))
    assert copies(wires, "urn:afp") == ()
    assert copies(wires, "urn:ap") == ("urn:dpa",)


def test_an_original_stays_one_whatever_becomes_of_it(wires: Newsroom) -> None:
    wires.send(Annotated(uri="urn:ap", version="2", body=f"UPDATE {BODY}"))
    wires.send(Annotated(uri="urn:ap", version="3", body="", pubstatus="canceled"))
    wires.send(Annotated(uri="urn:late", body=f"LONDON {BODY}"))

    assert copies(wires, "urn:ap") == ("urn:afp", "urn:dpa")

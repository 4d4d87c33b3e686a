"""A watch fires once per line, copies update the alert, and who was told is told of the rest."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sinks.sqlite.store import Store
from wirewatch.records import Alert, Annotated

if TYPE_CHECKING:
    from tests.sinks.sqlite.conftest import MakeStory, Newsroom

HOUR = 3600


def told(newsroom: "Newsroom") -> list[tuple[str, str, int]]:
    return [(each.event, each.alert.state, each.alert.copies) for each in newsroom.store.outbox(100)]


def only(newsroom: "Newsroom") -> Alert:
    (alert,) = newsroom.store.alerts()
    return alert


def test_alerts_fire_once_for_a_line_and_count_its_copies(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", uri="urn:a"))
    newsroom.send(make_story("a war", uri="urn:b"), make_story("a war", uri="urn:c"))

    assert told(newsroom) == [("fired", "open", 1), ("copies", "open", 2), ("copies", "open", 3)]
    assert (only(newsroom).copies, only(newsroom).uri) == (3, "urn:a")


def test_alerts_count_an_article_once_though_it_says_the_line_twice(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", "a war"))
    newsroom.send(make_story("a war", "a war", uri="urn:b"))

    assert told(newsroom) == [("fired", "open", 1), ("copies", "open", 2)]
    assert only(newsroom).statement == make_story("a war").statements[0].id


def test_alerts_are_not_told_again_for_a_correction_that_still_says_it(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", version="1"))
    newsroom.send(make_story("a preface", "a war", version="2"))

    assert told(newsroom) == [("fired", "open", 1)]
    assert only(newsroom).version == "2"
    assert only(newsroom).why[0].spans == make_story("a preface", "a war").statements[1].content


def test_alerts_stand_on_another_copy_when_the_first_is_corrected(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", version="1"))
    newsroom.send(make_story("a war", uri="urn:b"))
    newsroom.send(make_story("a peace", version="2"))

    alert = only(newsroom)
    assert (alert.state, alert.uri, alert.copies) == ("open", "urn:b", 1)
    assert alert.statement == make_story("a war", uri="urn:b").statements[0].id


def test_alerts_are_retracted_with_the_last_copy_and_people_are_told(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", version="1"), make_story("a war", uri="urn:b", version="1"))
    newsroom.send(make_story(uri="urn:b", version="2", pubstatus="canceled"))
    newsroom.send(make_story("a peace", version="2"))

    assert told(newsroom)[2:] == [("retracted", "retracted", 1)]


def test_alerts_open_again_when_the_line_comes_back(newsroom: "Newsroom", make_story: "MakeStory") -> None:
    newsroom.send(make_story("a war", version="1"))
    newsroom.send(make_story("a peace", version="2"))
    newsroom.send(make_story("a war", uri="urn:b"))

    assert [event for event, *_ in told(newsroom)] == ["fired", "retracted", "fired"]
    assert (only(newsroom).state, only(newsroom).copies, only(newsroom).uri) == ("open", 1, "urn:b")


def test_alerts_that_were_seen_stay_seen_until_retracted(
    newsroom: "Newsroom", make_story: "MakeStory", store: Store
) -> None:
    newsroom.send(make_story("a war", version="1"))
    assert store.acknowledge(only(newsroom).id, "ann", newsroom.now).state == "acknowledged"
    newsroom.send(make_story("a war", uri="urn:b", version="1"))
    assert only(newsroom).state == "acknowledged"

    newsroom.send(make_story(version="2"), make_story(uri="urn:b", version="2"))
    assert only(newsroom).state == "retracted"
    assert store.acknowledge(only(newsroom).id, "ann", newsroom.now).state == "retracted"
    assert store.acknowledge("no such alert", "ann", newsroom.now) is None


def test_alerts_of_a_watch_no_longer_in_force_stand_while_the_statement_does(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", "a peace", version="1"))
    newsroom.throttles = {}
    newsroom.send(make_story("a war", version="2"))
    assert only(newsroom).state == "open"

    newsroom.send(make_story("a peace", version="3"))
    assert only(newsroom).state == "retracted"


def test_alerts_on_a_whole_article_are_retracted_when_it_no_longer_holds(
    newsroom: "Newsroom", make_story: "MakeStory", monkeypatch: pytest.MonkeyPatch
) -> None:
    def article_alert(annotated: Annotated) -> tuple[Alert, ...]:
        alert = Alert(id="x", watch="war", official=None, line=None, statement=None, uri=annotated.uri,
                      version=annotated.version, fired=newsroom.now)  # fmt: skip
        return (alert,) if "war" in annotated.body else ()

    monkeypatch.setattr(newsroom, "raised", article_alert)
    newsroom.send(make_story("a war", version="1"))
    newsroom.send(make_story("a peace", version="2"))

    assert [event for event, *_ in told(newsroom)] == ["fired", "retracted"]


# -- embargo


def test_alerts_wait_for_the_end_of_an_embargo(newsroom: "Newsroom", make_story: "MakeStory") -> None:
    due = newsroom.now + timedelta(hours=1)
    assert newsroom.send(make_story("a war", embargoed=due)) == []
    assert newsroom.states() == {"a war": "current"}
    assert newsroom.wait(HOUR - 1) == []

    (event,) = newsroom.wait(1)

    assert (event.event, event.alert.fired) == ("fired", newsroom.now)
    assert newsroom.wait(HOUR) == []
    assert told(newsroom) == [("fired", "open", 1)]


def test_alerts_of_an_embargo_that_is_over_fire_at_once(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    assert len(newsroom.send(make_story("a war", embargoed=newsroom.now))) == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"pubstatus": "canceled"}, []),
        ({"texts": ("a peace",)}, []),
        ({"embargoed": None}, ["fired"]),
        ({"later": 2}, []),
    ],
)
def test_alerts_under_embargo_follow_the_revision_in_force(
    newsroom: "Newsroom", make_story: "MakeStory", change: dict[str, object], expected: list[str]
) -> None:
    due = newsroom.now + timedelta(hours=1)
    newsroom.send(make_story("a war", version="1", embargoed=due))
    fields = {"version": "2", "embargoed": due + timedelta(hours=change.pop("later", 0)), **change}
    newsroom.send(make_story(*fields.pop("texts", ("a war",)), **fields))
    newsroom.wait(HOUR)

    assert [event for event, *_ in told(newsroom)] == expected


def test_alerts_already_raised_stand_when_a_revision_is_embargoed(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.send(make_story("a war", version="1"))
    later = newsroom.now + timedelta(hours=1)
    newsroom.send(make_story("a war", "a second war", version="2", embargoed=later))
    assert told(newsroom) == [("fired", "open", 1)]

    newsroom.wait(HOUR)
    assert told(newsroom) == [("fired", "open", 1), ("fired", "open", 1)]


# -- throttle and outbox


def test_alerts_within_the_throttle_are_kept_and_not_told(
    newsroom: "Newsroom", make_story: "MakeStory", store: Store
) -> None:
    newsroom.throttles = {"war": 60.0}
    newsroom.send(make_story("a war", version="1"))
    newsroom.now += timedelta(seconds=59)
    (quiet,) = newsroom.send(make_story("a second war", uri="urn:b", version="1"))
    (other,) = newsroom.send(make_story("a third war", uri="urn:c", official="other"))
    newsroom.now += timedelta(seconds=1)
    (loud,) = newsroom.send(make_story("a fourth war", uri="urn:d"))

    assert (quiet.throttled, other.throttled, loud.throttled) == (True, False, False)
    assert len(store.alerts()) == 4
    assert [each.alert.uri for each in store.outbox(9)] == ["urn:a", "urn:c", "urn:d"]


def test_alerts_that_nobody_was_told_of_are_retracted_in_silence(
    newsroom: "Newsroom", make_story: "MakeStory"
) -> None:
    newsroom.throttles = {"war": 60.0}
    newsroom.send(make_story("a war"))
    newsroom.send(make_story("a second war", uri="urn:b", version="1"))
    newsroom.send(make_story("a second war", uri="urn:c", version="1"))
    (moved,) = newsroom.send(make_story(uri="urn:b", version="2"))
    assert (moved.event, moved.throttled) == ("copies", True)
    (gone,) = newsroom.send(make_story(uri="urn:c", version="2"))
    assert (gone.event, gone.throttled, gone.id) == ("retracted", True, None)
    assert told(newsroom) == [("fired", "open", 1)]


def test_alerts_stay_in_the_outbox_until_people_were_told(
    newsroom: "Newsroom", make_story: "MakeStory", store: Store
) -> None:
    newsroom.send(make_story("a war", "a second war"))
    first, second = store.outbox(9)
    assert store.outbox(1) == [first]

    store.sent([first.id])
    assert store.outbox(9) == [second]
    store.sent([second.id])
    newsroom.send(make_story("a third war", uri="urn:b"))

    assert store.outbox(9)[0].id > second.id

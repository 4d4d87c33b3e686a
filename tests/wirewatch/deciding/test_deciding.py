"""Decisions, whatever came before: replays change nothing, and only those who were told hear more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wirewatch.deciding.alerts import KnownAlerts, acknowledge, release
from wirewatch.deciding.articles import Decision, Known, decide
from wirewatch.deciding.kept import Event, Held, Kept, Moment, Quiet
from wirewatch.records import Alert, Annotated, Statement

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
URIS, LINES = ("urn:a", "urn:b", "urn:c"), ("war", "peace")


def story(uri: str, lines: Iterable[str], **fields: object) -> Annotated:
    said = tuple(
        Statement(id=f"{uri}/{line}", line=line, manner="direct", act="said", source=(), cue=(), content=(),
                  text=line, context=line)
        for line in lines
    )  # fmt: skip
    return Annotated(uri=uri, body="Body.", statements=said, **fields)


@dataclass
class Memory:
    """A store in a dictionary: looks up, asks, writes down."""

    articles: dict[str, Annotated] = field(default_factory=dict)
    alerts: dict[str, Kept] = field(default_factory=dict)
    current: dict[str, tuple[str, ...]] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    told: dict[Quiet, datetime] = field(default_factory=dict)
    now: datetime = START
    throttle: float = 0.0
    history: bool = False

    def raised(self, article: Annotated) -> list[Alert]:
        return [
            Alert(id=said.line, watch="all", official=None, line=said.line, statement=said.id,
                  uri=article.uri, version=article.version, fired=self.now)
            for said in article.statements
        ]  # fmt: skip

    def send(self, article: Annotated) -> Decision | None:
        known = Known(
            self.articles.get(article.uri),
            self.current.get(article.uri, ()),
            KnownAlerts(dict(self.alerts), dict(self.told)),
        )
        decision = decide(article, self.raised(article), known, self.moment)
        if decision:
            self.articles[article.uri] = article
            self.current[article.uri] = tuple(said.id for said in decision.statements)
            self.held.pop(article.uri, None)
            if decision.held:
                self.held[article.uri] = decision.held
            self.keep(decision.alerts)
        return decision

    def wait(self, seconds: float) -> tuple[Event, ...]:
        self.now += timedelta(seconds=seconds)
        due = [self.held.pop(each.uri) for each in list(self.held.values()) if each.due <= self.now]
        settled = release(due, KnownAlerts(dict(self.alerts), dict(self.told)), self.moment)
        self.keep(settled.alerts)
        return settled.events

    def keep(self, changed: Iterable[Kept]) -> None:
        for kept in changed:
            self.alerts[kept.alert.id] = kept
            if kept.notified:
                self.told["all", None] = max(kept.notified, self.told.get(("all", None), START))

    @property
    def moment(self) -> Moment:
        return Moment(self.now, {"all": self.throttle}, self.history)


steps = st.lists(
    st.tuples(
        st.sampled_from(URIS),
        st.lists(st.sampled_from(LINES), max_size=2),
        st.integers(1, 4),
        st.sampled_from(["usable", "usable", "canceled"]),
        st.sampled_from([None, None, 30]),
        st.integers(0, 60),
    ),
    max_size=15,
)


@given(steps, st.sampled_from([0.0, 40.0]))
def test_alerts_are_open_while_carried_and_tell_only_who_was_told(steps: list, throttle: float) -> None:
    memory, audience = Memory(throttle=throttle), {}
    for uri, lines, version, pubstatus, embargo, pause in steps:
        embargoed = memory.now + timedelta(seconds=embargo) if embargo else None
        fields = {"version": str(version), "pubstatus": pubstatus, "embargoed": embargoed}
        decision = memory.send(story(uri, lines, **fields))
        for event in (*(decision.events if decision else ()), *memory.wait(pause)):
            if event.event == "fired":
                audience[event.alert.id] = not event.throttled
            assert event.throttled is not audience[event.alert.id] or (throttle and event.event == "copies")

        for kept in memory.alerts.values():
            assert (kept.alert.state == "retracted") is (not kept.carriers)
            if kept.carriers:
                first = kept.carriers[0]
                assert kept.alert.copies == len(kept.carriers)
                assert (kept.alert.uri, kept.alert.statement) == (first.uri, first.statement)


@given(steps)
def test_the_same_revision_again_tells_nobody_and_leaves_all_as_it_was(steps: list) -> None:
    memory = Memory()
    for uri, lines, version, pubstatus, _, pause in steps:
        article = story(uri, lines, version=str(version), pubstatus=pubstatus)
        memory.send(article)
        before = dict(memory.alerts)
        again = memory.send(article)

        assert again is None or again.events == ()
        assert again is None or again.retracted == ()
        assert memory.alerts == before
        memory.wait(pause)


def test_an_older_revision_decides_nothing() -> None:
    memory = Memory()
    memory.send(story("urn:a", ["war"], version="2"))

    assert memory.send(story("urn:a", [], version="1")) is None


def test_a_correction_retracts_what_it_drops() -> None:
    memory = Memory()
    memory.send(story("urn:a", ["war", "peace"], version="1"))

    assert memory.send(story("urn:a", ["war"], version="2")).retracted == ("urn:a/peace",)


def test_a_throttle_counts_from_when_people_were_told_though_the_alert_was_taken_back() -> None:
    memory = Memory(throttle=60.0)
    memory.send(story("urn:a", ["war"], version="1"))
    memory.send(story("urn:a", [], version="2"))
    memory.now += timedelta(seconds=1)
    (again,) = memory.send(story("urn:a", ["war"], version="3")).events
    memory.now += timedelta(seconds=58)
    (other,) = memory.send(story("urn:b", ["peace"])).events

    assert (again.event, again.throttled, other.throttled) == ("fired", True, True)


def test_only_an_open_alert_is_acknowledged() -> None:
    memory = Memory()
    memory.send(story("urn:a", ["war"], version="1"))
    seen = acknowledge(memory.alerts["war"], "ann", memory.now)
    assert (seen.alert.state, seen.alert.acknowledged_by) == ("acknowledged", "ann")
    assert seen.alert.acknowledged == memory.now
    assert acknowledge(seen, "bob", memory.now) == seen


def test_an_alert_that_fires_anew_is_nobodys_yet() -> None:
    memory = Memory()
    memory.send(story("urn:a", ["war"], version="1"))
    memory.alerts["war"] = acknowledge(memory.alerts["war"], "ann", memory.now)
    memory.send(story("urn:a", [], version="2"))
    memory.send(story("urn:b", ["war"]))

    alert = memory.alerts["war"].alert
    assert (alert.state, alert.acknowledged, alert.acknowledged_by) == ("open", None, None)


def test_further_copies_are_told_of_once_in_a_while() -> None:
    memory = Memory(throttle=60.0)
    told = []
    for number in range(7):
        told += memory.send(story(f"urn:{number}", ["war"])).events
        memory.now += timedelta(seconds=25)

    assert [(each.alert.copies, each.throttled) for each in told] == [
        (1, False), (2, True), (3, True), (4, False), (5, True), (6, True), (7, False),
    ]  # fmt: skip


def test_history_raises_alerts_and_tells_nobody() -> None:
    memory = Memory(history=True)
    loaded = memory.send(story(URIS[0], [LINES[0]], version="1"))
    memory.history = False
    live = memory.send(story(URIS[1], LINES[:2], version="1"))

    assert loaded is not None
    assert live is not None
    assert [(event.event, event.throttled) for event in loaded.events] == [("fired", True)]
    # what was said before is no news, what was not is
    assert [(event.event, event.throttled) for event in live.events] == [("copies", True), ("fired", False)]


def test_history_does_not_speak_up_about_what_people_know() -> None:
    memory = Memory()
    memory.send(story(URIS[0], [LINES[0]], version="1"))
    memory.history = True
    loaded = memory.send(story(URIS[1], [LINES[0]], version="1"))
    memory.history = False
    live = memory.send(story(URIS[2], [LINES[0]], version="1"))

    assert loaded is not None
    assert live is not None
    assert [(event.event, event.throttled) for event in loaded.events] == [("copies", True)]
    assert [(event.event, event.throttled, event.alert.copies) for event in live.events] == [
        ("copies", False, 3)
    ]

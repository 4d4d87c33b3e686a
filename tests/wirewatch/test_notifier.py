"""People are told once, in the end, whatever a channel does meanwhile; and the record says so."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sinks.channels import Way
from sinks.notify import Lines
from sinks.sqlite.store import Store, open_store
from wirewatch.errors import ConfigError
from wirewatch.notifier import Notifier
from wirewatch.notifying.notices import Channel, Notice
from wirewatch.records import Watch

if TYPE_CHECKING:
    from tests.people import Hook

MakeNotice = Callable[..., Notice]
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class Desk:
    """A notifier over a real store, a clock that is set by hand, and two channels: a webhook and a file."""

    def __init__(self, store: Store, hook: "Hook", now: datetime, file: Path) -> None:
        self.store, self.hook, self.now, self.file = store, hook, now, file
        self.number = 0
        self.channels = {"desk": Channel(id="desk")}
        self.start()

    def start(self) -> None:
        self.notifier = Notifier(self.store.deliveries, self.way, self.channels)
        self.watch(notify=("desk", self.lines))

    @property
    def lines(self) -> str:
        return f"file:{self.file}"

    def way(self, name: str) -> Way | Lines:
        if name == "desk":
            return Way(self.hook.url)
        if name == self.lines:
            return Lines(name)
        raise ConfigError(f"{name}: wirewatch.toml names no such channel")

    def watch(self, **fields: object) -> None:
        self.notifier.follow({"war": Watch(id="war", query="war", **fields)})

    def enter(self, *notices: Notice) -> None:
        numbered = {}
        for notice in notices:
            self.number += 1
            numbered[self.number] = notice
        self.notifier.enter(numbered, self.now)

    def settle(self, *, catching_up: bool = False) -> None:
        """Turns until nothing is on its way any more."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            self.notifier.turn(self.now, catching_up=catching_up)
            if not self.notifier._busy and (self.notifier._idle or self.notifier._look_at):
                return
            time.sleep(0.01)
        raise AssertionError("something is still on its way")

    def titles(self) -> list[str]:
        return [each["title"] for each in self.hook.posted]

    def told(self) -> list[str]:
        if not self.file.exists():
            return []
        return [
            f"{each['event']} {each['alert']}" for each in map(json.loads, self.file.read_text().splitlines())
        ]

    def record(self, alert: str) -> list[tuple[str, str, str]]:
        return [(each.channel, each.event, each.state) for each in self.store.deliveries.of(alert)]


@pytest.fixture
def desk(tmp_path: Path, hook: "Hook", noon: datetime) -> Iterator[Desk]:
    with open_store(tmp_path / "wirewatch.db") as store:
        yield Desk(store, hook, noon, tmp_path / "told.jsonl")


def test_an_alert_goes_to_every_channel_once_and_is_on_record(desk: Desk, make_notice: MakeNotice) -> None:
    desk.enter(make_notice("a"))
    desk.settle()
    desk.now += MINUTE
    desk.settle()

    assert desk.titles() == ["war: Dmitry Peskov"]
    assert desk.told() == ["fired a"]
    assert desk.record("a") == [("desk", "fired", "sent"), (desk.lines, "fired", "sent")]
    sent = desk.store.deliveries.of("a")[0]
    assert sent.recipient == desk.hook.url.removesuffix("/hook")
    assert sent.settled == desk.now - MINUTE


def test_the_same_notice_is_not_sent_twice(desk: Desk, make_notice: MakeNotice) -> None:
    desk.enter(make_notice("a"))
    desk.settle()
    desk.enter(make_notice("a"))
    desk.settle()

    assert desk.titles() == ["war: Dmitry Peskov"]
    assert desk.told() == ["fired a"]


def test_a_channel_that_fails_is_tried_again_and_then_told_all_in_one(
    desk: Desk, make_notice: MakeNotice
) -> None:
    desk.hook.status = 503
    desk.enter(make_notice("a"))
    desk.settle()

    (queue,) = desk.store.deliveries.queues()
    assert (queue.channel, queue.waiting, queue.tries, queue.since) == ("desk", 1, 1, desk.now)
    assert "error=503" in (queue.reason or "")
    assert desk.told() == ["fired a"]  # the other channel is not held up

    desk.now += 5 * SECOND
    desk.enter(make_notice("b"))
    desk.settle()
    assert desk.store.deliveries.queues()[0].tries == 1  # not before its time

    desk.now += 5 * SECOND
    desk.settle()
    assert desk.store.deliveries.queues()[0].tries == 2
    assert desk.store.deliveries.queues()[0].since == desk.now - 10 * SECOND

    desk.hook.status = 200
    desk.now += 2 * MINUTE
    desk.settle()
    assert desk.titles() == ["wirewatch: 2 alerts"]
    assert desk.store.deliveries.queues() == []
    assert [each.message for each in desk.store.deliveries.of("a") + desk.store.deliveries.of("b")].count(
        desk.store.deliveries.of("a")[0].message
    ) == 2


def test_a_channel_that_hangs_holds_up_nobody(desk: Desk, make_notice: MakeNotice) -> None:
    desk.hook.gate.clear()
    began = time.monotonic()
    for name in "abc":
        desk.enter(make_notice(name))
        for _ in range(20):
            desk.notifier.turn(desk.now)
            time.sleep(0.01)

    assert desk.told() == ["fired a", "fired b", "fired c"]
    assert time.monotonic() - began < 3
    assert desk.record("a")[0] == ("desk", "fired", "waiting")

    desk.hook.gate.set()
    desk.settle()
    assert len(desk.titles()) == 3


def test_what_is_never_taken_is_given_up_and_says_why(desk: Desk, make_notice: MakeNotice) -> None:
    desk.hook.status = 500
    desk.enter(make_notice("a"))
    desk.settle()
    desk.now += timedelta(days=4)
    desk.settle()

    failed = desk.store.deliveries.of("a")[0]
    assert failed.state == "failed"
    assert "error=500" in (failed.reason or "")


def test_a_kill_while_sending_sends_again(desk: Desk, make_notice: MakeNotice) -> None:
    desk.hook.gate.clear()
    desk.enter(make_notice("a"))
    desk.notifier.turn(desk.now)  # under way when the program goes
    desk.start()
    desk.hook.gate.set()
    desk.settle()

    assert set(desk.titles()) == {"war: Dmitry Peskov"}
    assert desk.record("a")[0] == ("desk", "fired", "sent")


def test_the_backlog_after_a_downtime_is_one_digest(desk: Desk, make_notice: MakeNotice) -> None:
    for number in range(30):
        desk.enter(make_notice(f"a{number}"))
        desk.settle(catching_up=True)
        desk.now += SECOND
    assert desk.titles() == []
    assert len(desk.told()) == 30

    desk.settle()
    assert desk.titles() == ["wirewatch: 30 alerts"]


def test_a_long_backlog_is_told_of_in_between(desk: Desk, make_notice: MakeNotice) -> None:
    desk.enter(make_notice("a"))
    desk.now += 9 * MINUTE
    desk.enter(make_notice("b"))
    desk.settle(catching_up=True)
    assert desk.titles() == []

    desk.now += MINUTE
    desk.settle(catching_up=True)
    assert desk.titles() == ["wirewatch: 2 alerts"]


def test_a_flood_becomes_a_digest(desk: Desk, make_notice: MakeNotice) -> None:
    for number in range(40):
        desk.enter(make_notice(f"a{number}", at=desk.now))
        desk.settle()
        desk.now += SECOND
    assert len(desk.titles()) == 10

    desk.now += 5 * MINUTE
    desk.settle()
    assert desk.titles()[10:] == ["wirewatch: 30 alerts"]


def test_follow_ups_reach_those_who_were_told(desk: Desk, make_notice: MakeNotice) -> None:
    desk.enter(make_notice("a"))
    desk.settle()
    desk.watch(notify=("other",))
    desk.enter(make_notice("a", "copies", copies=2), make_notice("a", "retracted"))
    desk.settle()

    assert desk.titles() == ["war: Dmitry Peskov", "Taken back: war: Dmitry Peskov"]
    assert desk.told() == ["fired a", "copies a", "retracted a"]


def test_what_is_taken_back_at_night_wakes_nobody_in_the_morning(desk: Desk, make_notice: MakeNotice) -> None:
    desk.watch(notify=("desk", desk.lines), digest=None)
    desk.enter(make_notice("a"), make_notice("b"), make_notice("a", "retracted"))
    desk.settle()

    assert desk.titles() == ["war: Dmitry Peskov"]
    assert desk.told() == ["fired a", "fired b", "retracted a"]
    assert desk.record("a")[0] == ("desk", "fired", "withdrawn")


def test_what_may_have_arrived_is_taken_back_aloud(desk: Desk, make_notice: MakeNotice) -> None:
    desk.hook.status = 500
    desk.enter(make_notice("a"))
    desk.settle()
    desk.hook.status = 200
    desk.enter(make_notice("a", "retracted"))
    desk.now += 2 * MINUTE
    desk.settle()

    assert desk.titles() == ["wirewatch: 1 alert, 1 taken back"]


def test_a_channel_that_is_no_more_is_said_to_be_missing(desk: Desk, make_notice: MakeNotice) -> None:
    desk.watch(notify=("gone",))
    desk.enter(make_notice("a"))
    desk.settle()

    (queue,) = desk.store.deliveries.queues()
    assert "names no such channel" in (queue.reason or "")


def test_night_is_night_for_what_failed_at_daytime_too(desk: Desk, make_notice: MakeNotice) -> None:
    from config.hours import quiet_hours

    desk.watch(notify=("desk",), quiet_hours=quiet_hours("12:01-18:00"))
    desk.hook.status = 500
    desk.enter(make_notice("a"))
    desk.settle()
    desk.hook.status = 200
    desk.now += 2 * MINUTE
    desk.settle()
    assert desk.titles() == []

    desk.now += timedelta(hours=6)
    desk.settle()
    assert desk.titles() == ["war: Dmitry Peskov"]


def test_the_end_waits_for_what_is_due_and_leaves_the_rest(desk: Desk, make_notice: MakeNotice) -> None:
    from config.hours import digest

    desk.enter(make_notice("a"))
    desk.watch(notify=("desk",), digest=digest("1h"))
    desk.enter(make_notice("b"))
    desk.notifier.finish(lambda: desk.now, seconds=10)

    assert desk.titles() == ["war: Dmitry Peskov"]
    assert desk.record("b") == [("desk", "fired", "waiting")]

"""What goes when to whom."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from wirewatch.notifying.notices import EVENTS, Channel, Delivery, Notice, Queue
from wirewatch.notifying.planning import LARGEST, messages, opens, pause, plan
from wirewatch.records import Digest, QuietHours, Watch

MakeNotice = Callable[..., Notice]

FILE = "file:/tmp/told.jsonl"
DESK = {"desk": Channel(id="desk")}
NIGHT = QuietHours(start=time(22), end=time(7))


def ways(planned):
    return [each.channel for each in planned.deliveries]


def deliveries(make_notice, *ages: float, now: datetime) -> list[Delivery]:
    return [
        Delivery(
            id=f"d{n}", channel="desk", notice=make_notice(f"a{n}", at=now - timedelta(seconds=age)), due=now
        )
        for n, age in enumerate(ages)
    ]


def test_alerts_go_to_the_channels_of_their_watch(make_notice: MakeNotice, noon: datetime) -> None:
    watch = Watch(id="war", notify=("terminal", "desk", FILE, "desk"))

    assert ways(plan(make_notice(), watch, DESK, {}, noon)) == ["desk", FILE]
    assert ways(plan(make_notice(), None, DESK, {}, noon)) == []


def test_follow_ups_go_to_those_who_were_told(make_notice: MakeNotice, noon: datetime) -> None:
    gone = plan(make_notice(event="retracted"), Watch(id="war", notify=("new",)), DESK, {"desk": True}, noon)

    assert ways(gone) == ["desk"]
    assert gone.withdrawn == ()


def test_what_is_taken_back_before_it_went_out_is_told_to_programs_alone(
    make_notice: MakeNotice, noon: datetime
) -> None:
    gone = plan(make_notice(event="retracted"), None, DESK, {"desk": False, FILE: False}, noon)

    assert ways(gone) == [FILE]
    assert gone.withdrawn == ("desk",)


def test_people_are_not_told_of_each_copy(make_notice: MakeNotice, noon: datetime) -> None:
    told = {"desk": True, "all": True, FILE: True}
    channels = {**DESK, "all": Channel(id="all", events=EVENTS)}

    assert ways(plan(make_notice(event="copies"), None, channels, told, noon)) == ["all", FILE]


@pytest.mark.parametrize(
    ("watch", "channel", "hours"),
    [
        ({}, {}, 0),
        ({"digest": Digest(every=7200)}, {}, 2),
        ({"digest": Digest(at=(time(16),))}, {"digest": Digest(every=7200)}, 4),
        ({}, {"digest": Digest(at=(time(23),))}, 11),
        ({"quiet_hours": (NIGHT,)}, {"digest": Digest(at=(time(23),))}, 19),
        ({"quiet_hours": (QuietHours(start=time(11), end=time(13)),)}, {}, 1),
        ({}, {"quiet_hours": (QuietHours(start=time(11), end=time(13)),)}, 1),
    ],
)
def test_alerts_wait_for_digest_and_morning(
    make_notice: MakeNotice, noon: datetime, watch: dict, channel: dict, hours: float
) -> None:
    asked = Watch(id="war", notify=("desk",), **watch)
    (delivery,) = plan(make_notice(), asked, {"desk": Channel(id="desk", **channel)}, {}, noon).deliveries

    assert delivery.due == noon + timedelta(hours=hours)


def test_few_and_fresh_notices_go_out_one_by_one(make_notice: MakeNotice, noon: datetime) -> None:
    assert [
        len(each) for each in messages(DESK["desk"], deliveries(make_notice, 0, 1, 59, now=noon), noon)
    ] == [1, 1, 1]


@pytest.mark.parametrize("ages", [(0, 0, 0, 0), (0, 61), (3600,) * 3])
def test_many_or_old_notices_are_one_digest(make_notice: MakeNotice, noon: datetime, ages: tuple) -> None:
    assert [len(each) for each in messages(DESK["desk"], deliveries(make_notice, *ages, now=noon), noon)] == [
        len(ages)
    ]


def test_digests_end_somewhere(make_notice: MakeNotice, noon: datetime) -> None:
    many = deliveries(make_notice, *[0] * (LARGEST + 1), now=noon)

    assert [len(each) for each in messages(DESK["desk"], many, noon)] == [LARGEST, 1]


def queue(noon: datetime, **fields) -> Queue:
    return Queue(channel="desk", waiting=1, due=noon, **fields)


def test_nothing_opens_a_channel_for_which_nothing_waits(noon: datetime) -> None:
    assert opens(Queue(channel="desk", tries=3, retry=noon), DESK["desk"], noon, catching_up=False) is None


@pytest.mark.parametrize(
    ("fields", "way", "catching_up", "minutes"),
    [
        ({}, {}, False, 0),
        ({"tries": 1, "retry": 5}, {}, False, 5),
        ({}, {}, True, 10),
        ({}, {"lines": True}, True, 0),
        ({"sent": (-1,) * 9}, {}, False, 0),
        ({"sent": (0, 0, 0, 0, 0, -1, -1, -1, -1, -2)}, {}, False, 3),
        ({"sent": (0,) * 10}, {"lines": True}, False, 0),
        ({}, {"quiet_hours": (QuietHours(start=time(11), end=time(13)),)}, False, 60),
        ({"retry": 5}, {"quiet_hours": (QuietHours(start=time(12, 3), end=time(13)),)}, False, 60),
    ],
)
def test_channels_open_after_pauses_floods_and_nights(
    noon: datetime, fields: dict, way: dict, catching_up: bool, minutes: float
) -> None:
    def then(after: float) -> datetime:
        return noon + timedelta(minutes=after)

    fields = {
        key: then(value) if key == "retry" else tuple(map(then, value)) if key == "sent" else value
        for key, value in fields.items()
    }

    assert opens(queue(noon, **fields), Channel(id="desk", **way), noon, catching_up=catching_up) == then(
        minutes
    )


def test_pauses_grow_up_to_a_limit() -> None:
    pauses = [pause(tries).total_seconds() for tries in (1, 2, 3, 4, 10, 10_000)]

    assert pauses == [10, 20, 40, 80, 900, 900]

"""Quiet hours and digests are of somebody's own clock, on either side of midnight and of a change of time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.hours import digest, quiet_hours
from wirewatch.notifying.hours import WEEK, free, next_digest


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "moment", "until"),
    [
        ("22:00-07:00", "2026-03-02T21:59Z", "2026-03-02T21:59Z"),
        ("22:00-07:00", "2026-03-02T22:00Z", "2026-03-03T07:00Z"),
        ("22:00-07:00", "2026-03-03T06:59:59Z", "2026-03-03T07:00Z"),
        ("22:00-07:00", "2026-03-03T07:00Z", "2026-03-03T07:00Z"),
        ("22:00-07:00 Europe/Vienna", "2026-01-10T21:30Z", "2026-01-11T06:00Z"),
        ("22:00-07:00 Europe/Vienna", "2026-07-10T20:30Z", "2026-07-11T05:00Z"),
        ("22:00-07:00 America/New_York", "2026-07-10T20:30Z", "2026-07-10T20:30Z"),
        ("22:00-07:00 Asia/Kolkata", "2026-07-10T18:00Z", "2026-07-11T01:30Z"),
        # the night on which clocks go forward is an hour shorter, the one on which they go back longer
        ("22:00-07:00 Europe/Vienna", "2026-03-28T21:00Z", "2026-03-29T05:00Z"),
        ("22:00-07:00 Europe/Vienna", "2026-10-24T20:00Z", "2026-10-25T06:00Z"),
        # 02:30 is skipped on the 29th of March
        ("01:00-02:30 Europe/Vienna", "2026-03-29T00:30Z", "2026-03-29T01:30Z"),
        ("Sat-Sun 00:00-24:00", "2026-03-07T10:00Z", "2026-03-09T00:00Z"),
        ("Fri 22:00-07:00", "2026-03-07T06:00Z", "2026-03-07T07:00Z"),
        ("Fri 22:00-07:00", "2026-03-08T06:00Z", "2026-03-08T06:00Z"),
    ],
)
def test_quiet_hours_end_when_people_get_up(written: str, moment: str, until: str) -> None:
    assert free(at(moment), quiet_hours(written)) == at(until)


def test_quiet_hours_that_meet_are_one() -> None:
    both = quiet_hours(["22:00-07:00", "Sat-Sun 06:00-09:00"])

    assert free(at("2026-03-06T23:00Z"), both) == at("2026-03-07T09:00Z")


@pytest.mark.parametrize(
    ("written", "moment", "then"),
    [
        ("30m", "2026-03-02T12:01Z", "2026-03-02T12:30Z"),
        ("hourly", "2026-03-02T12:00Z", "2026-03-02T13:00Z"),
        ("daily", "2026-03-02T08:00Z", "2026-03-03T08:00Z"),
        ("weekly", "2026-03-02T08:00Z", "2026-03-09T08:00Z"),
        ("07:30,16:00 Europe/Vienna", "2026-03-02T07:00Z", "2026-03-02T15:00Z"),
        ("Mon-Fri 07:30 Europe/Vienna", "2026-03-06T07:00Z", "2026-03-09T06:30Z"),
        ("24:00", "2026-03-02T12:00Z", "2026-03-03T00:00Z"),
    ],
)
def test_digests_go_out_at_the_next_time(written: str, moment: str, then: str) -> None:
    assert next_digest(at(moment), digest(written)) == at(then)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CLOCK = st.times().map(lambda each: f"{each.hour:02}:{each.minute:02}")
ZONES = st.sampled_from(["UTC", "Europe/Vienna", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"])


@given(MOMENTS, CLOCK, CLOCK, ZONES)
def test_quiet_hours_leave_a_moment_that_is_free(moment: datetime, start: str, end: str, zone: str) -> None:
    if start == end:
        return
    quiet = quiet_hours(f"{start}-{end} {zone}")

    until = free(moment, quiet)

    assert moment <= until <= moment + timedelta(hours=25)
    assert free(until, quiet) == until


@given(MOMENTS, CLOCK, ZONES)
def test_digests_come_every_day(moment: datetime, clock: str, zone: str) -> None:
    assert moment < next_digest(moment, digest(f"{clock} {zone}")) <= moment + timedelta(hours=25)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("22:00", "expected hours such as"),
        ("22-7", "expected hours such as"),
        ("25:00-07:00", "expected hours such as"),
        ("22:00-24:30", "is no time of day"),
        ("22:00-22:00", "begins when it ends"),
        ("22:00-07:00 Mars/Olympus", "is no time zone"),
        ("Mo 22:00-07:00", "is no day"),
        ("Mon-Wed-Fri 22:00-07:00", "is no range of days"),
        ("00:00-24:00", "leave no time"),
        (["00:00-12:00", "12:00-24:00"], "leave no time"),
        ({}, "expected hours such as"),
    ],
)
def test_quiet_hours_that_are_none_are_refused(written: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        quiet_hours(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("sometimes", "expected hourly"),
        ("10s", "more often than once a minute"),
        ("8:00-9:00", "expected hourly"),
    ],
)
def test_digests_that_are_none_are_refused(written: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        digest(written)


@given(st.text(max_size=40))
def test_any_text_is_hours_or_refused(text: str) -> None:
    for read in (quiet_hours, digest):
        try:
            read(text)
        except ValueError as error:
            assert str(error)  # noqa: PT017  both ways are right


def test_a_week_is_the_longest_wait() -> None:
    busy = [f"{day} 00:00-24:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")]

    assert free(at("2026-03-02T00:00Z"), quiet_hours(busy)) == at("2026-03-08T00:00Z")
    assert timedelta(days=7) == WEEK

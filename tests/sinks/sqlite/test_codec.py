"""Times lie in the file so that the order of the letters is the order of the times."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinks.sqlite.codec import stamp

EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05.000000Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=EAST), "2026-01-01T13:04:05.000006Z"),
        (datetime(2026, 1, 2), "2026-01-02T00:00:00.000000Z"),  # noqa: DTZ001  a wire without a zone
        (datetime(1, 1, 1, tzinfo=EAST), "0001-01-01T00:00:00.000000Z"),
        (datetime(9999, 12, 31, 23, tzinfo=WEST), "9999-12-31T23:00:00.000000Z"),
    ],
)
def test_stamp_is_utc_with_a_fixed_width(moment: datetime, expected: str) -> None:
    assert stamp(moment) == expected


NOT_AT_THE_END_OF_TIME = st.datetimes(
    datetime.min + timedelta(days=1),  # noqa: DTZ901  hypothesis wants naive limits
    datetime.max - timedelta(days=1),  # noqa: DTZ901
    timezones=st.sampled_from([UTC, EAST, WEST]),
)


@given(NOT_AT_THE_END_OF_TIME, NOT_AT_THE_END_OF_TIME)
def test_stamp_orders_as_times_do(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)
    assert datetime.fromisoformat(stamp(one)) == one

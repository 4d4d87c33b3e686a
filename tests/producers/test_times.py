from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from producers.times import full_year, instant, moment_of

NOON = datetime(2017, 8, 24, 12, 0, tzinfo=UTC)

TIMES = [
    ("2017-08-24T12:00:00Z", NOON),
    ("2017-08-24T12:00:00+0000", NOON),
    ("2017-08-24T14:00:00.000+02:00", NOON),
    ("2017-08-24 12:00", NOON),
    ("20170824T120000Z", NOON),
    ("Thu, 24 Aug 2017 14:00:00 +0200", NOON),
    ("24 Aug 2017 12:00:00 GMT", NOON),
    ("2017-08-24", datetime(2017, 8, 24, tzinfo=UTC)),
    ("0001-01-01T00:00:00+14:00", None),
    ("yesterday", None),
    ("", None),
    ("9" * 1_000, None),
    (20170824, None),
    (None, None),
    ({}, None),
]


@pytest.mark.parametrize(("value", "moment"), TIMES)
def test_times_instant(value: object, moment: datetime | None) -> None:
    assert instant(value) == moment


VIENNA = ZoneInfo("Europe/Vienna")


@pytest.mark.parametrize("value", ["2017-08-24T14:00:00", "Thu, 24 Aug 2017 14:00:00", "20170824T140000"])
def test_times_without_a_zone_are_in_the_one_that_the_source_declares(value: str) -> None:
    assert instant(value, VIENNA) == NOON
    assert instant(f"{value}Z" if "T1" in value else f"{value} GMT", VIENNA) == datetime(
        2017, 8, 24, 14, tzinfo=UTC
    )


PARTS = [
    (("2017", "08", "24", "12", "00"), NOON),
    (("17", "Aug", "24", "12", "00"), NOON),
    (("17", "AOÛT", "24", "12", "00"), NOON),
    (("98", "Jän", "7", "11", "44"), datetime(1998, 1, 7, 11, 44, tzinfo=UTC)),
    (("17", "juil", "24", "12", "00"), datetime(2017, 7, 24, 12, tzinfo=UTC)),
    (("17", "foo", "24", "12", "00"), None),
    (("17", "02", "31", "12", "00"), None),
    (("17", "02", "1", "25", "00"), None),
]


@pytest.mark.parametrize(("parts", "moment"), PARTS)
def test_times_of_parts(parts: tuple[str, str, str, str, str], moment: datetime | None) -> None:
    assert moment_of(*parts) == moment


def test_times_two_digits_of_a_year() -> None:
    assert [full_year(year) for year in ("00", "68", "69", "99", "2024")] == [2000, 2068, 1969, 1999, 2024]

from datetime import UTC, datetime

import pytest

from producers.times import instant

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

"""Numbers and dates of queries stand for the values from a first to a last one."""

from datetime import UTC, datetime

import pytest

from wirewatch.query.values import limits


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", (2023, 1, 1), (2023, 12, 31, 23, 59, 59, 999999)),
        ("2023-12", (2023, 12, 1), (2023, 12, 31, 23, 59, 59, 999999)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29, 23, 59, 59, 999999)),
        ("2023-07-11", (2023, 7, 11), (2023, 7, 11, 23, 59, 59, 999999)),
        ("2023-07-11T10", (2023, 7, 11, 10), (2023, 7, 11, 10, 59, 59, 999999)),
        ("2023-07-11T10:20", (2023, 7, 11, 10, 20), (2023, 7, 11, 10, 20, 59, 999999)),
        ("2023-07-11t10:20:30z", (2023, 7, 11, 10, 20, 30), (2023, 7, 11, 10, 20, 30, 999999)),
        ("2023-07-11T10:20:30.5Z", (2023, 7, 11, 10, 20, 30, 500000), (2023, 7, 11, 10, 20, 30, 599999)),
        ("2023-07-11T10:20+03:00", (2023, 7, 11, 7, 20), (2023, 7, 11, 7, 20, 59, 999999)),
    ],
)
def test_limits_of_a_date_are_all_that_it_leaves_open(text: str, first: tuple[int], last: tuple[int]) -> None:
    expected = (datetime(*first, tzinfo=UTC).timestamp(), datetime(*last, tzinfo=UTC).timestamp())

    assert limits(text, "date") == expected


def test_limits_of_a_number_are_that_number() -> None:
    assert limits("-0.25", "number") == (-0.25, -0.25)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (text, "date")
            for text in ("", "now", "2023-7-1", "2023-02-30", "0000", "9999", "2023-07-11||/d", "٢٠٢٣")
        ),
        *((text, "date") for text in ("2023-07-11T25", "2023-07-11T10:00+99:00", "20230711")),
        *((text, "number") for text in ("", "x", "1e5", "inf", "nan", "0x1", "1_000", "1" * 400)),
    ],
)
def test_limits_refuses_what_is_none(text: str, kind: str) -> None:
    with pytest.raises(ValueError, match="not"):
        limits(text, kind)

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.text import read_text, split_date
from wirewatch.errors import ReadError

DAY = datetime(2023, 7, 11, tzinfo=UTC)

DATED = [
    (' date 2023-07-11 "Russia wants', DAY, '"Russia wants'),
    ("date 2023-07-11\nRussia\n\nwants\n", DAY, "Russia\n\nwants\n"),
    ("\r\ndate 2023-07-11\r\n\r\nRussia", DAY, "Russia"),
    ("date 2023-07-11", DAY, ""),
    ("date 2023-13-45 Russia", None, "date 2023-13-45 Russia"),
    ("date 2023-07-11T10:00 Russia", None, "date 2023-07-11T10:00 Russia"),
    ("The date 2023-07-11 is", None, "The date 2023-07-11 is"),
    ("update 2023-07-11 is", None, "update 2023-07-11 is"),
    ("  Russia\r\nwants ", None, "  Russia\r\nwants "),
]


@pytest.mark.parametrize(("text", "created", "body"), DATED)
def test_text_date_in_front_is_not_body(text: str, created: datetime | None, body: str) -> None:
    assert split_date(text) == (created, body)


def test_text_article_has_the_text_and_nothing_else() -> None:
    article = read_text(b"\xef\xbb\xbfdate 2023-07-11\nOne.\r\n\r\nTwo.\n", "file:///a.txt")
    assert (article.uri, article.body, article.versioncreated) == ("file:///a.txt", "One.\r\n\r\nTwo.\n", DAY)
    assert article.headline is article.language is None


@pytest.mark.parametrize("data", [b"", b" \n\t", b"date 2023-07-11\n\n", b"\xef\xbb\xbf"])
def test_text_empty_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="empty"):
        read_text(data, "file:///a.txt")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"]), min_size=1))
@settings(deadline=None, max_examples=200)
def test_text_body_is_the_text_unchanged(text: str) -> None:
    created, body = split_date(text)
    assert body == text if created is None else text.endswith(body)

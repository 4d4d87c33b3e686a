import pytest

from config.masking import masked, masked_url, one_line

ADDRESSES = [
    ("https://example.org/a?b=c", "https://example.org/a?b=c"),
    ("https://me:pw@example.org/a", "https://***@example.org/a"),
    ("https://token@example.org", "https://***@example.org"),
    ("https://me:p@w@example.org/x@y", "https://***@example.org/x@y"),
    ("https://example.org/?x=1&access_token=abc&y=2#z", "https://example.org/?x=1&access_token=***&y=2#z"),
    ("https://example.org/?APIKEY=abc", "https://example.org/?APIKEY=***"),
    ("no address", "no address"),
    ("", ""),
]


@pytest.mark.parametrize(("url", "shown"), ADDRESSES)
def test_masking_blots_out_what_is_secret(url: str, shown: str) -> None:
    assert masked_url(url) == shown


def test_masking_reaches_into_lists_and_tables() -> None:
    assert masked({"a": [{"b": "http://x:y@z"}], "n": 1}) == {"a": [{"b": "http://***@z"}], "n": 1}


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb\x1b[2J\u202ec", "a b [2J c"), ("x" * 11, "xxxxxxxxxx…"), ("x" * 10, "xxxxxxxxxx")],
)
def test_masking_puts_what_others_wrote_on_one_short_line(text: str, shown: str) -> None:
    assert one_line(text, longest=10) == shown

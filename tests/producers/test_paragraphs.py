# ruff: noqa: E501, ISC004
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.encoding import LONGEST
from producers.paragraphs import one_line, reflow, tidy
from wirewatch.errors import ReadError

TIDY = [
    ("``Look,'' she said.", '"Look," she said.'),
    ("``It's `so,''' he said.", "\"It's 'so,\"' he said."),
    ("a `quoted' word", "a 'quoted' word"),
    ("o&#39;clock &amp;quot;x&amp;quot; &nbsp;&mdash;", 'o\'clock "x" \xa0—'),
    ("AT&T & R&D", "AT&T & R&D"),
    ("\x93So\x94 \x96 \x85", "“So” – …"),
    ("un\xadbreak\u200bable\ufeff", "unbreakable"),
    ("a\x02b\x1fc\x7fd\0", "ab cd\ufffd"),
    ("one\r\ntwo\rthree\x0cfour", "one\ntwo\nthree\nfour"),
]


@pytest.mark.parametrize(("text", "expected"), TIDY)
def test_paragraphs_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


WRAPPED = """Geneva (nwa) - Switzerland is joining a growing number of countries
that will refrain from signing a pact in December, the government
announced on Wednesday.

"This failure," it said, "is notable because one envoy was one of the
two chief negotiators of the agreement."
"""
INDENTED = """   Geneva (nwa) - Switzerland is joining a growing number of countries
that will refrain from signing a pact in December.
   The government announced it.
   Nobody was surprised, said those who had been asked, and those who
had not.
"""
LIST = """The minister named three reasons for what he called a difficult but
necessary step:
- the price of steel, which has doubled since the beginning of the
  year
- the strike
"""

FLOWED = [
    (WRAPPED, ["Geneva (nwa) - Switzerland is joining a growing number of countries that will refrain from signing a "
               "pact in December, the government announced on Wednesday.",
               '"This failure," it said, "is notable because one envoy was one of the two chief negotiators of the '
               'agreement."']),
    (INDENTED, ["Geneva (nwa) - Switzerland is joining a growing number of countries that will refrain from signing a "
                "pact in December.", "The government announced it.",
                "Nobody was surprised, said those who had been asked, and those who had not."]),
    (LIST, ["The minister named three reasons for what he called a difficult but necessary step:\n- the price of "
            "steel, which has doubled since the beginning of the year\n- the strike"]),
    ("Roses are red\nViolets are blue", ["Roses are red\nViolets are blue"]),
    ("One paragraph a line. " * 8 + "\n" + "The next. " * 20, [("One paragraph a line. " * 8).strip(), ("The next. " * 20).strip()]),
    ("Port      Ships     Late\nOslo      12        3\nBergen    7         1\n\nText.", ["Text."]),
    ("One.\n\n___\n\n* * *\n\nTwo.", ["One.", "Two."]),
    ("One.\n\n\n\n \n\nTwo.\n", ["One.", "Two."]),
    ("One line", ["One line"]),
    ("", []),
    ("\n \n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FLOWED)
def test_paragraphs_reflow(text: str, expected: list[str]) -> None:
    assert [each for each in reflow(text).split("\n\n") if each] == expected


def test_paragraphs_words_keep_their_order() -> None:
    assert reflow(WRAPPED).split() == WRAPPED.split()


def test_paragraphs_one_line() -> None:
    assert one_line(" Two\n lines\t``here'' ") == 'Two lines "here"'
    assert one_line(" \n") is one_line("") is one_line(None) is None


def test_paragraphs_no_article_is_that_long() -> None:
    with pytest.raises(ReadError, match="an article may have"):
        reflow("x" * (LONGEST + 1))


@given(st.text(alphabet=st.one_of(st.sampled_from("ab .-*`'\n\t_"), st.characters()), max_size=200))
@settings(deadline=None, max_examples=300)
def test_paragraphs_of_any_text_are_sound(text: str) -> None:
    flowed = reflow(text)
    assert "\n\n\n" not in flowed
    assert flowed == flowed.strip("\n")
    assert flowed.encode().decode() == flowed

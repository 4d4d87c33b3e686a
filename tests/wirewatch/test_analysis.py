"""Words are those of Lucene's StandardTokenizer, and their spans are exact."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirewatch.analysis import MAX_WORD, Token, analyse, lower


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" .,;-()[]'\"“” ", []),
        ("Two-way talks", ["two", "way", "talks"]),
        ("can't won\u2019t O'Neil's", ["can't", "won\u2019t", "o'neil's"]),
        ("rock 'n' roll's'", ["rock", "n", "roll's"]),
        ("8.9 1,000.50 10:30 3/4 5% $1billion", ["8.9", "1,000.50", "10", "30", "3", "4", "5", "1billion"]),
        ("U.S. N.C and e.g.", ["u.s", "n.c", "and", "e.g"]),
        ("a:b http://x.org/a_b?c=d", ["a:b", "http", "x.org", "a_b", "c", "d"]),
        ("foo_bar _x __ _", ["foo_bar", "_x"]),
        ("me@example.com #tag @name C++", ["me", "example.com", "tag", "name", "c"]),
        ("½ x² ①", ["x"]),
        ("ЁЛКИ-палки", ["ёлки", "палки"]),
        ("ΟΔΟΣ οδός", ["οδοσ", "οδός"]),
        ("İstanbul ISPARTA", ["istanbul", "isparta"]),
        ("naïve nai\u0308ve", ["naïve", "nai\u0308ve"]),
        ("日本語 ひら カタカナ", ["日", "本", "語", "ひ", "ら", "カタカナ"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("สวัสดีครับ ไทย123ไทย", ["สวัสดีครับ", "ไทย", "123", "ไทย"]),
        ("ສະບາຍດີ မြန်မာ ភាសាខ្មែរ", ["ສະບາຍດີ", "မြန်မာ", "ភាសាខ្មែរ"]),
        ("قال الرئيس: ١٢٣", ["قال", "الرئيس", "١٢٣"]),
        ('צה"ל אמר', ['צה"ל', "אמר"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("ok👍🏽👨‍👩‍👧🇷🇺 ©", ["ok", "👍🏽", "👨‍👩‍👧", "🇷🇺", "©"]),
        ("soft\u00adhyphen zero\u200bwidth", ["soft\u00adhyphen", "zero", "width"]),
        ("lone\ud800surrogate a\x00b", ["lone", "surrogate", "a", "b"]),
        ("no\u00a0break thin\u202fspace", ["no", "break", "thin\u202fspace"]),
    ],
)
def test_analyse_cuts_words_as_lucene_does(text: str, words: list[str]) -> None:
    assert [token.text for token in analyse(text)] == words


def test_analyse_cuts_words_longer_than_lucene_keeps() -> None:
    found = analyse("x" * (2 * MAX_WORD + 10) + " y")

    assert [len(token.text) for token in found] == [MAX_WORD, MAX_WORD, 10, 1]
    assert found[1][:2] == (MAX_WORD, 2 * MAX_WORD)


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=200)
def test_analyse_gives_spans_that_are_the_words(text: str) -> None:
    found = analyse(text)

    assert [lower(text[token.start : token.end]) for token in found] == [token.text for token in found]
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.text(alphabet="aA'.:-_é8,ςΣ日ไ👍", max_size=8), max_size=6))
@settings(deadline=None, max_examples=100)
def test_analyse_never_joins_across_a_blank(pieces: list[str]) -> None:
    apart = [token.text for piece in pieces for token in analyse(piece)]

    assert [token.text for token in analyse(" ".join(pieces))] == apart


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=100)
def test_lower_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.shared
def test_analyse_gives_exact_spans_over_the_corpus(shared: Path) -> None:
    words = 0
    for file in sorted((shared / "polnear/dev/text").iterdir())[:20]:
        text = file.read_text(encoding="utf-8")
        for token in analyse(text):
            assert lower(text[token.start : token.end]) == token.text
            words += 1

    assert words > 5000


@pytest.mark.parametrize(
    "make", [lambda n: "a" * n, lambda n: "a'" * n, lambda n: "ไ" * n, lambda n: "\u0301" * n]
)
def test_analyse_takes_long_runs_without_blanks(make: Callable[[int], str]) -> None:
    found = analyse(make(100_000))

    assert all(isinstance(token, Token) and len(token.text) <= MAX_WORD for token in found)

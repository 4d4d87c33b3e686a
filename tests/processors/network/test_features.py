import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from processors.network.features import CLEAN, COUNTED, CROWD, HASHED, following, stem, tokens

BLANK = spacy.blank("en")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("claims", "claim"),
        ("claimed", "claim"),
        ("claiming", "claim"),
        ("denies", "deny"),
        ("reportedly", "report"),
        ("said", "said"),
        ("is", "is"),
        ("accuse", "accus"),
        ("accusing", "accus"),
    ],
)
def test_features_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text(max_size=200))
def test_features_of_any_text_are_rows_of_their_tables(text: str) -> None:
    doc = BLANK(text.replace("\ud800", ""))
    table = tokens(doc)
    rows = {**HASHED, **COUNTED}
    assert set(table.ids) == set(rows)
    for name, values in table.ids.items():
        assert len(values) == len(table)
        assert ((values >= 0) & (values < rows[name])).all()
    assert [doc.text[a:b] for a, b in zip(table.start, table.end, strict=True)] == [
        doc[int(at)].text for at in table.word
    ]


def test_features_hide_no_known_word() -> None:
    table = tokens(BLANK("The minister said so."))
    assert all((table.ids[name] > 0).all() for name in HASHED)


def test_features_follow_whom_they_are_told() -> None:
    table = tokens(BLANK("The minister said so."))
    assert set(table.ids["convention"].tolist()) == {CLEAN}
    assert set(following(table, CROWD).ids["convention"].tolist()) == {CROWD}
    assert np.array_equal(following(table, CROWD).ids["lower"], table.ids["lower"])

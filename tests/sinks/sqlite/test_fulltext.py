"""The full-text index cuts words as the query language does, and has its fields as columns."""

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinks.sqlite import fulltext
from sinks.sqlite.store import Store
from wirewatch.analysis import analyse
from wirewatch.query.fields import BY_INDEX, Index


@pytest.fixture(scope="module")
def words() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    fulltext.register_tokenizer(db)
    db.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'wirewatch', content = '')")
    db.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, instance)")
    return db


TEXTS = [
    "Peskov said: \u201cWe can't\u201d \u2014 8.9% of it.",
    "Ελλάς ΟΔΥΣΣΕΥΣ İstanbul Straße",
    "東京で会議 ภาษาไทย 한국어",
    "👩‍👩‍👧 🇩🇪 e-mail a:b \x00 nul",
    "x" * 600,
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_fulltext_has_exactly_the_words_of_the_analysis(words: apsw.Connection, text: str) -> None:
    tokenize = words.fts5_tokenizer("wirewatch", [])
    encoded = text.encode()

    found = tokenize(encoded, apsw.FTS5_TOKENIZE_DOCUMENT, None)

    expected = [
        (len(text[:start].encode()), len(text[:end].encode()), word) for start, end, word in analyse(text)
    ]
    assert [(start, end, *terms) for start, end, *terms in found] == expected


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_fulltext_keeps_the_words_of_any_text_in_order(words: apsw.Connection, text: str) -> None:
    words.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
    words.execute("INSERT INTO texts (rowid, text) VALUES (1, ?)", (text,))

    found = words.execute('SELECT term FROM vocabulary ORDER BY "offset"').fetchall()

    assert [term for (term,) in found] == [token.text for token in analyse(text)]


@pytest.mark.parametrize(
    ("table", "columns", "index"),
    [
        ("article_text", tuple(fulltext.ARTICLE), "articles"),
        ("statement_text", tuple(fulltext.STATEMENT), "statements"),
        ("alert_text", fulltext.ALERT, "alerts"),
    ],
)
def test_fulltext_columns_are_fields_of_the_query_language(
    store: Store, table: str, columns: tuple[str, ...], index: Index
) -> None:
    made = tuple(row[1] for row in store._db.execute(f"PRAGMA table_info ({table})"))

    assert made == columns
    assert set(columns) <= set(BY_INDEX[index])
    assert set(fulltext.OF_THE_WIRE) <= set(fulltext.ARTICLE) & set(BY_INDEX["statements"])

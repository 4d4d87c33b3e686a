"""What FTS5 finds is never less than what the query means."""

from collections.abc import Callable, Iterator

import apsw
import apsw.fts5
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirewatch.analysis import Token, analyse
from wirewatch.errors import QueryError
from wirewatch.query.documents import Document
from wirewatch.query.fts import to_fts
from wirewatch.query.match import match
from wirewatch.query.syntax import parse
from wirewatch.records import Article

COLUMNS = ("headline", "body")


@apsw.fts5.StringTokenizer
def tokenizer(_db: apsw.Connection, _args: list[str]) -> Callable[[str, int, str | None], Iterator[Token]]:
    def tokenize(text: str, _flags: int, _locale: str | None) -> Iterator[Token]:
        yield from analyse(text)

    return tokenize


@pytest.fixture(scope="module")
def index() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    db.register_fts5_tokenizer("words", tokenizer)
    db.execute("CREATE VIRTUAL TABLE articles USING fts5(headline, body, tokenize='words')")
    db.execute("CREATE VIRTUAL TABLE keywords USING fts5(uri, tokenize='words')")
    return db


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("May", '{headline body} : ("may")'),
        ("headline:May", '{headline} : ("may")'),
        ('"Theresa May"', '{headline body} : ("theresa" + "may")'),
        ('"Theresa May"~3', '{headline body} : ("theresa" AND "may")'),
        ("can't*", '{headline body} : ("can\'t" *)'),
        ("NEAR", '{headline body} : ("near")'),
        ("body:a AND body:b AND NOT body:c", '({body} : ("a")) AND ({body} : ("b"))'),
        ("body:a body:b", '({body} : ("a")) OR ({body} : ("b"))'),
        ("body:a AND official:x", '({body} : ("a"))'),
        ("body:a OR official:x", None),
        ("body:a OR NOT body:b", '({body} : ("a"))'),
        ("NOT a", None),
        ("*", None),
        ("urgency:1", None),
        ("_*", None),
    ],
)
def test_to_fts_asks_for_what_must_be_there(query: str, expression: str | None) -> None:
    assert to_fts(parse(query, index="articles"), COLUMNS) == expression


WORDS = [
    "a",
    "ab",
    "can't",
    "two-way",
    "8.9",
    "_a",
    "ΟΔΟΣ",
    "İ",
    "日本",
    "ไทย",
    "👍",
    "a:b",
    "NOT",
    "x_y",
    'q"r',
    "*",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
LEAF = st.one_of(
    st.sampled_from(WORDS).map(lambda word: '"' + word.replace('"', '\\"') + ' a"'),
    st.lists(st.sampled_from(["a", "ab", "8.9", "two-way", "ไทย"]), min_size=1, max_size=3).map(
        lambda words: f'"{" ".join(words)}"~2'
    ),
    st.sampled_from(["a", "ab", "can't", "two-way", "8.9", "_a", "οδοσ", "日本", "ไทย", "👍", "a\\:b"]),
    st.sampled_from(
        ["a*", "can*", "can'*", "8*", "8.*", "_*", "ไ*", "日*", "two-*", "x_*", "i*", "headline:a", "*"]
    ),
)
QUERIES = st.recursive(
    LEAF,
    lambda inner: st.lists(
        st.tuples(st.sampled_from(["", "AND ", "OR ", "NOT ", "AND NOT "]), inner), min_size=1
    ).map(
        lambda parts: "(" + " ".join((sign if n else "") + part for n, (sign, part) in enumerate(parts)) + ")"
    ),
    max_leaves=6,
)


@given(query=QUERIES, headline=TEXTS, body=TEXTS)
@settings(deadline=None, max_examples=300)
def test_to_fts_finds_whatever_matches(index: apsw.Connection, query: str, headline: str, body: str) -> None:
    read = parse(query, index="articles")
    expression = to_fts(read, COLUMNS)
    index.execute("DELETE FROM articles")
    index.execute("INSERT INTO articles VALUES (?, ?)", (headline, body))
    found = expression is None or bool(list(index.execute("SELECT 1 FROM articles(?)", (expression,))))

    if match(read, Document(Article(uri="u", headline=headline, body=body))) is not None:
        assert found


@pytest.mark.parametrize("uri", ["urn:Example:1-2", "--", "https://example.org/a_b?c=d", "1", "'x"])
@pytest.mark.parametrize("query", ["{}", "{}*", "{}\\-*"])
def test_to_fts_finds_keywords(index: apsw.Connection, uri: str, query: str) -> None:
    index.execute("DELETE FROM keywords")
    index.execute("INSERT INTO keywords VALUES (?)", (uri,))
    for end in range(1, len(uri) + 1):
        written = "".join("\\" + char for char in uri[:end])
        read = parse("uri:" + query.format(written), index="articles")
        expression = to_fts(read, ("uri",))
        found = expression is None or bool(list(index.execute("SELECT 1 FROM keywords(?)", (expression,))))
        assert found or match(read, Document(Article(uri=uri, body=""))) is None


@pytest.mark.parametrize("joint", [" ", " AND ", " OR "])
def test_to_fts_of_the_largest_query_is_understood(index: apsw.Connection, joint: str) -> None:
    expression = to_fts(parse(joint.join(f"w{n}" for n in range(1000)), index="articles"), COLUMNS)
    nested = to_fts(parse("(" * 49 + "a AND b" + ") c) AND d" * 24 + ")", index="articles"), COLUMNS)

    assert list(index.execute("SELECT 1 FROM articles(?)", (expression,))) == []
    assert list(index.execute("SELECT 1 FROM articles(?)", (nested,))) == []


@given(st.text(alphabet="ab\"*^(){}:+-~\\ ANDORNEAR\x00'é", max_size=30))
@settings(deadline=None, max_examples=300)
def test_to_fts_lets_nothing_of_the_query_through(index: apsw.Connection, query: str) -> None:
    try:
        expression = to_fts(parse(query, index="articles"), COLUMNS)
    except QueryError:
        return

    if expression is not None:
        list(index.execute("SELECT 1 FROM articles(?)", (expression,)))

"""What a query is read as, and what is refused, with the column."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirewatch.errors import QueryError
from wirewatch.query.fields import Index
from wirewatch.query.syntax import parse
from wirewatch.query.tree import Everything, Group, Node, Phrase, Prefix, Range, Term


def shown(node: Node) -> str:
    """The tree as Lucene's Query.toString() shows it: +required optional -prohibited."""
    match node:
        case Everything():
            return "*:*"
        case Term():
            return node.word
        case Prefix():
            return f"{node.start}*"
        case Phrase():
            return f'"{" ".join(node.words)}"' + (f"~{node.slop}" if node.slop else "")
        case Range():
            return f"{'[' if node.low_in else '{'}{node.low} TO {node.high}{']' if node.high_in else '}'}"
        case Group():
            signs = {"+": node.required, "": node.optional, "-": node.prohibited}
            return "(" + " ".join(sign + shown(each) for sign, nodes in signs.items() for each in nodes) + ")"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("Peskov", "peskov"),
        ("a b", "(a b)"),
        ("a OR b", "(a b)"),
        ("a || b", "(a b)"),
        ("a AND b", "(+a +b)"),
        ("a && b", "(+a +b)"),
        ("a AND b OR c", "(+a +b c)"),
        ("a OR b AND c", "(+b +c a)"),
        ("a b AND c", "(+b +c a)"),
        ("a OR NOT b", "(a -b)"),
        ("a AND NOT b", "(+a -b)"),
        ("a NOT b", "(a -b)"),
        ("a AND -b", "(+a -b)"),
        ("NOT a AND b", "(+b -a)"),
        ("a !b", "(a -b)"),
        ("+a -b c", "(+a c -b)"),
        ("-a", "(-a)"),
        ("NOT (a OR b)", "(-(a b))"),
        ("a and not b", "(a and not b)"),
        ("(a)", "a"),
        ("((a OR b)) AND c", "(+(a b) +c)"),
        ('"New York"', '"new york"'),
        ('"York"', "york"),
        ('"near by"~5', '"near by"~5'),
        ('"near by" ~5', '"near by"~5'),
        ('"say \\"no\\" now"', '"say no now"'),
        ("Prefix*", "prefix*"),
        ("e-ma*", "e-ma*"),
        ("two-way AND c", "(+(two way) +c)"),
        ("can't 8.9", "(can't 8.9)"),
        ("a\\:b \\(x\\) \\u0041x", "(a:b x ax)"),
        ("wait\\*", "wait"),
        ("a\u3000b\tc\r\nd", "(a b c d)"),
        ("*", "*:*"),
        ("*:* AND NOT a", "(+*:* -a)"),
        ("👍", "👍"),
    ],
)
def test_parse_makes_lucenes_clauses(query: str, tree: str) -> None:
    assert shown(parse(query).root) == tree


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:peskov", Term(fields=("speaker",), word="peskov", at=(0, 14))),
        ("speaker: peskov", Term(fields=("speaker",), word="peskov", at=(0, 15))),
        ('speaker:"Dmitry Peskov"', Phrase(fields=("speaker",), words=("dmitry", "peskov"), at=(0, 23))),
        ("official:Dmitry-Peskov", Term(fields=("official",), word="dmitry-peskov", at=(0, 22))),
        ('official:"Dmitry Peskov"', Term(fields=("official",), word="dmitry peskov", at=(0, 24))),
        ("official:dm*", Prefix(fields=("official",), start="dm", at=(0, 12))),
        ("headline:(a)", Term(fields=("headline",), word="a", at=(0, 12))),
        ("confidence:0.5", Range(field="confidence", low=0.5, high=0.5, at=(0, 14))),
        ("confidence:[0.5 TO 1}", Range(field="confidence", low=0.5, high=1, high_in=False, at=(0, 21))),
        ("confidence:>0.5", Range(field="confidence", low=0.5, high=float("inf"), low_in=False, at=(0, 15))),
        ("confidence:<=0.5", Range(field="confidence", low=float("-inf"), high=0.5, at=(0, 16))),
        ("urgency:[ 1 TO * ]", Range(field="urgency", low=1, high=float("inf"), at=(0, 18))),
    ],
)
def test_parse_reads_fields(query: str, expected: Node) -> None:
    assert parse(query).root == expected


def test_parse_looks_for_words_without_a_field_where_the_index_says() -> None:
    assert parse("a", index="statements").root == Term(fields=("text",), word="a", at=(0, 1))
    assert parse("a", index="articles").root == Term(fields=("headline", "body"), word="a", at=(0, 1))


@pytest.mark.parametrize(
    ("query", "column", "reason"),
    [
        ("", 1, "no words"),
        ("  ", 3, "no words"),
        ("a ()", 4, "no words"),
        ("(a", 1, "not closed"),
        ("a)", 2, "closes nothing"),
        ('a "b c', 3, "not closed"),
        ("AND a", 1, "nothing stands before AND"),
        ("a AND", 3, "nothing follows AND"),
        ("a AND OR b", 3, "nothing follows AND"),
        ("(a OR)", 4, "nothing follows OR"),
        ("NOT", 1, "follows NOT"),
        ("NOT NOT a", 1, "follows NOT"),
        ("a ! b", 3, "right before a word"),
        ("a - b", 3, "right before a word"),
        ("roam~", 5, "spelt"),
        ("roam~2", 5, "spelt"),
        ("(a b)~2", 6, "spelt"),
        ("ro?m", 3, "only one *"),
        ("ro*m", 3, "only one *"),
        ("*oam", 1, "only one *"),
        ("roam**", 5, "only one *"),
        ("a b^2", 4, "boosts"),
        ("a /b.c/", 3, "regular expressions"),
        ("and/or", 4, "quotation marks"),
        ("a\\", 2, "backslash"),
        ('a "..."', 3, "no letter or digit"),
        ("a ...", 3, "no letter or digit"),
        ("“New York”", 1, "straight quotation marks"),
        ('"a b"~', 6, "how near"),
        ('"a b"~x', 6, "how near"),
        ('"a b"~2.5', 6, "how near"),
        ('"a b"~99999', 6, "how near"),
        ("a hedline:b", 3, "did you mean 'headline'"),
        ("xyzzy:b", 1, "there are text,"),
        ("a AND :b", 7, "name of a field"),
        ("a :b", 1, "no field 'a'"),
        ('"a b":c', 6, "name of a field"),
        ("text:", 6, "missing"),
        ("text:-a", 6, "missing"),
        ("text:*", 1, "in no field"),
        ("*:a", 1, "only for"),
        ("watch:x", 1, "statements have no field"),
        ("[a TO b]", 1, "numbers and dates"),
        ("text:[a TO b]", 1, "numbers and dates"),
        ("text:>5", 1, "numbers and dates"),
        ("confidence:[0 TO", 12, "low TO high"),
        ("confidence:{0 1}", 12, "low TO high"),
        ("confidence:x", 1, "not a number"),
        ("confidence:nan", 1, "not a number"),
        ("confidence:0*", 1, "write a range"),
        ('manner:"direct"~2', 16, "phrases of words"),
        ("versioncreated:2023-13", 1, "calendar"),
        ("versioncreated:[now-1d TO *]", 1, "not a date"),
        ("a" * 10_001, 10_001, "longer than"),
        ("(" * 51 + "a" + ")" * 51, 51, "parentheses"),
        ("a " * 1025, 2049, "more than 1024 words"),
    ],
)
def test_parse_refuses_with_the_column(query: str, column: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        parse(query)

    assert caught.value.column == column


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("a AND\n(b", "line 2, column 1: this ( is not closed"),
        ("a AND\r\n\n  b^2", "line 3, column 4: boosts"),
        ("a\nb\n", None),
        ("(a\nb", "column 1: this ( is not closed"),
        ("a\n" * 6_000, "line 5001, column 1: longer than"),
    ],
)
def test_parse_says_on_which_line_of_a_long_query(query: str, place: str | None) -> None:
    if place is None:
        assert shown(parse(query).root) == "(a b)"
        return
    with pytest.raises(QueryError) as caught:
        parse(query)

    assert str(caught.value).startswith(place)


def test_parse_takes_queries_up_to_the_limits() -> None:
    assert parse("(" * 50 + "a" + ")" * 50)
    assert parse(" ".join(["a"] * 1024))


PIECES = [
    *(
        "a",
        "Two-way",
        '"',
        '"b c"',
        "~",
        "~5",
        "*",
        "?",
        "AND",
        "OR",
        "NOT",
        "+",
        "-",
        "!",
        "&&",
        "||",
        "(",
        ")",
    ),
    *(
        ":",
        "speaker:",
        "confidence:",
        "versioncreated:",
        "[1 TO 2]",
        "{2023 TO *}",
        "[",
        "]",
        "{",
        "}",
        "TO",
        "^",
        "/",
    ),
    *("\\", " ", "\n", "\u3000", "é", "日", "👍", "\ud800", "\x00", "2023-07-11T10:00Z", ">=0.5", "'", "."),
]


@pytest.mark.parametrize("index", ["statements", "articles", "alerts"])
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30))
@settings(deadline=None, max_examples=300)
def test_parse_reads_or_refuses_whatever_comes(index: Index, pieces: list[str]) -> None:
    query = "".join(pieces)
    try:
        root = parse(query, index=index).root
    except QueryError as error:
        assert error.column is not None  # noqa: PT017  either outcome is fine
        assert 1 <= error.column <= len(query) + 1  # noqa: PT017
    else:
        assert 0 <= root.at[0] < root.at[1] <= len(query)


@pytest.mark.parametrize(
    "piece", ["(", ")", '"', "\\", "[", "~", "a\\", '"\\', "*", "a:", "+", "NOT ", "[1 TO ", " "]
)
def test_parse_takes_no_longer_for_hostile_queries(piece: str) -> None:
    with pytest.raises(QueryError):
        parse((piece * 10_000)[:10_000])

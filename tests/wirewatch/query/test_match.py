"""What a query means, and the clauses and spans that show it."""

from datetime import UTC, datetime

import pytest

from wirewatch.query.documents import Document
from wirewatch.query.match import match
from wirewatch.query.syntax import parse
from wirewatch.records import (
    Actor,
    Alert,
    Annotated,
    Article,
    IndexedStatement,
    Span,
    Speaker,
    Statement,
    Subject,
)

BODY = (
    "Britain won't leave the single market. \u201cWe will,\u201d the minister said, \u201cstay.\u201d "
    "E-mail two-way talks cost 8.9 billion."
)


def span(text: str) -> Span:
    start = BODY.index(text)
    return (start, start + len(text))


ACTOR = Actor(id="a2", name="Philip", kind="person")
STATEMENT = Statement(
    id="s1",
    line="l1",
    manner="direct",
    act="said",
    source=(span("the minister"),),
    cue=(span("said"),),
    content=(span("We will,"), span("stay.")),
    text="We will, stay.",
    context="\u201cWe will,\u201d the minister said, \u201cstay.\u201d",
    speakers=(Speaker(actor="a1", name="Theresa May", official="theresa-may"),),
    confidence=0.75,
)
FLAT = IndexedStatement(
    **{
        name: getattr(STATEMENT, name)
        for name in IndexedStatement.__struct_fields__
        if hasattr(STATEMENT, name)
    },
    state="current",
    speaker=("Theresa May",),
    official=("theresa-may",),
    uri="urn:1",
    version=None,
    versioncreated=None,
    headline="Brexit vote",
    link=None,
    indexed=datetime(2019, 2, 11, tzinfo=UTC),
)
ARTICLE = Article(uri="urn:1", body=BODY, headline="Brexit vote")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("britain", True),
        ("BRITAIN", True),
        ("france", False),
        ("france britain", True),
        ("france AND britain", False),
        ("market AND britain", True),
        ("market AND NOT britain", False),
        ("market NOT france", True),
        ("market OR NOT britain", False),
        ("france OR NOT spain", False),
        ("france OR (NOT spain)", True),
        ("NOT france", True),
        ("NOT britain", False),
        ("NOT france AND NOT britain", False),
        ("market AND (NOT france)", True),
        ("+market france", True),
        ("+france market", False),
        ("market AND france OR britain", False),
        ("market OR france AND britain", False),
        ("(market AND france) OR britain", True),
        ("*", True),
        ("*:* -market", False),
        ("mark*", True),
        ("MARK*", True),
        ("market*", True),
        ("markets*", False),
        ("e-m*", False),
        ("8.*", True),
        ("8", False),
        ("8.9", True),
        ("won't", True),
        ("won", False),
        ("e-mail", True),
        ("e-commerce", True),
        ('"e-commerce"', False),
        ('"e-mail"', True),
        ('"Single Market"', True),
        ('"market single"', False),
        ('"market single"~1', False),
        ('"market single"~2', True),
        ('"leave market"', False),
        ('"leave market"~1', False),
        ('"leave market"~2', True),
        ('"britain market"~4', True),
        ('"britain market"~3', False),
        ('"market britain"~6', True),
        ('"market britain"~5', False),
        ('"the single the"~9', True),
        ('"single single"~9', False),
        ('"market we will the"', True),
        ("headline:brexit", True),
        ("headline:britain", False),
        ("brexit", True),
        ('"britain brexit"~50', False),
        ("headline:brexit AND body:market", True),
        ("headline:(brexit AND vote)", True),
        ("language:EN", True),
        ("language:e*", True),
        ("subject:politics", True),
        ('subject:"politics medtop"~50', False),
        ("infosource:press", True),
        ("official:Theresa-May", True),
        ("official:theresa", False),
        ("speaker:may", True),
        ("versioncreated:2019", True),
        ("versioncreated:2019-03", False),
        ("versioncreated:[2019-02-10 TO 2019-02-11]", True),
        ("versioncreated:[2019-02-10 TO 2019-02-11}", False),
        ("versioncreated:{2019-02-11 TO *]", False),
        ("versioncreated:{2019-02-10 TO *]", True),
        ("versioncreated:<2019-02-11", False),
        ("versioncreated:>=2019-02-11T08", True),
        ("firstcreated:[* TO *]", False),
        ("urgency:[1 TO 3]", True),
        ("urgency:{3 TO 9]", False),
    ],
)
def test_match_of_articles(query: str, *, expected: bool) -> None:
    article = Annotated(
        uri="urn:1",
        body=BODY,
        headline="Brexit vote",
        language="en",
        infosource="Wire Press",
        urgency=3,
        versioncreated=datetime(2019, 2, 11, 8, 30, tzinfo=UTC),
        subject=(Subject(code="medtop:11000000", name="politics"),),
        actors=(Actor(id="a1", name="Theresa May", kind="person", official="theresa-may"), ACTOR),
        statements=(STATEMENT,),
    )
    found = match(parse(query, index="articles"), Document(article))

    assert (found is not None) is expected


@pytest.mark.parametrize("statement", [STATEMENT, FLAT])
@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("stay", ["stay"]),
        ("market", None),
        ("body:market", ["market"]),
        ("st* AND we", ["stay", "We"]),
        ("source:minister", ["minister"]),
        ("context:minister", []),
        ("speaker:may AND manner:direct AND act:said", []),
        ("manner:indirect", None),
        ("confidence:>0.7", []),
        ("confidence:[0 TO 0.75}", None),
        ("headline:brexit stay", ["stay"]),
        ('"will stay"', ["will,\u201d the minister said, \u201cstay"]),
        ("stay AND NOT market", ["stay"]),
    ],
)
def test_match_of_statements_gives_spans_in_the_body(
    query: str, spans: list[str] | None, statement: Statement | IndexedStatement
) -> None:
    why = match(parse(query), Document(ARTICLE, statement))
    shown = None if why is None else [BODY[start:end] for clause in why for start, end in clause.spans]

    assert shown == spans


def test_match_of_alerts_asks_for_the_alert_its_statement_and_its_article() -> None:
    alert = Alert(
        id="x",
        watch="brexit",
        official=None,
        line=None,
        statement="s1",
        uri="urn:1",
        version=None,
        fired=datetime(2019, 2, 12, tzinfo=UTC),
    )
    query = parse(
        "watch:brexit AND state:open AND fired:2019-02-12 AND copies:1 AND stay AND vote", index="alerts"
    )

    assert match(query, Document(ARTICLE, STATEMENT, alert))
    assert not match(query, Document(ARTICLE, None, alert))


def test_match_says_which_clauses_held_in_the_order_of_the_query() -> None:
    query = parse('market france NOT (spain OR italy) AND (tw* OR "single market" OR x)', index="articles")
    why = match(query, Document(ARTICLE))

    assert why is not None
    assert [clause.clause for clause in why] == ["market", "NOT (spain OR italy)", "tw*", '"single market"']
    assert [BODY[start:end] for clause in why for start, end in clause.spans] == [
        "market",
        "two",
        "single market",
    ]


def test_match_gives_every_place_of_a_near_phrase() -> None:
    article = Article(uri="u", body="one two. two one! one x two? one y z two")
    why = match(parse('"one two"~2', index="articles"), Document(article))

    assert why is not None
    shown = [article.body[start:end] for start, end in why[0].spans]
    assert shown == ["one two", "two one", "one! one x two", "one x two", "two? one", "one y z two"]


def test_match_does_not_trust_the_spans_of_another_revision() -> None:
    why = match(parse("stay"), Document(Article(uri="urn:1", body="Corrected."), STATEMENT))

    assert why is not None
    assert why[0].spans == ()


@pytest.mark.parametrize("query", ['"a b"~10000', '"b a a"~9', '"a a a c"~9999', "a* AND NOT b*", '"a c"'])
def test_match_takes_long_articles(query: str) -> None:
    body = "a " * 30_000 + "x " * 20_000 + "b " * 30_000

    match(parse(query, index="articles"), Document(Article(uri="u", body=body)))

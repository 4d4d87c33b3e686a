"""A search finds what the query means, newest first, in statements, articles and alerts."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wirewatch.errors import QueryError
from wirewatch.query.documents import Document
from wirewatch.query.fields import Index
from wirewatch.query.match import holds
from wirewatch.query.syntax import parse
from wirewatch.records import Actor, Subject

if TYPE_CHECKING:
    from tests.sinks.sqlite.conftest import MakeStory, Newsroom


def day(number: int) -> datetime:
    return datetime(2026, 2, number, tzinfo=UTC)


@pytest.fixture
def archive(newsroom: "Newsroom", make_story: "MakeStory") -> "Newsroom":
    """Three articles: a war and a peace of the 3rd, a war of the 1st, and one undated."""
    peskov = Actor(id="p", name="Dmitry Peskov", kind="person", official="dmitry-peskov")
    newsroom.send(
        make_story(
            "a war on NATO's border",
            "a peace",
            uri="urn:b",
            version="1",
            versioncreated=day(3),
            headline="Kremlin talks",
            subject=(Subject(code="medtop:16000000", name="conflict"),),
            actors=(peskov,),
        ),
        make_story(
            "the old war", uri="urn:a", versioncreated=day(1), headline="History", official="other-person"
        ),
        make_story("an e-mail", uri="urn:c", headline="War of the e-mails"),
    )
    return newsroom


def texts(newsroom: "Newsroom", query: str, **options: Any) -> list[str]:
    return [found.text for found in newsroom.store.search(query, kind="statements", **options)]


def uris(newsroom: "Newsroom", query: str, **options: Any) -> list[str]:
    return [found.uri for found in newsroom.store.search(query, kind="articles", **options)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("war", ["a war on NATO's border", "the old war"]),
        ("WAR AND old", ["the old war"]),
        ("war NOT old", ["a war on NATO's border"]),
        ("NOT war", ["an e-mail", "a peace"]),
        ('"old war"', ["the old war"]),
        ('"war old"~3', ["the old war"]),
        ("bord*", ["a war on NATO's border"]),
        ("nato's", ["a war on NATO's border"]),
        ("speaker:dmitry old", ["an e-mail", "a war on NATO's border", "a peace", "the old war"]),
        ("official:other-person", ["the old war"]),
        ("official:other", []),
        ("source:peskov AND war", ["a war on NATO's border", "the old war"]),
        ("headline:kremlin", ["a war on NATO's border", "a peace"]),
        ("body:peace AND war", ["a war on NATO's border"]),
        ("subject:conflict", ["a war on NATO's border", "a peace"]),
        ('uri:"urn:c"', ["an e-mail"]),
        ("versioncreated:[2026-02-01 TO 2026-02-02]", ["the old war"]),
        ("versioncreated:>=2026-02-02", ["a war on NATO's border", "a peace"]),
        ("war AND versioncreated:<2026-02-02", ["the old war"]),
        ("confidence:<0.5", []),
        ("manner:direct AND mail", ["an e-mail"]),
        ("*", ["an e-mail", "a war on NATO's border", "a peace", "the old war"]),
    ],
)  # fmt: skip
def test_search_finds_statements(archive: "Newsroom", query: str, expected: list[str]) -> None:
    assert sorted(texts(archive, query)) == sorted(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("war", ["urn:c", "urn:b", "urn:a"]),
        ("headline:war", ["urn:c"]),
        ("official:dmitry-peskov", ["urn:b"]),
        ("speaker:peskov AND history", ["urn:a"]),
        ('subject:"medtop:16000000"', ["urn:b"]),
        ('"said a peace"', ["urn:b"]),
        ("nothing", []),
    ],
)
def test_search_finds_articles_newest_first(archive: "Newsroom", query: str, expected: list[str]) -> None:
    assert uris(archive, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nato*", ["urn:b"]),
        ("history", ["urn:a"]),
        ("watch:war", ["urn:b", "urn:a"]),
        ("official:other-person AND state:open", ["urn:a"]),
        ("state:retracted", []),
        ("body:peace", ["urn:b"]),
        ("copies:[2 TO *]", []),
    ],
)
def test_search_finds_alerts(archive: "Newsroom", query: str, expected: list[str]) -> None:
    assert sorted(found.uri for found in archive.store.search(query, kind="alerts")) == sorted(expected)


def test_search_gives_alerts_with_what_was_said(archive: "Newsroom") -> None:
    (found,) = archive.store.search("nato*", kind="alerts")

    assert (found.text, found.speaker) == ("a war on NATO's border", ("Dmitry Peskov",))
    assert (found.headline, found.watch, found.why[0].clause) == ("Kremlin talks", "war", "war")


def test_search_gives_the_newest_up_to_the_limit(archive: "Newsroom") -> None:
    assert uris(archive, "war", limit=2) == ["urn:c", "urn:b"]
    assert len(texts(archive, "*", limit=3)) == 3


def test_search_follows_a_correction(archive: "Newsroom", make_story: "MakeStory") -> None:
    archive.send(make_story("a truce", uri="urn:b", version="2", versioncreated=day(4), headline="Truce"))

    assert uris(archive, "kremlin") == []
    assert uris(archive, "truce") == ["urn:b"]
    (gone,) = archive.store.search("border")
    assert (gone.state, gone.headline) == ("retracted", "Kremlin talks")
    assert set(texts(archive, "body:border")) == {"a war on NATO's border", "a peace"}
    assert [found.text for found in archive.store.search("state:retracted", kind="alerts")] == [gone.text]


def test_search_orders_what_has_no_date_by_its_receipt(archive: "Newsroom", make_story: "MakeStory") -> None:
    archive.now += timedelta(days=1)
    archive.send(make_story("a war again", uri="urn:d"))

    assert uris(archive, "war") == ["urn:d", "urn:c", "urn:b", "urn:a"]


@pytest.mark.parametrize("kind", ["statements", "articles", "alerts"])
@pytest.mark.parametrize("query", ["", "(", "nofield:x", "a~", "/re/", "half \ud83d character", "x" * 20_000])
def test_search_refuses_a_wrong_query_at_once(archive: "Newsroom", kind: Index, query: str) -> None:
    with pytest.raises(QueryError):
        archive.store.search(query, kind=kind)


@pytest.mark.parametrize(
    "query",
    [
        'text:"x\\" OR body : war"', "war'; DROP TABLE log; --", "NEAR(war peace)", "{text} : war", "^war",
        '"*"', "text:*", "a-b* \\{", "rowid:1", 'uri:"!!!"', "official:-", "watch:'", "\x00", "AND", "war +",
        'headline:"\\""', "-war", "w*r", '"war*"', "\ud800", "(((((a)))))", "text:(war OR peace", "[1 TO 2]",
    ],
)  # fmt: skip
def test_search_withstands_what_people_type(archive: "Newsroom", query: str) -> None:
    for kind in ("statements", "articles", "alerts"):
        try:
            list(archive.store.search(query, kind=kind))
        except QueryError:
            continue
    assert archive.store.counts()["articles"] == 3


WORDS = st.sampled_from(
    ["war", "old", "peace", "e-mail", "mail", "kremlin", "NATO's", "bord*", "e*", '"old war"']
)


def queries(*fields: str) -> st.SearchStrategy[str]:
    clauses = st.builds("{}{}".format, st.sampled_from(["", *(f"{field}:" for field in fields)]), WORDS)
    operators = st.sampled_from(["AND", "OR", "NOT", "AND NOT"])
    return st.recursive(
        clauses, lambda inner: st.builds("({} {} {})".format, inner, operators, inner), max_leaves=4
    )


property_of_a_store = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@property_of_a_store
@given(query=queries("body", "headline", "speaker", "subject", "uri", "official"))
def test_search_finds_every_article_that_matches(archive: "Newsroom", query: str) -> None:
    articles = [archive.store.article(f"urn:{name}") for name in "abc"]
    read = parse(query, index="articles")

    expected = {each.uri for each in articles if each and holds(read.root, Document(each))}
    assert set(uris(archive, query)) == expected


@property_of_a_store
@given(
    query=queries("text", "context", "source", "body", "headline", "speaker", "subject", "uri", "official")
)
def test_search_finds_every_statement_that_matches(archive: "Newsroom", query: str) -> None:
    articles = [archive.store.article(f"urn:{name}") for name in "abc"]
    said = [Document(each, statement) for each in articles if each for statement in each.statements]
    read = parse(query, index="statements")

    expected = {each.statement.text for each in said if each.statement and holds(read.root, each)}
    assert set(texts(archive, query)) == expected

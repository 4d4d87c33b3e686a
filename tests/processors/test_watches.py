"""Which watches hold on an article, for whom, why, and the alerts that this raises."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.watches import compile_watches, matches, matching, raise_alerts, read_queries
from wirewatch.errors import ConfigError
from wirewatch.ids import alert_id
from wirewatch.query.documents import Document
from wirewatch.query.match import match
from wirewatch.query.syntax import parse
from wirewatch.records import Actor, Annotated, Official, PubStatus, Speaker, Statement, Watch, text_of

NOW = datetime(2026, 1, 2, tzinfo=UTC)
OFFICIALS = (
    Official(id="ada", name="Ada Byron", groups=("council", "harbour")),
    Official(id="bela", name="Bela Kiss", groups=("council",)),
    Official(id="cyr", name="Cyr Dove"),
)
BODY = (
    "The harbour will stay open, Ada Byron said on Monday. \u201cNobody will close it,\u201d she added. "
    "Bela Kiss believes the opposite. \u201cNobody asked us,\u201d a docker said."
)


def spans(*texts: str) -> tuple[tuple[int, int], ...]:
    return tuple((BODY.index(text), BODY.index(text) + len(text)) for text in texts)


def statement(name: str, source: str, content: str, official: str | None = None, **fields: Any) -> Statement:
    who = (Speaker(actor=f"actor-{official}", name=str(official), official=official),) if official else ()
    given = {"manner": "direct", "act": "said", "cue": (), "context": "", "confidence": 0.9}
    return Statement(
        id=name,
        line=f"line-{name}",
        source=spans(source),
        content=spans(content),
        text=text_of(BODY, spans(content)),
        speakers=who,
        **(given | fields),
    )


ARTICLE = Annotated(
    uri="urn:harbour",
    version="2",
    headline="Port dispute goes on",
    body=BODY,
    actors=(
        Actor(
            id="actor-ada",
            name="Ada Byron",
            kind="person",
            official="ada",
            mentions=spans("Ada Byron", "she"),
        ),
        Actor(id="actor-bela", name="Bela Kiss", kind="person", official="bela", mentions=spans("Bela Kiss")),
        Actor(id="docker", name="a docker", kind="person"),
    ),
    statements=(
        statement("s1", "Ada Byron", "The harbour will stay open", "ada", manner="indirect", confidence=0.6),
        statement("s2", "she", "Nobody will close it,", "ada"),
        statement("s3", "Bela Kiss", "the opposite", "bela", manner="indirect", act="believes"),
        statement("s4", "a docker", "Nobody asked us,"),
    ),
)


def found(**watch: Any) -> list[tuple[str | None, str | None]]:
    compiled = compile_watches((Watch(id="w", **watch),), OFFICIALS)
    return [(each.statement, each.official) for each in matches(ARTICLE, compiled)]


@pytest.mark.parametrize(
    ("watch", "expected"),
    [
        ({"officials": ("ada",)}, [("s1", "ada"), ("s2", "ada")]),
        ({"officials": ("cyr",)}, []),
        ({"groups": ("council",)}, [("s1", "ada"), ("s2", "ada"), ("s3", "bela")]),
        ({"officials": ("bela",), "groups": ("harbour",)}, [("s1", "ada"), ("s2", "ada"), ("s3", "bela")]),
        ({"query": "nobody"}, [("s2", "ada"), ("s4", None)]),
        ({"query": "nobody", "officials": ("ada", "bela")}, [("s2", "ada")]),
        ({"query": "harbour nobody", "manner": ("indirect",)}, [("s1", "ada")]),
        ({"officials": ("ada",), "manner": ("direct", "mixed")}, [("s2", "ada")]),
        ({"officials": ("ada",), "min_confidence": 0.7}, [("s2", "ada")]),
        ({"query": "dispute"}, []),
        ({"query": "headline:dispute AND speaker:bela"}, [("s3", "bela")]),
        ({"query": "official:ada AND NOT open"}, [("s2", "ada")]),
        ({"query": "act:believes"}, [("s3", "bela")]),
        ({"query": "body:docker AND source:docker"}, [("s4", None)]),
        ({"query": "NOT nobody"}, [("s1", "ada"), ("s3", "bela")]),
        ({"where": "mention", "officials": ("ada", "cyr")}, [(None, "ada")]),
        ({"where": "mention", "groups": ("council",)}, [(None, "ada"), (None, "bela")]),
        (
            {"where": "mention", "groups": ("council",), "query": "port AND monday"},
            [(None, "ada"), (None, "bela")],
        ),
        ({"where": "mention", "groups": ("council",), "query": "tuesday"}, []),
        ({"where": "article", "query": "port AND harbour"}, [(None, None)]),
        ({"where": "article", "query": "port AND bridge"}, []),
        ({"where": "article", "query": "port", "officials": ("bela",)}, [(None, "bela")]),
        ({"where": "article", "query": "port", "officials": ("cyr",)}, []),
        ({"where": "article", "groups": ("council",)}, [(None, "ada")]),
    ],
)
def test_matches_what_a_watch_asks_for(
    watch: dict[str, Any], expected: list[tuple[str | None, str | None]]
) -> None:
    assert found(**watch) == expected


def test_matches_say_why_with_the_characters_that_show_it() -> None:
    watch = Watch(id="w", groups=("council",), query='"will close"', manner=("direct",), min_confidence=0.5)
    (only,) = matches(ARTICLE, compile_watches((watch,), OFFICIALS))
    shown = [(clause.clause, [BODY[start:end] for start, end in clause.spans]) for clause in only.why]

    assert (only.watch, only.statement, only.line, only.official) == ("w", "s2", "line-s2", "ada")
    assert shown == [
        ("official:ada", ["she"]),
        ("manner:direct", []),
        ("confidence:>=0.5", []),
        ('"will close"', ["will close"]),
    ]


def test_matches_of_mentions_show_every_mention() -> None:
    watch = Watch(id="w", officials=("ada",), where="mention")
    (only,) = matches(ARTICLE, compile_watches((watch,), OFFICIALS))

    assert [BODY[start:end] for start, end in only.why[0].spans] == ["Ada Byron", "she"]


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_matches_nothing_in_what_may_not_be_used(status: PubStatus) -> None:
    article = Annotated(uri="u", body="harbour", pubstatus=status)

    assert not list(matches(article, compile_watches(read_queries("harbour"), ())))


def test_raise_alerts_names_each_by_watch_and_line() -> None:
    alerts = raise_alerts(ARTICLE, compile_watches((Watch(id="w", officials=("ada",)),), OFFICIALS), NOW)

    assert [alert.id for alert in alerts] == [alert_id("w", "line-s1"), alert_id("w", "line-s2")]
    assert [(alert.line, alert.statement, alert.official) for alert in alerts] == [
        ("line-s1", "s1", "ada"),
        ("line-s2", "s2", "ada"),
    ]
    assert {(alert.uri, alert.version, alert.fired, alert.state, alert.copies) for alert in alerts} == {
        ("urn:harbour", "2", NOW, "open", 1)
    }


def test_raise_alerts_once_for_a_line_that_comes_twice() -> None:
    again = statement("s5", "she", "Nobody will close it,", "ada")
    article = Annotated(uri="u", body=BODY, statements=(again, again))

    assert len(raise_alerts(article, compile_watches((Watch(id="w", query="nobody"),), ()), NOW)) == 1


def test_raise_alerts_once_for_an_article_that_mentions_several() -> None:
    watch = Watch(id="w", groups=("council",), where="mention")
    (alert,) = raise_alerts(ARTICLE, compile_watches((watch,), OFFICIALS), NOW)

    assert (alert.id, alert.official, alert.line) == (alert_id("w", "urn:harbour"), "ada", None)
    assert [clause.clause for clause in alert.why] == ["official:ada", "official:bela"]


def test_raise_alerts_of_an_embargoed_article_for_the_store_to_hold() -> None:
    article = Annotated(uri="u", body="harbour", embargoed=NOW + timedelta(minutes=1))

    assert len(raise_alerts(article, compile_watches(read_queries("harbour"), ()), NOW)) == 1


@pytest.mark.parametrize(
    ("watch", "reason"),
    [
        ({"officials": ("adda",)}, "watch 'w': no official 'adda'; did you mean 'ada'"),
        ({"groups": ("counsel",)}, "watch 'w': no official is in a group 'counsel'; did you mean 'council'"),
        ({"query": "a AND"}, "watch 'w': query: column 3: nothing follows AND"),
        ({"query": ""}, "watch 'w': query: column 1: no words"),
        ({"query": "manner:direct", "where": "article"}, "column 1: articles have no field 'manner'"),
        ({"query": "a", "where": "mention"}, "mention needs officials or groups"),
        (
            {"query": "a", "where": "article", "manner": ("direct",)},
            "manner, min_confidence and first_hand are of statements",
        ),
        ({}, "holds for everything"),
    ],
)
def test_compile_watches_refuses_with_watch_and_reason(watch: dict[str, Any], reason: str) -> None:
    with pytest.raises(ConfigError, match=reason.replace("'", ".")):
        compile_watches((Watch(id="w", **watch),), OFFICIALS)


def test_compile_watches_refuses_two_of_one_id() -> None:
    with pytest.raises(ConfigError, match="two with this id"):
        compile_watches((Watch(id="w", query="a"), Watch(id="w", query="a")), ())


def test_read_queries_numbers_the_lines_from_0() -> None:
    assert read_queries('a b\r\n\n"c d"\n') == (
        Watch(id="0", query="a b", where="article"),
        Watch(id="2", query='"c d"', where="article"),
    )


def test_read_queries_says_which_line_is_no_query() -> None:
    with pytest.raises(ConfigError, match="column 3") as caught:
        read_queries("a\n\na (b\n")

    assert caught.value.line == 3


WORDS = st.sampled_from(
    ["a", "b", "c", "d", "abc", "b-c", "a*", "ab*", '"a b"', '"b a"~2', "*", "urgency:[1 TO 3]"]
)
QUERIES = st.recursive(
    WORDS,
    lambda inner: st.lists(
        st.tuples(st.sampled_from(["", "AND ", "OR ", "NOT ", "AND NOT "]), inner), min_size=1
    ).map(
        lambda parts: "(" + " ".join((sign if n else "") + part for n, (sign, part) in enumerate(parts)) + ")"
    ),
    max_leaves=5,
)


@given(
    queries=st.lists(QUERIES, min_size=1, max_size=6),
    headline=st.lists(st.sampled_from("abc"), max_size=3).map(" ".join),
    body=st.lists(st.sampled_from(["a", "b", "c", "abc", "ab"]), max_size=5).map(" ".join),
)
@settings(deadline=None, max_examples=200)
def test_matches_leaves_nothing_out(queries: list[str], headline: str, body: str) -> None:
    article = Annotated(uri="u", headline=headline, body=body, urgency=2)
    compiled = compile_watches(read_queries("\n".join(queries)), ())
    each = {
        str(n): match(parse(query, index="articles"), Document(article)) for n, query in enumerate(queries)
    }

    assert {found.watch: found.why for found in matches(article, compiled)} == {
        n: why for n, why in each.items() if why
    }
    assert set(matching(article, compiled)) == {n for n, why in each.items() if why is not None}


@pytest.mark.shared
def test_matches_exactly_what_lucene_matches(shared: Path) -> None:
    """3,000 queries over 84 articles: ../shared/oracle/README.md."""
    compiled = compile_watches(read_queries((shared / "oracle/watches.txt").read_text(encoding="utf-8")), ())
    lines = (shared / "oracle/expected.tsv").read_text(encoding="utf-8").splitlines()
    pairs = {
        (file.name, watch)
        for file in (shared / "polnear/dev/text").iterdir()
        for watch in matching(Annotated(uri=file.name, body=file.read_text(encoding="utf-8")), compiled)
    }

    assert len(lines) == 8560
    assert pairs == {tuple(line.split("\t")) for line in lines}


def nested(name: str, within: str | None, official: str, depth: int) -> Statement:
    return statement(name, "she", "Nobody will close it,", official, within=within, depth=depth)


@pytest.mark.parametrize(
    ("inner", "depth", "first_hand", "expected"),
    [
        ("ada", 0, False, ["outer"]),  # what she reports of herself within what she says is said once
        ("bela", 1, False, ["outer", "inner"]),
        ("bela", 1, True, ["outer"]),
    ],
)
def test_matches_of_statements_within_statements(
    inner: str, depth: int, first_hand: bool, expected: list[str]
) -> None:
    both = (nested("outer", None, "ada", 0), nested("inner", "outer", inner, depth))
    article = Annotated(uri="urn:nested", body=BODY, statements=both)
    watch = Watch(id="w", officials=("ada", "bela"), query="close", first_hand=first_hand)
    found = matches(article, compile_watches((watch,), OFFICIALS))
    assert [each.statement for each in found] == expected


def test_matches_of_a_statement_whose_outer_one_does_not_match() -> None:
    outer = statement("outer", "Ada Byron", "The harbour will stay open", "ada")
    article = Annotated(uri="urn:nested", body=BODY, statements=(outer, nested("inner", "outer", "ada", 0)))
    found = matches(article, compile_watches((Watch(id="w", query="nobody"),), OFFICIALS))
    assert [each.statement for each in found] == ["inner"]

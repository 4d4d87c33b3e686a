"""An explanation agrees with what fires, and says what is missing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from processors.explaining import explain
from processors.watches import compile_watches, matches
from tests.processors.test_watches import ARTICLE, BODY, OFFICIALS
from wirewatch.errors import QueryError
from wirewatch.query.syntax import parse
from wirewatch.records import Annotated, Part, Watch


def explained(article: Annotated = ARTICLE, **watch: Any):
    return explain(article, Watch(id="w", **watch), OFFICIALS)


def flat(parts: tuple[Part, ...]) -> list[tuple[str, bool]]:
    return [each for part in parts for each in ((part.clause, part.holds), *flat(part.parts))]


def quoted(part: Part) -> list[str]:
    return [BODY[start:end] for start, end in part.spans or part.elsewhere]


def test_a_watch_that_fires_shows_each_clause_with_its_words() -> None:
    found = explained(officials=("ada",), query="(harbour OR port) AND NOT closed", min_confidence=0.5)

    (look,) = found.fires_on
    assert found.holds
    assert found.nearest is None
    assert (look.statement, look.speaker) == ("s1", ("ada",))
    assert flat(look.clauses) == [
        ("said by ada", True),
        ("min_confidence: 0.5", True),
        ("(harbour OR port) AND NOT closed", True),
        ("(harbour OR port)", True),
        ("harbour", True),
        ("port", False),
        ("NOT closed", True),
    ]
    assert quoted(look.clauses[0]) == ["Ada Byron"]
    assert quoted(look.clauses[2].parts[0].parts[0]) == ["harbour"]


@pytest.mark.parametrize(
    ("watch", "statement", "missing", "note"),
    [
        ({"officials": ("ada",), "query": "opposite"}, "s3", "said by ada", "said by bela (bela)"),
        ({"officials": ("ada",), "query": "asked"}, "s4", "said by ada", "nobody is named"),
        ({"query": "opposite AND harbour"}, "s1", "opposite", "the article has it, elsewhere"),
        ({"query": "harbour", "manner": ("direct",)}, "s1", "manner: direct", "it is indirect"),
        ({"query": "harbour", "min_confidence": 0.7}, "s1", "min_confidence: 0.7", "it is 0.60"),
        ({"query": "harbour AND confidence:>0.7"}, "s1", "confidence:>0.7", "it is 0.6"),
        ({"officials": ("cyr",), "query": "opposite"}, "s3", "said by cyr", "said by bela (bela)"),
        ({"query": "harbour AND stay NOT open"}, "s1", "NOT open", None),
    ],
)  # fmt: skip
def test_the_nearest_miss_lacks_least(watch: dict, statement: str, missing: str, note: str | None) -> None:
    found = explained(**watch)

    assert not found.holds
    assert found.nearest
    assert found.nearest.statement == statement
    wrong = [part for part in leaves(found.nearest.clauses) if not part.holds]
    assert [(part.clause, part.note) for part in wrong] == [(missing, note)]


def leaves(parts: tuple[Part, ...]) -> list[Part]:
    return [leaf for part in parts for leaf in (leaves(part.parts) if part.parts else [part])]


def test_words_that_are_in_the_way_are_shown() -> None:
    nearest = explained(query="harbour NOT open").nearest

    assert nearest
    assert quoted(leaves(nearest.clauses)[-1]) == ["open"]


def test_a_watch_on_mentions_says_whom_the_article_mentions() -> None:
    found = explained(where="mention", officials=("cyr",), query="harbour")

    assert found.nearest
    assert found.nearest.clauses[0].note == "it mentions ada, bela"
    assert found.nearest.clauses[1].holds


def test_of_many_officials_some_are_named() -> None:
    officials = tuple(replace(OFFICIALS[0], id=f"o{n}", name=f"N {n}", groups=("many",)) for n in range(9))
    found = explain(ARTICLE, Watch(id="w", groups=("many",), query="harbour"), officials)

    assert found.nearest
    assert found.nearest.clauses[0].clause == "said by o0, o1, o2 or 6 more"


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"pubstatus": "canceled"}, "the article is canceled: no watch holds on it"),
        (
            {"embargoed": datetime(2026, 1, 2, 3, 4, tzinfo=UTC)},
            "embargoed: alerts are raised from 2026-01-02 03:04 UTC on",
        ),
        ({"statements": ()}, "no statement was found in the article"),
    ],
)
def test_what_the_clauses_do_not_say_is_said(change: dict, note: str) -> None:
    assert note in explained(replace(ARTICLE, **change), query="harbour").notes


def test_a_part_of_a_statement_that_fires_is_said_to_fire_nothing() -> None:
    outer, inner = ARTICLE.statements[0], replace(ARTICLE.statements[0], id="inner", within="s1")
    found = explained(replace(ARTICLE, statements=(outer, inner)), query="harbour")

    assert [look.statement for look in found.fires_on] == ["s1"]
    assert found.notes[0].startswith("1 more")


WORDS = st.sampled_from(
    ["harbour", "nobody", "opposite", "close", "absent", '"will close"', '"stay harbour"~4', "clo*", "zzz*",
     "confidence:>0.7", "manner:direct", "official:ada", "speaker:bela", "headline:port", "*"]
)  # fmt: skip
QUERIES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.builds("({} {})".format, inner, inner),
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} NOT {})".format, inner, inner),
        st.builds("NOT {}".format, inner),
        st.builds("+{} -{} {}".format, inner, inner, inner),
    ),
    max_leaves=6,
)


@given(
    QUERIES,
    st.sampled_from([(), ("ada",), ("bela", "cyr")]),
    st.sampled_from([(), ("direct",)]),
    st.sampled_from([0.0, 0.7]),
)
def test_an_explanation_agrees_with_what_fires(
    query: str, officials: tuple[str, ...], manner: tuple, confidence: float
) -> None:
    try:
        parse(query)
    except QueryError:
        return
    watch = Watch(id="w", query=query, officials=officials, manner=manner, min_confidence=confidence)
    fired = {each.statement for each in matches(ARTICLE, compile_watches((watch,), OFFICIALS))}

    found = explain(ARTICLE, watch, OFFICIALS)

    assert {look.statement for look in found.fires_on} == fired
    assert found.holds is bool(fired)
    for look in (*found.fires_on, *filter(None, [found.nearest])):
        for part in everything(look.clauses):
            if part.parts:
                inner = [each.holds for each in part.parts]
                assert part.holds is (any(inner) if part.any_of else all(inner))


def everything(parts: tuple[Part, ...]) -> list[Part]:
    return [each for part in parts for each in (part, *everything(part.parts))]

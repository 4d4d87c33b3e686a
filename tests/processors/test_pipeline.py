"""Articles in, annotated articles out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from processors.nlp import load
from processors.officials import OfficialIndex
from processors.pipeline import annotate, annotate_all, dated
from wirewatch.records import Annotated, Article, Official, Role, text_of

PESKOV = Official(id="dmitry-peskov", name="Dmitry Peskov", roles=(Role(title="Kremlin spokesman"),))
OFFICIALS = OfficialIndex([PESKOV])
BLANK = spacy.blank("en")
BLANK.add_pipe("sentencizer")
AT = datetime(2023, 7, 11, tzinfo=UTC)
STORY = """"The harbour will open again in spring," Ministry spokeswoman Ana Duarte told reporters on Monday.

Duarte added that the repairs had cost more than planned. "Nobody will be asked to pay twice," she said.

The work is nearly done, the spokeswoman stressed. A union leader said the tests were "a farce".
"""
Making = Callable[..., Article]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def spans_hold(annotated: Annotated) -> None:
    """Every span is inside the body, and says what the record says it says."""
    body = annotated.body
    for actor in annotated.actors:
        assert actor.mentions
        assert all(0 <= start < end <= len(body) and body[start:end].strip() for start, end in actor.mentions)
    for statement in annotated.statements:
        assert text_of(body, statement.content) == statement.text
        assert all(body[start:end] in statement.context for start, end in statement.cue)
        assert {speaker.actor for speaker in statement.speakers} <= {actor.id for actor in annotated.actors}
        assert 0 <= statement.confidence <= 1


def test_pipeline_keeps_every_field_of_the_article(make_article: Making) -> None:
    article = make_article("Text.", headline="Head", versioncreated=AT, urgency=2)
    annotated = annotate(article, BLANK, OFFICIALS)
    assert {name: getattr(annotated, name) for name in Article.__struct_fields__} == {
        name: getattr(article, name) for name in Article.__struct_fields__
    }


@pytest.mark.parametrize(
    "body", ["", " ", "\n\n", '"', "\u201c", "\ud800\udc00 x", "\x00", "a" * 1000, "\u202e\u0600"]
)
def test_pipeline_takes_any_body(make_article: Making, body: str) -> None:
    annotated = annotate(make_article(body), BLANK, OFFICIALS)
    assert annotated.body == body


def test_pipeline_finds_officials_in_a_language_without_a_model(make_article: Making) -> None:
    article = make_article("Das sagte Dmitry Peskov am Montag.", language="de")
    (actor,) = annotate(article, BLANK, OFFICIALS).actors
    assert (actor.official, actor.mentions) == ("dmitry-peskov", ((10, 23),))


def test_pipeline_keeps_the_order_of_articles_of_several_languages(make_article: Making) -> None:
    languages = ["en", "de", None, "qq", "en-GB", "ja", "de"]
    articles = [make_article(f"Text {n}.", uri=str(n), language=each) for n, each in enumerate(languages)]
    for size in (1, 3, 50):
        annotated = annotate_all(articles, BLANK, OFFICIALS, batch_size=size)
        assert [each.uri for each in annotated] == [str(n) for n in range(len(languages))]


def test_pipeline_dates_an_article_by_the_wire_alone(make_article: Making) -> None:
    assert dated(make_article(versioncreated=AT)) == AT.date()
    assert dated(make_article(firstcreated=AT)) == AT.date()
    assert dated(make_article(received=AT)) is None


@pytest.mark.model
def test_pipeline_finds_who_said_what(nlp: Language, make_article: Making) -> None:
    annotated = annotate(make_article(STORY), nlp, OFFICIALS)
    spans_hold(annotated)
    said = {statement.text: [each.name for each in statement.speakers] for statement in annotated.statements}
    assert said['"The harbour will open again in spring,"'] == ["Ana Duarte"]
    assert said['"Nobody will be asked to pay twice,"'] == ["Ana Duarte"]
    assert said["that the repairs had cost more than planned"] == ["Ana Duarte"]
    assert not any(names for text, names in said.items() if "farce" in text)


@pytest.mark.model
def test_pipeline_gives_the_same_twice_and_in_any_batch(nlp: Language, make_article: Making) -> None:
    articles = [make_article(STORY, uri=str(n)) for n in range(3)]
    batched = list(annotate_all(articles, nlp, OFFICIALS, batch_size=2))
    assert batched == [annotate(article, nlp, OFFICIALS) for article in articles]
    assert {s.line for s in batched[0].statements} == {s.line for s in batched[1].statements}
    assert not {s.id for s in batched[0].statements} & {s.id for s in batched[1].statements}


@pytest.mark.model
def test_pipeline_counts_what_is_said_twice(nlp: Language, make_article: Making) -> None:
    twice = "Ana Duarte said that the harbour was open.\n\nAna Duarte said that the harbour was open."
    statements = annotate(make_article(twice), nlp, OFFICIALS).statements
    assert len(statements) == len({each.id for each in statements}) == 2
    assert len({each.line for each in statements}) == 1


@pytest.mark.model
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.sampled_from([*STORY.split(), "\n\n", '"', "\u201d", "(", "\u2019s", "He", "I", "who"]),
        max_size=60,
    )
)
def test_pipeline_never_raises_and_spans_hold(nlp: Language, make_article: Making, words: list[str]) -> None:
    article = make_article(" ".join(words))
    annotated = annotate(article, nlp, OFFICIALS)
    spans_hold(annotated)
    assert annotated == annotate(article, nlp, OFFICIALS)


@pytest.mark.model
@pytest.mark.shared
def test_pipeline_gives_the_wire_article_to_the_spokesman(
    nlp: Language, make_article: Making, shared: Path
) -> None:
    text = (shared / "wire/articles/kremlin_2023-07-11.txt").read_text(encoding="utf-8")
    body = text.partition("2023-07-11 ")[2]
    annotated = annotate(make_article(body, versioncreated=AT), nlp, OFFICIALS)
    spans_hold(annotated)
    (peskov,) = (actor for actor in annotated.actors if actor.official == "dmitry-peskov")
    forms = {body[start:end] for start, end in peskov.mentions}
    assert {"Dmitry Peskov", "Peskov", "he", "the spokesman"} <= forms
    by_him = [
        each
        for each in annotated.statements
        if each.within is None and [s.official for s in each.speakers] == ["dmitry-peskov"]
    ]
    assert len(by_him) == 8

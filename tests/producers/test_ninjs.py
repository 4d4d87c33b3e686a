import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producers.jsonl import unwrapped
from producers.ninjs import article_from
from producers.reading import Skipped
from wirewatch.errors import ReadError
from wirewatch.records import Article, Subject

BASE = {"uri": "urn:a", "body_text": "Text."}


def read(item: object) -> Article:
    article = article_from(item)
    assert isinstance(article, Article)
    return article


BODIES = [
    ({"body_text": "One.\n\nTwo."}, "One.\n\nTwo."),
    ({"body_html": "<p>One.</p><p>Two.</p>"}, "One.\n\nTwo."),
    ({"body_xhtml": "<p>One &amp; only.</p>"}, "One & only."),
    # the plain text has lost its paragraphs
    ({"body_text": "One. Two.", "body_xhtml": "<p>One.</p><p>Two.</p>"}, "One.\n\nTwo."),
    ({"body_text": "One.\n\nTwo.", "body_xhtml": "<p>other</p><p>text</p>"}, "One.\n\nTwo."),
    ({"body_text": "Plain.", "body_html": "<p>Marked.</p>"}, "Plain."),
    ({"body_main": "<p>One.</p>"}, "One."),
    ({"bodies": [{"role": "x", "value": "no"}, {"role": "main", "value": "Main."}]}, "Main."),
    ({"bodies": [{"contenttype": "application/xhtml+xml", "value": "a<br/>b"}]}, "a\nb"),
    ({"bodies": [{"contenttype": "text/plain", "value": "<b> is a tag"}]}, "<b> is a tag"),
    ({"type": "text", "description_text": "A summary."}, "A summary."),
    ({"descriptions": [{"value": "<p>A summary.</p>"}]}, "A summary."),
    ({"bodies": [{"contentType": "text/plain", "value": "<p>as it is</p>"}]}, "as it is"),
    ({"body_text": "``Look,'' she said. It's\x96well\x97so."}, '"Look," she said. It\'s–well—so.'),
    ({"body": "<p>ours, as it is</p> "}, "<p>ours, as it is</p> "),
    ({"body_text": "lone \ud800 and \0"}, "lone \ufffd and \ufffd"),
    ({"headline": "Flash"}, ""),
]


@pytest.mark.parametrize(("fields", "body"), BODIES)
def test_ninjs_body(fields: dict[str, Any], body: str) -> None:
    assert read({"uri": "urn:a", **fields}).body == body


FIELDS = [
    ({"headline": "H"}, "headline", "H"),
    ({"headline_main": "H"}, "headline", "H"),
    ({"headlines": [{"role": "sub", "value": "S"}, {"role": "main", "value": "H"}]}, "headline", "H"),
    ({"version": 3}, "version", "3"),
    ({"versionCreated": "2017-08-24T02:00:00+0200"}, "versioncreated", datetime(2017, 8, 24, tzinfo=UTC)),
    ({"versioncreated": "soon"}, "versioncreated", None),
    ({"embargoedUntil": "2026-01-31T12:00:00Z"}, "embargoed", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ({"embargoed": ""}, "embargoed", None),
    ({"by": "Ann"}, "byline", "Ann"),
    ({"byline": ["Ann", "Ben"]}, "byline", "Ann, Ben"),
    ({"infosource": [{"name": "AAP", "role": "x"}]}, "infosource", "AAP"),
    ({"source": "AAP"}, "infosource", "AAP"),
    ({"usageTerms": ["One.", "Two."]}, "usageterms", "One., Two."),
    ({"copyrightHolder": "Us"}, "copyrightholder", "Us"),
    ({"urgency": "3"}, "urgency", 3),
    ({"urgency": 3.5}, "urgency", None),
    ({"urgency": True}, "urgency", None),
    ({"urgency": 10**400}, "urgency", None),
    ({"language": {"deep": {"er": 1}}}, "language", None),
    ({"located": {"name": "Kyiv"}}, "located", "Kyiv"),
    ({"pubstatus": "stat:canceled"}, "pubstatus", "canceled"),
    ({"pubStatus": "withheld"}, "pubstatus", "withheld"),
    ({"subject": [{"code": "1", "name": "a", "scheme": "s", "rel": "x"}, 7, None, []]}, "subject",
     (Subject(code="1", name="a", scheme="s"), Subject(name="7"))),
    ({"subjects": [{"uri": "cv:1", "name": "a"}]}, "subject", (Subject(code="cv:1", name="a"),)),
    ({"associations": {"x": {"uri": 1}}, "place": "anything"}, "uri", "urn:a"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "name", "value"), FIELDS)
def test_ninjs_field(fields: dict[str, Any], name: str, value: object) -> None:
    assert getattr(read(BASE | fields), name) == value


REFUSED = [
    ({"body_text": "x"}, "no uri"),
    ({"uri": " ", "body_text": "x"}, "no uri"),
    ({"uri": ["a", {}], "body_text": 3}, "the body is no text"),
    ({"uri": True, "body_text": "x"}, "no uri"),
    ({"uri": "a"}, "neither a body nor a headline"),
    ({"uri": "a", "body_text": "\n"}, "neither a body nor a headline"),
    (BASE | {"pubstatus": "dead"}, "pubstatus 'dead' is none of"),
    (BASE | {"pubstatus": [[1]]}, "pubstatus .a JSON array. is none of"),
    (BASE | {"embargoed": "tomorrow"}, "embargoed 'tomorrow' is no date"),
    (BASE | {"embargoed": True}, "embargoed .a JSON boolean. is no date"),
    ([], "a JSON array"),
    (None, "a JSON null"),
    (3.5, "a JSON number"),
]


@pytest.mark.parametrize(("item", "reason"), REFUSED)
def test_ninjs_refuses_what_would_mislead(item: object, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        article_from(item)


def test_ninjs_uri_may_be_a_number_or_called_guid() -> None:
    assert read({"guid": 12, "body_text": "x"}).uri == "12"


def test_ninjs_a_kill_needs_no_text() -> None:
    assert read({"uri": "a", "pubstatus": "canceled"}).pubstatus == "canceled"


WORDS = st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=st.just(UTC))  # noqa: DTZ001
SUBJECTS = st.builds(Subject, code=st.none() | WORDS, name=WORDS, scheme=st.none() | WORDS)
OURS = st.builds(
    Article,
    uri=WORDS, body=WORDS, version=st.none() | WORDS,
    versioncreated=st.none() | MOMENTS, embargoed=st.none() | MOMENTS,
    received=st.none() | MOMENTS, pubstatus=st.sampled_from(["usable", "withheld", "canceled"]),
    urgency=st.none() | st.integers(1, 9), headline=st.none() | WORDS, byline=st.none() | WORDS,
    subject=st.lists(SUBJECTS).map(tuple),
)  # fmt: skip


@given(OURS)
@settings(deadline=None, max_examples=200)
def test_ninjs_our_own_articles_come_back_as_they_were(article: Article) -> None:
    assert article_from(json.loads(msgspec.json.encode(article))) == article


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    [
        "uri",
        "body",
        "body_text",
        "body_html",
        "bodies",
        "headlines",
        "subject",
        "infosource",
        "byline",
        "embargoed",
    ]
)


@given(st.dictionaries(NAMES, JSON))
@settings(deadline=None, max_examples=300)
def test_ninjs_any_object_gives_a_sound_article_or_a_reason(item: dict[str, Any]) -> None:
    with contextlib.suppress(ReadError):
        msgspec.json.encode(article_from(item))


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic", "composite", "planning"])
def test_ninjs_what_is_no_text_is_passed_over(kind: str) -> None:
    item = BASE | {"type": kind, "headline": "A bridge", "description_text": "A caption."}
    assert article_from(item) == Skipped({"composite": "package"}.get(kind, kind), "urn:a")


@pytest.mark.shared
def test_ninjs_reads_what_agencies_send(shared: Path) -> None:
    folder = shared / "wire" / "formats" / "ninjs"
    outcomes = {
        path.name: article_from(unwrapped(json.loads(path.read_bytes()))) for path in folder.iterdir()
    }
    pictures = [name for name, outcome in outcomes.items() if isinstance(outcome, Skipped)]
    articles = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, Article)}
    assert sorted(pictures) == ["ninjs-1.6-006_photo_only.json", "ninjs-2.2-006_photo_only.json",
                                "ninjs-3.1-006_photo_only.json", "ninjs3.json"]  # fmt: skip
    assert len(articles) == 8
    assert all(article.headline and article.versioncreated for article in articles.values())
    assert articles["ninjsExMediumText1.json"].body.count("\n\n") == 3
    assert articles["ninjs_embargoed.json"].embargoed == datetime(2022, 6, 29, 2, 30, tzinfo=UTC)
    assert articles["ninjs1.json"].infosource == "AAP"
    assert articles["ninjs-3.1-001_simple_example.json"].byline == "Paulo Santalucia and Frances d'Emilio"
    assert articles["ap_media_text_item.json"].headline == "BC-BBN--Top Ten"

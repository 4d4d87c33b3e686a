from datetime import UTC, datetime

import msgspec
import pytest
from jsonschema import Draft202012Validator

from wirewatch.records import RECORDS, Actor, Annotated, Role, Speaker, Statement, schema, text_of

BODY = "“No,” Ann Lee said. “Never.”"


@pytest.fixture
def annotated():
    speaker = Speaker(actor="a1", name="Ann Lee", official="ann-lee")
    statement = Statement(
        id="s1",
        line="l1",
        manner="direct",
        act="said",
        source=((6, 13),),
        cue=((14, 18),),
        content=((0, 5), (20, 28)),
        text="“No,” “Never.”",
        context=BODY,
        speakers=(speaker,),
        confidence=0.9,
    )
    actor = Actor(id="a1", name="Ann Lee", kind="person", official="ann-lee", mentions=((6, 13),))
    return Annotated(
        uri="urn:1",
        body=BODY,
        versioncreated=datetime(2026, 1, 1, tzinfo=UTC),
        actors=(actor,),
        statements=(statement,),
    )


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_has_a_valid_schema(name):
    Draft202012Validator.check_schema(schema(name))


def test_annotated_is_the_article_plus_what_was_found(annotated):
    written = msgspec.json.decode(msgspec.json.encode(annotated))

    Draft202012Validator(schema("Annotated")).validate(written)
    assert written["body"] == BODY
    assert written["versioncreated"] == "2026-01-01T00:00:00Z"
    assert written["statements"][0]["content"] == [[0, 5], [20, 28]]
    assert msgspec.convert(written, Annotated) == annotated


def test_schema_refuses_what_is_no_article():
    validator = Draft202012Validator(schema("Article"))

    assert list(validator.iter_errors({"uri": "urn:1"}))
    assert list(validator.iter_errors({"uri": "urn:1", "body": "x", "pubstatus": "gone"}))
    assert not list(validator.iter_errors({"uri": "urn:1", "body": "x"}))


def test_text_of_joins_spans_by_one_blank(annotated):
    assert text_of(BODY, annotated.statements[0].content) == annotated.statements[0].text


def test_role_is_written_with_from_and_to():
    assert msgspec.json.encode(Role(title="mayor")) == b'{"title":"mayor","from":null,"to":null}'

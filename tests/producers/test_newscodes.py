import pytest

from producers.newscodes import MEDIA_TOPICS, SUBJECT_CODES, names, of_qcode, of_uri, subject
from wirewatch.records import Subject

CASES = [
    ("medtop:20000523", Subject(code="20000523", name="labour market", scheme=MEDIA_TOPICS)),
    ("subj:04000000", Subject(code="04000000", name="economy, business and finance", scheme=SUBJECT_CODES)),
    ("subj:15054000", Subject(code="15054000", name="soccer", scheme=SUBJECT_CODES)),
    ("subj:99999999", Subject(code="99999999", scheme=SUBJECT_CODES)),
    ("N2:WEA", Subject(code="WEA", scheme="N2")),
    ("04000000", Subject(code="04000000", name="economy, business and finance", scheme=SUBJECT_CODES)),
    ("word", Subject(code="word")),
]


@pytest.mark.parametrize(("qcode", "expected"), CASES)
def test_newscodes_of_qcode(qcode: str, expected: Subject) -> None:
    assert of_qcode(qcode) == expected


def test_newscodes_the_name_that_an_article_gives_holds() -> None:
    assert of_qcode("medtop:20000523", "Arbeitsmarkt").name == "Arbeitsmarkt"
    assert subject("20000523", scheme="of-ours").name is None


def test_newscodes_of_uri() -> None:
    assert of_uri(f"{MEDIA_TOPICS}20000523") == of_qcode("medtop:20000523")
    assert of_uri("http://a.example/1", "One") == Subject(code="http://a.example/1", name="One")


def test_newscodes_table() -> None:
    assert {scheme: len(table) for scheme, table in names().items()} == {
        MEDIA_TOPICS: 1154,
        SUBJECT_CODES: 607,
    }

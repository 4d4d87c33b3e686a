"""What the pipeline makes of real articles, with the officials that the product brings."""

from pathlib import Path

import msgspec
import pytest

from config.officials import read_officials
from processors.nlp import load
from processors.officials import OfficialIndex
from processors.pipeline import annotate, annotate_all
from producers.files import read_file
from wirewatch.records import Annotated, text_of

pytestmark = [pytest.mark.model, pytest.mark.shared]

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("wire/articles", "wirequotes/dev/text", "polnear/dev/text")


@pytest.fixture(scope="module")
def officials():
    return OfficialIndex(read_officials(ROOT / "config/officials.yml"))


@pytest.fixture(scope="module")
def nlp():
    return load()


def spans(annotated):
    for actor in annotated.actors:
        yield from actor.mentions
    for statement in annotated.statements:
        yield from (*statement.source, *statement.cue, *statement.content)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_span_is_exact_in_every_output(shared, nlp, officials, folder):
    articles = [found for path in sorted((shared / folder).glob("*.txt")) for found in read_file(path)]

    for annotated in annotate_all(articles, nlp, officials):
        written = msgspec.json.decode(msgspec.json.encode(annotated), type=Annotated)
        assert written == annotated
        assert all(0 <= start < end <= len(annotated.body) for start, end in spans(annotated))
        for statement in annotated.statements:
            assert statement.text == text_of(annotated.body, statement.content)
            assert statement.content
            assert all(part in statement.context for part in statement.text.split())
            assert 0 <= statement.confidence <= 1
        names = {actor.id: actor.name for actor in annotated.actors}
        said = [who for statement in annotated.statements for who in statement.speakers]
        assert all(who.name == names[who.actor] for who in said)
        assert all(name in annotated.body for name in names.values())
        assert len({statement.id for statement in annotated.statements}) == len(annotated.statements)


def test_article_that_the_product_was_conceived_from(shared, nlp, officials):
    path = shared / "wire/articles/kremlin_2023-07-11.txt"
    [article] = read_file(path)

    annotated = annotate(article, nlp, officials)
    found = [
        statement
        for statement in annotated.statements
        if statement.within is None and [who.official for who in statement.speakers] == ["dmitry-peskov"]
    ]

    assert f"{article.versioncreated:%Y-%m-%d}" == "2023-07-11"
    assert article.body == path.read_text("utf-8").partition("2023-07-11 ")[2]
    assert [statement.manner for statement in found] == [
        *("direct", "direct", "mixed", "indirect", "direct", "indirect", "indirect", "direct")
    ]
    assert all([body.name for body in statement.on_behalf_of] == ["Kremlin"] for statement in found)
    assert {statement.depth for statement in found} == {0}
    assert [text_of(article.body, statement.source) for statement in found] == [
        "Kremlin spokesperson Dmitry Peskov",
        "Peskov",
        *["Kremlin spokesperson Dmitry Peskov"] * 2,
        *("he", "the spokesman", "Peskov", "the spokesman"),
    ]
    cues = [text_of(article.body, statement.cue) for statement in found]
    assert cues == ["said", "told", "described", "emphasized", "said", "stressed", "added", "told"]
    assert found[2].text.endswith('"mistake"')

"""For whom a speaker speaks."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from processors.actors import find_cast
from processors.attribution.found import Attribution
from processors.behalf import on_behalf_of
from processors.officials import OfficialIndex
from processors.speakers import resolve

Making = Callable[[str], Doc]


def behalf(doc: Doc, source: str) -> tuple[list[str], list[str]]:
    """The speakers, and for whom they speak."""
    start = doc.text.rindex(source)
    spans = ((start, start + len(source)),)
    said = (doc.text.rindex("said"), doc.text.rindex("said") + 4)
    cast = find_cast(doc, OfficialIndex(), sources=spans)
    (found,) = resolve([Attribution(spans, (said,), (said,), "direct", "said", 1.0)], cast)
    bodies = on_behalf_of(cast, spans, found.speakers)
    return [each.name for each in found.speakers], [each.name for each in bodies]


@pytest.mark.parametrize(
    ("marked", "source", "speakers", "bodies"),
    [
        (
            "[Maria Zakharova](PERSON) , a spokeswoman for the [Foreign Ministry](ORG) , said .",
            "Maria Zakharova, a spokeswoman for the Foreign Ministry",
            ["Maria Zakharova"],
            ["Foreign Ministry"],
        ),
        (
            "A [Hampshire Police](ORG) spokesman said .",
            "A Hampshire Police spokesman",
            [],
            ["Hampshire Police"],
        ),
        (
            "[Tesco](ORG) spokesman [Tom Hay](PERSON) left . [Hay](PERSON) said .",
            "Hay",
            ["Tom Hay"],
            ["Tesco"],
        ),
        ("[Tesco](ORG) chairman [Tom Hay](PERSON) said .", "Tesco chairman Tom Hay", ["Tom Hay"], []),
        ("[Tom Hay](PERSON) said .", "Tom Hay", ["Tom Hay"], []),
    ],
)
def test_behalf(doc_of: Making, marked: str, source: str, speakers: list[str], bodies: list[str]) -> None:
    assert behalf(doc_of(marked), source) == (speakers, bodies)

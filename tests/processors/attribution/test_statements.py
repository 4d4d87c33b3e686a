"""Statements of texts: one table for each way of attributing."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from processors.attribution.found import Attribution

Told = Callable[[str], list[tuple[str, str, str]]]

DIRECT = [
    ('"We will go," Maria Lopez said.', ("Maria Lopez", "said", '"We will go,"')),
    ('"We will go," said Maria Lopez.', ("Maria Lopez", "said", '"We will go,"')),
    ("“We will go,” she told reporters on Monday.", ("she", "told", "“We will go,”")),
    ("''We will go,'' she said.", ("she", "said", "''We will go,''")),
    ('The minister said: "We will go."', ("The minister", "said", '"We will go."')),
    ('The minister said, "We will go."', ("The minister", "said", '"We will go."')),
    ('"We will go," she said. "They will not."', ("she", "said", '"We will go," | "They will not."')),
    ('"We," she said, "will go."', ("she", "said", '"We," | "will go."')),
    ('"One.\n\n"Two," the mayor said.', ("the mayor", "said", '"One. | "Two,"')),
    ('"Will we go?" Maria Lopez asked.', ("Maria Lopez", "asked", '"Will we go?"')),
    ('According to Maria Lopez, "it is over."', ("Maria Lopez", "According to", '"it is over."')),
]
MIXED = [
    ('She described the plan as a "mistake".', ("She", "described", 'the plan as a "mistake"')),
    ('The mayor said the plan was a "mistake".', ("The mayor", "said", 'the plan was a "mistake"')),
    ('It was "a mistake," the mayor said.', ("the mayor", "said", 'It was "a mistake,"')),
]
INDIRECT = [
    ("The mayor said that the bridge was safe.", ("The mayor", "said", "that the bridge was safe")),
    ("The bridge is safe, the mayor said.", ("the mayor", "said", "The bridge is safe")),
    ("The bridge is safe, the mayor stressed.", ("the mayor", "stressed", "The bridge is safe")),
    ("The bridge, the mayor said, is safe.", ("the mayor", "said", "The bridge | is safe")),
    ("According to police, two people died.", ("police", "According to", "two people died")),
    ("Two people died, according to police.", ("police", "according to", "Two people died")),
    ("Two people reportedly died.", ("", "reportedly", "Two people | died")),
    ("The government wants to close the port.", ("The government", "wants", "to close the port")),
    ("The senator denied that he was paid.", ("The senator", "denied", "that he was paid")),
    ("She called for new elections.", ("She", "called for", "new elections")),
    ("The company has announced that it will sell the plant.",
     ("The company", "has announced", "that it will sell the plant")),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), DIRECT + MIXED + INDIRECT)
def test_statements_finds_source_cue_and_content(
    told: Told, text: str, expected: tuple[str, str, str]
) -> None:
    assert told(text) == [expected]


@pytest.mark.model
@pytest.mark.parametrize(("cases", "manner"), [(DIRECT, "direct"), (MIXED, "mixed"), (INDIRECT, "indirect")])
def test_statements_tells_the_manner_by_the_marks(
    nlp: Language, cases: list[tuple[str, tuple[str, str, str]]], manner: str
) -> None:
    assert {found.manner for text, _ in cases for found in nlp(text)._.attributions} == {manner}


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The bridge was closed on Monday.",
        "He bought “War and Peace” at the station.",
        "The “Iron Lady” met the president in Paris.",
        "",
        "\n\n",
    ],
)
def test_statements_finds_none_where_nobody_speaks(told: Told, text: str) -> None:
    assert told(text) == []


@pytest.mark.model
def test_statements_within_a_quotation_stand_beside_it(told: Told) -> None:
    text = '"Nobody wants war, and we think that it is over," she said.'

    assert {"said", "think"} <= {cue for _, cue, _ in told(text)}


@pytest.mark.model
def test_statements_ends_where_the_source_says_something_else(told: Told) -> None:
    text = 'The mayor called the plan a "mistake" and warned that it would cost millions.'

    assert told(text) == [
        ("The mayor", "called", 'the plan a "mistake"'),
        ("The mayor", "warned", "that it would cost millions"),
    ]


@pytest.mark.model
def test_statements_of_a_whole_article(told: Told) -> None:
    """The shape of a wire article: four direct statements, a partly quoted word, three indirect ones."""
    file = Path(__file__).parents[2] / "data" / "harbour.txt"
    text = file.read_text(encoding="utf-8").removeprefix("date 2024-02-14 ")
    spokeswoman = "Foreign Ministry spokeswoman Ingrid Solberg"

    found = told(text)
    for statement in [
        (spokeswoman, "said", _between(text, '"Norvik wants', 'surprised by this,"')),
        ("Solberg", "told", _between(text, '"Estmark can turn', 'look at the figures,"')),
        (spokeswoman, "called", _between(text, "the closing of", 'a "provocation"')),
        (spokeswoman, "insisted", _between(text, "that Estmark's new", "fuel on the islands")),
        ("she", "said", _between(text, '"The ministers', 'is a provocation,"')),
        ("the spokeswoman", "noted", _between(text, "Norvik's trade", "partners on this point")),
        ("Solberg", "added", _between(text, "that Norvik and Estmark", "reopen the ferry line")),
        ("the spokeswoman", "told", _between(text, '"That is why', 'where it helps them,"')),
    ]:
        assert statement in found


def _between(text: str, first: str, last: str) -> str:
    start = text.index(first)
    return text[start : text.index(last, start) + len(last)]


def sound(text: str, found: Attribution) -> bool:
    """Whether every span has characters, roles are in order, and no role overlaps another."""
    spans = sorted((*found.source, *found.cue, *found.content))
    inside = all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)
    apart = all(before[1] <= after[0] for before, after in pairwise(spans))
    return bool(inside and apart and found.content and found.cue and 0 <= found.score <= 1)


WORDS = """
    " “ ” '' ’ , . : ; - ( ) said says told reading statement according to per reportedly as and but that who
    he Peskov called for wants announced a 5 Monday in
""".split()


@pytest.mark.model
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "\xa0", "  "]), max_size=60))
def test_statements_survive_any_words(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))

    assert all(sound(doc.text, found) for found in doc._.attributions)


@pytest.mark.model
@pytest.mark.shared
def test_statements_of_real_articles_are_exact(nlp: Language, shared: Path) -> None:
    for path in sorted((shared / "wirequotes" / "dev" / "text").glob("*.txt"))[:20]:
        doc = nlp(path.read_text(encoding="utf-8"))
        found = doc._.attributions
        assert found
        assert all(sound(doc.text, each) for each in found)
        for start, end in (span for each in found for span in (*each.source, *each.cue, *each.content)):
            assert doc.char_span(start, end) is not None


@pytest.mark.model
def test_statements_of_endless_sentences_are_sound(nlp: Language) -> None:
    doc = nlp("he said, according to “them " * 1000)

    assert all(sound(doc.text, found) for found in doc._.attributions)

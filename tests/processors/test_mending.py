"""Names that a pipeline broke, or did not see."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from processors.actors import find_actors, find_cast
from processors.officials import OfficialIndex

Making = Callable[[str], Doc]
NOBODY = OfficialIndex()


def named(doc: Doc) -> list[tuple[str, str]]:
    return [(actor.name, actor.kind) for actor in find_actors(doc, NOBODY)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "The [Department](ORG) of [Health](ORG) and Human Services said .",
            "Department of Health and Human Services",
        ),
        ("The Court/PROPN of Justice said .", "Court of Justice"),
        ("The Committee/PROPN to Protect Journalists said .", "Committee to Protect Journalists"),
        ("[Alachua](LOC) Sheriff 's Office said .", "Alachua Sheriff's Office"),
        ("[Johns Hopkins](PERSON) University said .", "Johns Hopkins University"),
        ("the Republican/ADJ [National Committee](ORG) said .", "Republican National Committee"),
        ("the Securities and [Exchange Commission](ORG) said .", "Securities and Exchange Commission"),
        ("the [USA](LOC) Today said .", "USA Today"),
        ("the Notes from Poland ( NfP ) said .", "Notes from Poland"),
        ("the [Iraqi](MISC) government said .", "Iraqi government"),
        ("the government of [Samoa](LOC) said .", "government of Samoa"),
        ("the [Syrian Democratic Forces](MISC) said .", "Syrian Democratic Forces"),
    ],
)
def test_mending_finds_the_whole_name_of_a_body(doc_of: Making, marked: str, expected: str) -> None:
    assert (expected, "organization") in named(doc_of(marked))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Minister of [Scotland Nicola Sturgeon](PERSON) said .", "Nicola Sturgeon"),
        ("ambassador to the [United Nations Nikki Haley](ORG) said .", "Nikki Haley"),
        ("[British Prime Minister Boris Johnson](ORG) said .", "Boris Johnson"),
        ("[Mayor of London Sadiq Khan](LOC) said .", "Sadiq Khan"),
        ("MP Penny [Sharpe](LOC) said .", "Penny Sharpe"),
        ("it said Agnes - [Callamard](PERSON) left .", "Agnes-Callamard"),
        ("it said Moammar al - [Eryani](PERSON) left .", "al-Eryani"),
        ("[Ann Gray](ORG) said .", "Ann Gray"),
        ('[Robert C.](PERSON) " Bobby " Scott said .', 'Robert C. " Bobby " Scott'),
        ("[John Roberts](PERSON) Jr. said .", "John Roberts Jr."),
        ("it said [Gaspar Maroth](LOC) left . [Maroth](PERSON) said .", "Gaspar Maroth"),
    ],
)
def test_mending_finds_the_whole_name_of_a_person(doc_of: Making, marked: str, expected: str) -> None:
    assert (expected, "person") in named(doc_of(marked))


def test_mending_never_takes_somebody_else_of_that_surname(doc_of: Making) -> None:
    doc = doc_of("[Keith Scott](PERSON) left . Rakeyia/ADV [Scott](PERSON) said .")
    assert named(doc) == [("Keith Scott", "person"), ("Rakeyia Scott", "person")]


@pytest.mark.parametrize(
    "marked",
    [
        "[Reports](ORG) said .",
        "[Health Minister](ORG) left .",
        "the [Court](ORG) said .",
        "[minister](PERSON) left .",
    ],
)
def test_mending_drops_what_is_no_name(doc_of: Making, marked: str) -> None:
    assert named(doc_of(marked)) == []


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Moscow](PERSON) said .", "place"),
        ("[PBS](PERSON) said .", "organization"),
        ("[Mexicans](ORG) left .", "group"),
    ],
)
def test_mending_knows_what_kind_a_name_is(doc_of: Making, marked: str, kind: str) -> None:
    assert [found for _, found in named(doc_of(marked))] == [kind]


@pytest.mark.parametrize(
    "marked",
    [
        "Bank/PROPN " * 400,
        "[a](PERSON) - " * 300,
        "[Al Gray](PERSON) , president , " * 200,
        "[" + "Xa " * 600 + "Y](PERSON) .",
    ],
)
def test_mending_takes_long_and_odd_texts(doc_of: Making, marked: str) -> None:
    doc = doc_of(marked)
    assert find_cast(doc, NOBODY).actors == find_cast(doc, NOBODY).actors

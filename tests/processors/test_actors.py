"""Whom a text is about, with every mention."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from processors.actors import find_actors
from processors.officials import OfficialIndex
from wirewatch.records import Actor, Official, Role

NOBODY = OfficialIndex()
PESKOV = Official(
    id="peskov", name="Dmitry Peskov", roles=(Role(title="Kremlin spokesman", end=date(2024, 1, 1)),)
)
Making = Callable[[str], Doc]


def found(doc: Doc, officials: OfficialIndex = NOBODY, on: date | None = None) -> dict[str, list[str]]:
    return {a.name: [doc.text[s:e] for s, e in a.mentions] for a in find_actors(doc, officials, on)}


def actor(doc: Doc, name: str, officials: OfficialIndex = NOBODY, on: date | None = None) -> Actor:
    return next(each for each in find_actors(doc, officials, on) if each.name == name)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[Dmitry Peskov](PERSON) spoke . [Peskov](PERSON) 's aide said [Dmitry](PERSON) left .",
            {"Dmitry Peskov": ["Dmitry Peskov", "Peskov", "Dmitry"]},
        ),
        (
            "[J. Smith](PERSON) met [Mary Jones](PERSON) . [John Smith](PERSON) left .",
            {"John Smith": ["J. Smith", "John Smith"], "Mary Jones": ["Mary Jones"]},
        ),
        (
            "[Bill de Blasio](PERSON) said . [de Blasio](PERSON) left .",
            {"Bill de Blasio": ["Bill de Blasio", "de Blasio"]},
        ),
        (
            "[President Donald Trump](PERSON) spoke . Mr. [Trump](PERSON) left .",
            {"Donald Trump": ["Donald Trump", "Trump"]},
        ),
        (
            "[Ricardo Rossello Nevares](PERSON) spoke . [Rossello](PERSON) left .",
            {"Ricardo Rossello Nevares": ["Ricardo Rossello Nevares", "Rossello"]},
        ),
        (
            "[Mohammad](PERSON) bin [Salman](PERSON) spoke .",
            {"Mohammad bin Salman": ["Mohammad bin Salman"]},
        ),
    ],
)
def test_actors_are_people_by_full_name_and_parts(
    doc_of: Making, marked: str, expected: dict[str, list[str]]
) -> None:
    assert found(doc_of(marked)) == expected


def test_actors_of_one_surname_are_two_people(doc_of: Making) -> None:
    doc = doc_of("[Bill Clinton](PERSON) met [Hillary Clinton](PERSON) . [Clinton](PERSON) left .")
    assert found(doc) == {"Bill Clinton": ["Bill Clinton"], "Hillary Clinton": ["Hillary Clinton"]}


def test_actors_known_alone_by_a_surname_keep_it(doc_of: Making) -> None:
    marked = "[Hillary Clinton](PERSON) spoke . [Clinton](PERSON) left . "
    marked += "[Bill Clinton](PERSON) came . [Clinton](PERSON) spoke ."
    assert found(doc_of(marked))["Hillary Clinton"] == ["Hillary Clinton", "Clinton", "Clinton"]


def test_actors_of_one_surname_are_told_apart_by_title(doc_of: Making) -> None:
    doc = doc_of("[Bill Clinton](PERSON) met [Hillary Clinton](PERSON) . Mrs. [Clinton](PERSON) left .")
    assert found(doc)["Hillary Clinton"] == ["Hillary Clinton", "Clinton"]


@pytest.mark.parametrize(
    ("marked", "name", "mentions"),
    [
        ("[World Health Organization](ORG) said . The [WHO](ORG) left .", "World Health Organization", 2),
        ("[Transport for London](ORG) ( TfL ) said . [TfL](ORG) left .", "Transport for London", 3),
        ("[United States](LOC) said . The [U.S.](LOC) left .", "United States", 2),
        ("[Republic of Turkey](LOC) said . [Turkey](LOC) left .", "Republic of Turkey", 2),
        ("[Ford Motor Company](ORG) said . [Ford](ORG) left .", "Ford Motor Company", 2),
        ("The [Department](ORG) of Transportation said .", "Department of Transportation", 1),
        ("The [Trump](PERSON) administration said .", "Trump administration", 1),
    ],
)
def test_actors_are_bodies_by_full_and_short_name(
    doc_of: Making, marked: str, name: str, mentions: int
) -> None:
    assert len(found(doc_of(marked))[name]) == mentions


def test_actors_are_never_of_the_other_sex(doc_of: Making) -> None:
    doc = doc_of("[Michelle Obama](PERSON) left . Mr. [Obama](PERSON) said . He left .")
    assert found(doc) == {"Michelle Obama": ["Michelle Obama"], "Obama": ["Obama", "He"]}


def test_actors_named_before_are_not_whoever_comes_later_in_another_role(doc_of: Making) -> None:
    doc = doc_of("President [Obama](PERSON) said . The first lady , [Michelle Obama](PERSON) , left .")
    assert found(doc) == {"Obama": ["Obama"], "Michelle Obama": ["Michelle Obama"]}


def test_actors_are_bodies_through_more_than_one_short_form(doc_of: Making) -> None:
    marked = "[United States Department of State](ORG) said . "
    marked += "[Department of State](ORG) left . [State Department](ORG) left ."
    assert [len(actor.mentions) for actor in find_actors(doc_of(marked), NOBODY)] == [3]


def test_actors_have_the_kind_that_their_name_is_given_most_often(doc_of: Making) -> None:
    doc = doc_of("[Sweden](LOC) spoke . [Sweden](PERSON) left . [Sweden](LOC) came .")
    assert [(a.name, a.kind, len(a.mentions)) for a in find_actors(doc, NOBODY)] == [("Sweden", "place", 3)]


@pytest.mark.parametrize(
    ("marked", "roles"),
    [
        ("Kremlin spokesperson [Dmitry Peskov](PERSON) said .", ("Kremlin spokesperson",)),
        ("[Dmitry Peskov](PERSON) , the Kremlin spokesman , said .", ("Kremlin spokesman",)),
        ("[Hugh Hill](PERSON) , 57 , a doctor in [York](LOC) , said .", ("doctor in York",)),
        ("The Fed chair , [Janet Yellen](PERSON) , said .", ("Fed chair",)),
        ("In Moscow , [Dmitry Peskov](PERSON) said .", ()),
        ("[Bob Corker](PERSON) , [Ben Sasse](PERSON) and [Mike Lee](PERSON) left .", ()),
    ],
)
def test_actors_have_the_roles_written_beside_their_name(
    doc_of: Making, marked: str, roles: tuple[str, ...]
) -> None:
    actors = {each.name: each for each in find_actors(doc_of(marked), NOBODY)}
    people = [each for each in actors.values() if each.kind == "person"]
    assert people[0].roles == roles


@pytest.mark.parametrize(
    ("marked", "name", "mentions"),
    [
        ("Spokesman [Al Gray](PERSON) left . The spokesman said .", "Al Gray", ["Al Gray", "The spokesman"]),
        (
            "Spokeswoman [Ann Gray](PERSON) left . The spokesperson said .",
            "Ann Gray",
            ["Ann Gray", "The spokesperson"],
        ),
        ("Spokesman [Al Gray](PERSON) left . The senator said .", "Al Gray", ["Al Gray"]),
        ("Spokesman [Al Gray](PERSON) left . A spokesman said .", "Al Gray", ["Al Gray"]),
        ("former president [Al Gray](PERSON) left . The president said .", "Al Gray", ["Al Gray"]),
        (
            "Senator [Al Gray](PERSON) met senator [Bo Hall](PERSON) . The senator said .",
            "Al Gray",
            ["Al Gray"],
        ),
        ("[Al Gray](PERSON) left . He said his aide left him .", "Al Gray", ["Al Gray", "He", "his", "him"]),
        ("Mr. [Al Gray](PERSON) left . She said .", "Al Gray", ["Al Gray"]),
        ('[Al Gray](PERSON) left . " He is late , " said a man .', "Al Gray", ["Al Gray"]),
        (
            "The [Justice Ministry](ORG) spoke . The ministry said .",
            "Justice Ministry",
            ["Justice Ministry", "The ministry"],
        ),
    ],
)
def test_actors_are_meant_by_role_and_pronoun(
    doc_of: Making, marked: str, name: str, mentions: list[str]
) -> None:
    assert found(doc_of(marked))[name] == mentions


def test_actors_are_officials_by_name(doc_of: Making) -> None:
    doc = doc_of("[Dmitry Peskov](PERSON) said . [Peskov](PERSON) left .")
    assert actor(doc, "Dmitry Peskov", OfficialIndex([PESKOV])).official == "peskov"


def test_actors_are_officials_where_no_entity_was_seen(doc_of: Making) -> None:
    assert found(doc_of("Dmitry Peskov said ."), OfficialIndex([PESKOV])) == {
        "Dmitry Peskov": ["Dmitry Peskov"]
    }


def test_actors_are_officials_by_surname_and_role(doc_of: Making) -> None:
    doc = doc_of("Kremlin spokesman [Peskov](PERSON) said .")
    assert actor(doc, "Peskov", OfficialIndex([PESKOV]), date(2023, 1, 1)).official == "peskov"
    assert actor(doc, "Peskov", OfficialIndex([PESKOV]), date(2025, 1, 1)).official is None
    assert actor(doc_of("[Peskov](PERSON) said ."), "Peskov", OfficialIndex([PESKOV])).official is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 7, 11), {"Dmitry Peskov": ["The Kremlin spokesman"]}),
        (date(2025, 1, 1), {}),
        (None, {}),
    ],
)
def test_actors_are_officials_by_role_alone_on_the_day(
    doc_of: Making, on: date | None, expected: dict[str, list[str]]
) -> None:
    assert found(doc_of("The Kremlin spokesman said ."), OfficialIndex([PESKOV]), on) == expected


def test_actors_of_an_officials_role_in_the_text_are_not_the_official(doc_of: Making) -> None:
    doc = doc_of("Kremlin spokesman [Ivan Orlov](PERSON) said . The Kremlin spokesman left .")
    assert found(doc, OfficialIndex([PESKOV]), date(2023, 1, 1)) == {
        "Ivan Orlov": ["Ivan Orlov", "The Kremlin spokesman"]
    }


def test_actors_with_two_officials_names_are_neither(doc_of: Making) -> None:
    twins = [
        Official(id="a", name="Ann Lee", roles=(Role(title="senator"),)),
        Official(id="b", name="Ann Lee"),
    ]
    assert actor(doc_of("[Ann Lee](PERSON) said ."), "Ann Lee", OfficialIndex(twins)).official is None
    assert actor(doc_of("Senator [Ann Lee](PERSON) said ."), "Ann Lee", OfficialIndex(twins)).official == "a"


def test_actors_of_another_given_name_are_not_the_official_of_that_alias(doc_of: Making) -> None:
    putin = OfficialIndex([Official(id="putin", name="Vladimir Putin", aliases=("Putin",))])
    assert actor(doc_of("[Lyudmila Putin](PERSON) said ."), "Lyudmila Putin", putin).official is None
    assert actor(doc_of("[Putin](PERSON) said ."), "Putin", putin).official == "putin"


NAMED = [
    "[Al Gray](PERSON)",
    "[Bea Gray](PERSON)",
    "[Gray](PERSON)",
    "[WHO](ORG)",
    "[World Health Organization](ORG)",
]
WORDS = [
    "the",
    "spokesman",
    "senator",
    "He",
    "she",
    "said",
    ",",
    ".",
    "of",
    "'s",
    "-",
    "(",
    ")",
    '"',
    "and",
    "Mr.",
]
PIECES = st.lists(st.sampled_from([*NAMED, *WORDS]), max_size=40)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_actors_mentions_are_in_the_text_and_names_never_merge(doc_of: Making, pieces: Sequence[str]) -> None:
    doc = doc_of(" ".join(pieces))
    actors = find_actors(doc, OfficialIndex([PESKOV]))
    assert actors == find_actors(doc, OfficialIndex([PESKOV]))
    assert len({each.id for each in actors}) == len(actors)
    for each in actors:
        texts = {doc.text[start:end] for start, end in each.mentions}
        assert texts
        assert all(text and text == text.strip() for text in texts)
        assert not {"Al Gray", "Bea Gray"} <= texts

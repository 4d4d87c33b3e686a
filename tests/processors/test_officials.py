"""Officials by name, alias, and role on a day."""

from collections.abc import Sequence
from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.offices import holds, role_key
from processors.officials import OfficialIndex
from wirewatch.records import Official, Role

PESKOV = Official(
    id="dmitry-peskov",
    name="Dmitry Peskov",
    aliases=("Dmitri Peskov", "Peskow"),
    roles=(Role(title="Kremlin spokesman", start=date(2012, 5, 22)),),
    groups=("Kremlin",),
)
WHO = Official(id="who", name="World Health Organization", kind="organization", aliases=("WHO",))
ASSAD = Official(id="assad", name="Bashar al-Assad", roles=(Role(title="President of Syria"),))
MAY = Official(id="may", name="Theresa May", aliases=("May",))
INDEX = OfficialIndex([PESKOV, WHO, ASSAD, MAY])


def named(text: str, index: OfficialIndex = INDEX) -> list[tuple[str, tuple[str, ...]]]:
    doc = spacy.blank("en")(text)
    forms, starts = [token.text for token in doc], [token.idx for token in doc]
    return [(doc[m.first : m.last].text, m.officials) for m in index.names_in(text, forms, starts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dmitry Peskov said.", [("Dmitry Peskov", ("dmitry-peskov",))]),
        ("DMITRY PESKOV SAID", [("DMITRY PESKOV", ("dmitry-peskov",))]),
        ("Dmitri Peskov's briefing", [("Dmitri Peskov", ("dmitry-peskov",))]),
        ("Peskow spoke, Peskov did not", [("Peskow", ("dmitry-peskov",))]),
        ("the WHO asked who it was", [("WHO", ("who",))]),
        (
            "Bashar al-Assad and Bashar Al Assad",
            [("Bashar al-Assad", ("assad",)), ("Bashar Al Assad", ("assad",))],
        ),
        ("Dmitry Peskov-Jones and Anna-Dmitry Peskov", []),
        ("It may rain; May came.", [("May", ("may",))]),
        ("dmitry peskov", []),
        ("", []),
    ],
)
def test_officials_are_found_by_name_and_alias(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert named(text) == found


def test_officials_with_one_name_are_all_found() -> None:
    twins = OfficialIndex([Official(id="a", name="Ann Lee"), Official(id="b", name="Ann Lee")])
    assert named("Ann Lee spoke", twins) == [("Ann Lee", ("a", "b"))]
    assert twins.named("Ann Lee") == ("a", "b")
    assert twins.alike(("ann", "m", "lee")) == ("a", "b")


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Kremlin spokesman", "the Kremlin's spokeswoman"),
        ("Foreign Minister of Russia", "the Russian foreign minister"),
        ("Chairman of the Fed", "Fed chair"),
        ("US President", "President of the United States"),
    ],
)
def test_officials_roles_mean_the_same_however_they_are_put(title: str, same: str) -> None:
    assert role_key(title) == role_key(same)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("spokesman", "former spokesman"),
        ("President of Russia", "President of France"),
        ("minister", "vice minister"),
    ],
)
def test_officials_roles_differ_by_every_word_that_counts(title: str, other: str) -> None:
    assert role_key(title) != role_key(other)


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2012, 5, 21), False),
        (date(2012, 5, 22), True),
        (date(2020, 1, 1), True),
        (None, False),
    ],
)
def test_officials_hold_roles_from_their_first_day_and_never_on_an_unknown_one(
    on: date | None, held: bool
) -> None:
    assert bool(INDEX.holders(role_key("Kremlin spokesperson"), on)) is held


def test_officials_hold_roles_to_their_last_day() -> None:
    role = Role(title="mayor", end=date(2020, 6, 30))
    assert holds(role, date(2020, 6, 30))
    assert not holds(role, date(2020, 7, 1))
    assert holds(Role(title="mayor"), None)


def test_officials_are_many_and_each_is_found() -> None:
    many = OfficialIndex(Official(id=str(n), name=f"Anna Name{n}") for n in range(10_000))
    assert named("Anna Name9876 met Anna Name3.", many) == [
        ("Anna Name9876", ("9876",)),
        ("Anna Name3", ("3",)),
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["Dmitry", "Peskov", "al", "-", "Assad", "Bashar", "WHO", ".", "'s", "x"]),
        max_size=30,
    )
)
def test_officials_found_stand_in_the_text_and_never_overlap(words: Sequence[str]) -> None:
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    end = 0
    for match in INDEX.names_in(text, words, starts):
        assert end <= match.first < match.last <= len(words)
        end = match.last

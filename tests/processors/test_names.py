"""What two names have to do with each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.names import core, fold, initials, name_words, same_person, surnames

GIVEN = st.sampled_from(["anna", "boris", "carla", "dmitry", "elena", "fedor", "gita", "hugo"])
SURNAME = st.sampled_from(["peskov", "smith", "garcia", "al-assad", "o'neill", "yilmaz"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dmitry Peskov", ("dmitry", "peskov")),
        ("Peskov's", ("peskov",)),
        ("Stumpf\u2019s", ("stumpf",)),
        ("Texas\u2019", ("texas",)),
        ("Recep Tayyip Erdo\u011fan", ("recep", "tayyip", "erdogan")),
        ("U.S.", ("us",)),
        ("Jean-Yves Le Drian", ("jean-yves", "le", "drian")),
        ("Sean O'Neill", ("sean", "o'neill")),
        ("\u0141\u00f3d\u017a", ("lodz",)),
        ("\u2014", ()),
    ],
)
def test_names_are_compared_by_folded_words(text: str, words: tuple[str, ...]) -> None:
    assert name_words(text) == words


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("John Smith", "John Smith", True),
        ("John Smith", "J. Smith", True),
        ("John Smith", "John A. Smith", True),
        ("John Adam Smith", "John A. Smith", True),
        ("Donald J. Trump", "Donald John Trump", True),
        ("Robert C. Bobby Scott", "Bobby Scott", True),
        ("Pedro R. Pierluisi Urrutia", "Pedro Pierluisi", True),
        ("John G. Roberts Jr.", "John Roberts", True),
        ("Smit John", "John Smit", True),
        ("John Smith", "Jon Smith", False),
        ("John Smith", "Jane Smith", False),
        ("John A. Smith", "John B. Smith", False),
        ("John Smith", "John Smyth", False),
        ("Bill Clinton", "Hillary Clinton", False),
    ],
)
def test_names_are_one_persons_unless_one_contradicts_the_other(left: str, right: str, same: bool) -> None:
    assert same_person(name_words(left), name_words(right)) is same
    assert same_person(name_words(right), name_words(left)) is same


@settings(deadline=None, max_examples=60)
@given(GIVEN, GIVEN, SURNAME)
def test_names_with_different_given_names_are_never_one_persons(one: str, other: str, surname: str) -> None:
    assert same_person((one, surname), (other, surname)) is (one == other)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40))
def test_names_fold_any_text_to_what_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(name_words(text))


def test_names_lose_what_is_behind_them() -> None:
    assert core(("kama", "melly", "qc")) == ("kama", "melly")
    assert core(("jr",)) == ("jr",)


def test_names_have_endings_by_which_people_are_called() -> None:
    assert surnames(("bill", "de", "blasio")) == [("de", "blasio"), ("blasio",)]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("World Health Organization", "who"),
        ("North Atlantic Treaty Organization", "nato"),
        ("Department of Health and Human Services", "dhhs"),
        ("United Kingdom", "uk"),
    ],
)
def test_names_have_initials(name: str, short: str) -> None:
    assert short in initials(name_words(name))
    assert initials(("nato",)) == set()

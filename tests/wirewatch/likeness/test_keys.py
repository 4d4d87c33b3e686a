"""Keys: what near copies have in common, the same for as long as a store is kept."""

from wirewatch.likeness.keys import ARTICLES, STATEMENTS, keys
from wirewatch.likeness.statements import features

WORDS = frozenset({"resign", "leader", "party"})


def test_they_are_what_they_were() -> None:
    """Stores hold them: another value here means that near copies of what is stored are no longer found."""
    found = keys(WORDS, STATEMENTS, within="ada\n")

    assert (found[0], found[-1]) == ("a9f862dea24e", "1e531ed4a3f1")
    assert sorted(features("We've never lost $5bn in the U.S.!")) == [
        "#5000000000", "dollar", "los", "never", "us-america"
    ]  # fmt: skip


def test_they_do_not_depend_on_the_order_of_words() -> None:
    assert keys(WORDS, STATEMENTS) == keys(frozenset(sorted(WORDS, reverse=True)), STATEMENTS)


def test_each_band_is_a_key_of_its_own() -> None:
    assert len(set(keys(WORDS, STATEMENTS))) == STATEMENTS.keys
    assert len(set(keys(WORDS, ARTICLES))) == ARTICLES.keys


def test_what_is_kept_apart_never_meets() -> None:
    assert not set(keys(WORDS, STATEMENTS, within="ada")) & set(keys(WORDS, STATEMENTS, within="bob"))


def test_nothing_has_no_keys() -> None:
    assert keys(frozenset(), STATEMENTS) == ()

"""Watches that are not looked at could not have matched."""

import pytest

from processors.selection import Wanted, candidates, select
from wirewatch.query.syntax import parse

FIELDS = frozenset({"headline", "body"})


def wanted(query: str | None, *officials: str) -> Wanted:
    return Wanted(parse(query, index="articles").root if query else None, officials)


def kept(query: str | None, words: str, *officials: str, of: tuple[str, ...] = ()) -> bool:
    selection = select([(7, wanted(query, *of))], FIELDS)
    return candidates(selection, words.split(), officials) == [7]


@pytest.mark.parametrize(
    ("query", "words", "expected"),
    [
        ("a", "a b", True),
        ("a", "b c", False),
        ("a OR b", "b", True),
        ("a OR b", "c", False),
        ('"a bb"', "a", False),
        ('"a bb"', "bb", True),
        ("pre*", "prefix", True),
        ("pre*", "pr", False),
        ("a AND *", "b", False),
        ("a OR *", "b", True),
        ("NOT a", "a", True),
        ("a OR urgency:1", "b", True),
        ("a AND urgency:1", "b", False),
        ("a AND (b OR c)", "b c", False),
        ("a AND (NOT b)", "a b", True),
        ("official:x", "b", True),
    ],
)
def test_candidates_have_what_the_query_cannot_do_without(query: str, words: str, *, expected: bool) -> None:
    assert kept(query, words) is expected


def test_candidates_have_one_of_the_officials() -> None:
    assert kept(None, "", "peskov", of=("peskov", "lavrov"))
    assert not kept(None, "", "putin", of=("peskov", "lavrov"))


def test_select_files_watches_under_what_few_of_them_share() -> None:
    queries = ["common AND rare", "common AND seldom", "common", '"common other"']
    selection = select(list(enumerate(map(wanted, queries))), FIELDS)

    assert candidates(selection, ["common"], ()) == [2]
    assert candidates(selection, ["common", "rare", "other"], ()) == [0, 2, 3]
    assert candidates(select([(0, wanted("a", "peskov")), (1, wanted("a"))], FIELDS), ["a"], ()) == [1]

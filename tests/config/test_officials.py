# ruff: noqa: E501 - a case is read best in one line

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from config.officials import problems, read_officials
from wirewatch.errors import ConfigError
from wirewatch.records import Official, Role

Write = Callable[[str], Path]

WRONG = [
    ("", None, "the file is empty: list the officials, or write [] for none"),
    ("# nobody yet\n", None, "the file is empty"),
    ("id: a\nname: A\n", 1, 'expected a list of officials, each beginning with "- id:"'),
    ("people:\n- id: a\n", 1, "expected a list of officials"),
    ("- just text\n", 1, 'expected keys with values, got "just text"'),
    ("- name: A\n", 1, 'the key "id" is missing'),
    ("\n- id: a\n  groups: [x]\n", 2, 'the key "name" is missing'),
    ("- id: a\n  name: A\n  alias: [B]\n", 3, 'alias: unknown key (did you mean "aliases"?)'),
    ("- id: a b\n  name: A\n", 1, 'id: expected an id of letters without accents, digits, - _ and ., got "a b"'),
    ('- id: "a\\n"\n  name: A\n', 1, "id: expected an id"),
    ("- id: a\n  name: ' '\n", 2, "name: expected text, not blank"),
    ("- id: a\n  name:\n", 2, "name: has no value"),
    ("- id: a\n  name: A\n  aliases: B\n", 3, "aliases: expected a list of other names and spellings"),
    ("- id: a\n  name: A\n  aliases:\n  - B\n  -\n", 5, "aliases[1]: has no value"),
    ("- id: a\n  name: A\n  kind: persn\n", 3, 'kind: "persn" is not allowed (did you mean "person"?); one of: person,'),
    ("- id: a\n  name: A\n  wikidata: 7747\n", 3, "wikidata: expected a Wikidata id such as Q76"),
    ("- id: a\n  name: A\n  roles:\n  - title: t\n    from: 2012\n", 5, 'roles[0].from: expected a day such as 2012-05-22, got "2012"'),
    ("- id: a\n  name: A\n  roles:\n  - title: t\n    to: 2012-02-30\n", 5, "roles[0].to: expected a day"),
    ("- id: a\n  name: A\n  roles:\n  - from: 2012-02-03\n", 4, 'roles[0]: the key "title" is missing'),
    ("- id: a\n  name: A\n  roles:\n  - title: t\n    since: 2012-02-03\n", 5, "roles[0].since: unknown key (there is: from, title, to)"),
    ("- id: a\n  name: A\n  roles:\n  - title: t\n    from: 2012-01-02\n    to: 2012-01-01\n", 6, "roles[0].to: 2012-01-01 is before 2012-01-02"),
    ("- id: a\n  name: A\n- id: a\n  name: B\n", 3, 'id: "a" is there twice: ids must differ'),
    ("officials:\n- id: a\n  nmae: A\n", 3, 'officials[0].nmae: unknown key (did you mean "name"?)'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_officials_say_where_and_what_is_wrong(write: Write, text: str, line: int | None, words: str) -> None:
    path = write(text)

    with pytest.raises(ConfigError) as raised:
        read_officials(path)

    assert (raised.value.file, raised.value.line) == (str(path), line)
    assert words in raised.value.reason


def test_officials_read_every_field(write: Write) -> None:
    text = """
- id: q.1_x-Y
  name: No
  kind: organization
  aliases: [1922, "yes"]
  roles:
  - {title: chair, from: 2012-05-22, to: 2012-05-22}
  - title: member
  groups: [g]
  wikidata: Q1
- id: b
  name: B
"""
    roles = (Role(title="chair", start=date(2012, 5, 22), end=date(2012, 5, 22)), Role(title="member"))
    first = Official(
        id="q.1_x-Y",
        name="No",
        kind="organization",
        aliases=("1922", "yes"),
        roles=roles,
        groups=("g",),
        wikidata="Q1",
    )

    assert read_officials(write(text)) == (first, Official(id="b", name="B"))


@pytest.mark.parametrize("text", ["- id: a\n  name: A\n", "officials:\n  - id: a\n    name: A\n"])
def test_officials_may_stand_under_their_name(write: Write, text: str) -> None:
    assert read_officials(write(text)) == (Official(id="a", name="A"),)


def test_officials_may_be_none(write: Write) -> None:
    assert read_officials(write("[]")) == ()


def test_officials_problems_are_found_in_one_go(write: Write) -> None:
    text = "- id: a\n- id: b\n  name: B\n- id: b\n  name: C\n- id: d\n  name: D\n  x: y\n"

    assert [found.line for found in problems(write(text))] == [1, 4, 8]


def test_officials_problems_are_those_of_the_file_too(write: Write) -> None:
    assert [found.line for found in problems(write("- id: a: b\n"))] == [1]
    assert problems(write("[]")) == []

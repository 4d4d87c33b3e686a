# ruff: noqa: E501 - a case is read best in one line

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from config.watches import problems, read_watches
from wirewatch.errors import ConfigError
from wirewatch.records import Digest, Official, QuietHours, Watch

Write = Callable[[str], Path]

OFFICIALS = (
    Official(id="dmitry-peskov", name="Dmitry Peskov", groups=("kremlin",)),
    Official(id="vladimir-putin", name="Vladimir Putin", groups=("kremlin", "russia")),
)

WRONG = [
    ("", None, "the file is empty: list the watches, or write [] for none"),
    ("- query: x\n", 1, 'the key "id" is missing'),
    ("- id: a\n", 1, "holds for everything: give officials, groups or a query"),
    ("- id: a\n  manner: direct\n", 1, "holds for everything"),
    ("- id: a\n  query: x\n  offcials: [x]\n", 3, 'offcials: unknown key (did you mean "officials"?)'),
    ("- id: a\n  officials: [dmitry-peskov, putin]\n", 2, 'officials[1]: "putin": no official has this id'),
    ("- id: a\n  officials:\n  - dmitry-peskov\n  - dmitri-peskov\n", 4, '(did you mean "dmitry-peskov"?)'),
    ("- id: a\n  officials: nobody\n", 2, 'officials: "nobody": no official has this id'),
    ("- id: a\n  groups: [kremlyn]\n", 2, 'groups[0]: "kremlyn": no official is in this group (did you mean "kremlin"?)'),
    ("- id: a\n  officials: {x: y}\n", 2, "officials: expected the id of an official, or a list of them"),
    ("- id: a\n  query: NATO AND\n", 2, "query: column 6: nothing follows AND"),
    ("- id: a\n  query: NATO AND (Sweden\n", 2, "query: column"),
    ("- id: a\n  query: [x]\n", 2, "query: expected a query such as"),
    ("- id: a\n  query: x\n  where: headline\n", 3, 'where: "headline" is not allowed'),
    ("- id: a\n  query: x\n  where: mention\n", 3, "where: mention needs officials or groups"),
    ("- id: a\n  query: manner:direct\n  where: article\n", 2, "query: column"),
    ("- id: a\n  query: x\n  manner: [direct, inderect]\n", 3, 'manner[1]: "inderect" is not allowed (did you mean "indirect"?)'),
    ("- id: a\n  query: x\n  manner: spoken\n", 3, 'manner: "spoken" is not allowed'),
    ("- id: a\n  query: x\n  where: article\n  manner: direct\n", 4, "manner: is of statements"),
    ("- id: a\n  query: x\n  min_confidence: 0.5\n  where: article\n", 3, "min_confidence: is of statements"),
    ("- id: a\n  query: x\n  min_confidence: 1.5\n", 3, 'min_confidence: expected a number from 0 to 1, got "1.5"'),
    ("- id: a\n  query: x\n  min_confidence: nan\n", 3, "min_confidence: expected a number from 0 to 1"),
    ("- id: a\n  query: x\n  min_confidence: high\n", 3, "min_confidence: expected a number from 0 to 1"),
    ("- id: a\n  query: x\n  throttle: soon\n", 3, "throttle: 'soon' is no duration: write seconds, or"),
    ("- id: a\n  query: x\n  throttle: -5\n", 3, "throttle: '-5' is no duration"),
    ("- id: a\n  query: x\n  notify: slack://T/B/x\n", 3, "notify: slack://…: put the address into wirewatch.toml, as a channel, and write its id here"),
    ("- id: a\n  query: x\n  notify: [terminal, 'mailto://me:pw@x.org']\n", 3, "notify[1]: mailto://…: put"),
    ("- id: a\n  query: x\n  notify: 'file:'\n", 3, 'notify: "file:" names no file'),
    ("- id: a\n  query: x\n  notify: [desk, dekst]\n", 3, 'notify[1]: "dekst": no channel has this id (did you mean "desk"?); write one of'),
    ("- id: a\n  query: x\n  quiet_hours: at night\n", 3, "quiet_hours: expected hours such as 22:00-07:00"),
    ("- id: a\n  query: x\n  quiet_hours: [22:00-07:00, 7:00-22:00]\n", 3, "quiet_hours: these hours leave no time"),
    ("- id: a\n  query: x\n  digest: sometimes\n", 3, "digest: expected hourly, daily, weekly, a duration such as 30m"),
    ("- id: a\n  query: x\n- id: a\n  query: y\n", 3, 'id: "a" is there twice'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_watches_say_where_and_what_is_wrong(write: Write, text: str, line: int | None, words: str) -> None:
    path = write(text)

    with pytest.raises(ConfigError) as raised:
        read_watches(path, OFFICIALS, ("desk",))

    assert (raised.value.file, raised.value.line) == (str(path), line)
    assert words in raised.value.reason


def test_watches_read_every_field(write: Write) -> None:
    path = write("""
- id: a
  officials: [dmitry-peskov]
  groups: [kremlin, russia]
  query: '"near by"~5 AND Swed*'
  where: statement
  manner: [direct, mixed]
  min_confidence: 0.25
  throttle: 30m
  notify: [terminal, "file:alerts/a.jsonl", desk]
  quiet_hours: [22:00-07:00 Europe/Vienna, Sat-Sun 00:00-24:00]
  digest: Mon-Fri 07:30,16:00 Europe/Vienna
""")

    assert read_watches(path, OFFICIALS, ("desk",)) == (
        Watch(
            id="a",
            officials=("dmitry-peskov",),
            groups=("kremlin", "russia"),
            query='"near by"~5 AND Swed*',
            manner=("direct", "mixed"),
            min_confidence=0.25,
            throttle=1800.0,
            notify=("terminal", f"file:{path.parent}/alerts/a.jsonl", "desk"),
            quiet_hours=(
                QuietHours(start=time(22), end=time(7), zone="Europe/Vienna"),
                QuietHours(start=time(0), end=time(0), days=(5, 6)),
            ),
            digest=Digest(at=(time(7, 30), time(16)), days=(0, 1, 2, 3, 4), zone="Europe/Vienna"),
        ),
    )


def test_watches_take_one_for_a_list_of_one(write: Write) -> None:
    text = "- id: a\n  officials: dmitry-peskov\n  groups: kremlin\n  manner: direct\n  notify: file:/x\n"

    (watch,) = read_watches(write(text), OFFICIALS)

    assert (watch.officials, watch.groups) == (("dmitry-peskov",), ("kremlin",))
    assert (watch.manner, watch.notify) == (("direct",), ("file:/x",))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("90", 90), ("1.5", 1.5), ("30s", 30), ("30 m", 1800), ("1h", 3600), ("1d", 86400)],
)
def test_watches_understand_durations(write: Write, written: str, seconds: float) -> None:
    assert read_watches(write(f"- id: a\n  query: x\n  throttle: {written}\n"), ())[0].throttle == seconds


def test_watches_leave_a_home_folder_to_the_channel(write: Write) -> None:
    assert read_watches(write("- id: a\n  query: x\n  notify: file:~/a\n"), ())[0].notify == ("file:~/a",)


def test_watches_problems_are_found_in_one_go(write: Write) -> None:
    text = "- id: a\n- id: b\n  query: x\n- id: c\n  query: (\n- id: d\n  query: y\n  digest: dayly\n"

    assert [found.line for found in problems(write(text), OFFICIALS)] == [1, 5, 8]


def test_watches_problems_end_somewhere(write: Write) -> None:
    text = "".join(f"- id: w{number}\n  officials: nobody{number}\n" for number in range(200))

    assert len(problems(write(text), OFFICIALS)) == 100


def test_watches_problems_do_nothing_to_a_terminal(write: Write) -> None:
    text = '- id: a\n  "bad\\e[2Jkey\\n": x\n'

    (found,) = problems(write(text), OFFICIALS)

    assert str(found).isprintable()

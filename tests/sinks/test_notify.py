"""A notice is one JSON line, on the disk when it was sent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sinks.notify import Lines
from wirewatch.errors import TransientError
from wirewatch.notifying.notices import Notice
from wirewatch.records import Difference

MakeNotice = Callable[..., Notice]


def test_notices_are_lines_of_a_file(tmp_path: Path, make_notice: MakeNotice) -> None:
    file = tmp_path / "new" / "told.jsonl"
    lines = Lines(f"file:{file}")
    lines.deliver([make_notice("a", text="two\nlines"), make_notice("b", "copies", copies=2)])
    lines.deliver([make_notice("a", "retracted", difference=Difference(was="x", now="y"))])

    told = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(each["event"], each["alert"], each["watch"], each["line"], each["copies"]) for each in told] == [
        ("fired", "a", "war", "line-a", 1),
        ("copies", "b", "war", "line-b", 2),
        ("retracted", "a", "war", "line-a", 1),
    ]
    assert told[0]["text"] == "two\nlines"
    assert (told[2]["was"], told[2]["now"]) == ("x", "y")


def test_notices_may_be_tried_again_when_the_file_cannot_be_written(
    tmp_path: Path, make_notice: MakeNotice
) -> None:
    with pytest.raises(TransientError, match="could not be written"):
        Lines(f"file:{tmp_path}").deliver([make_notice()])

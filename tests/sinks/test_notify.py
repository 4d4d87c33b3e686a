"""A notification is one JSON line, on the disk when it was sent."""

import json
from pathlib import Path

import pytest

from sinks.notify import append, path_of
from wirewatch.errors import TransientError


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("file:/var/a b.jsonl", Path("/var/a b.jsonl")),
        ("file:~/x", Path.home() / "x"),
        ("mailto://a@b", None),
    ],
)
def test_notify_knows_channels_that_are_files(channel: str, expected: Path | None) -> None:
    assert path_of(channel) == expected


def test_notify_appends_a_line_for_each_notification(tmp_path: Path) -> None:
    file = tmp_path / "new" / "told.jsonl"
    append(file, {"event": "fired", "text": "two\nlines", "copies": 1, "official": None})
    append(file, {"event": "retracted"})

    assert [json.loads(line) for line in file.read_text().splitlines()] == [
        {"event": "fired", "text": "two\nlines", "copies": 1, "official": None},
        {"event": "retracted"},
    ]


def test_notify_may_be_tried_again_when_the_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(TransientError, match="could not be written"):
        append(tmp_path, {"event": "fired"})

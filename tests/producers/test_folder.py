"""Files as sources: half-written ones, restarts, changes, folders that come and go."""

import errno
import io
import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from producers import folder as folder_module
from producers import listing
from producers.folder import FilesSource, FolderSource
from producers.reading import Defaults
from wirewatch.ports import Batch

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LONG_AGO = START - timedelta(hours=1)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def write(file: Path, data: bytes, modified: datetime = LONG_AGO) -> Path:
    file.write_bytes(data)
    os.utime(file, (modified.timestamp(), modified.timestamp()))
    return file


def line(uri: str) -> bytes:
    return b'{"uri": "%s", "body": "Text of %s."}\n' % (uri.encode(), uri.encode())


def texts(batches: Iterable[Batch]) -> list[str]:
    return [article.body for batch in batches for article in batch.articles]


def positions(batches: list[Batch]) -> dict[str, str]:
    return {batch.key: batch.position for batch in batches}


def test_folder_hands_over_each_file_once(inbox: Path) -> None:
    write(inbox / "b.txt", b"Two.")
    write(inbox / "a.txt", b"One.")
    source = FolderSource(inbox, known={})
    batches = list(source.poll(at(0)))
    assert [(batch.key, texts([batch])) for batch in batches] == [
        (f"file:{inbox.resolve()}/a.txt", ["One."]),
        (f"file:{inbox.resolve()}/b.txt", ["Two."]),
    ]
    assert list(source.poll(at(1))) == []
    assert list(FolderSource(inbox, known=positions(batches)).poll(at(2))) == []


def test_folder_waits_until_a_file_has_settled(inbox: Path) -> None:
    source = FolderSource(inbox, known={}, settle=1.0)
    file = inbox / "a.txt"
    write(file, b"Half", modified=at(0))
    assert texts(source.poll(at(0))) == []
    write(file, b"Half of it", modified=at(0.6))
    assert texts(source.poll(at(1))) == []
    write(file, b"Half of it, and the rest.", modified=at(1.5))
    assert texts(source.poll(at(2))) == []
    assert texts(source.poll(at(2.4))) == []
    assert texts(source.poll(at(3.1))) == ["Half of it, and the rest."]
    assert texts(source.poll(at(4))) == []


def test_folder_files_from_the_future_settle_too(inbox: Path) -> None:
    write(inbox / "a.txt", b"Text.", modified=at(9_999))
    source = FolderSource(inbox, known={}, settle=1.0)
    assert texts(source.poll(at(0))) == []
    assert texts(source.poll(at(1))) == ["Text."]


def test_folder_without_settling_reads_at_once(inbox: Path) -> None:
    write(inbox / "a.txt", b"Text.", modified=at(0))
    assert texts(FolderSource(inbox, known={}, settle=0).poll(at(0))) == ["Text."]


def test_folder_what_was_read_half_is_read_again_when_complete(inbox: Path) -> None:
    file = write(inbox / "a.jsonl", line("a") + line("b")[:20], modified=at(-9))
    source = FolderSource(inbox, known={})
    (batch,) = source.poll(at(0))
    assert [article.uri for article in batch.articles] == ["a"]
    assert [(letter.stage, letter.reason.split(":")[0]) for letter in batch.dead] == [("read", "line 2")]
    assert next(iter(batch.dead)).original == line("b")[:20]
    write(file, line("a") + line("b"), modified=at(1))
    (batch,) = source.poll(at(3))
    assert [article.uri for article in batch.articles] == ["a", "b"]
    assert not batch.dead


def test_folder_dead_letters_have_the_same_id_every_time(inbox: Path) -> None:
    write(inbox / "a.txt", b"\0")
    (first,), (second,) = (list(FolderSource(inbox, known={}).poll(at(n))) for n in (0, 1))
    assert [letter.id for letter in first.dead] == [letter.id for letter in second.dead]
    assert next(iter(first.dead)).received == at(0)


def test_folder_a_changed_file_is_read_again(inbox: Path) -> None:
    file = write(inbox / "a.txt", b"Old.")
    source = FolderSource(inbox, known={})
    assert texts(source.poll(at(0))) == ["Old."]
    write(file, b"New.", modified=LONG_AGO + timedelta(seconds=1))
    assert texts(source.poll(at(1))) == ["New."]


def test_folder_a_batch_that_was_not_taken_is_handed_over_again(inbox: Path) -> None:
    write(inbox / "a.txt", b"Text.")
    source = FolderSource(inbox, known={})
    next(source.poll(at(0)))
    assert texts(source.poll(at(1))) == ["Text."]


def test_folder_long_files_come_in_parts_and_go_on_after_a_restart(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "PART_OUTCOMES", 2)
    file = write(inbox / "a.jsonl", b"".join(line(str(n)) for n in range(5)))
    parts = list(FolderSource(inbox, known={}).poll(at(0)))
    assert [[article.uri for article in part.articles] for part in parts] == [["0", "1"], ["2", "3"], ["4"]]
    after_first = positions(parts[:1])
    rest = list(FolderSource(inbox, known=after_first).poll(at(0)))
    assert [part[1:] for part in rest] == [part[1:] for part in parts[1:]]
    write(file, line("other"))
    assert texts(FolderSource(inbox, known=after_first).poll(at(0))) == ["Text of other."]


def test_folder_reads_subfolders_and_passes_over_unfinished_names(inbox: Path) -> None:
    (inbox / "sub").mkdir()
    for name in ("sub/a.txt", ".hidden", "b.txt.part"):
        write(inbox / name, name.encode())
    assert texts(FolderSource(inbox, known={}).poll(at(0))) == ["sub/a.txt"]


def test_folder_what_is_no_file_is_a_dead_letter_once(inbox: Path) -> None:
    os.mkfifo(inbox / "pipe")
    (inbox / "circle").symlink_to("circle")
    (inbox / "nowhere").symlink_to("gone")
    source = FolderSource(inbox, known={}, settle=0)
    batches = list(source.poll(at(0)))
    reasons = [letter.reason for batch in batches for letter in batch.dead]
    assert reasons[1:] == ["a pipe, not a file"]
    assert "symbolic links" in reasons[0]
    assert list(source.poll(at(1))) == []
    assert list(FolderSource(inbox, known=positions(batches), settle=0).poll(at(2))) == []


def test_folder_a_file_is_read_when_permission_comes(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    write(inbox / "a.txt", b"Text.")
    source = FolderSource(inbox, known={})
    with monkeypatch.context() as without_permission:
        without_permission.setattr(folder_module, "open_regular", refused)
        (batch,) = source.poll(at(0))
        assert [letter.reason for letter in batch.dead] == ["permission denied"]
        assert list(source.poll(at(1))) == []
    assert texts(source.poll(at(2))) == ["Text."]


def test_folder_a_file_that_cannot_be_read_to_its_end_is_a_dead_letter(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.BytesIO):
        def readline(self, *_: object) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    write(inbox / "a.txt", b"Text.")
    monkeypatch.setattr(folder_module, "open_regular", lambda _: Broken())
    source = FolderSource(inbox, known={})
    (batch,) = source.poll(at(0))
    assert [letter.reason for letter in batch.dead] == ["reading broke off: input/output error"]
    assert list(source.poll(at(1))) == []


def test_folder_a_file_that_goes_before_it_is_read_is_nothing(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(inbox / "a.txt", b"Text.")
    real = listing.look

    def look_and_lose(path: Path) -> listing.Found | None:
        found = real(path)
        file.unlink(missing_ok=True)
        return found

    monkeypatch.setattr(listing, "look", look_and_lose)
    assert list(FolderSource(inbox, known={}).poll(at(0))) == []


def test_folder_that_is_missing_is_said_once_and_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = FolderSource(tmp_path / "later", known={})
    with caplog.at_level(logging.INFO):
        for second in range(3):
            assert list(source.poll(at(second))) == []
    assert source.state == "missing"
    assert len(caplog.records) == 1
    (tmp_path / "later").mkdir()
    write(tmp_path / "later" / "a.txt", b"Text.")
    assert texts(source.poll(at(3))) == ["Text."]
    assert source.state == "reading"


def test_folder_names_of_any_bytes_can_be_kept(inbox: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(inbox) + b"/\xff.txt")), b"Text.")
    (batch,) = FolderSource(inbox, known={}).poll(at(0))
    assert batch.key.encode().endswith(b"/\\xff.txt")


def test_folder_large_ones_are_looked_at_file_by_file_now_and_then(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "CHEAP", 10)
    for number in range(40):
        write(inbox / f"{number}.txt", b"Text.")
    source = FolderSource(inbox, known={}, interval=1.0)
    assert len(list(source.poll(at(0)))) == 40
    looked_at: list[Path] = []
    real = listing.look
    monkeypatch.setattr(listing, "look", lambda path: looked_at.append(path) or real(path))
    for second in (1, 2, 3):
        assert list(source.poll(at(second))) == []
    assert looked_at == []
    write(inbox / "new.txt", b"New.")
    assert texts(source.poll(at(3.5))) == ["New."]
    write(inbox / "7.txt", b"Corrected.")
    assert texts(source.poll(at(4.5))) == ["Corrected."]


def test_folder_forgets_files_that_went(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "SPARE", 5)
    source = FolderSource(inbox, known={}, settle=1)
    write(inbox / "stays.txt", b"Text.")
    for number in range(20):
        file = write(inbox / f"{number}.txt", b"Text.")
        going = write(inbox / f"{number}.part.txt", b"Text.", modified=at(number))
        list(source.poll(at(number)))
        file.unlink()
        going.unlink()
    assert len(source._changes) < 15
    assert source._changes.unsettled() == []
    assert list(source.poll(at(30))) == []


def test_folder_a_poll_that_was_broken_off_is_made_up_for(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "CHEAP", 2)
    for number in range(6):
        write(inbox / f"{number}.txt", b"Text.")
    source = FolderSource(inbox, known={})
    polled = source.poll(at(0))
    assert len([next(polled) for _ in range(3)]) == 3
    polled.close()
    assert len(list(source.poll(at(0.1)))) == 4


def test_files_source_reads_the_files_named(inbox: Path) -> None:
    file = write(inbox / ".named", b"Text.")
    source = FilesSource([file, inbox / "gone.txt"], known={})
    batches = list(source.poll(at(0)))
    assert [batch.key for batch in batches] == [f"file:{file.resolve()}"]
    assert list(source.poll(at(1))) == []
    write(file, b"New text.")
    assert texts(source.poll(at(2))) == ["New text."]
    assert list(FilesSource([file], known=positions(list(batches))).poll(at(3))) != []


def test_folder_pictures_are_passed_over_and_counted(inbox: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(inbox / "a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF")
    lines = [b'{"uri": "%d", "type": "picture", "headline": "x"}\n' % number for number in range(3)]
    write(inbox / "b.jsonl", b"".join(lines) + line("one"))
    caplog.set_level(logging.INFO, "wirewatch")
    batches = list(FolderSource(inbox, known={}).poll(at(0)))
    assert texts(batches) == ["Text of one."]
    assert not [letter for batch in batches for letter in batch.dead]
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "1 picture",
        "3 pictures",
    ]


def test_folder_declares_what_articles_do_not_say(inbox: Path) -> None:
    write(inbox / "a.jsonl", b'{"uri": "a", "body_text": "x", "versioncreated": "2024-03-05T10:00:00"}\n')
    defaults = Defaults(zone=timezone(timedelta(hours=1)), language="de")
    (batch,) = FolderSource(inbox, known={}, defaults=defaults).poll(at(0))
    (article,) = batch.articles
    assert article.language == "de"
    assert article.versioncreated == datetime(2024, 3, 5, 9, tzinfo=UTC)

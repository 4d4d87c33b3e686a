import errno
import os
import socket
from pathlib import Path

import pytest

from producers.files import expand, file_uri, read_file
from producers.reading import Unreadable
from wirewatch.errors import WirewatchError
from wirewatch.records import Article


def fault(path: Path) -> str:
    (outcome,) = read_file(path)
    assert isinstance(outcome, Unreadable)
    return outcome.reason


def test_files_an_article_is_named_by_its_real_path(tmp_path: Path) -> None:
    file = tmp_path / "a b é.txt"
    file.write_bytes(b"Text.")
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    (outcome,) = read_file(link)
    assert isinstance(outcome, Article)
    assert outcome.uri == file_uri(file) == file.resolve().as_uri()
    assert outcome.uri.endswith("/a%20b%20%C3%A9.txt")


def test_files_names_may_be_any_bytes(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    file.write_bytes(b"Text.")
    (outcome,) = read_file(file)
    assert isinstance(outcome, Article)
    assert outcome.uri.endswith("/%FF.txt")


def test_files_what_is_no_file_is_said_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "nowhere").symlink_to("gone")
    assert fault(tmp_path) == "a folder, not a file"
    assert fault(tmp_path / "pipe") == "a pipe, not a file"
    assert fault(Path(os.devnull)) == "a device, not a file"
    assert fault(tmp_path / "gone") == "no such file or folder"
    assert fault(tmp_path / "nowhere") == "no such file or folder"
    assert "symbolic links" in fault(tmp_path / "circle")


def test_files_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert fault(Path("socket")) == "a socket, not a file"


def test_files_without_permission_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, flags: int) -> int:
        raise PermissionError(errno.EACCES, f"Permission denied ({flags})", str(path))

    file = tmp_path / "a.txt"
    file.write_bytes(b"Text.")
    monkeypatch.setattr(os, "open", refused)
    assert fault(file).startswith("permission denied")


def test_files_expand_folders_in_order(tmp_path: Path) -> None:
    wanted = ["a.txt", "b/1.txt", "b/c/2.txt", "z.jsonl"]
    passed_over = [".hidden.txt", "a.txt~", "b/x.PART", "b/y.tmp", ".git/z.txt"]
    for name in wanted + passed_over:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"Text.")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    found = expand([tmp_path / ".hidden.txt", tmp_path])
    assert found[0] == tmp_path / ".hidden.txt"
    assert [str(path.relative_to(tmp_path)) for path in found[1:]] == wanted
    assert found[1:] == expand([tmp_path])


def test_files_expand_says_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WirewatchError, match=r"gone: no such file or folder; check the path"):
        expand([tmp_path, tmp_path / "gone"])


@pytest.mark.shared
def test_files_the_article_of_the_first_acceptance(shared: Path) -> None:
    (article,) = read_file(shared / "wire" / "articles" / "kremlin_2023-07-11.txt")
    assert isinstance(article, Article)
    assert article.body.startswith('"Russia wants')
    assert str(article.versioncreated) == "2023-07-11 00:00:00+00:00"


@pytest.mark.shared
def test_files_every_shared_file_is_read_or_refused(shared: Path) -> None:
    files = expand([shared / "wire" / "formats", shared / "polnear" / "dev" / "text"])
    outcomes = [outcome for file in files for outcome in read_file(file)]
    assert len(outcomes) >= len(files) > 100

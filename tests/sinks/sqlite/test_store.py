"""Opening: what is refused is refused in one clear line; one writes, many read."""

import os
import subprocess
import sys
import zlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from sinks.sqlite.schema import APPLICATION_ID, Migration, migrate, migrations
from sinks.sqlite.store import Store, open_store
from wirewatch.errors import StoreError
from wirewatch.ports import Batch

if TYPE_CHECKING:
    from tests.sinks.sqlite.conftest import MakeArticle

NEWEST = migrations()[-1].version


def refusal(file: Path, *, readonly: bool = False) -> str:
    with pytest.raises(StoreError) as refused, open_store(file, readonly=readonly):
        pass
    return str(refused.value)


def set_version(file: Path, version: int) -> None:
    db = apsw.Connection(str(file))
    db.pragma("user_version", version)
    db.close()


def test_store_makes_its_folder_and_file(file: Path) -> None:
    with open_store(file) as store:
        assert store.counts() == {"articles": 0, "statements": 0, "alerts": 0, "dead": 0, "pending": 0}

    assert file.is_file()


def test_store_writes_to_the_disk_before_it_returns(store: Store) -> None:
    assert store._db.pragma("journal_mode") == "wal"
    assert store._db.pragma("synchronous") == 2


def test_store_keeps_what_it_was_given(file: Path, make_article: "MakeArticle", now: datetime) -> None:
    with open_store(file) as store:
        store.accept(Batch("a", "1", [make_article()]), now)
    with open_store(file) as store:
        assert store.positions() == {"a": "1"}
        assert len(store.pending(0, 9)) == 1


def test_store_refuses_a_second_writer_and_lets_the_first_go_on(
    file: Path, make_article: "MakeArticle", now: datetime
) -> None:
    with open_store(file) as store:
        assert "another wirewatch is writing to" in refusal(file)
        assert store.accept(Batch("a", "1", [make_article()]), now).new == 1
    with open_store(file):
        pass


@pytest.mark.live
@pytest.mark.usefixtures("store")
def test_store_refuses_a_writer_in_another_process(file: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sinks.sqlite.store import open_store\n"
        "with open_store(Path(sys.argv[1])): pass"
    )
    second = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=False
    )

    assert "another wirewatch is writing to" in second.stderr


def test_store_is_read_while_it_is_written(
    store: Store, file: Path, make_article: "MakeArticle", now: datetime
) -> None:
    with open_store(file, readonly=True) as reader:
        store.accept(Batch("a", "1", [make_article()]), now)
        assert reader.counts()["pending"] == 1
        with pytest.raises(StoreError, match="may not be written"):
            reader.accept(Batch("a", "2"), now)


def test_store_has_nothing_to_read_before_the_first_start(file: Path) -> None:
    assert "start `wirewatch run` first" in refusal(file, readonly=True)
    file.parent.mkdir()
    file.touch()
    assert "start `wirewatch run` first" in refusal(file, readonly=True)


def test_store_starts_on_a_file_that_a_killed_first_start_left_empty(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    with open_store(file) as store:
        assert store.counts()["articles"] == 0


@pytest.mark.parametrize("readonly", [True, False])
def test_store_refuses_a_newer_file(file: Path, *, readonly: bool) -> None:
    with open_store(file):
        pass
    set_version(file, NEWEST + 4)

    expected = f"made by a newer wirewatch (schema {NEWEST + 4}; this one knows up to {NEWEST}): upgrade"
    assert expected in refusal(file, readonly=readonly)


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("content", [b"Not a database.\n" * 100, b"\x00" * 8192, b"x"])
def test_store_refuses_what_is_no_database(file: Path, content: bytes, *, readonly: bool) -> None:
    file.parent.mkdir()
    file.write_bytes(content)

    assert "no SQLite file" in refusal(file, readonly=readonly)
    assert file.read_bytes() == content


@pytest.mark.parametrize("readonly", [True, False])
def test_store_refuses_another_programs_database(file: Path, *, readonly: bool) -> None:
    file.parent.mkdir()
    db = apsw.Connection(str(file))
    db.execute("CREATE TABLE theirs (x)")
    db.close()

    assert "another program's file" in refusal(file, readonly=readonly)


def test_store_says_so_when_the_file_is_damaged(
    file: Path, make_article: "MakeArticle", now: datetime
) -> None:
    with open_store(file) as store:
        store.accept(
            Batch("a", "1", [make_article(f"Body {n}. {os.urandom(999).hex()}") for n in range(50)]), now
        )
    damaged = bytearray(file.read_bytes())
    damaged[100:] = os.urandom(len(damaged) - 100)
    file.write_bytes(damaged)

    assert "damaged" in refusal(file)


def test_store_says_so_when_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert "give another --data folder" in refusal(tmp_path / "file" / "data" / "w.db")
    assert "give another --data folder" in refusal(tmp_path / "file" / "w.db")


def test_store_says_so_when_the_file_cannot_be_opened(file: Path) -> None:
    file.mkdir(parents=True)

    assert "check the folder and its rights" in refusal(file)


def test_store_says_so_when_the_disk_is_full_and_goes_on_later(
    store: Store, make_article: "MakeArticle", now: datetime
) -> None:
    room = store._db.pragma("page_count") + 5
    store._db.pragma("max_page_count", room)
    batch = Batch("a", "1", [make_article(f"Body {n}. {os.urandom(999).hex()}") for n in range(50)])

    with pytest.raises(StoreError, match="no room left on the disk"):
        store.accept(batch, now)

    assert store.positions() == {}
    store._db.pragma("max_page_count", 1_000_000)
    assert store.accept(batch, now).new == 50


# -- migrations


def test_store_brings_an_older_file_up_to_date(file: Path) -> None:
    file.parent.mkdir()
    db = apsw.Connection(str(file))
    db.execute(FIRST_SCHEMA).fetchall()
    db.pragma("application_id", APPLICATION_ID)
    db.execute(FIRST_ROW, (FIRST_ARTICLE,))
    db.close()
    assert "made by an older wirewatch (schema 1;" in refusal(file, readonly=True)

    with open_store(file) as store:
        assert store.positions() == {"file:a": "7"}
        (entry,) = store.pending(0, 9)
        assert entry.article.body == "From the first version."
    with open_store(file, readonly=True) as store:
        assert store.counts()["pending"] == 1


FIRST_SCHEMA = """
CREATE TABLE log (seq INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL UNIQUE, uri TEXT NOT NULL,
    accepted TEXT NOT NULL, done TEXT, outcome TEXT, article BLOB NOT NULL);
CREATE TABLE positions (key TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE dead (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, stage TEXT NOT NULL,
    reason TEXT NOT NULL, source TEXT NOT NULL, received TEXT NOT NULL, original BLOB NOT NULL);
INSERT INTO positions VALUES ('file:a', '7');
PRAGMA user_version = 1;
"""
FIRST_ROW = "INSERT INTO log (fingerprint, uri, accepted, article) VALUES ('f', 'urn:a', '2026', ?)"
FIRST_ARTICLE = zlib.compress(b'{"uri":"urn:a","body":"From the first version."}')


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [step.version for step in migrations()] == list(range(1, NEWEST + 1))


def test_migrations_that_fail_leave_the_file_as_it_was(file: Path) -> None:
    with open_store(file):
        pass
    db = apsw.Connection(str(file))
    broken = Migration(NEWEST + 1, "CREATE TABLE more (x); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(apsw.SQLError):
        migrate(db, [*migrations(), broken])

    assert db.pragma("user_version") == NEWEST
    assert db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'more'").get == 0
    db.close()


def test_migrations_are_done_once(file: Path) -> None:
    db_file = str(file.parent.with_suffix(".db"))
    db = apsw.Connection(db_file)
    steps = [Migration(1, "CREATE TABLE one (x);"), Migration(2, "INSERT INTO one VALUES (1);")]
    migrate(db, steps)
    migrate(db, steps)

    assert db.execute("SELECT count(*) FROM one").get == 1
    db.close()

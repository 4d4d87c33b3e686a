"""``kill -9`` at any instant loses nothing that was accepted and doubles nothing."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from sinks.sqlite.fulltext import register_tokenizer
from sinks.sqlite.store import open_store

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
STORIES = 600
KILLS = 10
TABLES = ("log", "positions", "dead", "articles", "statements", "alerts", "carriers", "held", "outbox")


def start(file: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HERE / "wire_worker.py"), str(file), str(STORIES)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})


def killed_after(file: Path, seconds: float) -> list[str]:
    """What the worker said before it was killed, counting from its first word."""
    with start(file) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline()]
        time.sleep(seconds)
        worker.kill()
        said.extend(worker.stdout)
    assert worker.returncode == -signal.SIGKILL, "it ended before it was killed"
    return [line.strip() for line in said if line.endswith("\n")]


def finished(file: Path) -> list[str]:
    with start(file) as worker:
        out, _ = worker.communicate(timeout=60)
    assert worker.returncode == 0
    return out.splitlines()


def last_accepted(said: list[str]) -> int:
    return max(int(line.split()[-1]) for line in said if line.startswith("accepted"))


def stories_read(file: Path) -> int:
    with open_store(file, readonly=True) as store:
        return int(store.positions()["wire"])


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    db = apsw.Connection(str(file))
    register_tokenizer(db)
    assert db.pragma("integrity_check") == "ok"
    found = {table: db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES}  # noqa: S608
    for words in ("article_text", "statement_text"):
        found[words] = db.execute(f"SELECT rowid FROM {words}('war') ORDER BY 1").fetchall()  # noqa: S608
    db.close()
    return found


@pytest.mark.live
def test_crash_at_any_instant_ends_as_if_there_had_been_none(tmp_path: Path) -> None:
    chance = random.Random(2026)
    said: list[str] = []
    for _ in range(KILLS):
        said += killed_after(tmp_path / "killed.db", chance.uniform(0, 0.05))
        assert last_accepted(said) < stories_read(tmp_path / "killed.db")
    said += finished(tmp_path / "killed.db")
    calm = finished(tmp_path / "calm.db")

    killed = rows(tmp_path / "killed.db")
    assert killed == rows(tmp_path / "calm.db")
    assert {row[5] for row in killed["log"]} == {"indexed"}
    assert {line for line in said if line.startswith("told")} == {
        line for line in calm if line.startswith("told")
    }

"""Versions of the file: each migration is one transaction, a newer file than the program is refused."""

from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

import apsw

from sinks.sqlite.connection import transaction, value
from wirewatch.errors import StoreError

APPLICATION_ID = 0x77697265
"""``wire`` in ASCII: marks the file as ours (SQLite's ``PRAGMA application_id``)."""


NOTHING_YET = "nothing was stored here yet: start `wirewatch run` first, or give another --data folder"


class Migration(NamedTuple):
    """The statements that lead from the version before to ``version``."""

    version: int
    sql: str


def migrations() -> list[Migration]:
    """Every migration of this program, in order."""
    folder = resources.files("sinks.sqlite") / "migrations"
    files = [each for each in folder.iterdir() if each.name.endswith(".sql")]
    return sorted(Migration(int(each.name.split("_")[0]), each.read_text("utf-8")) for each in files)


def migrate(db: apsw.Connection, steps: Sequence[Migration]) -> None:
    """Bring the file up to the last of ``steps``; StoreError when it is not ours or newer than that."""
    known = steps[-1].version
    found = _version(db, known)
    for step in steps:
        if step.version > found:
            with transaction(db):
                for _ in db.execute(step.sql):
                    pass
                db.pragma("application_id", APPLICATION_ID)
                db.pragma("user_version", step.version)


def require_current(db: apsw.Connection, known: int) -> None:
    """StoreError unless the file has exactly the version ``known``: a reader cannot migrate."""
    if (found := _version(db, known)) == 0:
        raise StoreError(NOTHING_YET)
    if found < known:
        raise StoreError(
            f"made by an older wirewatch (schema {found}; this one needs {known}): "
            "start `wirewatch run` once to bring it up to date"
        )


def _version(db: apsw.Connection, known: int) -> int:
    """The file's schema version, 0 when nothing is in it; StoreError when it is not ours or too new."""
    mark, found = db.pragma("application_id"), db.pragma("user_version")
    empty = not value(db, "SELECT count(*) FROM sqlite_schema")
    if mark != APPLICATION_ID:
        if empty and not mark:
            return 0  # new, or a first start that was killed before its first transaction
        raise StoreError("another program's file: give another --data folder")
    if found > known:
        raise StoreError(
            f"made by a newer wirewatch (schema {found}; this one knows up to {known}): "
            "upgrade wirewatch, or give another --data folder"
        )
    return int(found)

"""Opening the file, one writer at a time, transactions, and what SQLite's errors mean to a person."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import apsw

from wirewatch.errors import StoreError

BUSY_MS = 10_000
"""How long to wait for another process that reads or checkpoints."""
SMALLEST = 512
"""Bytes of the smallest SQLite file that has anything in it."""
WAL_LIMIT = 64 * 1024 * 1024
"""Bytes to which the write-ahead log is cut back after a large transaction."""


def connect(path: Path, *, readonly: bool) -> apsw.Connection:
    """A connection on which a transaction that returned has reached the disk."""
    if path.exists() and 0 < path.stat().st_size < SMALLEST:
        raise apsw.NotADBError("file is too short")  # SQLite would take it for an empty one
    access = apsw.SQLITE_OPEN_READONLY if readonly else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    db = apsw.Connection(str(path), flags=access)
    try:
        _set_up(db, readonly=readonly)
    except BaseException:
        db.close()
        raise
    return db


def _set_up(db: apsw.Connection, *, readonly: bool) -> None:
    db.set_busy_timeout(BUSY_MS)
    db.pragma("cache_size", -32_000)
    if not readonly:
        db.pragma("journal_mode", "wal")
        db.pragma("synchronous", "full")
        db.pragma("foreign_keys", 1)
        db.pragma("journal_size_limit", WAL_LIMIT)


def select(db: apsw.Connection, sql: str, *values: Any) -> Iterator[Any]:
    """The rows, as they are asked for."""
    return db.execute(sql, values)


def value(db: apsw.Connection, sql: str, *values: Any) -> Any:
    """The one value that the query gives; None when there is no row."""
    return db.execute(sql, values).get


@contextmanager
def transaction(db: apsw.Connection) -> Iterator[None]:
    """All of it or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite may have rolled back by itself, for want of room
            db.execute("ROLLBACK")
        raise


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Keep other writers off the store at ``path``; StoreError when there is one.

    The lock is SQLite's own on an empty file beside the store: gone with the process however that ends, and
    not passed on to the processes it starts (as flock's is), so that none of them can outlive it holding it.
    """
    with closing(apsw.Connection(f"{path}.lock")) as lock:
        try:
            lock.pragma("journal_mode", "off")
            lock.execute("BEGIN EXCLUSIVE")
        except apsw.BusyError:
            raise StoreError(
                f"another wirewatch is writing to {path}: stop it first, or give another --data folder"
            ) from None
        yield


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into a StoreError that says what to do."""
    try:
        yield
    except tuple(_ADVICE) as error:
        raise StoreError(f"{path}: {_ADVICE[type(error)]} ({error})") from error


_ADVICE: dict[type[Exception], str] = {
    apsw.NotADBError: "this is no SQLite file: give another --data folder, or move the file away",
    apsw.CorruptError: "the file is damaged: put back a copy of it, or move it away and read the wires again",
    apsw.FullError: "no room left on the disk: free some and start again; what was accepted is safe",
    apsw.IOError: "the disk cannot be read or written: check it, then start again",
    apsw.ReadOnlyError: "may not be written: check the rights of the folder, or give another --data folder",
    apsw.CantOpenError: "cannot be opened: check the folder and its rights, or give another --data folder",
    apsw.PermissionsError: "may not be opened: check the rights of the folder, or give another --data folder",
    apsw.BusyError: "another program holds the file: close it and try again",
    apsw.LockedError: "another program holds the file: close it and try again",
    apsw.TooBigError: "an article is larger than SQLite can hold (1 GB)",
}

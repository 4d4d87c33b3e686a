"""The keys by which near copies are found, in a table of their own: which rows share some."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import apsw

from sinks.sqlite.connection import select


class Keys(NamedTuple):
    """A table with a key (hexadecimal here, bytes there) and the number of the row that it is one of."""

    table: str
    of: str
    """The column with the number."""

    def add(self, db: apsw.Connection, keys: Iterable[str], number: int) -> None:
        """Have the row of that number found by ``keys``."""
        sql = f"INSERT OR IGNORE INTO {self.table} (key, {self.of}) VALUES (?, ?)"  # noqa: S608  our own words
        db.executemany(sql, _rows(keys, number))

    def remove(self, db: apsw.Connection, keys: Iterable[str], number: int) -> None:
        """Have it no longer found by them."""
        sql = f"DELETE FROM {self.table} WHERE key = ? AND {self.of} = ?"  # noqa: S608  our own words
        db.executemany(sql, _rows(keys, number))

    def sharing(self, db: apsw.Connection, keys: Sequence[str], limit: int) -> list[int]:
        """The numbers of the rows with any of ``keys``, in order; of many, those that share the most."""
        places = ", ".join("?" * len(keys))
        sql = (
            f"SELECT {self.of} FROM {self.table} WHERE key IN ({places}) "  # noqa: S608  our own words
            f"GROUP BY {self.of} ORDER BY count(*) DESC, {self.of} LIMIT {limit}"
        )
        return sorted(number for (number,) in select(db, sql, *map(bytes.fromhex, keys)))


def _rows(keys: Iterable[str], number: int) -> list[tuple[bytes, int]]:
    return [(bytes.fromhex(key), number) for key in keys]

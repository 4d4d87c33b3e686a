"""What was accepted, how far it was read, and what could not be processed."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import NamedTuple

import apsw
import msgspec

from sinks.sqlite.codec import pack, stamp, unpack
from sinks.sqlite.connection import select, value
from wirewatch.ids import identify
from wirewatch.ports import Batch
from wirewatch.records import Article, DeadLetter, unwritable
from wirewatch.revision import fingerprint


class Accepted(NamedTuple):
    """What became of a batch: articles new to the log, those it knew, and dead letters new to the store."""

    new: int
    known: int
    dead: tuple[DeadLetter, ...]


class Entry(NamedTuple):
    """An accepted article and its place in the log."""

    seq: int
    article: Article


def append(db: apsw.Connection, batch: Batch, now: datetime) -> Accepted:
    """Write a batch to the log, one article in memory at a time, then its dead letters and its position."""
    new = known = 0
    dead: list[DeadLetter] = []
    for article in batch.articles:
        try:
            added = _append_article(db, article, now)
        except (UnicodeEncodeError, msgspec.MsgspecError, OverflowError) as error:
            dead.append(_unwritable(article, batch.key, error, now))
            continue
        new, known = new + added, known + (not added)
    letters = tuple(letter for letter in chain(dead, batch.dead) if bury(db, letter))
    db.execute(
        "INSERT INTO positions (key, position) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET position = excluded.position",
        (batch.key, batch.position),
    )
    return Accepted(new, known, letters)


def _append_article(db: apsw.Connection, article: Article, now: datetime) -> bool:
    """Whether the log did not have this revision yet."""
    if article.received is None:
        article = msgspec.structs.replace(article, received=now)
    row = (fingerprint(article), article.uri, stamp(now), pack(article))
    db.execute(
        "INSERT INTO log (fingerprint, uri, accepted, article) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (fingerprint) DO NOTHING",
        row,
    )
    return bool(db.changes())


def append_again(db: apsw.Connection, article: Article, now: datetime) -> None:
    """Have the article processed, also when its entry is done: what came of it then was a dead letter."""
    if not _append_article(db, article, now):
        db.execute(
            "UPDATE log SET done = NULL, outcome = NULL WHERE fingerprint = ? AND outcome = 'dead'",
            (fingerprint(article),),
        )


def strike_off(db: apsw.Connection, ident: str) -> None:
    """A dead letter was given back to be processed."""
    db.execute("DELETE FROM dead WHERE id = ?", (ident,))


def _unwritable(article: Article, source: str, error: Exception, now: datetime) -> DeadLetter:
    reason, original = unwritable(article, error)
    letter = identify("dead", "accept", original.decode())
    return DeadLetter(
        id=letter, stage="accept", reason=reason, source=source, received=now, original=original
    )


def bury(db: apsw.Connection, letter: DeadLetter) -> bool:
    """Keep a dead letter; whether it is new."""
    db.execute(
        "INSERT INTO dead (id, stage, reason, source, received, original) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO NOTHING",
        (letter.id, letter.stage, letter.reason, letter.source, stamp(letter.received), letter.original),
    )
    return bool(db.changes())


def finish(db: apsw.Connection, seq: int, outcome: str, now: datetime) -> None:
    """Mark an entry as processed."""
    db.execute("UPDATE log SET done = ?, outcome = ? WHERE seq = ?", (stamp(now), outcome, seq))


def is_pending(db: apsw.Connection, seq: int) -> bool:
    """Whether the entry still waits; one that was done is not done again."""
    return value(db, "SELECT 1 FROM log WHERE seq = ? AND outcome IS NULL", seq) is not None


def pending(db: apsw.Connection, after: int, limit: int) -> list[Entry]:
    """Entries not yet processed with a seq above ``after``, in order."""
    sql = "SELECT seq, article FROM log WHERE outcome IS NULL AND seq > ? ORDER BY seq LIMIT ?"
    rows = select(db, sql, after, limit)
    return [Entry(seq, unpack(packed, Article)) for seq, packed in rows]


def positions(db: apsw.Connection, prefix: str) -> dict[str, str]:
    """Position by key, of the keys that start with ``prefix``."""
    sql = "SELECT key, position FROM positions WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key"
    return dict(select(db, sql, prefix))


def dead_letters(db: apsw.Connection, limit: int) -> Iterator[DeadLetter]:
    """The latest first."""
    columns = DeadLetter.__struct_fields__
    sql = f"SELECT {', '.join(columns)} FROM dead ORDER BY number DESC LIMIT ?"  # noqa: S608  our own words
    for row in select(db, sql, limit):
        fields = dict(zip(columns, row, strict=True))
        yield DeadLetter(**{**fields, "received": datetime.fromisoformat(fields["received"])})


def counts(db: apsw.Connection) -> dict[str, int]:
    """Rows of each kind, by the kind's name."""
    kinds = {
        "articles": "articles",
        "statements": "statements",
        "alerts": "alerts",
        "dead": "dead",
        "pending": "log WHERE outcome IS NULL",
    }
    return {name: value(db, f"SELECT count(*) FROM {rows}") for name, rows in kinds.items()}  # noqa: S608

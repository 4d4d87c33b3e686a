"""The revision of each article that is in force, and its statements."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

import apsw
import msgspec

from sinks.sqlite import copies, fulltext
from sinks.sqlite.codec import pack, stamp, unpack
from sinks.sqlite.connection import select, value
from wirewatch.records import (
    Actor,
    Annotated,
    Article,
    IndexedArticle,
    IndexedStatement,
    Statement,
    StatementState,
    Versions,
)
from wirewatch.revision import dated as moment_of


class _Annotation(msgspec.Struct):
    """What was found in an article: all that the log does not have."""

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    made_by: Versions | None = None


def in_force(db: apsw.Connection, uri: str) -> Article | None:
    """The revision of the article that is in force."""
    sql = "SELECT log.article FROM articles JOIN log USING (seq) WHERE articles.uri = ?"
    packed = value(db, sql, uri)
    return None if packed is None else unpack(packed, Article)


def current(db: apsw.Connection, uri: str) -> list[str]:
    """Ids of the article's current statements."""
    sql = "SELECT statement FROM statements WHERE uri = ? AND state = 'current' ORDER BY id"
    return [name for (name,) in select(db, sql, uri)]


def write_article(db: apsw.Connection, seq: int, article: Annotated, now: datetime) -> None:
    """Put the revision in the place of the one before."""
    annotation = pack(_Annotation(article.actors, article.statements, article.made_by))
    row = (article.uri, seq, stamp(moment_of(article, now)), stamp(now), article.pubstatus, annotation)
    number = value(
        db,
        "INSERT INTO articles (uri, seq, dated, indexed, pubstatus, annotation) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (uri) DO UPDATE SET seq = excluded.seq, dated = excluded.dated, "
        "indexed = excluded.indexed, pubstatus = excluded.pubstatus, annotation = excluded.annotation "
        "RETURNING id",
        *row,
    )
    fulltext.index_article(db, number, article)


def write_statement(db: apsw.Connection, seq: int, statement: IndexedStatement, article: Article) -> None:
    """Put the statement, as this revision of its article has it, in the place of what it was."""
    dated = stamp(moment_of(article, statement.indexed))
    row = (statement.id, statement.line, statement.uri, seq, statement.state, dated, pack(statement))
    number = value(
        db,
        "INSERT INTO statements (statement, line, uri, seq, state, dated, record) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (statement) DO UPDATE SET line = excluded.line, "
        "seq = excluded.seq, state = excluded.state, dated = excluded.dated, record = excluded.record "
        "RETURNING id",
        *row,
    )
    fulltext.index_statement(db, number, statement, article)


def retract(db: apsw.Connection, statements: Iterable[str]) -> None:
    """The article no longer has these statements: they stay, as retracted."""
    sql = "UPDATE statements SET state = 'retracted' WHERE statement = ?"
    db.executemany(sql, [(name,) for name in statements])


def articles(
    db: apsw.Connection, column: Literal["uri", "id"], wanted: str | int
) -> Iterator[IndexedArticle]:
    """The article of that uri, or of that number in the full-text index."""
    sql = (
        "SELECT article, annotation, indexed FROM articles JOIN log USING (seq) "  # noqa: S608  our own words
        f"WHERE articles.{column} = ?"
    )
    for packed, annotation, indexed in select(db, sql, wanted):
        article, found = unpack(packed, Article), unpack(annotation, _Annotation)
        yield IndexedArticle(
            **{name: getattr(article, name) for name in Article.__struct_fields__},
            actors=found.actors,
            statements=found.statements,
            made_by=found.made_by,
            copies=copies.of(db, article.uri),
            indexed=datetime.fromisoformat(indexed),
        )


def statements(db: apsw.Connection, *, uri: str | None, line: str | None) -> list[IndexedStatement]:
    """Those of an article, of a line, or of both; the earliest first."""
    wanted = {name: wish for name, wish in (("uri", uri), ("line", line)) if wish is not None}
    where = " AND ".join(f"{name} = ?" for name in wanted) or "true"
    sql = f"SELECT record, state FROM statements WHERE {where} ORDER BY dated, id"  # noqa: S608  our own words
    return [_statement(record, state) for record, state in select(db, sql, *wanted.values())]


def statement(db: apsw.Connection, name: str) -> IndexedStatement | None:
    """The statement of that id, retracted or not."""
    row = next(select(db, "SELECT record, state FROM statements WHERE statement = ?", name), None)
    return _statement(*row) if row else None


class Said(NamedTuple):
    """A statement, and the revision of its article in which its spans count."""

    statement: IndexedStatement
    article: Article


def said(db: apsw.Connection, column: Literal["statement", "id"], wanted: str | int | None) -> Iterator[Said]:
    """The statement of that id, or of that number in the full-text index."""
    sql = f"SELECT record, state, article FROM statements JOIN log USING (seq) WHERE {column} = ?"  # noqa: S608
    for record, state, article in select(db, sql, wanted):
        yield Said(_statement(record, state), _article(article))


def _statement(record: bytes, state: StatementState) -> IndexedStatement:
    return msgspec.structs.replace(unpack(record, IndexedStatement), state=state)


@lru_cache(maxsize=8)
def _article(packed: bytes) -> Article:
    """Kept a while: the statements of one article are read one after another."""
    return unpack(packed, Article)

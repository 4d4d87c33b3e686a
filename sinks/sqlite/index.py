"""The revision of each article that is in force, and its statements."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

import apsw
import msgspec

from sinks.sqlite import fulltext
from sinks.sqlite.codec import pack, stamp, unpack
from sinks.sqlite.connection import select, value
from wirewatch.records import Actor, Annotated, Article, IndexedStatement, Statement, StatementState
from wirewatch.revision import dated as moment_of
from wirewatch.revision import supersedes


class IndexedArticle(Annotated, frozen=True, kw_only=True):
    """An article as the index holds it, with the time it became searchable."""

    indexed: datetime


class _Annotation(msgspec.Struct):
    """What was found in an article: all that the log does not have."""

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]


def is_superseded(db: apsw.Connection, article: Article) -> bool:
    """Whether the index has a later revision of the article."""
    sql = "SELECT log.article FROM articles JOIN log USING (seq) WHERE articles.uri = ?"
    packed = value(db, sql, article.uri)
    return packed is not None and not supersedes(article, unpack(packed, Article))


def write_article(db: apsw.Connection, seq: int, article: Annotated, now: datetime) -> None:
    """Put the revision in the place of the one before; statements it does not have are retracted."""
    dated = stamp(moment_of(article, now))
    annotation = pack(_Annotation(article.actors, article.statements))
    row = (article.uri, seq, dated, stamp(now), article.pubstatus, annotation)
    number = value(
        db,
        "INSERT INTO articles (uri, seq, dated, indexed, pubstatus, annotation) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (uri) DO UPDATE SET seq = excluded.seq, dated = excluded.dated, "
        "indexed = excluded.indexed, pubstatus = excluded.pubstatus, annotation = excluded.annotation "
        "RETURNING id",
        *row,
    )
    fulltext.index_article(db, number, article)
    for statement in article.statements if article.pubstatus == "usable" else ():
        _write_statement(db, (seq, dated), flat(statement, article, now), article)
    _retract_others(db, article.uri, seq)


def flat(statement: Statement, article: Article, now: datetime) -> IndexedStatement:
    """The statement with what a reader needs of its article; as many officials as there are."""
    fields = {name: getattr(statement, name) for name in _SHARED_BY_STATEMENTS}
    return IndexedStatement(
        **fields,
        state="current",
        speaker=tuple(speaker.name for speaker in statement.speakers),
        official=tuple(speaker.official for speaker in statement.speakers if speaker.official),
        on_behalf_of=tuple(body.name for body in statement.on_behalf_of),
        relayer=tuple(relayer.name for relayer in statement.relayers),
        uri=article.uri,
        version=article.version,
        versioncreated=article.versioncreated,
        headline=article.headline,
        link=article.link,
        indexed=now,
    )


_SHARED_BY_STATEMENTS = sorted(
    set(Statement.__struct_fields__) & set(IndexedStatement.__struct_fields__) - {"on_behalf_of"}
)


def _write_statement(
    db: apsw.Connection, revision: tuple[int, str], statement: IndexedStatement, article: Article
) -> None:
    seq, dated = revision
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


def _retract_others(db: apsw.Connection, uri: str, seq: int) -> None:
    """Statements of the article that this revision does not have."""
    db.execute(
        "UPDATE statements SET state = 'retracted' WHERE uri = ? AND state = 'current' AND seq <> ?",
        (uri, seq),
    )


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
            indexed=datetime.fromisoformat(indexed),
        )


def statements(db: apsw.Connection, *, uri: str | None, line: str | None) -> list[IndexedStatement]:
    """Those of an article, of a line, or of both; the earliest first."""
    wanted = {name: wish for name, wish in (("uri", uri), ("line", line)) if wish is not None}
    where = " AND ".join(f"{name} = ?" for name in wanted) or "true"
    sql = f"SELECT record, state FROM statements WHERE {where} ORDER BY dated, id"  # noqa: S608  our own words
    return [_statement(record, state) for record, state in select(db, sql, *wanted.values())]


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

"""Search: the full-text index names candidates, newest first, and the query language decides.

So a query means here what it means in a watch, whatever the index can or cannot express.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

import apsw

from sinks.sqlite import alerts, fulltext, index
from sinks.sqlite.codec import stamp
from sinks.sqlite.connection import select
from wirewatch.errors import QueryError
from wirewatch.query.documents import Document
from wirewatch.query.fields import Index
from wirewatch.query.fts import to_fts
from wirewatch.query.match import holds
from wirewatch.query.syntax import parse
from wirewatch.query.tree import Group, Node, Query, Range
from wirewatch.records import Alert, Found, FoundAlert


def search(db: apsw.Connection, query: str, kind: Index, limit: int) -> Iterator[Found]:
    """What matches, the newest first; QueryError at once when the query is wrong."""
    try:
        query.encode()
    except UnicodeEncodeError as error:
        raise QueryError("this is no Unicode character", column=error.start + 1) from None
    return islice(_matching(db, parse(query, index=kind)), limit)


def _matching(db: apsw.Connection, query: Query) -> Iterator[Found]:
    look = {"statements": _statement, "articles": _article, "alerts": _alert}[query.index]
    for (number,) in _candidates(db, query):
        record, document = look(db, number)
        if holds(query.root, document):
            yield record


def _candidates(db: apsw.Connection, query: Query) -> Iterator[Any]:
    """Numbers of the records that may match. CROSS JOIN has SQLite ask the full-text index first."""
    where = _INDICES[query.index]
    values: tuple[str, ...] = ()
    source = where.table
    if expression := to_fts(query, where.columns):
        source = f"{where.words}(?) AS w CROSS JOIN {where.table} ON {where.number} = w.rowid"
        values = (expression,)
    elif query.index == "statements" and (expression := to_fts(query, fulltext.OF_THE_WIRE)):
        source, values = _BY_ARTICLE, (expression,)
    sql = (
        f"SELECT {where.number} FROM {source} "  # noqa: S608  our own words
        f"WHERE {where.time} BETWEEN ? AND ? ORDER BY {where.time} DESC, {where.number} DESC"
    )
    return select(db, sql, *values, *_within(query.root, where.field))


class _Index(NamedTuple):
    """Where the records of a kind lie; ``time`` is the column with their ``field``, where they have one."""

    table: str
    words: str
    number: str
    time: str
    field: str
    columns: tuple[str, ...]


_INDICES: Mapping[Index, _Index] = {
    "statements": _Index(
        "statements", "statement_text", "id", "dated", "versioncreated", tuple(fulltext.STATEMENT)
    ),
    "articles": _Index("articles", "article_text", "id", "dated", "versioncreated", tuple(fulltext.ARTICLE)),
    "alerts": _Index("alerts", "alert_text", "number", "fired", "fired", fulltext.ALERT),
}
# a retracted statement counts in a revision that is no longer indexed: it has to be looked at
_BY_ARTICLE = (
    "(SELECT s.id, s.dated FROM article_text(?) AS w CROSS JOIN articles AS a ON a.id = w.rowid "
    "CROSS JOIN statements AS s ON s.uri = a.uri AND s.state = 'current' "
    "UNION ALL SELECT id, dated FROM statements WHERE state = 'retracted')"
)


def _within(node: Node, field: str) -> tuple[str, str]:
    """The first and last time that what fulfils ``node`` can have in ``field``, as ``stamp`` writes them."""
    if isinstance(node, Range) and node.field == field:
        return _stamp(node.low - ROUNDING, FIRST), _stamp(node.high + ROUNDING, LAST)
    if not isinstance(node, Group):
        return FIRST, LAST
    needed = node.required or (node.optional if len(node.optional) == 1 else ())
    limits = [_within(each, field) for each in needed]
    return max((low for low, _ in limits), default=FIRST), min((high for _, high in limits), default=LAST)


ROUNDING = 0.001
FIRST, LAST = "", "~"
"""Before and after every time, as letters go."""


def _stamp(seconds: float, otherwise: str) -> str:
    try:
        return stamp(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):  # for ever, or a year that no date has
        return otherwise


def _statement(db: apsw.Connection, number: int) -> tuple[Found, Document]:
    said = next(index.said(db, "id", number))
    return said.statement, Document(said.article, said.statement)


def _article(db: apsw.Connection, number: int) -> tuple[Found, Document]:
    article = next(index.articles(db, "id", number))
    return article, Document(article)


def _alert(db: apsw.Connection, number: int) -> tuple[Found, Document]:
    alert = next(alerts.alerts(db, "WHERE number = ?", number))
    said = next(index.said(db, "statement", alert.statement), None)
    article = said.article if said else next(index.articles(db, "uri", alert.uri))
    found = FoundAlert(
        **{name: getattr(alert, name) for name in Alert.__struct_fields__},
        text=said.statement.text if said else None,
        speaker=said.statement.speaker if said else (),
        headline=article.headline,
        link=article.link,
    )
    return found, Document(article, said.statement if said else None, alert)

"""Search: the full-text index names candidates, newest first, and the query language decides.

So a query means here what it means in a watch, whatever the index can or cannot express.
"""

from collections.abc import Iterator
from typing import Any

import apsw

from sinks.sqlite import alerts, fulltext, index
from sinks.sqlite.connection import select
from sinks.sqlite.index import IndexedArticle
from wirewatch.errors import QueryError
from wirewatch.query.documents import Document
from wirewatch.query.fields import Index
from wirewatch.query.fts import to_fts
from wirewatch.query.match import holds
from wirewatch.query.syntax import parse
from wirewatch.query.tree import Query
from wirewatch.records import Alert, IndexedStatement


class FoundAlert(Alert, frozen=True, kw_only=True):
    """An alert with what a reader wants to know of its statement; without one, of its article."""

    text: str | None
    speaker: tuple[str, ...]
    headline: str | None
    link: str | None


Found = IndexedStatement | IndexedArticle | FoundAlert


def search(db: apsw.Connection, query: str, kind: Index, limit: int) -> Iterator[Found]:
    """What matches, the newest first; QueryError at once when the query is wrong."""
    try:
        query.encode()
    except UnicodeEncodeError as error:
        raise QueryError("this is no Unicode character", column=error.start + 1) from None
    return _matching(db, parse(query, index=kind), limit)


def _matching(db: apsw.Connection, query: Query, limit: int) -> Iterator[Found]:
    look = {"statements": _statement, "articles": _article, "alerts": _alert}[query.index]
    found = 0
    for (number,) in _candidates(db, query):
        if found == limit:
            return
        record, document = look(db, number)
        if holds(query.root, document):
            found += 1
            yield record


def _candidates(db: apsw.Connection, query: Query) -> Iterator[Any]:
    """Numbers of the records that may match. CROSS JOIN has SQLite ask the full-text index first."""
    table, words, number, newest, columns = _INDICES[query.index]
    order = f"ORDER BY {newest} DESC, {number} DESC"
    if expression := to_fts(query, columns):
        sql = f"SELECT {number} FROM {words}(?) AS w CROSS JOIN {table} ON {number} = w.rowid {order}"  # noqa: S608
        return select(db, sql, expression)
    if query.index == "statements" and (expression := to_fts(query, fulltext.OF_THE_WIRE)):
        return select(db, f"{_BY_ARTICLE} {order}", expression)
    return select(db, f"SELECT {number} FROM {table} {order}")  # noqa: S608  our own words


_INDICES = {
    "statements": ("statements", "statement_text", "id", "dated", tuple(fulltext.STATEMENT)),
    "articles": ("articles", "article_text", "id", "dated", tuple(fulltext.ARTICLE)),
    "alerts": ("alerts", "alert_text", "number", "fired", fulltext.ALERT),
}
# a retracted statement counts in a revision that is no longer indexed: it has to be looked at
_BY_ARTICLE = (
    "SELECT id FROM statements WHERE state = 'retracted' OR uri IN "
    "(SELECT articles.uri FROM article_text(?) AS w CROSS JOIN articles ON articles.id = w.rowid)"
)


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

"""The full-text index: FTS5 tables whose columns and words are those of the query language.

A row has the number of its record. Only words are kept here, the texts lie with the records; a query is asked
of these tables for candidates, and held to ``wirewatch.query.match`` then (see ``search``).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import apsw
import apsw.fts5

from wirewatch.analysis import Token, analyse
from wirewatch.records import Alert, Annotated, Article, IndexedStatement, text_of


def register_tokenizer(db: apsw.Connection) -> None:
    """Teach the connection the tokenizer ``wirewatch``, without which the tables cannot be opened."""
    # apsw's types say that the decorator gives a tokenizer; it gives what makes one, as documented
    db.register_fts5_tokenizer("wirewatch", apsw.fts5.StringTokenizer(_tokenizer))  # type: ignore[arg-type]


def _tokenizer(_db: apsw.Connection, _args: list[str]) -> Any:
    def tokenize(text: str, _flags: int, _locale: str | None) -> list[Token]:
        return analyse(text)

    return tokenize


def index_article(db: apsw.Connection, number: int, article: Annotated) -> None:
    """Put the words of an article in the place of those it had."""
    _write(db, "article_text", number, article_columns(article))


def index_statement(db: apsw.Connection, number: int, statement: IndexedStatement, article: Article) -> None:
    """Put the words of a statement in the place of those it had."""
    _write(db, "statement_text", number, statement_columns(statement, article))


def index_alert(db: apsw.Connection, number: int, alert: Alert, about: Mapping[str, str]) -> None:
    """Put the words of an alert, and the columns of what it is about, in the place of those it had."""
    shared = {name: words for name, words in about.items() if name in ALERT}
    _write(db, "alert_text", number, {**shared, "watch": alert.watch, "state": alert.state})


def article_columns(article: Annotated) -> dict[str, str]:
    """What the columns of ``article_text`` say of an article."""
    return {name: read(article) for name, read in ARTICLE.items()}


def statement_columns(statement: IndexedStatement, article: Article) -> dict[str, str]:
    """What the columns of ``statement_text`` say of a statement of that revision of its article."""
    return {name: read(article, statement) for name, read in STATEMENT.items()}


def _write(db: apsw.Connection, table: str, number: int, columns: Mapping[str, str]) -> None:
    names = ", ".join(("rowid", *columns))
    places = ", ".join("?" * (len(columns) + 1))
    sql = f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})"  # noqa: S608  our own words
    db.execute(sql, (number, *columns.values()))


def _lines(values: Iterable[str | None]) -> str:
    return "\n".join(value for value in values if value)


ARTICLE: Mapping[str, Callable[[Annotated], str]] = {
    "headline": lambda article: article.headline or "",
    "body": lambda article: article.body,
    "slugline": lambda article: article.slugline or "",
    "byline": lambda article: article.byline or "",
    "located": lambda article: article.located or "",
    "infosource": lambda article: article.infosource or "",
    "subject": lambda article: _lines(part for each in article.subject for part in (each.name, each.code)),
    "uri": lambda article: article.uri,
    "speaker": lambda article: _lines(by.name for said in article.statements for by in said.speakers),
    "official": lambda article: _lines(actor.official for actor in article.actors),
}
"""Columns of ``article_text``, named like the fields of the query language."""

STATEMENT: Mapping[str, Callable[[Article, IndexedStatement], str]] = {
    "text": lambda _, statement: statement.text,
    "context": lambda _, statement: statement.context,
    "source": lambda article, statement: text_of(article.body, statement.source),
    "act": lambda _, statement: statement.act,
    "speaker": lambda _, statement: _lines(statement.speaker),
    "official": lambda _, statement: _lines(statement.official),
    "headline": lambda article, _: article.headline or "",
}
"""Columns of ``statement_text``."""

OF_THE_WIRE = ("headline", "body", "slugline", "byline", "located", "infosource", "subject", "uri")
"""Columns of ``article_text`` that mean the same for each statement of the article."""
ALERT = (*STATEMENT, "watch", "state")
"""Columns of ``alert_text``."""

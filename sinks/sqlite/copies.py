"""Near copies of articles as rows: each article has the uri of its original, an original has keys."""

from collections.abc import Iterator, Sequence

import apsw

from sinks.sqlite.codec import unpack
from sinks.sqlite.connection import select, value
from sinks.sqlite.keys import Keys
from wirewatch.deciding import copies
from wirewatch.records import Article

KEYS = Keys("article_keys", of="article")
ENOUGH = 16
"""Articles with the keys of another one that are looked at."""


def keep(db: apsw.Connection, article: Article, before: Article | None) -> None:
    """Keep of what an indexed article is a copy, and by what its copies find it; ``before`` was in force."""
    [(number, known)] = select(db, "SELECT id, original FROM articles WHERE uri = ?", article.uri)
    keys = copies.keys_of(article)
    original = copies.original(article, known, _near(db, keys))
    db.execute("UPDATE articles SET original = ? WHERE id = ?", (original, number))
    if before is not None:
        KEYS.remove(db, copies.keys_of(before), number)
    if original == article.uri:
        KEYS.add(db, keys, number)


def of(db: apsw.Connection, uri: str) -> tuple[str, ...]:
    """Uris of the other articles with nearly the text of this one, the first to arrive first."""
    sql = (
        "SELECT other.uri FROM articles JOIN articles other ON other.original = articles.original "
        "WHERE articles.uri = ?1 AND other.uri <> ?1 ORDER BY other.id"
    )
    return tuple(other for (other,) in select(db, sql, uri))


def _near(db: apsw.Connection, keys: Sequence[str]) -> Iterator[Article]:
    """The originals that share keys, the first to arrive first; looked up when they are asked for."""
    sql = "SELECT log.article FROM articles JOIN log USING (seq) WHERE articles.id = ?"
    for number in KEYS.sharing(db, keys, ENOUGH) if keys else ():
        yield unpack(value(db, sql, number), Article)

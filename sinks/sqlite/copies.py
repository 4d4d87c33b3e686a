"""Near copies of articles as rows: each article has the uri of its original, an original has keys."""

import apsw

from sinks.sqlite.codec import unpack
from sinks.sqlite.connection import select, value
from wirewatch.deciding import copies
from wirewatch.records import Article

ENOUGH = 16
"""Articles with the keys of another one that are looked at."""


def original(db: apsw.Connection, article: Article) -> str:
    """The uri of the article of which this one is a copy; its own when there is none."""
    before = value(db, "SELECT original FROM articles WHERE uri = ?", article.uri)
    return copies.original(article, before, _near(db, copies.keys_of(article)))


def write(db: apsw.Connection, article: Article, original: str, before: Article | None) -> None:
    """Keep what the article is a copy of, and by what its own copies find it; ``before`` was in force."""
    number = value(db, "UPDATE articles SET original = ? WHERE uri = ? RETURNING id", original, article.uri)
    old = [(bytes.fromhex(key), number) for key in (copies.keys_of(before) if before else ())]
    db.executemany("DELETE FROM article_keys WHERE key = ? AND article = ?", old)
    if original == article.uri:
        new = [(bytes.fromhex(key), number) for key in copies.keys_of(article)]
        db.executemany("INSERT OR IGNORE INTO article_keys (key, article) VALUES (?, ?)", new)


def of(db: apsw.Connection, uri: str) -> tuple[str, ...]:
    """Uris of the other articles with nearly the text of this one, the first to arrive first."""
    sql = (
        "SELECT other.uri FROM articles JOIN articles other ON other.original = articles.original "
        "WHERE articles.uri = ?1 AND other.uri <> ?1 ORDER BY other.id"
    )
    return tuple(other for (other,) in select(db, sql, uri))


def _near(db: apsw.Connection, keys: tuple[str, ...]) -> list[Article]:
    """The originals that share keys, the first to arrive first; of many, those that share the most."""
    places = ", ".join("?" * len(keys))
    sql = (
        "SELECT log.article FROM articles JOIN log USING (seq) WHERE articles.id IN ("  # noqa: S608  question marks
        f"SELECT article FROM article_keys WHERE key IN ({places}) "
        f"GROUP BY article ORDER BY count(*) DESC, article LIMIT {ENOUGH}) ORDER BY articles.id"
    )
    found = select(db, sql, *map(bytes.fromhex, keys)) if keys else ()
    return [unpack(packed, Article) for (packed,) in found]

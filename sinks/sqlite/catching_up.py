"""What a store of before it kept lines and near copies has to be given once."""

import apsw

from sinks.sqlite import copies, index, lines
from sinks.sqlite.connection import select, transaction, value
from wirewatch.deciding.lines import assign


def catch_up(db: apsw.Connection) -> None:
    """Begin the lines of the statements there are; nothing where that was done, or there are none.

    Statements keep the lines they have, and articles stay nobody's copy: people were told of them so.
    """
    if value(db, "SELECT 1 FROM lines LIMIT 1") or not value(db, "SELECT 1 FROM statements LIMIT 1"):
        return
    with transaction(db):
        for (uri,) in list(select(db, "SELECT uri FROM articles ORDER BY id")):
            for article in index.articles(db, "uri", uri):
                lines.write(db, assign(article, (), {}).begun)
                copies.keep(db, article, None)

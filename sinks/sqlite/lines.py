"""Lines as rows: those that a new statement may belong to, and what became of one."""

from collections import Counter
from collections.abc import Iterable

import apsw
import msgspec

from sinks.sqlite import index
from sinks.sqlite.codec import to_json
from sinks.sqlite.connection import select, value
from sinks.sqlite.keys import Keys
from wirewatch.deciding.lines import ENOUGH, Begun, Sought
from wirewatch.ids import fold
from wirewatch.records import Line, SeenLine, Variant

KEYS = Keys("line_keys", of="line")


def known(db: apsw.Connection, wanted: Iterable[Sought]) -> dict[Sought, list[Line]]:
    """The line of each, if there is one of that id, else those it may belong to, the earliest first."""
    return {each: _line(db, each.id) or _near(db, each.keys) for each in wanted}


def write(db: apsw.Connection, begun: Iterable[Begun]) -> None:
    """Keep new lines; one that is known stays as it is."""
    for line, keys in begun:
        sql = "INSERT INTO lines (id, record) VALUES (?, ?) ON CONFLICT (id) DO NOTHING RETURNING number"
        number = value(db, sql, line.id, to_json(line))
        if number is not None:
            KEYS.add(db, keys, number)


def seen(db: apsw.Connection, name: str) -> SeenLine | None:
    """The line of that id, and which articles carry it now in which words."""
    line = next(iter(_line(db, name)), None)
    if line is None:
        return None
    said = [each for each in index.statements(db, uri=None, line=name) if each.state == "current"]
    wordings = {fold(each.text): each.text for each in reversed(said)}
    counts = Counter(fold_of for fold_of, _ in {(fold(each.text), each.uri) for each in said})
    variants = [Variant(text=text, articles=counts[folded]) for folded, text in wordings.items()]
    return SeenLine(
        **msgspec.structs.asdict(line),
        copies=len({each.uri for each in said}),
        variants=tuple(sorted(variants, key=lambda each: (-each.articles, each.text))),
    )


def _line(db: apsw.Connection, name: str) -> list[Line]:
    return [_read(record) for (record,) in select(db, "SELECT record FROM lines WHERE id = ?", name)]


def _near(db: apsw.Connection, keys: tuple[str, ...]) -> list[Line]:
    """Those that share keys; of many, those that share the most."""
    numbers = KEYS.sharing(db, keys, ENOUGH) if keys else ()
    return [_read(value(db, "SELECT record FROM lines WHERE number = ?", each)) for each in numbers]


def _read(record: str) -> Line:
    return msgspec.json.decode(record, type=Line)

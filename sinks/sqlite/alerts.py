"""Alerts as rows: what is known of them, what was decided about them, and what people must be told."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import apsw
import msgspec

from sinks.sqlite import fulltext, index
from sinks.sqlite.codec import stamp, to_json
from sinks.sqlite.connection import select, value
from wirewatch.deciding.alerts import KnownAlerts, quiets
from wirewatch.deciding.kept import Carrier, Event, Held, Kept, Quiet
from wirewatch.records import Alert, Clause


def known(db: apsw.Connection, raised: Sequence[Alert], uri: str | None = None) -> KnownAlerts:
    """What bears on the alerts an article raises: they, those it carries, and when their watches fired."""
    names = dict.fromkeys((*_carried_by(db, uri), *(alert.id for alert in raised)))
    there = {name: kept for name in names if (kept := look_up(db, name))}
    told = {about: last for about in quiets(raised) if (last := _last_told(db, about))}
    return KnownAlerts(there, told)


def look_up(db: apsw.Connection, name: str) -> Kept | None:
    """The alert of that id with the articles that carry it."""
    alert = next(alerts(db, "WHERE id = ?", name), None)
    if alert is None:
        return None
    notified, by = next(select(db, "SELECT notified, acknowledged_by FROM alerts WHERE id = ?", name))
    return Kept(
        alert=alert,
        carriers=tuple(_carriers(db, name)),
        notified=datetime.fromisoformat(notified) if notified else None,
        acknowledged_by=by,
    )


def _carried_by(db: apsw.Connection, uri: str | None) -> list[str]:
    rows = select(db, "SELECT alert FROM carriers WHERE uri = ? ORDER BY number", uri)
    return [name for (name,) in rows]


def _carriers(db: apsw.Connection, name: str) -> Iterator[Carrier]:
    sql = "SELECT uri, version, statement, why FROM carriers WHERE alert = ? ORDER BY number"
    for uri, version, statement, why in select(db, sql, name):
        clauses = msgspec.json.decode(why, type=tuple[Clause, ...])
        yield Carrier(uri=uri, version=version, statement=statement, why=clauses)


def _last_told(db: apsw.Connection, about: Quiet) -> datetime | None:
    last = value(db, "SELECT max(notified) FROM alerts WHERE watch = ? AND official IS ?", *about)
    return datetime.fromisoformat(last) if last else None


def write(db: apsw.Connection, changed: Iterable[Kept], events: Iterable[Event]) -> list[Event]:
    """Keep the alerts as they are now, and what people are to be told; the events with their ids."""
    for kept in changed:
        _write_alert(db, kept)
        _write_carriers(db, kept)
        _index(db, kept.alert)
    return [_enter(db, event) for event in events]


def _write_alert(db: apsw.Connection, kept: Kept) -> None:
    row = {
        **msgspec.structs.asdict(kept.alert),
        "fired": stamp(kept.alert.fired),
        "why": to_json(kept.alert.why),
        "notified": stamp(kept.notified) if kept.notified else None,
        "acknowledged_by": kept.acknowledged_by,
    }
    renewed = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    db.execute(
        f"INSERT INTO alerts ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) "  # noqa: S608  our own words
        f"ON CONFLICT (id) DO UPDATE SET {renewed}",
        tuple(row.values()),
    )


def _write_carriers(db: apsw.Connection, kept: Kept) -> None:
    """Those that were there keep their number, and so their place."""
    there = {carrier.uri for carrier in kept.carriers}
    gone = [each.uri for each in _carriers(db, kept.alert.id) if each.uri not in there]
    db.executemany("DELETE FROM carriers WHERE alert = ? AND uri = ?", [(kept.alert.id, uri) for uri in gone])
    rows = [
        (kept.alert.id, each.uri, each.version, each.statement, to_json(each.why)) for each in kept.carriers
    ]
    db.executemany(
        "INSERT INTO carriers (alert, uri, version, statement, why) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (alert, uri) DO UPDATE SET version = excluded.version, "
        "statement = excluded.statement, why = excluded.why",
        rows,
    )


def _index(db: apsw.Connection, alert: Alert) -> None:
    number = value(db, "SELECT number FROM alerts WHERE id = ?", alert.id)
    if said := next(index.said(db, "statement", alert.statement), None):
        fulltext.index_alert(db, number, alert, fulltext.statement_columns(*said))
        return
    article = next(index.articles(db, "uri", alert.uri))
    fulltext.index_alert(db, number, alert, fulltext.article_columns(article))


def hold(db: apsw.Connection, uri: str, held: Held | None) -> None:
    """Keep what the article will raise when its embargo ends, in the place of what was kept before."""
    db.execute("DELETE FROM held WHERE uri = ?", (uri,))
    if held:
        row = (held.uri, stamp(held.due), to_json(held.alerts))
        db.execute("INSERT INTO held (uri, due, alerts) VALUES (?, ?, ?)", row)


def take_due(db: apsw.Connection, now: datetime) -> list[Held]:
    """What was held until now; it is held no longer."""
    rows = select(db, "DELETE FROM held WHERE due <= ? RETURNING uri, due, alerts", stamp(now))
    return [
        Held(
            uri=uri,
            due=datetime.fromisoformat(due),
            alerts=msgspec.json.decode(packed, type=tuple[Alert, ...]),
        )
        for uri, due, packed in rows
    ]


def _enter(db: apsw.Connection, event: Event) -> Event:
    if event.throttled:
        return event
    db.execute("INSERT INTO outbox (event, alert) VALUES (?, ?)", (event.event, to_json(event.alert)))
    return event._replace(id=db.last_insert_rowid())


def outbox(db: apsw.Connection, limit: int) -> list[Event]:
    """What people are still to be told, in the order it happened."""
    rows = select(db, "SELECT id, event, alert FROM outbox ORDER BY id LIMIT ?", limit)
    return [
        Event(number, event, msgspec.json.decode(alert, type=Alert), throttled=False)
        for number, event, alert in rows
    ]


def strike_off(db: apsw.Connection, notices: Iterable[int | str]) -> None:
    """People were told."""
    db.executemany("DELETE FROM outbox WHERE id = ?", [(number,) for number in notices])


def alerts(db: apsw.Connection, rest: str, *values: str | int) -> Iterator[Alert]:
    """The alerts that ``rest`` of an SQL query chooses."""
    columns = ", ".join(Alert.__struct_fields__)
    for row in select(db, f"SELECT {columns} FROM alerts {rest}", *values):  # noqa: S608  our own words
        fields = dict(zip(Alert.__struct_fields__, row, strict=True))
        fields["fired"] = datetime.fromisoformat(fields["fired"])
        fields["why"] = msgspec.json.decode(fields["why"], type=tuple[Clause, ...])
        yield Alert(**fields)

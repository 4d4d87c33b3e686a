"""Alerts: one for each line, kept in step with the articles that carry it, and what people must be told.

An alert's evidence (statement, article, clauses) is that of the first article that carries its line now.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import apsw
import msgspec

from sinks.sqlite import fulltext, index
from sinks.sqlite.codec import stamp, to_json
from sinks.sqlite.connection import select, value
from wirewatch.records import Alert, AlertState, Annotated, Clause

EventKind = Literal["fired", "copies", "retracted"]


class Event(NamedTuple):
    """Something happened to an alert; ``id`` names the notice in the outbox, None when nobody is told."""

    id: int | None
    event: EventKind
    alert: Alert
    throttled: bool


class Moment(NamedTuple):
    """The time, and the seconds for which each watch in force keeps quiet after it has fired."""

    now: datetime
    throttles: Mapping[str, float]


def settle(db: apsw.Connection, article: Annotated, raised: Sequence[Alert], moment: Moment) -> list[Event]:
    """Bring all alerts in step with a new revision, given the alerts it raises (none unless usable)."""
    raised = raised if article.pubstatus == "usable" else ()
    db.execute("DELETE FROM held WHERE uri = ?", (article.uri,))
    events: list[Event] = []
    if article.embargoed and article.embargoed > moment.now:
        _hold(db, article, raised)
    else:
        events.extend(_raise_all(db, raised, moment))
    events.extend(_drop_carriers(db, article, {alert.id for alert in raised}, moment))
    return events


def release(db: apsw.Connection, moment: Moment) -> list[Event]:
    """Raise the held alerts whose time has come."""
    events: list[Event] = []
    due = select(db, "DELETE FROM held WHERE due <= ? RETURNING due, uri, alerts", stamp(moment.now))
    for _, _, packed in sorted(due):
        held = msgspec.json.decode(packed, type=tuple[Alert, ...])
        fired = [msgspec.structs.replace(alert, fired=moment.now) for alert in held]
        events.extend(_raise_all(db, fired, moment))
    return events


def _hold(db: apsw.Connection, article: Annotated, raised: Sequence[Alert]) -> None:
    if raised and article.embargoed:
        row = (article.uri, stamp(article.embargoed), to_json(raised))
        db.execute("INSERT INTO held (uri, due, alerts) VALUES (?, ?, ?)", row)


def _raise_all(db: apsw.Connection, raised: Sequence[Alert], moment: Moment) -> Iterator[Event]:
    """Each alert once, with its first evidence, though two statements of an article may be the same line."""
    once: dict[str, Alert] = {}
    for alert in raised:
        once.setdefault(alert.id, alert)
    for alert in once.values():
        if event := _raise(db, alert, moment):
            yield event


def _raise(db: apsw.Connection, alert: Alert, moment: Moment) -> Event | None:
    """Fire a new or retracted alert, count a further copy of an open one, renew a known copy's evidence."""
    known = next(alerts(db, "WHERE id = ?", alert.id), None)
    if known is None:
        _insert(db, alert)
    is_new_copy = _carry(db, alert)
    if known is None or known.state == "retracted":
        return _fire(db, alert, moment)
    renewed = _renew(db, alert.id, known.state)
    return _tell_if_told(db, "copies", renewed) if is_new_copy else None


def _insert(db: apsw.Connection, alert: Alert) -> None:
    db.execute(
        "INSERT INTO alerts (id, watch, official, line, statement, uri, version, fired, why, state, copies) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 1)",
        (alert.id, alert.watch, alert.official, alert.line, alert.statement, alert.uri, alert.version,
         stamp(alert.fired), to_json(alert.why)),
    )  # fmt: skip


def _carry(db: apsw.Connection, alert: Alert) -> bool:
    """The alert's article carries its line; whether it did not before."""
    known = value(db, "SELECT 1 FROM carriers WHERE alert = ? AND uri = ?", alert.id, alert.uri)
    db.execute(
        "INSERT INTO carriers (alert, uri, version, statement, why) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (alert, uri) DO UPDATE SET version = excluded.version, "
        "statement = excluded.statement, why = excluded.why",
        (alert.id, alert.uri, alert.version, alert.statement, to_json(alert.why)),
    )
    return known is None


def _fire(db: apsw.Connection, alert: Alert, moment: Moment) -> Event:
    """Open the alert; people are told unless its watch fired for that official a moment ago."""
    quiet = timedelta(seconds=moment.throttles.get(alert.watch, 0.0))
    sql = "SELECT max(notified) FROM alerts WHERE watch = ? AND official IS ?"
    last = value(db, sql, alert.watch, alert.official)
    throttled = last is not None and moment.now - datetime.fromisoformat(last) < quiet
    notified = None if throttled else stamp(moment.now)
    db.execute(
        "UPDATE alerts SET fired = ?, notified = ? WHERE id = ?", (stamp(alert.fired), notified, alert.id)
    )
    return _tell(db, "fired", _renew(db, alert.id, "open"), throttled=throttled)


def _drop_carriers(
    db: apsw.Connection, article: Annotated, raised: Collection[str], moment: Moment
) -> Iterator[Event]:
    """The article no longer carries what it does not raise any more, or says no more.

    An alert of a watch that is not in force cannot be raised again: only its statement counts then.
    """
    said = {each.id for each in article.statements} if article.pubstatus == "usable" else set()
    rows = select(
        db,
        "SELECT carriers.number, alert, watch, carriers.statement FROM carriers "
        "JOIN alerts ON alerts.id = alert WHERE carriers.uri = ? ORDER BY carriers.number",
        article.uri,
    )
    for number, alert, watch, statement in list(rows):
        out_of_force = watch not in moment.throttles and article.pubstatus == "usable"
        holds = alert in raised or (out_of_force and (statement is None or statement in said))
        if not holds:
            db.execute("DELETE FROM carriers WHERE number = ?", (number,))
            yield from _lose(db, alert)


def _lose(db: apsw.Connection, alert_id: str) -> Iterator[Event]:
    """A carrier went: the alert stands on the others, or is retracted."""
    left = value(db, "SELECT count(*) FROM carriers WHERE alert = ?", alert_id)
    state = value(db, "SELECT state FROM alerts WHERE id = ?", alert_id)
    alert = _renew(db, alert_id, state if left else "retracted")
    if not left:
        yield _tell_if_told(db, "retracted", alert)


def _renew(db: apsw.Connection, alert_id: str, state: AlertState) -> Alert:
    """Set the state; count the carriers anew and take the first one's evidence, while there is any."""
    db.execute("UPDATE alerts SET state = ? WHERE id = ?", (state, alert_id))
    db.execute(
        "UPDATE alerts SET (uri, version, statement, why, copies) = "
        "(SELECT uri, version, statement, why, (SELECT count(*) FROM carriers WHERE alert = ?1) "
        "FROM carriers WHERE alert = ?1 ORDER BY number LIMIT 1) "
        "WHERE id = ?1 AND EXISTS (SELECT 1 FROM carriers WHERE alert = ?1)",
        (alert_id,),
    )
    alert = next(alerts(db, "WHERE id = ?", alert_id))
    _index(db, alert)
    return alert


def _index(db: apsw.Connection, alert: Alert) -> None:
    number = value(db, "SELECT number FROM alerts WHERE id = ?", alert.id)
    if said := next(index.said(db, "statement", alert.statement), None):
        fulltext.index_alert(db, number, alert, fulltext.statement_columns(*said))
        return
    article = next(index.articles(db, "uri", alert.uri))
    fulltext.index_alert(db, number, alert, fulltext.article_columns(article))


def _tell_if_told(db: apsw.Connection, event: EventKind, alert: Alert) -> Event:
    """What happens further to an alert concerns those who were told that it fired."""
    told = value(db, "SELECT notified FROM alerts WHERE id = ?", alert.id)
    return _tell(db, event, alert, throttled=told is None)


def _tell(db: apsw.Connection, event: EventKind, alert: Alert, *, throttled: bool) -> Event:
    if throttled:
        return Event(None, event, alert, throttled=True)
    db.execute("INSERT INTO outbox (event, alert) VALUES (?, ?)", (event, to_json(alert)))
    return Event(db.last_insert_rowid(), event, alert, throttled=False)


def outbox(db: apsw.Connection, limit: int) -> list[Event]:
    """What people are still to be told, in the order it happened."""
    rows = select(db, "SELECT id, event, alert FROM outbox ORDER BY id LIMIT ?", limit)
    return [
        Event(number, event, msgspec.json.decode(alert, type=Alert), throttled=False)
        for number, event, alert in rows
    ]


def strike_off(db: apsw.Connection, notices: Iterable[int]) -> None:
    """People were told."""
    db.executemany("DELETE FROM outbox WHERE id = ?", [(number,) for number in notices])


def acknowledge(db: apsw.Connection, alert_id: str, by: str) -> Alert | None:
    """Somebody has seen an open alert; None when there is no alert of that id."""
    db.execute(
        "UPDATE alerts SET state = 'acknowledged', acknowledged_by = ? WHERE id = ? AND state = 'open'",
        (by, alert_id),
    )
    alert = next(alerts(db, "WHERE id = ?", alert_id), None)
    return None if alert is None else _renew(db, alert_id, alert.state)


def alerts(db: apsw.Connection, rest: str, *values: str | int) -> Iterator[Alert]:
    """The alerts that ``rest`` of an SQL query chooses."""
    columns = ", ".join(Alert.__struct_fields__)
    for row in select(db, f"SELECT {columns} FROM alerts {rest}", *values):  # noqa: S608  our own words
        fields = dict(zip(Alert.__struct_fields__, row, strict=True))
        fields["fired"] = datetime.fromisoformat(fields["fired"])
        fields["why"] = msgspec.json.decode(fields["why"], type=tuple[Clause, ...])
        yield Alert(**fields)

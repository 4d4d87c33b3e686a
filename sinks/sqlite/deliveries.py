"""What is on its way to people, and the record of what was sent to whom."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import apsw

from sinks.sqlite.codec import pack, stamp, unpack, unstamp
from sinks.sqlite.connection import select, value
from wirewatch.notifying.notices import Delivered, Delivery, Notice, Plan, Queue
from wirewatch.notifying.planning import GIVE_UP, MOST, pause

Transaction = Callable[[], AbstractContextManager[apsw.Connection]]


class Deliveries:
    """The deliveries of a store; each method that changes them is one transaction."""

    def __init__(self, db: apsw.Connection, transaction: Transaction) -> None:
        self._db, self._transaction = db, transaction

    def enter(self, plans: Mapping[int | str, Plan], now: datetime) -> None:
        """Take over what the outbox had under these ids: it is struck off there, and waits here."""
        with self._transaction() as db:
            for outbox_id, plan in plans.items():
                _enter(db, plan, now)
                db.execute("DELETE FROM outbox WHERE id = ?", (outbox_id,))

    def told(self, alert: str) -> dict[str, bool]:
        """The channels that heard last that the alert fired: true, or are still to hear it: false."""
        rows = select(
            self._db,
            "SELECT channel, state, started IS NOT NULL FROM deliveries "
            "JOIN notices ON notices.number = deliveries.notice WHERE alert = ? AND event = 'fired' "
            "ORDER BY deliveries.number",
            alert,
        )
        last = {channel: (state, started) for channel, state, started in rows}
        return {
            channel: state == "sent" or bool(started)
            for channel, (state, started) in last.items()
            if state in ("waiting", "sent")
        }

    def queues(self) -> list[Queue]:
        """Every channel that something waits for, or that failed when it was last used."""
        waiting = "SELECT channel, count(*) AS n, min(due) AS due FROM deliveries WHERE state = 'waiting'"
        rows = select(
            self._db,
            f"SELECT coalesce(w.channel, c.id), coalesce(w.n, 0), w.due, "  # noqa: S608  our own words
            f"coalesce(c.tries, 0), c.since, c.retry, c.reason FROM ({waiting} GROUP BY channel) AS w "
            "FULL JOIN channels AS c ON c.id = w.channel WHERE w.n > 0 OR c.tries > 0",
        )
        return [
            Queue(
                channel=channel,
                waiting=count,
                due=unstamp(due),
                tries=tries,
                since=unstamp(since),
                retry=unstamp(retry),
                reason=reason,
                sent=self._sent(channel),
            )
            for channel, count, due, tries, since, retry, reason in list(rows)
        ]

    def waiting(self, channel: str, now: datetime, limit: int) -> list[Delivery]:
        """What is due on a channel, in the order in which it happened."""
        rows = select(
            self._db,
            "SELECT deliveries.id, due, notices.notice FROM deliveries "
            "JOIN notices ON notices.number = deliveries.notice "
            "WHERE channel = ? AND state = 'waiting' AND due <= ? ORDER BY deliveries.number LIMIT ?",
            channel,
            stamp(now),
            limit,
        )
        return [
            Delivery(id=name, channel=channel, due=datetime.fromisoformat(due), notice=unpack(packed, Notice))
            for name, due, packed in rows
        ]

    def start(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """They are being sent: should we be killed now, they may have arrived."""
        with self._transaction() as db:
            rows = [(stamp(now), each.id) for each in deliveries]
            db.executemany("UPDATE deliveries SET started = ? WHERE id = ?", rows)

    def sent(self, deliveries: Sequence[Delivery], recipient: str, now: datetime) -> None:
        """They went out together, as one message."""
        with self._transaction() as db:
            message, at = deliveries[0].id, stamp(now)
            rows = [(at, message, recipient, each.id) for each in deliveries]
            db.executemany(
                "UPDATE deliveries SET state = 'sent', settled = ?, message = ?, recipient = ?, "
                "reason = NULL WHERE id = ?",
                rows,
            )
            channel = deliveries[0].channel
            db.execute("DELETE FROM channels WHERE id = ?", (channel,))

    def failed(self, channel: str, reason: str, now: datetime) -> Queue:
        """The channel did not take what was sent to it: how it stands now. What is too old is given up."""
        with self._transaction() as db:
            tries = (value(db, "SELECT tries FROM channels WHERE id = ?", channel) or 0) + 1
            retry = now + pause(tries)
            db.execute(
                "INSERT INTO channels (id, tries, since, retry, reason) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET tries = excluded.tries, retry = excluded.retry, "
                "reason = excluded.reason",
                (channel, tries, stamp(now), stamp(retry), reason),
            )
            db.execute(
                "UPDATE deliveries SET state = 'failed', settled = ?, reason = ? "
                "WHERE channel = ? AND state = 'waiting' AND due < ?",
                (stamp(now), reason, channel, stamp(now - GIVE_UP)),
            )
        return next(queue for queue in self.queues() if queue.channel == channel)

    def start_anew(self) -> None:
        """Whoever starts the product expects that channels that failed are tried again at once."""
        with self._transaction() as db:
            db.execute("UPDATE channels SET retry = NULL")

    def of(self, alert: str) -> list[Delivered]:
        """What was sent, or is to be sent, of an alert, in order."""
        rows = select(
            self._db,
            "SELECT channel, state, due, settled, message, recipient, reason, notices.notice "
            "FROM deliveries JOIN notices ON notices.number = deliveries.notice "
            "WHERE alert = ? ORDER BY deliveries.number",
            alert,
        )
        return [_delivered(row) for row in rows]

    def _sent(self, channel: str) -> tuple[datetime, ...]:
        rows = select(
            self._db,
            "SELECT DISTINCT settled FROM deliveries WHERE channel = ? AND state = 'sent' "
            "ORDER BY settled DESC LIMIT ?",
            channel,
            MOST,
        )
        return tuple(datetime.fromisoformat(settled) for (settled,) in rows)


def _enter(db: apsw.Connection, plan: Plan, now: datetime) -> None:
    notice = plan.notice
    number = value(
        db,
        "INSERT INTO notices (id, alert, event, notice) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET id = id RETURNING number",
        notice.id,
        notice.alert.id,
        notice.event,
        pack(notice),
    )
    for each in plan.deliveries:
        db.execute(
            "INSERT INTO deliveries (id, notice, channel, due, state) VALUES (?, ?, ?, ?, 'waiting') "
            "ON CONFLICT (id) DO NOTHING",
            (each.id, number, each.channel, stamp(each.due)),
        )
    for channel in plan.withdrawn:
        db.execute(
            "UPDATE deliveries SET state = 'withdrawn', settled = ? WHERE channel = ? AND state = 'waiting' "
            "AND notice IN (SELECT number FROM notices WHERE alert = ?)",
            (stamp(now), channel, notice.alert.id),
        )


def _delivered(row: tuple[Any, ...]) -> Delivered:
    channel, state, due, settled, message, recipient, reason, packed = row
    notice = unpack(packed, Notice)
    return Delivered(
        channel=channel,
        event=notice.event,
        at=notice.at,
        state=state,
        due=datetime.fromisoformat(due),
        settled=unstamp(settled),
        message=message,
        recipient=recipient,
        reason=reason,
        difference=notice.difference,
    )

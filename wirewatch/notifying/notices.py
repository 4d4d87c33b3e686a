"""What people are told, and how it is underway to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from wirewatch.records import Alert, Difference, Digest, EventKind, QuietHours, Record

TERMINAL, FILE = "terminal", "file:"
EVENTS: tuple[EventKind, ...] = ("fired", "copies", "retracted")


class Notice(Record, frozen=True, kw_only=True):
    """One thing that happened to an alert, with all that a message about it may want to say."""

    id: str
    event: EventKind
    at: datetime
    alert: Alert
    text: str
    """What was said; the headline for a watch on whole articles."""
    speaker: tuple[str, ...] = ()
    headline: str | None = None
    infosource: str | None = None
    versioncreated: datetime | None = None
    link: str | None = None
    ednote: str | None = None
    usageterms: str | None = None
    difference: Difference | None = None


class Channel(Record, frozen=True, kw_only=True):
    """A way to people, and when they want to hear; its address is known to whoever sends."""

    id: str
    events: tuple[EventKind, ...] = ("fired", "retracted")
    quiet_hours: tuple[QuietHours, ...] = ()
    digest: Digest | None = None
    lines: bool = False
    """A file that programs read: every notice is a line of its own there, in order, however many."""


class Delivery(Record, frozen=True, kw_only=True):
    """A notice on its way to a channel: not before ``due``."""

    id: str
    channel: str
    notice: Notice
    due: datetime


DeliveryState = Literal["waiting", "sent", "failed", "withdrawn"]


class Delivered(Record, frozen=True, kw_only=True):
    """What became of a delivery: the record of what was sent to whom."""

    channel: str
    event: EventKind
    at: datetime
    """When it happened."""
    state: DeliveryState
    due: datetime
    settled: datetime | None = None
    """When it was sent, given up, or withdrawn because it was taken back before it went out."""
    message: str | None = None
    """Those with the same went out together."""
    recipient: str | None = None
    """The address, without its secrets."""
    reason: str | None = None
    difference: Difference | None = None


class Plan(Record, frozen=True, kw_only=True):
    """On which ways a notice goes out; from those ``withdrawn`` all that waits of its alert is taken."""

    notice: Notice
    deliveries: tuple[Delivery, ...] = ()
    withdrawn: tuple[str, ...] = ()


class Queue(Record, frozen=True, kw_only=True):
    """How a channel stands: what waits for it, and how the last attempts went."""

    channel: str
    waiting: int = 0
    due: datetime | None = None
    """When the first of what waits is due."""
    tries: int = 0
    """Attempts that failed, one after the other."""
    since: datetime | None = None
    """When the first of these was."""
    retry: datetime | None = None
    """When the next one is."""
    reason: str | None = None
    sent: tuple[datetime, ...] = ()
    """When the last messages went out, the latest first."""


def channel(name: str, known: Mapping[str, Channel]) -> Channel:
    """The channel that a watch names so: one of those ``known``, or a ``file:PATH``, which is told all."""
    if name.startswith(FILE):
        return Channel(id=name, events=EVENTS, lines=True)
    return known.get(name) or Channel(id=name)


def line(notice: Notice) -> dict[str, object]:
    """A notice as a program reads it, in a ``file:`` channel."""
    alert = notice.alert
    told: dict[str, object] = {
        "event": notice.event,
        "alert": alert.id,
        "watch": alert.watch,
        "line": alert.line,
        "official": alert.official,
        "statement": alert.statement,
        "uri": alert.uri,
        "copies": alert.copies,
        "text": notice.text,
        "speaker": notice.speaker,
        "at": notice.at,
    }
    if notice.difference:
        told |= msgspec.structs.asdict(notice.difference)
    return told

"""What a store remembers of alerts, and what happens to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from wirewatch.records import Alert, Clause, Difference, EventKind, Record

Quiet = tuple[str, str | None]
"""A watch and an official: what a throttle keeps quiet about."""


class Moment(NamedTuple):
    """The time, and the seconds for which each watch in force keeps quiet after it has fired."""

    now: datetime
    throttles: Mapping[str, float]
    history: bool = False
    """What is decided about is being loaded from the past: nobody is told."""


class Carrier(Record, frozen=True, kw_only=True):
    """An article that carries an alert's line now, with its own evidence."""

    uri: str
    version: str | None
    statement: str | None
    why: tuple[Clause, ...]


class Kept(Record, frozen=True, kw_only=True):
    """An alert with the articles that carry it, the first to do so first; without any it is retracted."""

    alert: Alert
    carriers: tuple[Carrier, ...] = ()
    notified: datetime | None = None
    """When people were last told that it fired."""
    updated: datetime | None = None
    """When people were last told of a further copy."""

    @property
    def is_told(self) -> bool:
        """Whether people know that it fired: only then are they told what happens further to it."""
        return self.notified is not None and self.notified >= self.alert.fired


class Held(Record, frozen=True, kw_only=True):
    """Alerts of an embargoed article, until they are due."""

    uri: str
    due: datetime
    alerts: tuple[Alert, ...]


class Event(NamedTuple):
    """Something happened to an alert; ``id`` names the notice in the outbox, None when nobody is told."""

    id: int | str | None
    event: EventKind
    alert: Alert
    throttled: bool
    difference: Difference | None = None
    """Of what was taken back or changed: the words it was told with, and those in their place."""

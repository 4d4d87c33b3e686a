"""Alerts: one for each line, kept in step with the articles that carry it, and what people must be told.

An alert's evidence (statement, article, clauses) is that of the first article that carries its line now.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from wirewatch.deciding.kept import Carrier, Event, EventKind, Held, Kept, Moment, Quiet
from wirewatch.records import Alert, Annotated


class KnownAlerts(NamedTuple):
    """What a store knows that bears on the alerts an article raises."""

    alerts: Mapping[str, Kept]
    """The raised ones that it has, and those that the article carries, in the order in which it began to."""
    told: Mapping[Quiet, datetime]
    """When people were last told that a watch fired for an official."""


class Settled(NamedTuple):
    """The alerts to write and what happened to them, in order; no event has an id yet."""

    alerts: tuple[Kept, ...]
    events: tuple[Event, ...]


def settle(article: Annotated, raised: Sequence[Alert], known: KnownAlerts, moment: Moment) -> Settled:
    """Bring the alerts in step with a new revision, given those it raises."""
    wanted = raised if article.pubstatus == "usable" else ()
    settlement = _Settlement(known, moment)
    if not is_embargoed(article, moment.now):
        settlement.raise_all(wanted)
    settlement.drop(article, {alert.id for alert in wanted})
    return settlement.result()


def held(article: Annotated, raised: Sequence[Alert], now: datetime) -> Held | None:
    """What an embargoed revision would raise; it takes the place of what was held for the article."""
    if not raised or article.embargoed is None or not is_embargoed(article, now):
        return None
    if article.pubstatus != "usable":
        return None
    return Held(uri=article.uri, due=article.embargoed, alerts=tuple(raised))


def is_embargoed(article: Annotated, now: datetime) -> bool:
    """Whether nobody may be told of the article yet."""
    return article.embargoed is not None and article.embargoed > now


def release(due: Iterable[Held], known: KnownAlerts, moment: Moment) -> Settled:
    """Raise held alerts whose time has come, the earliest first."""
    settlement = _Settlement(known, moment)
    for each in sorted(due, key=lambda each: (each.due, each.uri)):
        settlement.raise_all(replace(alert, fired=moment.now) for alert in each.alerts)
    return settlement.result()


def acknowledge(kept: Kept, by: str) -> Kept:
    """Somebody has seen an open alert; any other stays as it is."""
    if kept.alert.state != "open":
        return kept
    return replace(kept, alert=replace(kept.alert, state="acknowledged"), acknowledged_by=by)


def quiets(raised: Iterable[Alert]) -> set[Quiet]:
    """What a store has to look up to know which of these a throttle keeps quiet."""
    return {(alert.watch, alert.official) for alert in raised}


class _Settlement:
    """The alerts as they become, one change after another."""

    def __init__(self, known: KnownAlerts, moment: Moment) -> None:
        self._known, self._told = dict(known.alerts), dict(known.told)
        self._moment = moment
        self._changed: dict[str, None] = {}
        self._events: list[Event] = []

    def result(self) -> Settled:
        return Settled(tuple(self._known[name] for name in self._changed), tuple(self._events))

    def raise_all(self, raised: Iterable[Alert]) -> None:
        """Each alert once, with its first evidence, though two statements of an article may be one line."""
        once: dict[str, Alert] = {}
        for alert in raised:
            once.setdefault(alert.id, alert)
        for alert in once.values():
            self._raise(alert)

    def _raise(self, alert: Alert) -> None:
        """Fire a new or retracted alert, count a further copy of an open one, renew a known one."""
        known = self._known.get(alert.id)
        kept = known or Kept(alert=alert)
        is_new_copy = all(carrier.uri != alert.uri for carrier in kept.carriers)
        kept = _carried(kept, alert)
        if known is None or known.alert.state == "retracted":
            self._fire(kept, alert.fired)
            return
        self._write(kept)
        if is_new_copy:
            self._tell("copies", kept)

    def _fire(self, kept: Kept, fired: datetime) -> None:
        """Open the alert; people are told unless its watch fired for that official a moment ago."""
        now, watch = self._moment.now, kept.alert.watch
        about = (watch, kept.alert.official)
        last = self._told.get(about)
        pause = timedelta(seconds=self._moment.throttles.get(watch, 0))
        throttled = self._moment.quiet or (last is not None and now - last < pause)
        opened = replace(kept, alert=replace(kept.alert, fired=fired, state="open"))
        if not throttled:
            self._told[about] = now
            opened = replace(opened, notified=max(now, fired))
        self._write(opened)
        self._tell("fired", opened)

    def drop(self, article: Annotated, raised: Collection[str]) -> None:
        """The article no longer carries what it does not raise any more, or says no more.

        An alert of a watch that is not in force cannot be raised again: only its statement counts then.
        """
        usable = article.pubstatus == "usable"
        said = {each.id for each in article.statements} if usable else set()
        for name, kept in list(self._known.items()):
            carrier = next((each for each in kept.carriers if each.uri == article.uri), None)
            if carrier is None:
                continue
            out_of_force = usable and kept.alert.watch not in self._moment.throttles
            still_said = carrier.statement is None or carrier.statement in said
            if name not in raised and not (out_of_force and still_said):
                self._lose(kept, carrier)

    def _lose(self, kept: Kept, carrier: Carrier) -> None:
        """A carrier went: the alert stands on the others, or is retracted."""
        left = tuple(each for each in kept.carriers if each is not carrier)
        if left:
            self._write(_standing_on(kept, left))
            return
        retracted = replace(kept, alert=replace(kept.alert, state="retracted"), carriers=())
        self._write(retracted)
        self._tell("retracted", retracted)

    def _write(self, kept: Kept) -> None:
        self._known[kept.alert.id] = kept
        self._changed[kept.alert.id] = None

    def _tell(self, event: EventKind, kept: Kept) -> None:
        unheard = self._moment.quiet or not kept.is_told
        self._events.append(Event(None, event, kept.alert, throttled=unheard))


def _carried(kept: Kept, alert: Alert) -> Kept:
    """With the article of ``alert`` among those that carry the line, with the evidence it has now."""
    evidence = Carrier(uri=alert.uri, version=alert.version, statement=alert.statement, why=alert.why)
    carriers = {each.uri: each for each in kept.carriers} | {alert.uri: evidence}
    return _standing_on(kept, tuple(carriers.values()))


def _standing_on(kept: Kept, carriers: tuple[Carrier, ...]) -> Kept:
    """Count the carriers anew and take the first one's evidence."""
    first = carriers[0]
    alert = replace(
        kept.alert,
        uri=first.uri,
        version=first.version,
        statement=first.statement,
        why=first.why,
        copies=len(carriers),
    )
    return replace(kept, alert=alert, carriers=carriers)

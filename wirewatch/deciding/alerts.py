"""Alerts: one for each line, kept in step with the articles that carry it, and what people must be told.

An alert's evidence (statement, article, clauses) is that of the first article that carries its line now.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from wirewatch.deciding.differences import changed, dropped, dropped_text, words
from wirewatch.deciding.kept import Carrier, Event, Held, Kept, Moment, Quiet
from wirewatch.records import Alert, Annotated, Article, Difference, EventKind, IndexedStatement


class KnownAlerts(NamedTuple):
    """What a store knows that bears on the alerts an article raises."""

    alerts: Mapping[str, Kept]
    """The raised ones that it has, and those that the article carries, in the order in which it began to."""
    told: Mapping[Quiet, datetime]
    """When people were last told that a watch fired for an official."""
    said: Mapping[str, IndexedStatement] = MappingProxyType({})
    """The statements of those alerts and of their carriers, as they are indexed: so that people can be told
    which words were taken back."""
    before: Article | None = None
    """The revision of the article that was in force until now."""


class Settled(NamedTuple):
    """The alerts to write and what happened to them, in order; no event has an id yet."""

    alerts: tuple[Kept, ...]
    events: tuple[Event, ...]


def settle(article: Annotated, raised: Sequence[Alert], known: KnownAlerts, moment: Moment) -> Settled:
    """Bring the alerts in step with a new revision, given those it raises."""
    wanted = raised if article.pubstatus == "usable" else ()
    settlement = _Settlement(known, moment, article)
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


def acknowledge(kept: Kept, by: str, now: datetime) -> Kept:
    """Somebody has seen an open alert; any other stays as it is."""
    if kept.alert.state != "open":
        return kept
    seen = replace(kept.alert, state="acknowledged", acknowledged=now, acknowledged_by=by)
    return replace(kept, alert=seen)


def quiets(raised: Iterable[Alert]) -> set[Quiet]:
    """What a store has to look up to know which of these a throttle keeps quiet."""
    return {(alert.watch, alert.official) for alert in raised}


class _Settlement:
    """The alerts as they become, one change after another."""

    def __init__(self, known: KnownAlerts, moment: Moment, article: Annotated | None = None) -> None:
        self._known, self._told = dict(known.alerts), dict(known.told)
        self._indexed, self._before = known.said, known.before
        self._said = {name: words(each) for name, each in known.said.items()}
        self._said |= {each.id: words(each) for each in (article.statements if article else ())}
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
        if known is None or known.alert.state == "retracted":
            self._fire(_carried(known or Kept(alert=alert), alert), alert)
            return
        before = next((each for each in known.carriers if each.uri == alert.uri), None)
        kept = _carried(known, alert)
        if before is None:
            self._write(kept)
            self._copied(kept)
        elif difference := self._reworded(before, alert):
            self._reword(known, kept, alert, difference)
        else:
            self._write(kept)

    def _copied(self, kept: Kept) -> None:
        """People are told of a further copy, unless they were told of the line a moment ago."""
        last = max((each for each in (kept.notified, kept.updated) if each), default=None)
        if kept.is_told and not self._moment.history and not self._is_quiet(kept, last):
            kept = replace(kept, updated=self._moment.now)
            self._write(kept)
            self._tell("copies", kept)
        else:
            self._events.append(Event(None, "copies", kept.alert, throttled=True))

    def _reworded(self, before: Carrier, alert: Alert) -> Difference | None:
        """How the words have changed with which an article carries a line."""
        was, now = (self._said.get(each or "") for each in (before.statement, alert.statement))
        if before.statement == alert.statement or not was or not now:
            return None
        return changed(was, now)

    def _reword(self, known: Kept, kept: Kept, alert: Alert, difference: Difference) -> None:
        """Who was told the old words is told so, and the new ones: with another copy's, if there is one."""
        if len(kept.carriers) > 1:
            self._write(kept)
            if known.alert.uri == alert.uri:
                self._tell("copies", kept, difference)
            return
        gone = replace(known, alert=replace(known.alert, state="retracted"))
        self._tell("retracted", gone, difference)
        self._fire(kept, alert, again=known.is_told)

    def _fire(self, kept: Kept, alert: Alert, *, again: bool = False) -> None:
        """Open the alert; people are told unless its watch fired for that official a moment ago."""
        now, about = self._moment.now, (kept.alert.watch, kept.alert.official)
        told = not self._moment.history and (again or not self._is_quiet(kept, self._told.get(about)))
        opened = replace(
            kept,
            alert=replace(
                kept.alert,
                fired=alert.fired,
                state="open",
                acknowledged=None,
                acknowledged_by=None,
                rule=alert.rule,
                made_by=alert.made_by,
            ),
        )
        if told:
            self._told[about] = now
            opened = replace(opened, notified=max(now, alert.fired))
        self._write(opened)
        self._tell("fired", opened)

    def _is_quiet(self, kept: Kept, last: datetime | None) -> bool:
        """Whether the watch is to say nothing more so soon after ``last``."""
        quiet = timedelta(seconds=self._moment.throttles.get(kept.alert.watch, 0))
        return last is not None and self._moment.now - last < quiet

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
                self._lose(kept, carrier, self._lost(carrier, article))

    def _lost(self, carrier: Carrier, article: Annotated) -> Difference | None:
        """What the article says in the place of what it was alerted for; nothing of what is under embargo."""
        if carrier.statement is None:
            found: Difference | None = dropped_text(carrier.why, self._before, article)
        elif (was := self._indexed.get(carrier.statement)) is not None:
            found = dropped(was, article)
        else:
            return None
        return replace(found, now=None) if found and is_embargoed(article, self._moment.now) else found

    def _lose(self, kept: Kept, carrier: Carrier, difference: Difference | None) -> None:
        """A carrier went: the alert stands on the others, or is retracted.

        People were shown the first one: when that goes, they hear of it and where the alert stands now.
        """
        left = tuple(each for each in kept.carriers if each is not carrier)
        if left:
            standing = _standing_on(kept, left)
            self._write(standing)
            if carrier is kept.carriers[0]:
                self._tell("copies", standing, difference)
            return
        retracted = replace(kept, alert=replace(kept.alert, state="retracted"), carriers=())
        self._write(retracted)
        self._tell("retracted", retracted, difference)

    def _write(self, kept: Kept) -> None:
        self._known[kept.alert.id] = kept
        self._changed[kept.alert.id] = None

    def _tell(self, event: EventKind, kept: Kept, difference: Difference | None = None) -> None:
        throttled = self._moment.history or not kept.is_told
        self._events.append(Event(None, event, kept.alert, throttled, difference))


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

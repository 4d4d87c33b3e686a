"""Sends what waits for people, off everybody else's thread: a channel that hangs or fails holds up no other.

The record of deliveries belongs to the thread that calls ``enter`` and ``turn``; what is sent goes out in
threads of its own, one message at a time for each channel.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import NamedTuple, Protocol

from wirewatch.errors import WirewatchError
from wirewatch.ids import identify
from wirewatch.notifying import planning
from wirewatch.notifying.notices import Channel, Delivery, Notice, Plan, Queue, channel
from wirewatch.records import Alert, Article, Difference, EventKind, IndexedStatement, Watch, title

log = logging.getLogger("wirewatch.notifier")


class Way(Protocol):
    """How a channel is reached."""

    @property
    def shown(self) -> str:
        """The address as people may see it."""
        ...

    def deliver(self, notices: Sequence[Notice]) -> None:
        """Returns when they have arrived; WirewatchError says why not."""
        ...


class Record(Protocol):
    """What is on its way and what was sent, as a store keeps it (``sinks.sqlite.deliveries``)."""

    def enter(self, plans: Mapping[int | str, Plan], now: datetime) -> None: ...  # noqa: D102

    def told(self, alert: str) -> dict[str, bool]: ...  # noqa: D102

    def queues(self) -> list[Queue]: ...  # noqa: D102

    def waiting(self, channel: str, now: datetime, limit: int) -> list[Delivery]: ...  # noqa: D102

    def start(self, deliveries: Sequence[Delivery], now: datetime) -> None: ...  # noqa: D102

    def sent(self, deliveries: Sequence[Delivery], recipient: str, now: datetime) -> None: ...  # noqa: D102

    def failed(self, channel: str, reason: str, now: datetime) -> Queue: ...  # noqa: D102


class _Outcome(NamedTuple):
    """What became of a message."""

    deliveries: Sequence[Delivery]
    recipient: str
    failure: str | None


class Happened(Protocol):
    """Something that happened to an alert, as a store's outbox has it."""

    @property
    def id(self) -> int | str | None: ...  # noqa: D102

    @property
    def event(self) -> EventKind: ...  # noqa: D102

    @property
    def alert(self) -> Alert: ...  # noqa: D102

    @property
    def difference(self) -> Difference | None: ...  # noqa: D102


class Said(Protocol):
    """Where the words of an alert are looked up."""

    def statements(self, *, uri: str | None = None) -> list[IndexedStatement]: ...  # noqa: D102

    def article(self, uri: str) -> Article | None: ...  # noqa: D102


def noticed(happened: Happened, store: Said, now: datetime) -> Notice:
    """What people are told of it, with the words it is about."""
    alert = happened.alert
    said = next((each for each in store.statements(uri=alert.uri) if each.id == alert.statement), None)
    article = store.article(alert.uri)
    return Notice(
        id=identify("notice", alert.id, happened.event, str(happened.id)),
        event=happened.event,
        at=now,
        alert=alert,
        text=said.text if said else title(article) if article else alert.uri,
        speaker=said.speaker if said else (),
        headline=article.headline if article else None,
        infosource=article.infosource if article else None,
        versioncreated=article.versioncreated if article else None,
        link=article.link if article else None,
        ednote=article.ednote if article else None,
        usageterms=article.usageterms if article else None,
        difference=happened.difference,
    )


class Notifier:
    """People, and what they are still to be told."""

    def __init__(
        self,
        record: Record,
        way: Callable[[str], Way],
        channels: Mapping[str, Channel],
        *,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        """``way`` gives how a channel is reached, or raises WirewatchError; it is called while sending.

        ``wake`` is called, from another thread, when a message has gone out or failed.
        """
        self._record, self._way, self._channels, self.wake = record, way, channels, wake
        self._watches: Mapping[str, Watch] = {}
        self._outcomes: SimpleQueue[_Outcome] = SimpleQueue()
        self._busy: set[str] = set()
        self._look_at: datetime | None = None
        """When something may be due next; None: look now."""
        self._idle = False
        self._catching_up = False

    def follow(self, watches: Mapping[str, Watch]) -> None:
        """The watches in force, by id."""
        self._watches = watches

    def enter(self, notices: Mapping[int | str, Notice], now: datetime) -> None:
        """Plan what is to be told of; the keys are those that the outbox has it under."""
        plans: dict[int | str, Plan] = {}
        for number, notice in notices.items():
            watch = self._watches.get(notice.alert.watch)
            told = self._told(notice, plans)
            plans[number] = planning.plan(notice, watch, self._channels, told, now)
        self._record.enter(plans, now)
        self._look_at, self._idle = None, False

    def turn(self, now: datetime, *, catching_up: bool = False) -> None:
        """Note what has gone out, and hand out what is due; returns at once."""
        self._note(now)
        if catching_up != self._catching_up:
            self._catching_up, self._look_at, self._idle = catching_up, None, False
        if self._idle or (self._look_at and now < self._look_at):
            return
        self._look_at, self._idle = None, True
        for queue in self._record.queues():
            self._serve(queue, now, catching_up=catching_up)

    def finish(self, clock: Callable[[], datetime], *, seconds: float) -> None:
        """Send what is due now; what fails, or is for later, is left to the next run."""
        until = time.monotonic() + seconds
        self._look_at, self._idle = None, False
        while time.monotonic() < until:
            self.turn(clock())
            if not self._busy and (self._idle or self._look_at):
                return
            time.sleep(0.02)

    def _told(self, notice: Notice, plans: Mapping[int | str, Plan]) -> dict[str, bool]:
        """Who heard that the alert fired; what is planned in the same go is not in the record yet."""
        if notice.event == "fired":
            return {}
        told = self._record.told(notice.alert.id)
        for plan in plans.values():
            if plan.notice.alert.id == notice.alert.id:
                if plan.notice.event == "fired":
                    told |= {each.channel: False for each in plan.deliveries}
                told = {channel: sent for channel, sent in told.items() if channel not in plan.withdrawn}
        return told

    def _serve(self, queue: Queue, now: datetime, *, catching_up: bool) -> None:
        way = channel(queue.channel, self._channels)
        if queue.channel in self._busy:
            return
        if (opens := planning.opens(queue, way, now, catching_up=catching_up)) is None:
            return
        self._idle = False
        if opens > now:
            self._wait(opens)
            return
        waiting = self._record.waiting(queue.channel, now, planning.LARGEST)
        awake = [self._awake(each, now) for each in waiting]
        ready = [each for each, moment in zip(waiting, awake, strict=True) if moment <= now]
        if not ready:
            self._wait(min(awake))
        for message in planning.messages(way, ready, now):
            self._send(message, now)
            return  # the next when this one has arrived

    def _awake(self, delivery: Delivery, now: datetime) -> datetime:
        return planning.awake(self._watches.get(delivery.notice.alert.watch), now)

    def _wait(self, until: datetime) -> None:
        self._look_at = min(until, self._look_at or until)

    def _send(self, deliveries: tuple[Delivery, ...], now: datetime) -> None:
        self._record.start(deliveries, now)
        self._busy.add(deliveries[0].channel)
        threading.Thread(target=self._deliver, args=(deliveries,), daemon=True).start()

    def _deliver(self, deliveries: tuple[Delivery, ...]) -> None:
        recipient, failure = "", None
        try:
            way = self._way(deliveries[0].channel)
            recipient = way.shown
            way.deliver([each.notice for each in deliveries])
        except WirewatchError as error:
            failure = str(error)
        except Exception as error:  # noqa: BLE001  whatever a channel does, the others go on
            failure = f"{type(error).__name__}: {error}"
        self._outcomes.put(_Outcome(deliveries, recipient, failure))
        self.wake()

    def _note(self, now: datetime) -> None:
        while True:
            try:
                deliveries, recipient, failure = self._outcomes.get_nowait()
            except Empty:
                return
            name = deliveries[0].channel
            self._busy.discard(name)
            self._look_at, self._idle = None, False
            if failure is None:
                self._record.sent(deliveries, recipient, now)
                continue
            queue = self._record.failed(name, failure, now)
            again = f"{queue.retry:%H:%M:%S}" if queue.retry else "later"
            log.warning("channel %s: %s; %d waiting, next try at %s", name, failure, queue.waiting, again)

"""A Faust worker: what Faust is told, and when the worker ends.

No tables, no ``exactly_once``, no ``yield`` or ``sink`` (decision 9 says what they lose): the way of a
message is ``conveyor``.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import faust
from aiokafka.errors import KafkaError
from faust.contrib.asgi import bind_to_running_loop
from faust.types import AppT
from mode.supervisors import CrashingSupervisor

from config.settings import Streaming
from wirewatch.annotator import AHEAD, CHUNK
from wirewatch.errors import TransientError
from wirewatch.streaming.brokers import Brokers
from wirewatch.streaming.conveyor import convey
from wirewatch.streaming.letters import Message
from wirewatch.streaming.stages import Abandoned, Annotating, Deciding, Event
from wirewatch.streaming.topics import GROWTH, Topics
from wirewatch.streaming.vitals import Vitals

log = logging.getLogger("wirewatch.worker")

WITHIN = 0.03
"""Seconds that a batch waits for company."""
DECIDED_TOGETHER = 16
LEAVING = 10.0
"""Seconds that Faust may take to stop after a fault."""
Begin = Callable[[Sequence[Event]], Coroutine[Any, Any, Sequence[Message]]]


def application(group: str, where: Brokers, streaming: Streaming, *, folder: str) -> AppT:
    """Faust, with what keeps it from losing anything."""
    return faust.App(
        group,
        broker=[f"kafka://{each.strip()}" for each in where.servers.split(",")],
        broker_credentials=_credentials(where),
        store="memory://",
        datadir=folder,
        value_serializer="raw",
        key_serializer="raw",
        web_enabled=False,
        agent_supervisor=CrashingSupervisor,
        stream_wait_empty=True,
        stream_buffer_maxsize=256,
        topic_disable_leader=True,
        topic_allow_declare=False,
        broker_commit_interval=1.0,
        broker_session_timeout=streaming.session,
        broker_heartbeat_interval=min(3.0, streaming.session / 3),
        broker_max_poll_records=200,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_compression_type="gzip",
        producer_linger=0.005,
        producer_max_batch_size=131_072,
        producer_max_request_size=GROWTH * streaming.max_message,
    )


def _credentials(where: Brokers) -> Any:
    if where.user and where.password:
        return faust.SASLCredentials(
            username=where.user,
            password=where.password.reveal(),
            mechanism=where.mechanism,
            ssl_context=where.tls,
        )
    return where.tls


@dataclass
class Worker:
    """The two stages at work on the partitions that Kafka hands to this process."""

    app: AppT
    topics: Topics
    annotating: Annotating
    deciding: Deciding
    vitals: Vitals
    processes: int
    each_second: Callable[[], Coroutine[Any, Any, None]]
    """Asked about once a second to take over changed files."""

    backlog: Callable[[], int]
    """How many annotated articles wait to be decided about, whoever decides."""

    def __post_init__(self) -> None:
        self._stop, self._started, self._waiting = asyncio.Event(), False, 0
        self._ticks: dict[str, asyncio.Task[None]] = {}
        self._agent(self.topics.articles, self.annotating.begin, CHUNK, AHEAD * self.processes)
        self._agent(self.topics.backfill, self._giving_way, CHUNK, 1)
        self._agent(self.topics.annotated, self.deciding.begin, DECIDED_TOGETHER, 1)

    def stop(self) -> None:
        """Finish what is under way, commit, and return from ``run``."""
        self._stop.set()

    async def run(self) -> None:
        """Until ``stop`` or a fault; raises what ended it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        bind_to_running_loop(self.app)
        self.app.finalize()
        watch = loop.create_task(self._watch())
        ends = [loop.create_task(self._stop.wait()), loop.create_task(self.app.wait_until_stopped())]
        try:
            await self.app.maybe_start()
            self._started = True
            await asyncio.wait([watch, *ends], return_when=asyncio.FIRST_COMPLETED)
        finally:
            fault = self.app.crash_reason or (watch.exception() if watch.done() else None)
            await self._leave(hastily=fault is not None)
            for task in (watch, *ends, *self._ticks.values()):
                task.cancel()
        if fault is not None and not (self._stop.is_set() and isinstance(cause(fault), Abandoned)):
            raise cause(fault)

    async def _leave(self, *, hastily: bool) -> None:
        """Stop Faust; after a fault, which broke it anywhere, it may fail at that and is not waited for."""
        if not hastily:
            await self.app.stop()
            return
        try:
            await asyncio.wait_for(self.app.stop(), LEAVING)
        except (Exception, asyncio.CancelledError):  # what counts is the fault before it
            log.debug("Faust did not stop in good order", exc_info=True)

    # -- the stages

    def _agent(self, topic: str, begin: Begin, together: int, ahead: int) -> None:
        channel = self.app.topic(topic, key_type=bytes, value_type=bytes, value_serializer="raw")

        async def agent(stream: Any) -> None:
            # noack_take puts this back to what it was when it ends, also by a fault: then Faust would
            # acknowledge what was taken and not finished, and commit it while it stops
            stream.enable_acks = False
            taken = stream.noack_take(together, within=WITHIN)
            await convey(taken, begin, self.confirm, stream.ack, ahead=ahead)

        self.app.agent(channel, name=topic, concurrency=1)(agent)

    async def confirm(self, messages: Sequence[Message]) -> None:
        """Returns when the brokers have them all."""
        producer = self.app.producer
        futures = [
            await producer.send(each.topic, each.key, each.value, None, None, list(each.headers))
            for each in messages
        ]
        for future in futures:
            await future

    async def _giving_way(self, events: Sequence[Event]) -> Sequence[Message]:
        """History waits while the live wire has work; but holds up no rebalance and no end."""
        while not (self.app.rebalancing or self.app.should_stop or self._stop.is_set()):
            if not self.vitals.lag(self.topics.articles) and self._waiting <= DECIDED_TOGETHER:
                break
            await asyncio.sleep(0.5)
        return await self.annotating.begin(events)

    # -- looking after it

    async def _watch(self) -> None:
        """Twice a second; what may take long is not waited for."""
        while True:
            self.vitals.beat = time.monotonic()
            leaving = self.app.rebalancing or self._stop.is_set() or self.app.should_stop
            (self.deciding.abandoned.set if leaving else self.deciding.abandoned.clear)()
            self._tick("files", self.each_second)
            if self._started and not leaving:
                self._tick("progress", self._progress)
                if self._decides():
                    self.deciding.catching_up = self.deciding.catching_up and self._is_behind()
                    self._tick("deciding", self.deciding.each_second)
                if self.vitals.lag(self.topics.backfill):
                    self._tick("backlog", self._look_at_backlog)
            await asyncio.sleep(0.5)

    def _tick(self, name: str, do: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Once more, unless the last time is not over; raises what that raised."""
        last = self._ticks.get(name)
        if last is None or last.done():
            if last is not None:
                last.result()
            self._ticks[name] = asyncio.get_running_loop().create_task(_then_rest(do))

    def _decides(self) -> bool:
        return any(each.topic == self.topics.annotated for each in self.app.consumer.assignment())

    def _is_behind(self) -> bool:
        return not self.vitals.joined or bool(self.vitals.lag(self.topics.annotated))

    async def _look_at_backlog(self) -> None:
        try:
            self._waiting = await asyncio.to_thread(self.backlog)
        except TransientError:
            log.debug("the backlog is not known", exc_info=True)

    async def _progress(self) -> None:
        """Where our partitions are, as the brokers say."""
        consumer: Any = self.app.consumer
        partitions = consumer.assignment()
        try:
            ends = await asyncio.wait_for(consumer.highwaters(*partitions), 10)
            begins = await asyncio.wait_for(consumer.earliest_offsets(*partitions), 10)
        except (TimeoutError, KafkaError) as error:
            if self.vitals.waits_for("Kafka", "Kafka does not answer"):
                log.warning("Kafka does not answer (%s); waiting for it", error or "no reply within 10 s")
            return
        if self.vitals.waits_for("Kafka", None):
            log.warning("Kafka answers again")
        now = time.monotonic()
        for each in partitions:
            committed = consumer._committed_offset.get(each)  # noqa: SLF001  nowhere else: before the first commit
            self.vitals.saw((each.topic, each.partition), max(committed or 0, begins[each]), ends[each], now)
        self.vitals.only({(each.topic, each.partition) for each in partitions})
        self.vitals.joined = self.vitals.joined or bool(partitions)


async def _then_rest(do: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await do()
    await asyncio.sleep(1.0)


def cause(error: BaseException) -> BaseException:
    """What went wrong, out of the groups it is wrapped in."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error

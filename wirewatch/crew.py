"""A worker, put together as the settings say: language model, index, Kafka, and who looks after it."""

import asyncio
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from kafka import OffsetSpec, TopicPartition

from config.settings import Settings
from sinks.sqlite.store import Store, open_store
from wirewatch.annotator import Annotator
from wirewatch.clock import clock
from wirewatch.composition import annotator, store_file
from wirewatch.errors import TransientError
from wirewatch.fleet import kafka_of
from wirewatch.keeping import Keeper, Rules
from wirewatch.notifying.notices import Notice
from wirewatch.records import Annotated, DeadLetter
from wirewatch.service import Files, notifier
from wirewatch.streaming import letters, making
from wirewatch.streaming.brokers import Brokers, admin, connecting, waiting
from wirewatch.streaming.ceiling import STAGES, Ceiling
from wirewatch.streaming.health import served
from wirewatch.streaming.letters import Message
from wirewatch.streaming.metrics import Metrics
from wirewatch.streaming.reading import read
from wirewatch.streaming.stages import Annotating, Deciding, Desk
from wirewatch.streaming.topics import Topics, group
from wirewatch.streaming.vitals import Vitals
from wirewatch.streaming.worker import Worker, application

log = logging.getLogger("wirewatch.worker")

LOOK = 5.0
"""Seconds between two looks at whether the worker is well."""
TELLING = 30.0
"""Seconds within which Kafka takes a notice, or it is told again later."""
STALLED = 3
"""The exit status of a worker that ended itself because it stood still."""


def work(
    settings: Settings, index: Callable[[], AbstractContextManager[Store]], *, listen: str | None
) -> None:
    """Work until SIGTERM or a fault; raises what ended it. ``index`` opens the store that decides."""
    where, names = kafka_of(settings)
    streaming, metrics = settings.streaming, Metrics()
    vitals = Vitals(streaming.stall, beat=time.monotonic())
    with ExitStack() as stack:
        health = served(
            listen or streaming.listen, metrics.registry, lambda: vitals.verdict(time.monotonic())
        )
        stack.enter_context(health)
        files = Files(settings)
        model = stack.enter_context(annotator(settings, files.officials, workers=settings.nlp.workers))
        _warm(model, vitals)
        never = threading.Event()
        vitals.waits_for("Kafka", "Kafka does not answer")
        waiting(lambda: making.require(where, names), stopped=never.wait)
        ceiling = _ceiling(settings, where, names)
        vitals.waits_for("Kafka", None)
        vitals.waits_for("index", "the index does not answer")
        store = waiting(lambda: stack.enter_context(index()), stopped=never.wait)
        vitals.waits_for("index", None)
        collector = stack.enter_context(ThreadPoolExecutor(1, "annotated"))
        owner = stack.enter_context(ThreadPoolExecutor(1, "decides"))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="wirewatch-"))
        told = Told(names.alerts, metrics)
        desk = Desk(names, clock, ceiling, metrics)
        people = notifier(settings, store.deliveries)
        keeper = Keeper(store, files.rules, told, people, clock, lambda: _fresh(files, keeper))

        async def run() -> None:
            changed = _Changed(files, model)
            worker = Worker(
                application(group(settings.prefix), where, streaming, folder=folder),
                names,
                Annotating(desk, model, collector),
                Deciding(desk, keeper, owner, lambda why: _waits(vitals, why)),
                vitals,
                settings.nlp.workers,
                changed.look,
                lambda: backlog(where, names, group(settings.prefix)),
            )
            told.bind(worker, asyncio.get_running_loop())
            await worker.run()

        threading.Thread(target=_guard, args=(vitals, metrics), name="guard", daemon=True).start()
        asyncio.run(run())
        owner.submit(keeper.finish).result()


def index_of(settings: Settings) -> AbstractContextManager[Store]:
    """The index in the data folder: one worker at a time can have it."""
    return open_store(store_file(settings.data), streamed=True)


def _warm(model: Annotator, vitals: Vitals) -> None:
    """Have every process load the language model; one that cannot be loaded is said now."""
    for future in [model.submit([]) for _ in range(model.workers)]:
        future.result()
    vitals.beat = time.monotonic()


def _ceiling(settings: Settings, where: Brokers, names: Topics) -> Ceiling:
    """With what other workers, and this one before it was started again, have buried of late."""
    streaming = settings.streaming
    since = clock() - timedelta(seconds=streaming.dead_window)
    made = [
        msgspec.json.decode(each.value, type=DeadLetter).received
        for each in read(where, names.dead, since=since)
        if each.value and dict(each.headers).get(letters.STAGE, b"").decode() in STAGES
    ]
    found = Ceiling(streaming.dead_ceiling, streaming.dead_window, made)
    found.check(clock())
    return found


def backlog(where: Brokers, names: Topics, group_id: str) -> int:
    """How many annotated articles wait to be decided about."""
    place = TopicPartition(names.annotated, 0)
    with admin(where) as client, connecting(where):
        committed = client.list_group_offsets(group_id).get(group_id, {}).get(place)
        end = client.list_partition_offsets({place: OffsetSpec.LATEST})[place].offset
    return int(end - committed.offset) if committed else int(end)


def _waits(vitals: Vitals, why: str | None) -> None:
    if why is None and vitals.waits_for("index", None):
        log.warning("the index answers again")
    elif why is not None and vitals.waits_for("index", why):
        log.warning("%s; waiting for it", why)


def _fresh(files: Files, keeper: Keeper) -> Rules | None:
    """The rules of changed files, once; asked in the thread that decides."""
    return None if files.rules is keeper.rules else files.rules


@dataclass
class _Changed:
    """Looks whether people have changed the officials or watches file."""

    files: Files
    model: Annotator

    async def look(self) -> None:
        if await asyncio.to_thread(self.files.changed):
            self.model.replace_officials(self.files.officials)


class Told:
    """An audience that tells Kafka, from the thread that decides."""

    def __init__(self, topic: str, metrics: Metrics) -> None:
        self._topic, self._metrics = topic, metrics

    def bind(self, worker: Worker, loop: asyncio.AbstractEventLoop) -> None:
        """Send through this worker from now on."""
        self._worker, self._loop = worker, loop

    def indexed(self, annotated: Annotated) -> None:
        """Only counted: the index has it."""
        self._metrics.statements.inc(len(annotated.statements))

    def alerted(self, notice: Notice) -> None:
        """To the topic of alerts; TransientError when Kafka does not take it."""
        message = Message(self._topic, notice.alert.id.encode(), msgspec.json.encode(notice))
        sending = asyncio.run_coroutine_threadsafe(self._worker.confirm([message]), self._loop)
        try:
            sending.result(TELLING)
        except Exception as error:
            sending.cancel()
            raise TransientError(f"Kafka does not take a notice: {type(error).__name__}") from error
        self._metrics.alerts.labels(notice.event).inc()

    def failed(self, letter: DeadLetter) -> None:
        """The stage has said so already."""


def _guard(vitals: Vitals, metrics: Metrics) -> None:
    """End the process when only a new start helps: whoever runs it starts it again."""
    while True:
        time.sleep(LOOK)
        verdict = vitals.verdict(time.monotonic())
        metrics.healthy.set(verdict.alive)
        for (topic, partition), seen in list(vitals.progress.items()):
            metrics.lag.labels(topic, str(partition)).set(seen.lag)
        if not verdict.alive:
            log.critical("%s: ending, to be started again", verdict.why)
            logging.shutdown()
            os._exit(STALLED)

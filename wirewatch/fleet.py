"""The streaming mode, put together as the settings say: publishers, and what they need in Kafka."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from config.settings import Settings
from wirewatch.clock import clock
from wirewatch.console import complain
from wirewatch.polling import Inbox
from wirewatch.records import DeadLetter
from wirewatch.service import sources
from wirewatch.streaming import making
from wirewatch.streaming.brokers import Brokers, brokers, waiting
from wirewatch.streaming.health import served
from wirewatch.streaming.metrics import Metrics
from wirewatch.streaming.publishing import Publisher, Publishing, producer
from wirewatch.streaming.reading import positions
from wirewatch.streaming.topics import Topics, topics
from wirewatch.streaming.vitals import Verdict


def kafka_of(settings: Settings) -> tuple[Brokers, Topics]:
    """How Kafka is reached, and the names of our topics in it."""
    return brokers(settings, os.environ), topics(settings.prefix)


def make_topics(settings: Settings) -> Iterator[tuple[str, str]]:
    """Each topic with what was done about it."""
    where, names = kafka_of(settings)
    return making.make(where, names, settings.streaming)


@contextmanager
def publishing(
    settings: Settings, inputs: Sequence[str], *, once: bool, backfill: bool, listen: str | None
) -> Iterator[Publishing]:
    """A publisher of ``inputs``, or of the sources of the settings; waits for Kafka to be there."""
    where, names = kafka_of(settings)
    largest, metrics, inbox = settings.streaming.max_message, Metrics(), Inbox(clock)
    waits: list[str] = ["Kafka does not answer"]

    def verdict() -> Verdict:
        return Verdict(True, not waits, f"waits: {waits[-1]}" if waits else "publishes")

    def known() -> dict[str, str]:
        making.require(where, names)
        return positions(where, names.positions, backfill=backfill)

    with served(listen or settings.streaming.listen, metrics.registry, verdict):
        found = waiting(known, stopped=inbox.stopped_within)
        reading = sources(settings, inputs, found, once=once)
        with producer(where, largest=largest) as client:
            waits.clear()
            sending = Publisher(
                client, names, clock, _complain, inbox.stopped_within, metrics, waits, largest, backfill
            )
            yield Publishing(reading, inbox, sending)


def _complain(letter: DeadLetter) -> None:
    complain(f"{letter.source}: {letter.reason} (kept as a dead letter)")

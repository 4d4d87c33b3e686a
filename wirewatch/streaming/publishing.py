"""What sources read goes to Kafka; a source's position moves when all that it gave is safe there."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from kafka import KafkaProducer
from kafka.errors import (
    AuthorizationError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)

from wirewatch.errors import TransientError, WirewatchError
from wirewatch.polling import Inbox
from wirewatch.ports import Batch, Source
from wirewatch.records import Article, DeadLetter, unwritable
from wirewatch.streaming import letters
from wirewatch.streaming.brokers import Brokers, connecting, plainly
from wirewatch.streaming.letters import Message
from wirewatch.streaming.metrics import Metrics
from wirewatch.streaming.reading import position_key
from wirewatch.streaming.topics import GROWTH, Topics

log = logging.getLogger("wirewatch.publish")

DELIVERY = 10.0
"""Seconds after which a message that no broker has taken counts as failed, and is sent anew."""
TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


@contextmanager
def producer(where: Brokers, *, largest: int) -> Iterator[KafkaProducer]:
    """Confirms each message when every copy of it is safe, and writes none twice by itself."""
    with connecting(where):
        client = KafkaProducer(
            client_id="wirewatch-publish",
            enable_idempotence=True,
            acks="all",
            compression_type="gzip",
            linger_ms=10,
            batch_size=131_072,
            max_request_size=GROWTH * largest,
            max_block_ms=8_000,
            request_timeout_ms=8_000,
            delivery_timeout_ms=int(DELIVERY * 1000),
            **where.options(),
        )
    try:
        yield client
    finally:
        client.close(timeout=DELIVERY)


@dataclass
class Publishing:
    """Sources on the one side, Kafka on the other, until they are drained or ``stop`` is called."""

    sources: Sequence[Source]
    inbox: Inbox
    publisher: "Publisher"

    def stop(self) -> None:
        """Return from ``run`` when what is under way is safe; safe from a signal handler."""
        self.inbox.stop()

    def run(self, *, once: bool) -> "Published":
        """Read the sources (until drained when ``once``, else for ever) and publish all that comes."""
        self.inbox.read(self.sources, once=once)
        while not self.inbox.is_stopped and not (once and self.inbox.is_drained):
            if batches := list(self.inbox.batches()):
                self.publisher.publish(batches)
        return self.publisher.published


@dataclass
class Published:
    """What one run did."""

    articles: int = 0
    dead: int = 0


@dataclass
class Publisher:
    """Sends batches. ``publish`` returns when all of them is safe; then their positions are, too."""

    client: KafkaProducer
    topics: Topics
    clock: Callable[[], datetime]
    failed: Callable[[DeadLetter], None]
    """Told of each dead letter."""
    stopped: Callable[[float], bool]
    """Waits for so many seconds, and says whether to give up."""
    metrics: Metrics
    waits: list[str]
    """Why Kafka takes nothing, while it does not."""
    largest: int
    """Bytes that an article may have as JSON."""
    backfill: bool = False
    published: Published = field(default_factory=Published)

    def publish(self, batches: Sequence[Batch]) -> None:
        """TransientError when it was given up before all was safe: no position has moved then."""
        messages = [message for batch in batches for message in self._messages(batch)]
        self._confirm(messages)
        self._confirm([self._position(batch) for batch in batches])

    def _messages(self, batch: Batch) -> Iterator[Message]:
        for article in batch.articles:
            yield self._article(article, batch.key)
        for letter in batch.dead:
            yield self._dead(letter)

    def _article(self, article: Article, source: str) -> Message:
        now = self.clock()
        if article.received is None:
            article = msgspec.structs.replace(article, received=now)
        try:
            value, key = msgspec.json.encode(article), article.uri.encode()
        except (UnicodeEncodeError, msgspec.MsgspecError, OverflowError) as error:
            reason, original = unwritable(article, error)
            return self._dead(letters.letter("publish", reason, source, original, now))
        if len(value) > self.largest:
            reason = f"{len(value):,} bytes as JSON; [streaming] max_message allows {self.largest:,}"
            return self._dead(letters.letter("publish", reason, article.uri, value, now))
        self.published.articles += 1
        self.metrics.articles.labels("publish").inc()
        return Message(self.topics.backfill if self.backfill else self.topics.articles, key, value)

    def _dead(self, letter: DeadLetter) -> Message:
        self.published.dead += 1
        self.metrics.dead.labels(letter.stage).inc()
        self.failed(letter)
        return letters.message(self.topics.dead, letter)

    def _position(self, batch: Batch) -> Message:
        return Message(
            self.topics.positions, position_key(batch.key, self.backfill).encode(), batch.position.encode()
        )

    def _confirm(self, messages: Sequence[Message]) -> None:
        """Send until every one of them is confirmed."""
        waiting, said = list(messages), 0.0
        while waiting:
            waiting, error = self._send(waiting)
            if not waiting:
                break
            self.waits[:] = [f"Kafka takes nothing: {error}"]
            if not said:
                log.warning("Kafka does not take what was read (%s); waiting, nothing is lost", error)
                said = time.monotonic()
            if self.stopped(1.0):
                raise TransientError(
                    f"{len(waiting)} messages were not taken by Kafka ({error}): "
                    "their sources will be read again"
                )
        self.waits.clear()
        if said:
            log.warning("Kafka answers again, after %.0f s", time.monotonic() - said)

    def _send(self, messages: Sequence[Message]) -> tuple[list[Message], str]:
        """Those that have to be sent again, with the last reason."""
        futures, error = [], ""
        for message in messages:
            try:
                future = self.client.send(
                    message.topic, message.value, key=message.key, headers=list(message.headers)
                )
            except KafkaError as failure:
                error = self._may_pass(failure, message)
                break  # each further one would wait as long
            futures.append(future)
        try:
            self.client.flush(timeout=2 * DELIVERY)
        except KafkaTimeoutError as failure:
            error = plainly(failure)
        failed: set[bytes] = set()
        again: list[Message] = []
        for number, message in enumerate(messages):
            reason = self._failure(futures[number], message) if number < len(futures) else error
            # what came after a message of the same key must not overtake it
            if reason or message.key in failed:
                error = reason or error
                failed.add(message.key)
                again.append(message)
        return again, error

    def _failure(self, future: object, message: Message) -> str:
        """Why a message was not taken; empty when it was."""
        try:
            future.get(timeout=0)  # type: ignore[attr-defined]
        except KafkaError as error:
            return self._may_pass(error, message)
        return ""

    def _may_pass(self, error: KafkaError, message: Message) -> str:
        """The reason in words; WirewatchError for what no waiting mends."""
        if isinstance(error, TOO_LARGE):
            raise WirewatchError(
                f"Kafka takes no message of {len(message.value or b''):,} bytes in {message.topic}: "
                "run `wirewatch setup` after a change of max_message"
            )
        if isinstance(error, AuthorizationError):
            raise WirewatchError(f"our user may not write to {message.topic}: {plainly(error)}")
        return plainly(error)

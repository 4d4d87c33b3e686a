"""Dead letters as they lie in Kafka."""

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec
from kafka import KafkaProducer
from kafka.errors import KafkaError

from wirewatch.errors import ReadError, TransientError
from wirewatch.records import DeadLetter
from wirewatch.reviving import articles_in
from wirewatch.streaming.brokers import Brokers, plainly
from wirewatch.streaming.letters import KEY, TOPIC, Message, struck_off
from wirewatch.streaming.reading import read
from wirewatch.streaming.topics import Topics

PATIENCE = 20.0
"""Seconds within which Kafka takes what is tried again."""


class KafkaDead:
    """The topic of dead letters, and the producer that gives them back."""

    def __init__(
        self, where: Brokers, topics: Topics, clock: Callable[[], datetime], client: KafkaProducer | None
    ) -> None:
        self._where, self._topics, self._clock, self._client = where, topics, clock, client
        self._headers: dict[str, dict[str, bytes]] = {}

    def letters(self) -> Iterator[DeadLetter]:
        """Those not struck off, the latest first."""
        found: dict[str, DeadLetter] = {}
        for message in read(self._where, self._topics.dead):
            name = message.key.decode("utf-8", "replace")
            found.pop(name, None)  # what failed again goes to the end
            if message.value is not None:
                found[name] = msgspec.json.decode(message.value, type=DeadLetter)
                self._headers[name] = dict(message.headers)
        return reversed(found.values())

    def retry(self, letter: DeadLetter) -> None:
        """Back into the topic it came from; what no publisher could read is read anew."""
        self._confirm([*self._again(letter), struck_off(self._topics.dead, letter.id)])

    def _again(self, letter: DeadLetter) -> Iterator[Message]:
        headers = self._headers.get(letter.id, {})
        if topic := headers.get(TOPIC):
            if letter.reason.endswith(" bytes are kept)"):
                raise ReadError("only its first bytes are kept: give the source itself again")
            yield Message(topic.decode(), headers.get(KEY, b""), letter.original)
            return
        now = self._clock()
        for article in articles_in(letter):
            received = msgspec.structs.replace(article, received=article.received or now)
            yield Message(self._topics.articles, article.uri.encode(), msgspec.json.encode(received))

    def _confirm(self, messages: list[Message]) -> None:
        """One after the other: a letter is struck off when what was in it is safe."""
        if self._client is None:
            raise TypeError("opened to be read only")
        for message in messages:
            try:
                self._client.send(message.topic, message.value, key=message.key).get(timeout=PATIENCE)
            except KafkaError as error:
                raise TransientError(f"Kafka does not take it ({plainly(error)}): try again") from error

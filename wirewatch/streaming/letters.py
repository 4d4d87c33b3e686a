"""Dead letters of the stream: what could not be processed, with stage, reason and original bytes."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec

from producers.reading import unreadable
from wirewatch.ids import identify
from wirewatch.records import DeadLetter


class Message(NamedTuple):
    """What goes to a topic."""

    topic: str
    key: bytes
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


def letter(stage: str, reason: str, source: str, original: bytes, now: datetime) -> DeadLetter:
    """The same bytes at the same stage give the same letter; very long ones are cut, which it says."""
    cut = unreadable(reason, original)
    return DeadLetter(
        id=identify("dead", stage, source, hashlib.sha256(original).hexdigest()),
        stage=stage,
        reason=cut.reason,
        source=source,
        received=now,
        original=cut.original,
    )


def message(topic: str, dead: DeadLetter) -> Message:
    """As it lies in the topic; the stage stands outside too, to be counted without reading it."""
    return Message(topic, dead.id.encode(), msgspec.json.encode(dead), ((STAGE, dead.stage.encode()),))


def origin(topic: str, key: bytes | None) -> tuple[tuple[str, bytes], ...]:
    """Where the original bytes came from: there they go when they are tried again."""
    return ((TOPIC, topic.encode()), (KEY, key or b""))


def struck_off(topic: str, id_: str) -> Message:
    """Takes the letter of that id out."""
    return Message(topic, id_.encode(), None)


STAGE, TOPIC, KEY = "stage", "topic", "key"

"""What lies in a topic of one partition, read from some time on to where it ends now."""

from collections.abc import Iterator
from datetime import datetime

from kafka import KafkaConsumer, TopicPartition

from wirewatch.streaming.brokers import Brokers, connecting
from wirewatch.streaming.letters import Message


def position_key(key: str, backfill: bool) -> str:  # noqa: FBT001  a part of the key
    """What was read as history may be read for the live wire too: the positions are kept apart."""
    return f"{'backfill' if backfill else 'live'} {key}"


def positions(where: Brokers, topic: str, *, backfill: bool) -> dict[str, str]:
    """How far the sources were read, by key."""
    prefix = position_key("", backfill)
    return {
        message.key.decode().removeprefix(prefix): (message.value or b"").decode()
        for message in read(where, topic)
        if message.key.decode().startswith(prefix)
    }


def read(where: Brokers, topic: str, *, since: datetime | None = None) -> Iterator[Message]:
    """All that lies in the topic's first partition now (of what came after ``since``), in order."""
    with connecting(where):
        client = KafkaConsumer(
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=8_000_000,
            **where.options(),
        )
    with connecting(where):
        try:
            place = TopicPartition(topic, 0)
            client.assign([place])
            end = client.end_offsets([place])[place]
            _go(client, place, since, end)
            while client.position(place) < end:
                for records in client.poll(timeout_ms=1000).values():
                    for each in records:
                        headers = tuple((name, value or b"") for name, value in each.headers or ())
                        yield Message(topic, each.key or b"", each.value, headers)
        finally:
            client.close()


def _go(client: KafkaConsumer, place: TopicPartition, since: datetime | None, end: int) -> None:
    if since is None:
        client.seek_to_beginning(place)
        return
    found = client.offsets_for_times({place: int(since.timestamp() * 1000)})[place]
    client.seek(place, found.offset if found and found.offset >= 0 else end)

"""What lies in a topic of one partition, read from the beginning to where it ends now."""

from collections.abc import Iterable, Iterator

from kafka import KafkaConsumer, TopicPartition

from wirewatch.streaming.brokers import Brokers, connecting


def position_key(key: str, backfill: bool) -> str:  # noqa: FBT001  a part of the key
    """What was read as history may be read for the live wire too: the positions are kept apart."""
    return f"{'backfill' if backfill else 'live'} {key}"


def positions(where: Brokers, topic: str, *, backfill: bool) -> dict[str, str]:
    """How far the sources were read, by key."""
    prefix = position_key("", backfill)
    known: dict[str, str] = {}
    for key, value in read(where, topic):
        if key.decode().startswith(prefix):
            known[key.decode().removeprefix(prefix)] = (value or b"").decode()
    return known


def read(where: Brokers, topic: str) -> Iterator[tuple[bytes, bytes | None]]:
    """All that lies in the first partition of a topic now, as key and value, in order."""
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
            client.seek_to_beginning(place)
            while client.position(place) < end:
                yield from _polled(client)
        finally:
            client.close()


def _polled(client: KafkaConsumer) -> Iterator[tuple[bytes, bytes | None]]:
    records: Iterable[object] = client.poll(timeout_ms=1000).values()
    for each in records:
        for record in each:  # type: ignore[attr-defined]
            yield record.key or b"", record.value

"""The topics are made, or brought up to what the settings ask; safe to repeat."""

from collections.abc import Iterator
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import TopicAlreadyExistsError

from config.settings import Streaming
from wirewatch.errors import WirewatchError
from wirewatch.streaming.brokers import Brokers, admin, connecting
from wirewatch.streaming.topics import Topics, wanted


def make(where: Brokers, topics: Topics, streaming: Streaming) -> Iterator[tuple[str, str]]:
    """Each topic with what was done about it."""
    with admin(where) as client, connecting(where):
        for name, wish in wanted(topics, streaming).items():
            found = _described(client, [name]).get(name)
            if found is None and _made(client, name, wish):
                yield name, f"made, {wish['num_partitions']} partition(s)"
                continue
            found = found or _described(client, [name])[name]
            changes = [*_partitions(client, name, found, wish), *_configured(client, name, wish)]
            yield name, "; ".join(changes) or "as it should be"


def missing(where: Brokers, topics: Topics) -> list[str]:
    """The topics that are not there."""
    with admin(where) as client, connecting(where):
        return sorted(set(topics) - set(client.list_topics()))


def require(where: Brokers, topics: Topics) -> None:
    """WirewatchError unless all topics are there."""
    if lacking := missing(where, topics):
        raise WirewatchError(f"Kafka lacks {', '.join(lacking)}: run `wirewatch setup` first")


def _described(client: KafkaAdminClient, names: list[str]) -> dict[str, dict[str, Any]]:
    there = set(client.list_topics())
    found = client.describe_topics([name for name in names if name in there]) if there & set(names) else []
    return {topic["name"]: topic for topic in found}


def _made(client: KafkaAdminClient, name: str, wish: dict[str, Any]) -> bool:
    """Whether it was we who made it: another `setup` may run beside this one."""
    try:
        client.create_topics({name: wish}, wait_for_metadata=True)
    except TopicAlreadyExistsError:
        return False
    return True


def _partitions(
    client: KafkaAdminClient, name: str, found: dict[str, Any], wish: dict[str, Any]
) -> Iterator[str]:
    has, wants = len(found["partitions"]), wish["num_partitions"]
    if has > wants == 1:
        raise WirewatchError(
            f"{name} has {has} partitions and must have one, or alerts are not decided in one order: "
            "delete it when the workers have nothing left to do, then run `wirewatch setup` again"
        )
    if has < wants:
        client.create_partitions({name: wants})
        yield f"{has} partitions became {wants}"
    elif has > wants:
        yield f"has {has} partitions and keeps them: Kafka takes none away"


def _configured(client: KafkaAdminClient, name: str, wish: dict[str, Any]) -> Iterator[str]:
    asked = ConfigResource(ConfigResourceType.TOPIC, name)
    described = client.describe_configs([asked], config_filter="all")
    found = described["topic"][name] if "topic" in described else described[ConfigResourceType.TOPIC][name]
    now = {key: entry["value"] for key, entry in found.items()}
    changes = {key: value for key, value in wish["configs"].items() if now.get(key) != value}
    if changes:
        client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, changes)])
        yield ", ".join(f"{key} is now {value}" for key, value in sorted(changes.items()))

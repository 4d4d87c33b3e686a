"""The topics, by name and nature. All keys are ids, all values JSON records."""

from typing import Any, NamedTuple

from config.settings import Streaming


class Topics(NamedTuple):
    """Names, each with the prefix of the installation."""

    articles: str
    """Article, key uri: what publishers read."""
    backfill: str
    """The same for history being loaded: it gives way to the live wire and never notifies."""
    annotated: str
    """Annotated, key uri. One partition: lines and alerts are decided in one order, by one worker."""
    alerts: str
    """What happened to alerts, key alert id."""
    dead: str
    """DeadLetter, key its id; a letter that was tried again is struck off by an empty value."""
    positions: str
    """How far publishers have read, key the position's; compacted."""


def topics(prefix: str) -> Topics:
    """The names under ``prefix``."""
    return Topics(*(f"{prefix}wire.{name}" for name in Topics._fields))


def group(prefix: str) -> str:
    """The consumer group of the workers."""
    return f"{prefix}wirewatch"


def wanted(names: Topics, streaming: Streaming) -> dict[str, dict[str, Any]]:
    """What each topic is to be made with, as the admin client takes it."""
    many, one = streaming.partitions, 1
    week, long = streaming.retention, streaming.retention_dead
    largest = streaming.max_message
    # what is annotated holds every sentence of its article several times over, a dead letter its base64
    return {
        names.articles: _topic(many, streaming, largest, _kept(week)),
        names.backfill: _topic(many, streaming, largest, _kept(week)),
        names.annotated: _topic(one, streaming, GROWTH * largest, _kept(week)),
        names.alerts: _topic(one, streaming, largest, _kept(long)),
        names.dead: _topic(one, streaming, GROWTH * largest, _kept(long)),
        names.positions: _topic(one, streaming, largest, {"cleanup.policy": "compact"}),
    }


GROWTH = 4
"""How many times larger than an article that which is made of it may be."""


def _kept(seconds: float) -> dict[str, str]:
    return {"cleanup.policy": "delete", "retention.ms": str(int(seconds * 1000))}


def _topic(partitions: int, streaming: Streaming, largest: int, kept: dict[str, str]) -> dict[str, Any]:
    return {
        "num_partitions": partitions,
        "replication_factor": streaming.replication,
        # with three copies, two must have an article before its publisher hears that it is safe
        "configs": {
            **kept,
            "max.message.bytes": str(largest),
            "min.insync.replicas": "2" if streaming.replication > 2 else "1",
        },
    }

import logging
from datetime import UTC, datetime

from processors.watches import compile_watches
from sinks.sqlite.store import open_store
from wirewatch.annotator import Annotator, Setup
from wirewatch.embedded import Embedded
from wirewatch.keeping import Keeper, Rules
from wirewatch.notifier import Notifier


class Broken:
    """A source with a fault of its own."""

    name, interval, state = "broken", 0.0, "reading"

    def poll(self, now):  # noqa: ARG002  as the port has it
        raise RuntimeError("no such thing")


def clock():
    return datetime.now(UTC)  # noqa: TID251


class Nobody:
    """An audience that must be told nothing."""


def no_way(channel):
    raise AssertionError(f"nobody is to be told over {channel}")


def test_fault_in_a_source_is_counted_and_said_without_a_traceback(tmp_path, caplog):
    with open_store(tmp_path / "wirewatch.db") as store, Annotator(Setup(), (), workers=1) as annotator:
        rules = Rules(compile_watches((), ()), {})
        notifier = Notifier(store.deliveries, no_way, {})
        keeper = Keeper(store, rules, Nobody(), notifier, clock)
        running = Embedded(store, annotator, keeper, clock)

        with caplog.at_level(logging.WARNING, logger="wirewatch"):
            tally = running.run([Broken()], once=True)

    assert tally.faults == 1
    assert "broken: reading failed: RuntimeError: no such thing" in caplog.text
    assert "Traceback" not in caplog.text

"""``make servers``: starts the servers of the streaming mode for a person, until Ctrl-C; their data stays."""

import signal
import sys
import threading

import click

from tests.servers.java import CACHE, Missing
from tests.servers.kafka import Kafka

PORTS = {"plain": 9092, "controller": 9093}


def main() -> int:
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    click.echo("starting Kafka (the first time it is fetched, which takes minutes) ...", err=True)
    try:
        kafka = Kafka(CACHE / "data" / "kafka", ports=PORTS)
        kafka.start()
    except Missing as error:
        click.echo(error, err=True)
        return 1
    click.echo(f"export WIREWATCH_KAFKA={kafka.servers}")
    click.echo("then: wirewatch setup, wirewatch publish, wirewatch worker; Ctrl-C here stops it", err=True)
    ended.wait()
    kafka.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

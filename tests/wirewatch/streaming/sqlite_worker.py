"""``wirewatch worker`` over an embedded index: ``sqlite_worker.py INDEX [--listen HOST:PORT]``."""

from pathlib import Path

import click

from tests.wirewatch.streaming.sqlite_index import sqlite_index
from wirewatch import cli
from wirewatch.composition import settings_from
from wirewatch.crew import work


@click.command()
@click.argument("index", type=click.Path(path_type=Path))
@click.option("--listen")
def command(index, listen):
    work(settings_from(None), lambda: sqlite_index(index), listen=listen)


if __name__ == "__main__":
    cli.group = command
    cli.main()

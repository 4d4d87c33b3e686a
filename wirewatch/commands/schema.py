"""``wirewatch schema``: the JSON Schema of a record."""

import sys

import click
import msgspec

from wirewatch.records import RECORDS, schema


@click.command(name="schema", epilog="Example:  wirewatch schema Annotated > annotated.schema.json")
@click.argument("name", type=click.Choice(list(RECORDS), case_sensitive=False))
def command(name: str) -> int:
    """Print the JSON Schema (2020-12) of the record NAME."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(schema(name))).decode() + "\n")
    return 0

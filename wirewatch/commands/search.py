"""``wirewatch search``: what is in the index, in the query language of the watches."""

from pathlib import Path
from typing import Literal

import click

from wirewatch.console import config_option, data_option, for_people, json_option, print_json, say, stdout


@click.command(
    name="search",
    epilog="""\b
Examples:  wirewatch search 'nato AND expan*'
           wirewatch search --in articles '"climate change"' --limit 5
           wirewatch search 'speaker:merkel "no deal"~3'""",
)
@click.argument("query")
@click.option(
    "--in",
    "kind",
    type=click.Choice(["statements", "articles", "alerts"]),
    default="statements",
    show_default=True,
    help="What to search.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many, newest first."
)
@data_option
@json_option
@config_option
def command(
    query: str,
    kind: Literal["statements", "articles", "alerts"],
    limit: int,
    data: Path | None,
    as_json: bool,
    config: str | None,
) -> int:
    """Search what came in, also while `wirewatch run` is running; the newest comes first."""
    from wirewatch.composition import settings_from
    from wirewatch.render.found import shown
    from wirewatch.stores import reading

    people, count = for_people(as_json), 0
    with reading(settings_from(config), data) as store:
        for found in store.search(query, kind=kind, limit=limit):
            count += 1
            if people:
                stdout.print(shown(found) + "\n")
            else:
                print_json(found)
    if people and not count:
        say("nothing found")
    return 0

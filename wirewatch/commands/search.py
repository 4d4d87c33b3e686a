"""``wirewatch search``: what is in the index, in the query language of the watches."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from wirewatch.console import config_option, for_people, json_option, print_json, printable, say, stdout

if TYPE_CHECKING:
    from wirewatch.records import Found


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
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="The data folder."
)
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
    from sinks.sqlite.store import open_store
    from wirewatch.composition import settings_from, store_file

    folder = data or settings_from(config).data
    people, count = for_people(as_json), 0
    with open_store(store_file(folder), readonly=True) as store:
        for found in store.search(query, kind=kind, limit=limit):
            count += 1
            if people:
                stdout.print(_shown(found) + "\n")
            else:
                print_json(found)
    if people and not count:
        say("nothing found")
    return 0


def _shown(found: "Found") -> str:
    """What was found, in rich markup: when and where, who, and the words."""
    from wirewatch.records import FoundAlert, IndexedArticle, title

    if isinstance(found, IndexedArticle):
        date, place, words = found.versioncreated, title(found), " ".join(found.body.split())[:300]
        where = printable(found.link or found.uri)
        return f"[bold]{printable(_dated(date) + place)}[/]\n[dim]{where}[/]\n{printable(words)}"
    if isinstance(found, FoundAlert):
        lead = f"{found.watch}, {found.state}, in {found.copies} article{'s' * (found.copies > 1)}"
        date, words = found.fired, found.text or found.headline or found.uri
    else:
        lead, date, words = (
            f"{found.act}, {found.manner}, {found.confidence:.2f}",
            found.versioncreated,
            found.text,
        )
        lead += ", retracted" if found.state == "retracted" else ""
    who = "; ".join(found.speaker) or "(nobody named)"
    return (
        f"[bold cyan]{printable(who)}[/] [magenta]{printable(lead)}[/]\n"
        f"    {printable(' '.join(words.split()))}\n"
        f"    [dim]{printable(_dated(date) + (found.headline or found.uri))}[/]"
    )


def _dated(date: datetime | None) -> str:
    return f"{date:%Y-%m-%d}  " if date else ""

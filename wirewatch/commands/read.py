"""``wirewatch read``: wire formats to ``Article`` JSON Lines, no extraction."""

from pathlib import Path

import click

from wirewatch.console import print_json


@click.command(name="read", epilog="Example:  wirewatch read incoming/ > articles.jsonl")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
def command(paths: tuple[Path, ...]) -> int:
    """Read wire articles and print them as Article JSON Lines.

    A PATH is a file, or a folder with all that lies in it. A file of several articles gives several lines.
    """
    from wirewatch.composition import Reading

    reading = Reading(paths)
    for _, article in reading.articles():
        print_json(article)
    return reading.status()

"""``wirewatch extract``: actors and statements of articles, on standard output."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click

from wirewatch.console import config_option, counting, print_json, stdout
from wirewatch.records import Annotated

Format = Literal["jsonl", "text", "html"]


@click.command(name="extract", epilog="Example:  wirewatch extract --format html speech.txt > speech.html")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text", "html"]),
    help="jsonl for programs, text for people, html with the spans marked "
    "(default: text on a terminal, else jsonl).",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl.")
@click.option(
    "--workers", type=click.IntRange(0), help="Processes for the language model (default: one a core)."
)
@config_option
def command(
    paths: tuple[Path, ...],
    form: Format | None,
    as_json: bool,
    workers: int | None,
    config: str | None,
) -> int:
    """Print every article of PATH with its actors and statements, in input order.

    A PATH is a file, or a folder with all that lies in it.
    """
    from wirewatch.composition import Reading, annotator, officials_of, settings_from

    settings = settings_from(config)
    reading = Reading(paths)
    if workers is None:
        workers = reading.workers(settings)
    form = "jsonl" if as_json else form or ("text" if sys.stdout.isatty() else "jsonl")
    with (
        annotator(settings, officials_of(settings), workers=workers) as model,
        counting("extracting") as reading.progress,
    ):
        _print(reading.annotated(model), form)
    return reading.status()


def _print(found: Iterator[tuple[Path, Annotated]], form: Format) -> None:
    if form == "jsonl":
        for file, annotated in found:
            print_json(annotated, file=str(file))
        return
    if form == "text":
        from wirewatch.render import text

        for _, annotated in found:
            for line in text.lines(annotated):
                stdout.print(line)
        return
    from wirewatch.render import html

    sys.stdout.write(html.head())
    for _, annotated in found:
        sys.stdout.write(html.article(annotated))
    sys.stdout.write(html.foot())

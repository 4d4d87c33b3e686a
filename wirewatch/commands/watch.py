"""``wirewatch watch``: check a watches file, or match articles against watches without an index."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirewatch.console import (
    config_option,
    for_people,
    json_option,
    print_json,
    printable,
    say,
    stdout,
)
from wirewatch.records import Annotated, Official, Watch, unread

if TYPE_CHECKING:
    from config.settings import Settings
    from wirewatch.composition import Reading

watches_option = click.option(
    "--watches",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A watches file, or a .txt with one query a line (default: the file of the settings).",
)


@click.group(name="watch")
def command() -> None:
    """Check and try watches, match articles against them, and test how people are told."""


@command.command(name="check", epilog="Example:  wirewatch watch check --watches my-watches.yml")
@watches_option
@json_option
@config_option
def check(watches: Path | None, as_json: bool, config: str | None) -> int:
    """Say what is wrong with the officials and the watches file, with line and reason."""
    from wirewatch.composition import settings_from, watch_problems

    problems = watch_problems(settings_from(config), watches)
    for problem in problems:
        if for_people(as_json):
            stdout.print(printable(str(problem)))
        else:
            print_json({"file": problem.file, "line": problem.line, "reason": problem.reason})
    if not problems:
        say("nothing wrong")
    return 1 if problems else 0


@command.command(name="match", epilog="Example:  wirewatch watch match --watches queries.txt archive/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@watches_option
@config_option
def match(paths: tuple[Path, ...], watches: Path | None, config: str | None) -> int:
    """Print {"file", "uri", "watch"} for each article of PATH and each watch that matches it.

    Of a .txt with one query a line, a watch's id is the number of its line, from 0; such a query is matched
    against the whole article, headline and body.
    """
    from processors.watches import compile_watches, matching
    from wirewatch.composition import Reading, settings_from, watches_and_officials

    settings = settings_from(config)
    found, officials = watches_and_officials(settings, watches)
    compiled, reading = compile_watches(found, officials), Reading(paths)
    for file, annotated in _annotated(settings, reading, found, officials):
        for watch in matching(annotated, compiled):
            print_json({"file": str(file), "uri": annotated.uri, "watch": watch})
    return reading.status()


@command.command(
    name="explain",
    epilog="Example:  wirewatch watch explain samples/articles/2020-01-18* --watch zelensky",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--watch", "watch_id", required=True, metavar="ID", help="The watch to explain.")
@watches_option
@json_option
@config_option
def explain(
    paths: tuple[Path, ...], watch_id: str, watches: Path | None, as_json: bool, config: str | None
) -> int:
    """Say clause by clause why a watch fires on each article of FILE, or how near it comes.

    Of a watch that does not hold the statement is shown to which the least is missing.
    """
    from processors.explaining import explain as explained
    from wirewatch.composition import Reading, annotator, officials_of, settings_from, watch_of
    from wirewatch.render.explained import lines

    settings = settings_from(config)
    watch, officials, reading = watch_of(settings, watches, watch_id), officials_of(settings), Reading(paths)
    with annotator(settings, officials, workers=reading.workers(settings)) as model:
        for file, annotated in reading.annotated(model):
            explanation = explained(annotated, watch, officials)
            if for_people(as_json):
                for line in lines(annotated, explanation):
                    stdout.print(line)
            else:
                print_json(explanation, file=str(file))
    return reading.status()


@command.command(
    name="test-notify",
    epilog="""\b
Examples:  wirewatch watch test-notify            over every channel of wirewatch.toml
           wirewatch watch test-notify desk-mail
           wirewatch watch test-notify --watch peskov-nato""",
)
@click.argument("channels", nargs=-1, metavar="[CHANNEL]...")
@click.option("--watch", "watch_id", metavar="ID", help="Over the channels of that watch.")
@watches_option
@json_option
@config_option
def test_notify(
    channels: tuple[str, ...], watch_id: str | None, watches: Path | None, as_json: bool, config: str | None
) -> int:
    """Send a test message over CHANNEL, or all of them, now; exit 1 when one did not take it.

    Quiet hours and digests do not hold it back, and nothing is kept of it.
    """
    from wirewatch.composition import settings_from, watch_of
    from wirewatch.errors import WirewatchError
    from wirewatch.trial import trials

    settings = settings_from(config)
    if watch_id is not None:
        channels = (*channels, *watch_of(settings, watches, watch_id).notify)
    elif not channels:
        channels = tuple(each.id for each in settings.channels)
    if not channels:
        raise WirewatchError("no channel to try: name one in wirewatch.toml, or give file:PATH")
    failed = 0
    for trial in trials(settings, channels, watch_id or "test"):
        failed += not trial.ok
        if for_people(as_json):
            mark = "[green]sent  [/]" if trial.ok else "[red]failed[/]"
            stdout.print(f"{mark} {printable(f'{trial.channel}: {trial.detail}')}")
        else:
            print_json(trial)
    return 1 if failed else 0


def _annotated(
    settings: "Settings", reading: "Reading", watches: tuple[Watch, ...], officials: tuple[Official, ...]
) -> Iterator[tuple[Path, Annotated]]:
    """The articles, annotated only when some watch asks for more than words."""
    from wirewatch.composition import annotator

    if all(watch.where == "article" and not watch.officials and not watch.groups for watch in watches):
        for file, article in reading.articles():
            yield file, unread(article)
        return
    with annotator(settings, officials, workers=reading.workers(settings)) as model:
        yield from reading.annotated(model)

"""``wirewatch dead``: what could not be processed, and another try."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirewatch.console import (
    complain,
    config_option,
    for_people,
    json_option,
    print_json,
    printable,
    say,
    stdout,
)
from wirewatch.errors import ReadError

if TYPE_CHECKING:
    from wirewatch.records import DeadLetter

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The data folder of the embedded mode (default: Kafka where the settings name one, else theirs).",
)
stage_option = click.option(
    "--stage", metavar="NAME", help="Only those of a stage: read, publish, decode, annotate, decide."
)


@click.group(name="dead", epilog="Example:  wirewatch dead list")
def command() -> None:
    """Dead letters: what could not be processed, with stage, reason and original bytes."""


@command.command(name="list", epilog="Example:  wirewatch dead list --stage annotate --limit 5")
@stage_option
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many.")
@data_option
@json_option
@config_option
def list_(stage: str | None, limit: int, data: Path | None, as_json: bool, config: str | None) -> int:
    """List dead letters, the latest first. With --json, each has its original bytes in base64."""
    from wirewatch.composition import settings_from
    from wirewatch.letterbox import dead_letters

    people, count = for_people(as_json), 0
    with dead_letters(settings_from(config), data) as box:
        for letter in box.letters():
            if stage in {None, letter.stage}:
                count += 1
                _show(letter) if people else print_json(letter)
            if count == limit:
                break
    if people and not count:
        say("no dead letters")
    return 0


@command.command(name="show", epilog="Example:  wirewatch dead show 1f0c… > original.xml")
@click.argument("ident", metavar="ID")
@data_option
@config_option
def show(ident: str, data: Path | None, config: str | None) -> int:
    """Write the original bytes of a dead letter to standard output."""
    from wirewatch.composition import settings_from
    from wirewatch.letterbox import dead_letters

    with dead_letters(settings_from(config), data) as box:
        letter = next((each for each in box.letters() if each.id == ident), None)
    if letter is None:
        complain(f"{ident}: no dead letter of that id; `wirewatch dead list` names them")
        return 1
    sys.stdout.buffer.write(letter.original)
    return 0


@command.command(
    name="retry",
    epilog="""\b
Examples:  wirewatch dead retry 1f0c9d…            one of `wirewatch dead list`
           wirewatch dead retry --all --stage annotate""",
)
@click.argument("idents", nargs=-1, metavar="[ID]...")
@click.option("--all", "every", is_flag=True, help="All of them.")
@stage_option
@data_option
@config_option
def retry(
    idents: tuple[str, ...], every: bool, stage: str | None, data: Path | None, config: str | None
) -> int:
    """Process dead letters once more, after their cause was mended; those that succeed are struck off.

    What fails again becomes a dead letter again. In embedded mode, stop `wirewatch run` first: its next
    start processes them.
    """
    from wirewatch.composition import settings_from
    from wirewatch.letterbox import dead_letters

    if bool(idents) == every:
        raise click.UsageError("name dead letters by their ID, or say --all")
    done, failed = 0, 0
    with dead_letters(settings_from(config), data, retrying=True) as box:
        found = [
            each for each in box.letters() if each.id in idents or (every and stage in {None, each.stage})
        ]
        for letter in reversed(found):  # in the order in which they failed
            try:
                box.retry(letter)
                done += 1
            except ReadError as error:
                complain(f"{letter.id} ({letter.source}): {error}")
                failed += 1
    for ident in sorted(set(idents) - {each.id for each in found}):
        complain(f"{ident}: no dead letter of that id; `wirewatch dead list` names them")
        failed += 1
    say(f"{done} given back, {failed} left")
    return 1 if failed else 0


def _show(letter: "DeadLetter") -> None:
    stdout.print(
        f"[bold]{letter.id}[/]  [magenta]{letter.stage}[/]  {letter.received:%Y-%m-%d %H:%M:%S}  "
        f"{len(letter.original):,} bytes\n    [dim]{printable(letter.source)}[/]\n"
        f"    {printable(letter.reason)}"
    )

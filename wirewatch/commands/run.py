"""``wirewatch run``: the whole product in one process."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirewatch.console import complain, config_option, counting, for_people, json_option, say

if TYPE_CHECKING:
    from wirewatch.keeping import Tally


@click.command(
    name="run",
    epilog="""\b
Examples:  wirewatch run                    the sources of wirewatch.toml, until Ctrl-C
           wirewatch run --once archive/    a folder, once
           wirewatch run https://example.org/feed.xml""",
)
@click.argument("inputs", nargs=-1, metavar="[PATH|URL]...")
@click.option("--once", is_flag=True, help="End when the inputs are drained instead of watching them.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The data folder (default: $WIREWATCH_DATA, or what the settings say).",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    expose_value=False,
    help="The port of the desk; this version has none yet.",
)
@click.option("--no-desk", is_flag=True, expose_value=False, help="Do not serve the desk.")
@json_option
@config_option
def command(
    inputs: tuple[str, ...],
    once: bool,
    data: Path | None,
    as_json: bool,
    config: str | None,
) -> int:
    """Read, annotate, alert and index; show speakers, statements and alerts as they come.

    Without a PATH or URL, reads the folders and feeds of the settings. Folders and feeds are watched
    until Ctrl-C, unless --once is given. What came in is searchable at once with `wirewatch search`.
    """
    from wirewatch.audience import Lines, Terminal
    from wirewatch.composition import settings_from
    from wirewatch.service import embedded, sources

    settings = settings_from(config)
    folder = data or settings.data
    audience = Terminal() if for_people(as_json) else Lines()
    with embedded(settings, folder, audience) as running:
        reading = sources(settings, inputs, running.store.positions(), once=once)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: running.stop())
        if not once:
            say(f"watching {', '.join(source.name for source in reading)}; Ctrl-C ends")
        with counting("annotating") as running.progress:
            tally = running.run(reading, once=once)
    say(_summary(tally, folder))
    broken = [source for source in reading if source.state not in {"new", "reading"}]
    for source in broken if once else ():
        complain(f"{source.name}: {source.state}")
    return 1 if once and (tally.dead or tally.faults or broken) else 0


def _summary(tally: "Tally", folder: Path) -> str:
    known = f" ({tally.known} known already)" if tally.known else ""
    return (
        f"{tally.accepted} new articles{known}, {tally.annotated} annotated, "
        f"{tally.statements} statements, "
        f"{tally.alerts} alerts, {tally.dead} dead letters; all in {folder}"
    )

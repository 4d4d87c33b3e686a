"""``wirewatch publish``: what sources read goes to Kafka."""

import signal

import click

from wirewatch.console import complain, config_option, say


@click.command(
    name="publish",
    epilog="""\b
Examples:  wirewatch publish                      the sources of wirewatch.toml, until Ctrl-C
           wirewatch publish --once archive/      a folder, once
           wirewatch publish --once --backfill archive/   as history: indexed, nobody is notified""",
)
@click.argument("inputs", nargs=-1, metavar="[PATH|URL]...")
@click.option("--once", is_flag=True, help="End when the inputs are drained instead of watching them.")
@click.option(
    "--backfill", is_flag=True, help="Load history: it gives way to the live wire and notifies nobody."
)
@click.option("--listen", metavar="HOST:PORT", help="Serve /healthz, /readyz and /metrics there.")
@config_option
def command(
    inputs: tuple[str, ...], once: bool, backfill: bool, listen: str | None, config: str | None
) -> int:
    """Read articles and publish them to Kafka; how far each source was read is kept there too.

    Without a PATH or URL, reads the folders and feeds of the settings. While Kafka is away it waits; a
    source's position moves when all that it gave is safe.
    """
    from wirewatch.composition import settings_from
    from wirewatch.fleet import publishing

    settings = settings_from(config)
    with publishing(settings, inputs, once=once, backfill=backfill, listen=listen) as running:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: running.stop())
        if not once:
            say(f"publishing {', '.join(source.name for source in running.sources)}; Ctrl-C ends")
        done = running.run(once=once)
    say(f"{done.articles} articles published, {done.dead} dead letters")
    broken = [source for source in running.sources if source.state not in {"new", "reading"}]
    for source in broken if once else ():
        complain(f"{source.name}: {source.state}")
    return 1 if once and (done.dead or running.inbox.faults or broken) else 0

"""``wirewatch worker``: annotates and decides what was published."""

import click

from wirewatch.console import config_option


@click.command(
    name="worker",
    epilog="""\b
Examples:  wirewatch worker
           wirewatch worker --listen 0.0.0.0:8081    with health and metrics""",
)
@click.option("--listen", metavar="HOST:PORT", help="Serve /healthz, /readyz and /metrics there.")
@config_option
def command(listen: str | None, config: str | None) -> int:
    """Annotate articles, raise alerts and index, until stopped: SIGTERM finishes what is under way.

    The index is that of the data folder, so one worker runs at a time, with as many processes as [nlp]
    workers says. A worker that cannot go on ends with status 1, one that stood still with 3: have it
    started again (systemd, Docker), nothing is lost.
    """
    from wirewatch.composition import settings_from
    from wirewatch.crew import index_of, work

    settings = settings_from(config)
    work(settings, lambda: index_of(settings), listen=listen)
    return 0

"""``wirewatch alerts``: what was raised, whom it was sent to, and that somebody has seen it."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirewatch.console import (
    complain,
    config_option,
    data_option,
    for_people,
    json_option,
    print_json,
    printable,
    say,
    stdout,
)

if TYPE_CHECKING:
    from wirewatch.notifying.notices import Delivered


@click.group(name="alerts", epilog="Example:  wirewatch alerts list --limit 20")
def command() -> None:
    """List alerts, show whom each was sent to, and say that somebody has seen them."""


@command.command(
    name="list",
    epilog="""\b
Examples:  wirewatch alerts list                      what nobody has seen yet
           wirewatch alerts list --state all --watch peskov-nato""",
)
@click.option(
    "--state",
    type=click.Choice(["open", "acknowledged", "retracted", "all"]),
    default="open",
    show_default=True,
    help="Which of them.",
)
@click.option("--watch", "watch_id", metavar="ID", help="Only those of that watch.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many, newest first."
)
@data_option
@json_option
@config_option
def listed(
    state: str, watch_id: str | None, limit: int, data: Path | None, as_json: bool, config: str | None
) -> int:
    """List alerts with their words, the newest first."""
    from wirewatch.composition import settings_from
    from wirewatch.render.found import shown
    from wirewatch.stores import reading

    clauses = [f"state:{state}"] if state != "all" else []
    clauses += [f'watch:"{watch_id}"'] if watch_id else []
    count = 0
    with reading(settings_from(config), data) as store:
        for found in store.search(" AND ".join(clauses) or "*:*", kind="alerts", limit=limit):
            count += 1
            if for_people(as_json):
                stdout.print(shown(found) + "\n")
            else:
                print_json(found)
    if for_people(as_json) and not count:
        say("no such alerts")
    return 0


@command.command(name="show", epilog="Example:  wirewatch alerts show 3f0c9ae1b2d44f6d8e21a7c05b94d310")
@click.argument("alert")
@data_option
@json_option
@config_option
def show(alert: str, data: Path | None, as_json: bool, config: str | None) -> int:
    """Show ALERT: where its words were first seen, in which wordings, and what was sent of it to whom."""
    from wirewatch.composition import settings_from
    from wirewatch.stores import deliveries, found_alert, reading

    with reading(settings_from(config), data) as store:
        found, sent = found_alert(store, alert), deliveries(store, alert)
        seen = store.line(found.line) if found.line else None
    if not for_people(as_json):
        print_json(found, sent=sent, seen=seen)
        return 0
    from wirewatch.render.found import first_seen, shown

    stdout.print(shown(found))
    if found.acknowledged:
        who = printable(found.acknowledged_by or "somebody")
        stdout.print(f"    seen by {who}, {found.acknowledged:%Y-%m-%d %H:%M} UTC")
    for text in first_seen(seen) if seen else ():
        stdout.print(printable(f"    {text}"))
    for each in sent:
        stdout.print(f"    {_sent(each)}")
    return 0


def _sent(each: "Delivered") -> str:
    """One line of the record, in rich markup."""
    when = f"{each.settled or each.due:%Y-%m-%d %H:%M:%S}"
    state = f"waiting, due {when}" if each.state == "waiting" else f"{each.state} {when}"
    to = f" to {each.recipient}" if each.recipient and each.recipient != each.channel else ""
    reason = f": {each.reason}" if each.reason else ""
    return printable(f"{each.event:9} {each.channel}{to}: {state}{reason}")


@command.command(
    name="ack",
    epilog="""\b
Examples:  wirewatch alerts ack 3f0c9ae1b2d44f6d8e21a7c05b94d310
           wirewatch alerts ack --by "night desk" 3f0c9ae1b2d44f6d8e21a7c05b94d310""",
)
@click.argument("alerts", nargs=-1, required=True, metavar="ALERT...")
@click.option("--by", metavar="NAME", help="Who has seen them (default: you).")
@data_option
@json_option
@config_option
def ack(alerts: tuple[str, ...], by: str | None, data: Path | None, as_json: bool, config: str | None) -> int:
    """Say that somebody has seen each ALERT, also while wirewatch is running.

    Its id stands in the notification. What was retracted stays retracted, and who was first stays.
    """
    from wirewatch.clock import clock
    from wirewatch.composition import settings_from
    from wirewatch.stores import beside

    who, missing = by or getpass.getuser(), 0
    with beside(settings_from(config), data) as store:
        for name in alerts:
            if (alert := store.acknowledge(name, who, clock())) is None:
                missing += 1
                complain(f"{name}: no alert has this id; `wirewatch alerts list` shows them")
            elif for_people(as_json):
                seen = f"{alert.state} by {alert.acknowledged_by}" if alert.acknowledged_by else alert.state
                stdout.print(printable(f"{name}: {seen}"))
            else:
                print_json(alert)
    return 1 if missing else 0

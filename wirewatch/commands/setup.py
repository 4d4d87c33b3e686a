"""``wirewatch setup``: what the streaming mode needs is made."""

import click

from wirewatch.console import config_option, for_people, json_option, print_json, printable, stdout


@click.command(name="setup", epilog="Example:  WIREWATCH_KAFKA=kafka1:9092 wirewatch setup")
@json_option
@config_option
def command(as_json: bool, config: str | None) -> int:
    """Make the topics in Kafka, or bring them up to the settings; safe to repeat."""
    from wirewatch.composition import settings_from
    from wirewatch.fleet import make_topics

    for name, what in make_topics(settings_from(config)):
        if for_people(as_json):
            stdout.print(f"{printable(name):32} {printable(what)}")
        else:
            print_json({"topic": name, "done": what})
    return 0

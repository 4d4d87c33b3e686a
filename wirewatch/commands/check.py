"""``wirewatch check``: what is wrong with this installation, and how to mend it."""

import click

from wirewatch.console import config_option, for_people, json_option, print_json, printable, stdout


@click.command(name="check", epilog="Example:  wirewatch check --config /etc/wirewatch.toml")
@json_option
@config_option
def command(as_json: bool, config: str | None) -> int:
    """Look at settings, files, language model, data folder and packages; exit 1 when something is wrong."""
    from wirewatch.diagnosis import diagnose

    wrong = 0
    for finding in diagnose(config):
        wrong += not finding.ok
        if for_people(as_json):
            mark = "[green]ok   [/]" if finding.ok else "[red]wrong[/]"
            stdout.print(f"{mark} {printable(f'{finding.what:12} {finding.detail}')}")
        else:
            print_json(finding)
    return 1 if wrong else 0

"""The command line: names of commands, and what becomes of errors."""

import logging
import os
import sys
from importlib import import_module
from importlib.metadata import version
from typing import NoReturn

import click

from wirewatch.errors import WirewatchError

COMMANDS = {
    "run": "read, annotate, alert and index, all in one process",
    "extract": "actors and statements of articles, on standard output",
    "read": "articles of any known wire format, without extraction",
    "publish": "read articles and publish them to Kafka",
    "worker": "annotate, alert and index what was published",
    "setup": "make what the streaming mode needs: topics",
    "dead": "list what could not be processed, and try it again",
    "search": "what was said, in the query language of the watches",
    "alerts": "what was raised, whom it was sent to, and that somebody has seen it",
    "watch": "check watches, or match articles against them",
    "officials": "officials out of public files, into the officials file",
    "schema": "the JSON Schema of a record or of a file people keep",
    "check": "what is wrong with this installation, and how to mend it",
}


class Commands(click.Group):
    """Loads a command's module only when it is called: ``--help`` is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"wirewatch.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in ``--help``, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with:  wirewatch extract ARTICLE.txt",
)
@click.version_option(version("wirewatch"), prog_name="wirewatch")
def group() -> None:
    """wirewatch: who said what, the moment it hits the wire."""


def main() -> NoReturn:
    """Run a command; exit 0 on success, 1 when something failed, 2 on wrong usage. Never a traceback."""
    # a process of ours uses one core; more threads for a product of small matrices only get in the way
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    try:
        status = group(standalone_mode=False)
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.UsageError as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except click.ClickException as error:
        error.show()
        status = 1
    except BrokenPipeError:  # the reader of our output has gone: `wirewatch search x | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except WirewatchError as error:
        click.echo(f"wirewatch: {error}", err=True)
        status = 1
    except Exception as error:
        if os.environ.get("WIREWATCH_DEBUG"):
            raise
        click.echo(
            f"wirewatch: a fault of the program, please report it: {type(error).__name__}: {error}\n"
            "(with WIREWATCH_DEBUG=1 set, the same command shows where)",
            err=True,
        )
        status = 1
    sys.exit(status if isinstance(status, int) else 0)

"""Standard output and standard error: JSON Lines for programs, colours and progress for people."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")
stderr = Console(stderr=True, highlight=False)
stdout = Console(highlight=False, soft_wrap=True)


def for_people(as_json: bool) -> bool:  # noqa: FBT001  the value of --json
    """Whether to print for a person: on a terminal, unless ``--json`` was asked for."""
    return sys.stdout.isatty() and not as_json


def print_json(record: Any, **more: Any) -> None:
    """One JSON object on one line, with the fields of ``more`` first; written out at once."""
    if more:
        record = {**more, **msgspec.to_builtins(record)}
    sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
    sys.stdout.buffer.flush()


def complain(message: str) -> None:
    """One line on standard error for something that failed while the rest goes on."""
    stderr.print(f"[red]wirewatch:[/] {printable(message)}", soft_wrap=True)


def say(message: str) -> None:
    """One line of progress on standard error."""
    stderr.print(printable(message), soft_wrap=True)


def printable(text: str) -> str:
    """``text`` with nothing in it that a terminal or rich's markup would obey: articles are hostile."""
    return escape("".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text))


def progress(items: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """The same items, with a bar and the time left on standard error when that is a terminal."""
    with _bar() as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar whose ``(done, total)`` are told as they become known."""
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=stderr,
        transient=True,
        disable=not stderr.is_terminal or sys.stdout.isatty(),
    )


json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines, also on a terminal.")
data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="The data folder."
)
config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Settings (default: $WIREWATCH_CONFIG, ./wirewatch.toml, ./config/wirewatch.toml).",
)

"""An annotated article as a person would want it in a terminal: who said what, and the exact words."""

from collections.abc import Iterator

from wirewatch.console import printable
from wirewatch.records import Annotated, title
from wirewatch.render.words import cited, said_by


def lines(annotated: Annotated) -> Iterator[str]:
    """The article in rich markup, a line at a time."""
    date = f"{annotated.versioncreated:%Y-%m-%d}  " if annotated.versioncreated else ""
    yield f"[bold]{date}{printable(title(annotated))}[/]"
    for statement in annotated.statements:
        inner = "  " if statement.within else ""
        yield ""
        yield (
            f"{inner}[bold cyan]{printable(said_by(annotated, statement))}[/] "
            f"[magenta]{printable(statement.act)}[/] "
            f"[dim]{statement.manner}, confidence {statement.confidence:.2f}[/]"
        )
        yield inner + "    " + printable(" ".join(statement.text.split()))
    if people := cited(annotated):
        yield ""
        yield f"[dim]People: {printable(people)}[/]"
    yield ""

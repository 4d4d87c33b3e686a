"""An explanation as lines for a person, in rich markup."""

from collections.abc import Iterator

from processors.explaining import Explanation, Look
from wirewatch.console import printable
from wirewatch.records import Annotated, Part, Span, title

SHOWN = 5
"""Passages that are quoted for a clause."""
AROUND = 30
"""Characters of the text before and behind a passage."""


def lines(annotated: Annotated, explanation: Explanation) -> Iterator[str]:
    """The article, whether the watch holds, and each clause with the passages that show it."""
    mark = "[green]holds[/]" if explanation.holds else "[red]does not hold[/]"
    yield f"[bold]{printable(title(annotated))}[/]"
    yield f"  {printable(explanation.watch)} {mark}"
    for look in explanation.fires_on:
        yield from _look(annotated, look)
    if explanation.nearest:
        yield "  nearest miss:"
        yield from _look(annotated, explanation.nearest)
    for note in explanation.notes:
        yield f"  [yellow]{printable(note)}[/]"


def _look(annotated: Annotated, look: Look) -> Iterator[str]:
    if look.statement:
        who = "; ".join(look.speaker) or "(nobody named)"
        yield f"    [cyan]{printable(who)}[/]: {printable(' '.join(look.text.split()))}"
    for part in look.clauses:
        yield from _part(annotated, part, "      ")


def _part(annotated: Annotated, part: Part, indent: str) -> Iterator[str]:
    mark = "[green]✓[/]" if part.holds else "[red]✗[/]"
    one = " [dim](one of these is enough)[/]" if part.any_of else ""
    note = f" [dim]{printable(part.note)}[/]" if part.note else ""
    clause = printable(" ".join(part.clause.split()))
    yield f"{indent}{mark} {clause}{one}{note}{_quoted(annotated, part.spans or part.elsewhere)}"
    for inner in part.parts:
        yield from _part(annotated, inner, indent + "  ")


def _quoted(annotated: Annotated, spans: tuple[Span, ...]) -> str:
    shown = "; ".join(_passage(annotated.body, span) for span in spans[:SHOWN])
    more = f" and {len(spans) - SHOWN} more" if len(spans) > SHOWN else ""
    return f"  {shown}{more}" if shown else ""


def _passage(body: str, span: Span) -> str:
    start, end = span
    before = " ".join(body[max(0, start - AROUND) : start].split())
    behind = " ".join(body[end : end + AROUND].split())
    return f"[dim]…{printable(before)}[/] [bold]{printable(body[start:end])}[/] [dim]{printable(behind)}…[/]"

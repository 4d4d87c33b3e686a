"""What a search found, for a person, in rich markup."""

from collections.abc import Iterator
from datetime import datetime

from wirewatch.console import printable
from wirewatch.records import Found, FoundAlert, IndexedArticle, SeenLine, title


def shown(found: Found) -> str:
    """What was found, in rich markup: when and where, who, and the words."""
    if isinstance(found, IndexedArticle):
        date, place, words = found.versioncreated, title(found), " ".join(found.body.split())[:300]
        copies = (
            f", {len(found.copies)} near cop{'ies' if len(found.copies) > 1 else 'y'}" if found.copies else ""
        )
        where = printable((found.link or found.uri) + copies)
        return f"[bold]{printable(_dated(date) + place)}[/]\n[dim]{where}[/]\n{printable(words)}"
    ending = ""
    if isinstance(found, FoundAlert):
        lead = f"{found.watch}, {found.state}, in {found.copies} article{'s' * (found.copies > 1)}"
        date, words = found.fired, found.text or found.headline or found.uri
        ending = f"\n    [dim]{printable(found.id)}[/]"
    else:
        lead, date, words = (
            f"{found.act}, {found.manner}, {found.confidence:.2f}",
            found.versioncreated,
            found.text,
        )
        lead += ", retracted" if found.state == "retracted" else ""
    who = "; ".join(found.speaker) or "(nobody named)"
    return (
        f"[bold cyan]{printable(who)}[/] [magenta]{printable(lead)}[/]\n"
        f"    {printable(' '.join(words.split()))}\n"
        f"    [dim]{printable(_dated(date) + (found.headline or found.uri))}[/]{ending}"
    )


def first_seen(line: SeenLine) -> Iterator[str]:
    """Where a line was first seen, and its wordings when there are several; plain text."""
    when = line.received or line.versioncreated
    at = f" {when:%Y-%m-%d %H:%M} UTC" if when else ""
    source = f", {line.infosource}" if line.infosource else ""
    yield f"first seen{at} in {line.uri}{source}"
    if len(line.variants) > 1:
        yield from (f"{each.articles} x {each.text}" for each in line.variants)


def _dated(date: datetime | None) -> str:
    return f"{date:%Y-%m-%d}  " if date else ""

"""What a search found, for a person, in rich markup."""

from datetime import datetime

from wirewatch.console import printable
from wirewatch.records import Found, FoundAlert, IndexedArticle, title


def shown(found: Found) -> str:
    """What was found, in rich markup: when and where, who, and the words."""
    if isinstance(found, IndexedArticle):
        date, place, words = found.versioncreated, title(found), " ".join(found.body.split())[:300]
        where = printable(found.link or found.uri)
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


def _dated(date: datetime | None) -> str:
    return f"{date:%Y-%m-%d}  " if date else ""

"""Whoever is shown what a running wirewatch finds: a person at a terminal, or a program."""

from typing import Any

from wirewatch.console import complain, print_json, printable, stdout
from wirewatch.notifying.notices import Notice
from wirewatch.records import Annotated, DeadLetter, title
from wirewatch.render.words import said_by


class Terminal:
    """Speakers, statements and alerts as they come, for a person."""

    def indexed(self, annotated: Annotated) -> None:
        """The headline, then a line for each statement."""
        date = f"{annotated.versioncreated:%Y-%m-%d} " if annotated.versioncreated else ""
        status = "" if annotated.pubstatus == "usable" else f"[red]{annotated.pubstatus}[/] "
        stdout.print(f"\n[dim]{date}[/]{status}[bold]{printable(title(annotated))}[/]")
        for statement in annotated.statements:
            stdout.print(
                f"  [cyan]{printable(said_by(annotated, statement))}[/] "
                f"[magenta]{printable(statement.act)}[/]  {printable(' '.join(statement.text.split()))}"
            )

    def alerted(self, notice: Notice) -> None:
        """One line that cannot be overlooked, with who said it and the words."""
        alert, kind = notice.alert, notice.event
        what = f"{alert.copies} ARTICLES" if kind == "copies" else "ALERT" if kind == "fired" else "RETRACTED"
        who = f"{'; '.join(notice.speaker)}: " if notice.speaker else ""
        stdout.print(
            f"  [bold white on red] {what} [/] [bold]{printable(alert.watch)}[/]  "
            f"{printable(who + ' '.join(notice.text.split()))}"
        )

    def failed(self, letter: DeadLetter) -> None:
        """On standard error: what, and why."""
        _complain(letter)


class Lines:
    """JSON Lines: an object for each article, statement, alert and dead letter, with its ``type``."""

    def indexed(self, annotated: Annotated) -> None:
        """The article without its text, then each statement with the article's uri."""
        self._print(
            "article",
            uri=annotated.uri,
            version=annotated.version,
            headline=annotated.headline,
            versioncreated=annotated.versioncreated,
            statements=len(annotated.statements),
        )
        for statement in annotated.statements:
            print_json(statement, type="statement", uri=annotated.uri)

    def alerted(self, notice: Notice) -> None:
        """The event with the whole alert."""
        self._print(
            "alert",
            event=notice.event,
            alert=notice.alert,
            text=notice.text,
            speaker=notice.speaker,
        )

    def failed(self, letter: DeadLetter) -> None:
        """What and why, without the original bytes: those are in the store."""
        _complain(letter)
        self._print("dead", id=letter.id, stage=letter.stage, source=letter.source, reason=letter.reason)

    def _print(self, kind: str, **fields: Any) -> None:
        print_json({"type": kind, **fields})


def _complain(letter: DeadLetter) -> None:
    complain(f"{letter.source}: {letter.reason} (kept as a dead letter)")

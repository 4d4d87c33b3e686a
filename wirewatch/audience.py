"""Whoever is shown what a running wirewatch finds: a person at a terminal, a program, followers of a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from sinks.notify import append, path_of
from wirewatch.console import complain, print_json, printable, stdout
from wirewatch.keeping import Audience, Notice
from wirewatch.records import Annotated, DeadLetter, Watch, title
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
        alert, kind = notice.event.alert, notice.event.event
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
            event=notice.event.event,
            alert=notice.event.alert,
            text=notice.text,
            speaker=notice.speaker,
        )

    def failed(self, letter: DeadLetter) -> None:
        """What and why, without the original bytes: those are in the store."""
        _complain(letter)
        self._print("dead", id=letter.id, stage=letter.stage, source=letter.source, reason=letter.reason)

    def _print(self, kind: str, **fields: Any) -> None:
        print_json({"type": kind, **fields})


class Followed:
    """An audience, and beside it the ``file:`` channels of each watch."""

    def __init__(self, audience: Audience, watches: Iterable[Watch]) -> None:
        self._audience = audience
        self.indexed, self.failed = audience.indexed, audience.failed
        self.follow(watches)

    def follow(self, watches: Iterable[Watch]) -> None:
        """Use the channels of these watches from now on."""
        self._channels: Mapping[str, tuple[str, ...]] = {watch.id: watch.notify for watch in watches}

    def alerted(self, notice: Notice) -> None:
        """The channels first: what they cannot take is told again, to the terminal too."""
        alert = notice.event.alert
        line = {
            "event": notice.event.event,
            "alert": alert.id,
            "watch": alert.watch,
            "line": alert.line,
            "official": alert.official,
            "statement": alert.statement,
            "uri": alert.uri,
            "copies": alert.copies,
            "text": notice.text,
        }
        for path in filter(None, map(path_of, self._channels.get(alert.watch, ()))):
            append(path, line)
        self._audience.alerted(notice)


def _complain(letter: DeadLetter) -> None:
    complain(f"{letter.source}: {letter.reason} (kept as a dead letter)")

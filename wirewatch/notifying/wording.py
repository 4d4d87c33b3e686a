"""How a message to people reads: one notice, or a digest of many."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from wirewatch.notifying.notices import Notice
from wirewatch.records import EventKind

Tone = Literal["info", "warning"]
LONGEST = 600
"""Characters of a statement in a message by itself."""
SHORT = 240
"""Characters of one in a digest."""
ITEMS = 40
"""Notices of a digest that are written out; the rest are counted."""


class Message(NamedTuple):
    """What goes out; ``tone`` lets a channel show that something was taken back."""

    title: str
    body: str
    tone: Tone = "info"


def message(notices: Sequence[Notice]) -> Message:
    """One notice in full, or several as a digest in the order in which they happened."""
    return _single(notices[0]) if len(notices) == 1 else _digest(notices)


def _single(notice: Notice) -> Message:
    who = f": {'; '.join(notice.speaker)}" if notice.speaker else ""
    seen = [f"Seen? wirewatch alerts ack {notice.alert.id}"] if notice.event == "fired" else []
    parts = (_words(notice, LONGEST), _origin(notice), seen)
    tone: Tone = "warning" if notice.difference or notice.event == "retracted" else "info"
    return Message(
        f"{_lead(notice)}{notice.alert.watch}{who}",
        "\n\n".join("\n".join(part) for part in parts if part),
        tone,
    )


def _digest(notices: Sequence[Notice]) -> Message:
    counts = Counter(notice.event for notice in notices)
    parts = [
        f"{counts[event]} {one if counts[event] == 1 else many}"
        for event, one, many in _COUNTED
        if counts[event]
    ]
    lines: list[str] = []
    watch = None
    for notice in sorted(notices[:ITEMS], key=lambda each: each.alert.watch):
        if notice.alert.watch != watch:
            watch = notice.alert.watch
            lines += ["", watch]
        lines += _item(notice)
    if len(notices) > ITEMS:
        lines += ["", f"… and {len(notices) - ITEMS} more: wirewatch alerts list"]
    return Message(f"wirewatch: {', '.join(parts)}", "\n".join(lines).strip())


_COUNTED: tuple[tuple[EventKind, str, str], ...] = (
    ("fired", "alert", "alerts"),
    ("copies", "update", "updates"),
    ("retracted", "taken back", "taken back"),
)


def _item(notice: Notice) -> Iterator[str]:
    who = f"{'; '.join(notice.speaker)}: " if notice.speaker else ""
    first, *rest = _words(notice, SHORT)
    yield f"- {_lead(notice)}{who}{first}"
    yield from (f"  {line}" for line in (*rest, *_origin(notice)))


def _lead(notice: Notice) -> str:
    if notice.event == "copies" and notice.difference:
        return "Corrected: "
    if notice.event == "copies":
        return f"Now in {_articles(notice)}: "
    return "Taken back: " if notice.event == "retracted" else ""


def _articles(notice: Notice) -> str:
    copies = notice.alert.copies
    return "1 article" if copies == 1 else f"{copies} articles"


def _words(notice: Notice, longest: int) -> list[str]:
    """What was said; of what was taken back or changed, the old words and the new ones."""
    if not notice.difference:
        return [_cut(notice.text, longest)]
    was, now = notice.difference.was, notice.difference.now
    lines = [f"was: {_cut(was, longest)}", f"now: {_cut(now, longest) if now else 'nothing of it'}"]
    lines += changes(was, now) if now else ()
    if notice.event == "copies":
        lines.append(f"still in {_articles(notice)}, such as the one below")
    return lines


def changes(was: str, now: str) -> list[str]:
    """Which words became which, a line for each change; none when nearly everything did."""
    old, new = was.split(), now.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.5:  # another sentence: there is nothing to compare
        return []
    return [
        f"    {' '.join(old[a:b]) or '(nothing)'} -> {' '.join(new[c:d]) or '(nothing)'}"
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _origin(notice: Notice) -> list[str]:
    when = f"{notice.versioncreated.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if notice.versioncreated else ""
    where = ", ".join(part for part in (notice.infosource or "", when) if part)
    headline = notice.headline if notice.headline != notice.text else None
    lines = [headline, where, notice.link, notice.ednote, notice.usageterms]
    return [" ".join(line.split()) for line in lines if line]


def _cut(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[:longest].rsplit(' ', 1)[0]} …"

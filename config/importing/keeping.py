"""The officials file as text: new entries at its end, changed ones edited in place, all else as it was.

What a person wrote (comments, order, quotes, blank lines) is only touched within an entry that changes, and
there by ruamel.yaml, which keeps comments.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from config.importing.merging import Change
from wirewatch.records import Official, Role

HEADER = "# Whom wirewatch recognises. docs/officials.md says what may stand here.\n"
_ENTRY = re.compile(r"^( *)-(?=[ \t]|$)", re.MULTILINE)
_NOBODY = re.compile(r"^([^#\n]*?)\[\s*\]", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_](?:[\w .'\u2019()-]*[\w.)])?")
_NO_TEXT = frozenset("y n yes no on off true false null".split())
_KEYS = ("id", "name", "kind", "aliases", "roles", "groups", "wikidata")
_WIDE = 1_000_000


class UneditableError(Exception):
    """The entry ``number`` (from 0) is written so that only a person can change it."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__("written with anchors (&, *) or in one line with others: change it by hand")


def rewritten(
    text: str,
    numbers: dict[str, int],
    changed: Sequence[Change],
    added: Iterable[Official],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> str:
    """``text`` with ``changed`` and ``added``; ``numbers`` says the how manieth of its entries each id is."""
    found = list(_ENTRY.finditer(text))
    indent = found[0][1] if found else ""
    starts = [match.start() for match in found if match[1] == indent]
    if numbers and len(starts) != len(numbers):
        raise UneditableError(numbers[changed[0].before.id] if changed else 0)
    ends = [*starts[1:], len(text)]
    pieces: list[str] = []
    done = 0
    for at, change in enumerate(sorted(changed, key=lambda change: numbers[change.before.id])):
        number = numbers[change.before.id]
        pieces += [text[done : starts[number]], _edited(text[starts[number] : ends[number]], change, number)]
        done = ends[number]
        progress(at + 1, len(changed))
    new = "".join(written(each, indent) for each in added)
    return _with("".join((*pieces, text[done:])), new) if new else "".join((*pieces, text[done:]))


def _with(text: str, new: str) -> str:
    """``text`` with the entries ``new`` behind its own."""
    if not _ENTRY.search(text):
        text = _NOBODY.sub(lambda match: match[1].rstrip(), text, count=1)
    return f"{text}{new}" if not text or text.endswith("\n") else f"{text}\n{new}"


def written(official: Official, indent: str = "") -> str:
    """A new entry, with a blank line before it."""
    lines = [f"- id: {official.id}", f"  name: {_scalar(official.name)}"]
    if official.kind != "person":
        lines.append(f"  kind: {official.kind}")
    if official.aliases:
        lines.append(f"  aliases: [{', '.join(map(_scalar, official.aliases))}]")
    if official.roles:
        lines += ["  roles:", *(f"    - {{{_role(role)}}}" for role in official.roles)]
    if official.groups:
        lines.append(f"  groups: [{', '.join(map(_scalar, official.groups))}]")
    if official.wikidata:
        lines.append(f"  wikidata: {official.wikidata}")
    return "\n" + "".join(f"{indent}{line}\n" for line in lines)


def _role(role: Role) -> str:
    said = [f"title: {_scalar(role.title)}"]
    said += [f"from: {role.start}"] if role.start else []
    said += [f"to: {role.end}"] if role.end else []
    return ", ".join(said)


def _scalar(text: str) -> str:
    """``text`` as it may stand anywhere, quoted where it must be."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NO_TEXT:
        return text
    flow: str = yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=_WIDE)
    return flow.strip()[1:-1]


def _edited(entry: str, change: Change, number: int) -> str:
    """The text of an entry after the change; what stands behind it, such as the next heading, is kept."""
    end = _end(entry)
    indent, _, _ = entry.partition("-")
    try:
        values = _editor().load(entry[:end].replace("-", " ", 1))
        _apply(values, change)
        out = StringIO()
        _editor().dump(values, out)
    except (YAMLError, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise UneditableError(number) from error
    lines = out.getvalue().splitlines(keepends=True)
    return (
        "".join(
            f"{indent}{'  ' if at else '- '}{line}" if line.strip() else line for at, line in enumerate(lines)
        )
        + entry[end:]
    )


def _end(entry: str) -> int:
    """Where the comments and blank lines begin that stand behind it."""
    lines = entry.splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return sum(map(len, lines))


def _editor() -> YAML:
    editor = YAML()
    editor.width = _WIDE
    editor.preserve_quotes = True
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor


def _apply(entry: Any, change: Change) -> None:
    before, after = change
    if after.name != before.name:
        entry["name"] = after.name
    for key in ("aliases", "groups"):
        had, has = getattr(before, key), getattr(after, key)
        for each in (each for each in had if each not in has):
            entry[key].remove(each)
        if new := [each for each in has if each not in had]:
            _list(entry, key, flow=True).extend(new)
    for at, (known, role) in enumerate(zip(before.roles, after.roles, strict=False)):
        if role != known:
            entry["roles"][at]["to"] = role.end
    for role in after.roles[len(before.roles) :]:
        _list(entry, "roles", flow=False).append(_new_role(role))
    if after.wikidata != before.wikidata:
        _put(entry, "wikidata", after.wikidata)


def _list(entry: Any, key: str, *, flow: bool) -> Any:
    if key not in entry:
        new = CommentedSeq()
        if flow:
            new.fa.set_flow_style()
        _put(entry, key, new)
    return entry[key]


def _put(entry: Any, key: str, value: object) -> None:
    """A new key in its usual place."""
    before = set(_KEYS[: _KEYS.index(key)])
    place = max((at for at, each in enumerate(entry) if each in before), default=len(entry) - 1)
    entry.insert(place + 1, key, value)


def _new_role(role: Role) -> CommentedMap:
    new = CommentedMap(title=role.title)
    for key, day in (("from", role.start), ("to", role.end)):
        if day:
            new[key] = day
    new.fa.set_flow_style()
    return new

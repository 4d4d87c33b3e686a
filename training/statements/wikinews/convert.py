"""Readings -> stand-off annotations: ``python -m training.statements.wikinews.convert``.

A reading is a file of JSON lines, a statement each: ``file``, ``par`` (the paragraph in which the content
begins, from 0), ``source``, ``cue`` and ``content`` (texts exactly as in the article, one or a list;
``{"text": …, "n": 2}`` for the second occurrence in the paragraph), ``speaker`` and ``kind``. Written are
brat files as PolNeAR has them
(``attributions/NAME_A.ann``, the second readings as ``second/NAME_B.ann``) and ``speakers.jsonl``.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
PARAGRAPH = re.compile(r"(?:(?!\n\n).)+", re.DOTALL)
PRONOUNS = frozenset("he she they it we i you who his her their its our my".split())
ROLES = ("source", "cue", "content")

Span = tuple[int, int]


class NotThereError(Exception):
    """A text of a reading that does not occur where the reading says."""


class Statement(NamedTuple):
    """One statement with its spans in characters of the article."""

    file: str
    spans: dict[str, list[Span]]
    speaker: list[str]
    kind: str


def listed(value: Any) -> list[Any]:
    """Nothing, one or several, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def located(line: dict[str, Any], text: str) -> Statement:
    """The statement of a line of a reading; NotThereError when one of its texts cannot be found."""
    paragraphs = [found.span() for found in PARAGRAPH.finditer(text) if found.group().strip()]
    here = line["par"]
    start, end = paragraphs[here]
    content: list[Span] = []
    for part in listed(line["content"]):  # may run on through following paragraphs
        last = paragraphs[min(len(paragraphs) - 1, here + 6)][1]
        content.append(_find(text, (start, last), part, content[-1][1] if content else start))
    spans = {"content": content}
    wide = (paragraphs[max(0, here - 2)][0], paragraphs[min(len(paragraphs) - 1, here + 6)][1])
    for role in ("source", "cue"):
        spans[role] = [
            _find(text, (start, end), part, content[0][0], wide) for part in listed(line.get(role))
        ]
    return Statement(line["file"], spans, listed(line.get("speaker")), line["kind"])


def _find(text: str, within: Span, part: Any, near: int, wide: Span | None = None) -> Span:
    """The named occurrence of ``part``, else the one nearest to ``near``."""
    words, number = (part["text"], part.get("n")) if isinstance(part, dict) else (part, None)
    for start, end in filter(None, (within, wide)):
        places = [found.start() + start for found in re.finditer(re.escape(words), text[start:end])]
        if places:
            place = places[number - 1] if number else min(places, key=lambda at: abs(at - near))
            return place, place + len(words)
    raise NotThereError(words)


def brat(statements: Iterable[Statement]) -> Iterator[str]:
    """The lines of an annotation file: text-bound annotations, then the events that join them."""
    events: list[str] = []
    number = 0
    for count, statement in enumerate(statements, 1):
        number += 1
        start, end = (statement.spans["cue"] or statement.spans["content"])[0]
        yield f"T{number}\tAttribution {start} {end}\tx"
        event = [f"Attribution:T{number}"]
        for role in ROLES:
            if spans := sorted(statement.spans[role]):
                number += 1
                yield f"T{number}\t{role.capitalize()} {';'.join(f'{a} {b}' for a, b in spans)}\tx"
                event.append(f"{role.capitalize()}:T{number}")
        events.append(f"E{count}\t{' '.join(event)}")
    yield from events


def form(statement: Statement, text: str) -> str:
    """How the source is written: same, partial, role, pronoun, several or null (nobody is named)."""
    if not statement.speaker:
        return "null"
    if len(statement.speaker) > 1:
        return "several"
    written = " ".join(text[start:end] for start, end in statement.spans["source"])
    if written.lower() in PRONOUNS:
        return "pronoun"
    if written == statement.speaker[0]:
        return "same"
    return "partial" if set(written.split()) & set(statement.speaker[0].split()) else "role"


def readings(pattern: str) -> dict[str, list[Statement]]:
    """The statements of all readings of that name, by article; says what cannot be found and exits."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    wrong = 0
    for path in sorted((HERE / "readings").glob(pattern)):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            record = json.loads(line)
            try:
                found[record["file"]].append(located(record, article(record["file"])))
            except (NotThereError, IndexError) as error:
                wrong += 1
                print(f"{path.name}:{number}: {record['file']}: not found: {error}", file=sys.stderr)
    if wrong:
        sys.exit(f"{wrong} texts not found: mend the readings")
    return found


def article(name: str) -> str:
    """The text of an article, unchanged."""
    return (HERE / "text" / name).read_bytes().decode("utf-8")


def write(folder: Path, found: dict[str, list[Statement]], reader: str) -> None:
    """One annotation file an article."""
    folder.mkdir(exist_ok=True)
    for name, statements in found.items():
        lines = "\n".join(brat(statements))
        (folder / f"{Path(name).stem}_{reader}.ann").write_text(lines + "\n", "utf-8")


def main() -> None:
    """Write the annotations of both readings, and who the speakers of the first are."""
    first, second = readings("first*.jsonl"), readings("second*.jsonl")
    write(HERE / "attributions", first, "A")
    write(HERE / "second", second, "B")
    with (HERE / "speakers.jsonl").open("w", encoding="utf-8") as out:
        for name in sorted(first):
            for statement in first[name]:
                who = statement.speaker
                named = None if not who else who[0] if len(who) == 1 else who
                record = {"file": name, **statement.spans, "speaker": named, "kind": statement.kind}
                out.write(json.dumps({**record, "form": form(statement, article(name))}) + "\n")
    count = sum(map(len, first.values()))
    print(f"{count} statements in {len(first)} articles; {len(second)} articles read twice")


if __name__ == "__main__":
    main()

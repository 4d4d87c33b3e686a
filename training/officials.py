"""How well officials are recognised as speakers: ``python -m training officials``.

Whom the speakers of the development articles should be is settled apart from the product: a speaker whose
name, as written by the readers, is one of the plain forms of somebody's name in the raw file is that person.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from config.importing.formats import read_public
from config.importing.merging import BroughtBefore, merge
from config.officials import read_officials
from processors.nlp import load
from processors.officials import OfficialIndex
from processors.pipeline import annotate_all
from wirewatch.records import Annotated, Article, Official

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCORES = Path(__file__).with_name("officials.json")
EXAMPLE = Path(__file__).parents[1] / "config" / "officials.yml"
_FOUND = 0.5
"""The share of the annotated statement's characters that makes it found, as in the speakers' scorer."""
_NOT_THEM = frozenset(("Robert Menendez",))
"""The senator, who is not in the file of 2026; his son of the same name is."""
_SAME = {"Obama": "Barack Obama", "Trump": "Donald Trump"}
"""Whom the readers name by less."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Forms = dict[tuple[str, ...], str]


class Set(NamedTuple):
    """Development articles with annotated speakers, and the officials that are looked for in them."""

    name: str
    folder: Path
    speakers: Path
    officials: tuple[Official, ...]
    forms: Forms


def evaluate(shared: Path, *, keep: bool = False, show: bool = False) -> None:
    """Print the table beside the scores kept last; keep the new ones if asked to."""
    last = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
    report = {each.name: _figures(each, show=show) for each in sets(shared)}
    for name, figures in report.items():
        print(f"\n{name:52} now    kept")
        for key, value in figures.items():
            kept = last.get(name, {}).get(key)
            print(f"{key:50} {value:7.3f}  {'' if kept is None else f'{kept:.3f}'}")
    if keep:
        SCORES.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def sets(shared: Path) -> list[Set]:
    """The legislators alone, as the issue has it; with the presidents; and the example of the product."""
    lists = shared / "watchlists"
    congress, executive = lists / "legislators-current.yaml", lists / "executive.yaml"
    polnear, quotes = shared / "polnear", shared / "wirequotes"
    example = read_officials(EXAMPLE)
    named = {_words(name): each.id for each in example for name in (each.name, *each.aliases)}
    return [
        Set("polnear, legislators", polnear / "dev/text", polnear / "speakers-dev.jsonl", *_public(congress)),
        Set(
            "polnear, legislators and executive",
            polnear / "dev/text",
            polnear / "speakers-dev.jsonl",
            *_public(congress, executive),
        ),
        Set("wirequotes, example", quotes / "dev/text", quotes / "dev/speakers.jsonl", example, named),
    ]


def _public(*files: Path) -> tuple[tuple[Official, ...], Forms]:
    """The officials as they are imported, and the plain forms of their names, read from the raw files."""
    officials: tuple[Official, ...] = ()
    brought: BroughtBefore = {}
    forms: Forms = {}
    for file in files:
        source, found = read_public(file)
        merged = merge(officials, found.officials, source, brought)
        officials, brought = merged.everyone(officials), merged.brought
        raw = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for (key, _), person in zip(found.officials, raw, strict=True):
            for form in _plain_forms(person):
                forms.setdefault(form, brought[source, key].official.id)
    return officials, forms


def _plain_forms(person: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    name = person["name"]
    last, middle = name["last"], name.get("middle", "")
    for given in (name["first"], name.get("nickname")):
        if given:
            yield _words(f"{given} {last}")
            yield _words(f"{given} {middle} {last}")
            yield _words(f"{given} {middle[:1]} {last}")
    yield _words(name.get("official_full", ""))
    yield _words(re.sub(r"\(.*", "", person["id"].get("wikipedia", "")))


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without nicknames in quotes and without Jr."""
    words = re.findall(r"[^\W_]+", re.sub(r'"[^"]*"', "", name).casefold())
    return tuple(word for word in words if word not in ("jr", "sr", "ii", "iii", "iv"))


def _figures(chosen: Set, *, show: bool) -> dict[str, float]:
    gold = [json.loads(line) for line in chosen.speakers.read_text(encoding="utf-8").splitlines()]
    annotated = _annotated(chosen, {each["file"] for each in gold})
    count: Counter[str] = Counter()
    for each in gold:
        right = _officials(chosen, each["speaker"])
        said = _said(annotated[each["file"]], each["content"])
        found = said if said is not None else set()
        count.update(
            right=len(right), found=len(right) if said is not None else 0, said=len(found),
            hit=len(right & found), statements=1,
        )  # fmt: skip
        if show and right != found:
            print(f"{each['file']}: {each['speaker']}: {sorted(right)}, found {said and sorted(said)}")
    return {
        "statements by officials": count["right"],
        "precision": count["hit"] / max(count["said"], 1),
        "recall, of the statements found": count["hit"] / max(count["found"], 1),
        "recall, of all": count["hit"] / max(count["right"], 1),
    }


def _annotated(chosen: Set, files: Iterable[str]) -> Mapping[str, Annotated]:
    days = _days(chosen.folder.parent / "articles.jsonl")
    articles = [
        Article(
            uri=file,
            body=(chosen.folder / file).read_text(encoding="utf-8"),
            versioncreated=datetime.combine(days.get(file) or _day(file), time(), UTC),
        )
        for file in sorted(files)
    ]
    return {each.uri: each for each in annotate_all(articles, load(), OfficialIndex(chosen.officials))}


def _days(listed: Path) -> dict[str, date]:
    """The day of each article, where a list says it."""
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    return {each["file"]: date.fromisoformat(each["date"]) for each in map(json.loads, lines)}


def _day(file: str) -> date:
    match = _DAY.search(file)
    if not match:
        raise ValueError(f"{file}: no day in its name")
    return date.fromisoformat(match[0])


def _officials(chosen: Set, speaker: str | list[str] | None) -> set[str]:
    """The ids of those of ``speaker`` who are officials."""
    names = [speaker] if isinstance(speaker, str) else speaker or []
    plain = [_words(_SAME.get(name, name)) for name in names if name not in _NOT_THEM]
    return {chosen.forms[each] for each in plain if each in chosen.forms}


def _said(annotated: Annotated, content: list[list[int]]) -> set[str] | None:
    """The officials who say the statement of that content; None where it was not found."""
    target = {at for start, end in content for at in range(start, end)}
    best, speakers = 0.0, None
    for statement in annotated.statements:
        here = {at for start, end in statement.content for at in range(start, end)}
        shared = len(target & here) / len(target | here)
        if shared > best:
            best, speakers = shared, statement.speakers
    if best < _FOUND or speakers is None:
        return None
    return {each.official for each in speakers if each.official}

"""Results of the Wikidata Query Service as CSV: a line for each person, office and spelling.

docs/officials.md has a query that asks for all of the columns read here.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from config.importing import naming
from config.importing.days import earliest, latest
from config.importing.found import Found, Gathering
from config.masking import one_line
from wirewatch.errors import ConfigError
from wirewatch.records import Role

NAME = "wikidata"
_COLUMNS = {
    "who": ("person", "item", "human", "official"),
    "name": ("personLabel", "itemLabel", "humanLabel", "officialLabel", "name"),
    "aliases": ("personAltLabel", "itemAltLabel", "humanAltLabel", "officialAltLabel", "altLabel", "alias"),
    "role": ("positionLabel", "officeLabel", "postLabel", "roleLabel", "role"),
    "of": ("ofLabel", "jurisdictionLabel", "countryLabel"),
    "start": ("start", "startDate", "startTime", "from"),
    "end": ("end", "endDate", "endTime", "to"),
    "start precision": ("startPrecision",),
    "end precision": ("endPrecision",),
    "died": ("died", "death", "dateOfDeath"),
}
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d{0,11})")
_UNKNOWN = re.compile(r"https?://www\.wikidata\.org/\.well-known/genid/.*|_:.*|t\d+")
_LENGTHS = {"9": 4, "10": 7}
"""How much of a day holds, by Wikidata's precision: the year, the month; all of it otherwise."""
_VAGUE = frozenset(map(str, range(9)))


class _Table(NamedTuple):
    """The place of each column that is there, and how many there are in all."""

    columns: Mapping[str, int]
    width: int


@dataclass
class _Reading:
    people: dict[str, Gathering] = field(default_factory=dict)
    found: Found = field(default_factory=Found)


def read(lines: Iterable[str], file: str) -> Found:
    """The people in ``lines``; ConfigError with the number of the line that cannot be read."""
    rows = csv.reader(lines, strict=True)
    reading = _Reading()
    try:
        table = _table(next(rows, []))
        for row in rows:
            if any(row):
                _take(reading, _values(table, row))
    except (ValueError, csv.Error) as error:
        raise ConfigError(one_line(str(error)), file=file, line=max(rows.line_num, 1)) from error
    for key, person in reading.people.items():
        person.into(reading.found, key)
    return reading.found


def _table(header: list[str]) -> _Table:
    """The columns that are there; ValueError where those are missing that must be."""
    places = {name.strip().lstrip("?").casefold(): at for at, name in enumerate(header)}
    columns = {
        column: next(places[name.casefold()] for name in names if name.casefold() in places)
        for column, names in _COLUMNS.items()
        if any(name.casefold() in places for name in names)
    }
    if missing := [_COLUMNS[column][0] for column in ("who", "name") if column not in columns]:
        raise ValueError(
            f"no column {' and no column '.join(missing)}: the first line must name the columns, as the "
            f"query in docs/officials.md does (here: {', '.join(header) or 'nothing'})"
        )
    return _Table(columns, len(header))


def _values(table: _Table, row: list[str]) -> dict[str, str]:
    if len(row) != table.width:
        raise ValueError(f"expected {table.width} columns as in the first line, got {len(row)}")
    return {column: row[at].strip() for column, at in table.columns.items()}


def _take(reading: _Reading, values: Mapping[str, str]) -> None:
    if not (match := _ITEM.fullmatch(values["who"])):
        raise ValueError(
            f'expected the address of an item such as .../entity/Q7747, got "{values["who"][:60]}"'
        )
    person = reading.people.setdefault(match[1], Gathering(wikidata=match[1]))
    if not _ITEM.fullmatch(values["name"]):  # an item without a label is labelled with its id
        person.names.append(values["name"])
        person.names += values.get("aliases", "").split(", ")
    if _known(died := values.get("died", "")):
        person.died = latest(died)
    person.roles += _role(reading.found, values)


def _role(found: Found, values: Mapping[str, str]) -> Iterator[Role]:
    title = naming.tidy(values.get("role", ""))
    if not title:
        return
    if _ITEM.fullmatch(title):
        found.left_out["offices without an English name"] += 1
        return
    start, end = (_day(values, column) for column in ("start", "end"))
    if values.get("end") and not end:
        found.left_out["offices that ended nobody says when"] += 1
        return
    first, last = earliest(start) if start else None, latest(end) if end else None
    if first and last and last < first:
        found.left_out["offices that end before they begin"] += 1
    else:
        yield Role(title=_of(title, values.get("of", "")), start=first, end=last)


def _day(values: Mapping[str, str], column: str) -> str:
    """As much of the day as is known; empty when none is."""
    text, precision = values.get(column, ""), values.get(f"{column} precision", "")
    if not _known(text) or precision in _VAGUE:
        return ""
    sign = text[:1] if text[:1] in "+-" else ""
    return sign + text.removeprefix(sign)[: _LENGTHS.get(precision)]


def _known(text: str) -> bool:
    return bool(text) and not _UNKNOWN.fullmatch(text)


def _of(title: str, body: str) -> str:
    body = "" if _ITEM.fullmatch(body) else naming.tidy(body)
    return title if body.casefold() in title.casefold() else naming.tidy(f"{title} of {body}") or title

"""FollowTheMoney entities as JSON Lines, as OpenSanctions publishes them, nested or by reference.

Of the model's 70 schemata these matter here: people and bodies, and who held which post or sat where
(Occupancy, Directorship, Membership, Employment). The rest is passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from babel import Locale

from config.importing import naming
from config.importing.days import earliest, latest
from config.importing.found import Found, Gathering
from config.masking import one_line
from wirewatch.errors import ConfigError
from wirewatch.records import ActorKind, Role

NAME = "followthemoney"
_KINDS: dict[str, ActorKind] = {
    "Person": "person",
    "Organization": "organization",
    "PublicBody": "organization",
    "Company": "organization",
    "LegalEntity": "organization",
}
_SEATS = {
    "Occupancy": ("holder", "post"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
}
"""Schema -> who, and what they held or where they sat."""
_DEEPEST = 8
_NAMES = ("name", "alias", "previousName", "abbreviation")


class _Entity(msgspec.Struct, frozen=True):
    id: str
    schema: str
    caption: str = ""
    properties: dict[str, list[str | dict[str, Any]]] = {}


class _Seat(NamedTuple):
    who: str
    where: str
    role: str
    start: date | None
    end: date | None


@dataclass
class _Reading:
    """What the lines so far have said."""

    people: dict[str, Gathering] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    seats: list[_Seat] = field(default_factory=list)
    found: Found = field(default_factory=Found)


def read(lines: Iterable[bytes], file: str) -> Found:
    """The officials in ``lines``; ConfigError with the number of the line that cannot be read."""
    reading = _Reading()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                _take(reading, msgspec.json.decode(line, type=_Entity))
            except (ValueError, RecursionError) as error:
                reason = f"no entity of FollowTheMoney: {one_line(str(error))}"
                raise ConfigError(reason, file=file, line=number) from error
    for seat in reading.seats:
        _seat(reading, seat)
    for key, person in reading.people.items():
        person.into(reading.found, key)
    return reading.found


def _take(reading: _Reading, entity: _Entity, around: str = "", depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise ValueError(f"entities within entities, more than {_DEEPEST} deep")
    values: dict[str, list[str]] = {}
    for name, given in entity.properties.items():
        inner = [msgspec.convert(each, _Entity) for each in given if isinstance(each, dict)]
        for each in inner:
            _take(reading, each, entity.id, depth + 1)
        values[name] = [each for each in given if isinstance(each, str)] + [each.id for each in inner]
    if entity.schema in _KINDS:
        _person(reading, entity, values)
    elif entity.schema == "Position":
        if title := naming.tidy(entity.caption or _first(values, "name")):
            reading.posts[entity.id] = _of_country(title, values.get("country", ()))
    elif entity.schema in _SEATS:
        reading.seats += _seats(reading, entity, values, around)
    else:
        reading.found.left_out["neither people, bodies nor offices"] += 1


def _person(reading: _Reading, entity: _Entity, values: dict[str, list[str]]) -> None:
    person = reading.people.setdefault(entity.id, Gathering(kind=_KINDS[entity.schema]))
    names = [entity.caption, *(name for key in _NAMES for name in values.get(key, ()))]
    person.names += sorted(filter(None, names), key=lambda name: not naming.latin(name))
    known = [each for each in (*values.get("wikidataId", ()), entity.id) if naming.is_wikidata(each)]
    person.wikidata = person.wikidata or next(iter(known), None)
    if died := values.get("deathDate"):
        person.died = latest(max(died))


def _seats(reading: _Reading, entity: _Entity, values: dict[str, list[str]], around: str) -> Iterator[_Seat]:
    holder, post = _SEATS[entity.schema]
    start = min(values.get("startDate") or values.get("periodStart") or [""])
    end = max(values.get("endDate") or values.get("periodEnd") or [""])
    if not end and "ended" in values.get("status", ()):
        reading.found.left_out["offices that ended nobody says when"] += 1
        return
    days = earliest(start) if start else None, latest(end) if end else None
    for who in values.get(holder) or [around]:
        for where in values.get(post) or [around]:
            yield _Seat(who, where, naming.tidy(_first(values, "role")), *days)


def _seat(reading: _Reading, seat: _Seat) -> None:
    """Give the office to whoever held it: a post by its own title, a seat in a body by role and body."""
    person, body = reading.people.get(seat.who), reading.people.get(seat.where)
    title = reading.posts.get(seat.where, "")
    if not title and body and seat.role:
        title = naming.tidy(f"{seat.role} of {naming.tidy(body.names[0])}") if body.names else ""
    if person is None or not title:
        reading.found.left_out["offices of nobody known, or without a title"] += 1
    elif seat.start and seat.end and seat.end < seat.start:
        reading.found.left_out["offices that end before they begin"] += 1
    else:
        person.roles.append(Role(title=title, start=seat.start, end=seat.end))


def _first(values: dict[str, list[str]], name: str) -> str:
    return min(values.get(name, ()), default="")


def _of_country(title: str, codes: Iterable[str]) -> str:
    """The title of a post with its country, which some collections leave out: "President of Russia"."""
    countries = {name for name in map(_country, codes) if name}
    if len(countries) != 1:
        return title
    (country,) = countries
    mentioned = country.removeprefix("the ").casefold()[:4] in title.casefold()
    return title if mentioned else naming.tidy(f"{title} of {country}") or title


@lru_cache(maxsize=512)
def _country(code: str) -> str:
    name = str(Locale("en").territories.get(code.upper(), ""))
    name = naming.without_note(name).replace("\u2019", "'").replace(" & ", " and ")
    many = name.startswith("United ") or name in ("Netherlands", "Philippines", "Bahamas", "Maldives")
    return f"the {name}" if many else name

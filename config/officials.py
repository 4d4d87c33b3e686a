"""Reads the officials file: who they are, what they are called, and which office they held when."""

from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from config.checking import converted
from config.documents import Document, Place, read_yaml
from config.entries import Collected, Id, Words, collected
from config.rules import Rule
from wirewatch.errors import ConfigError
from wirewatch.records import ActorKind, Official, Role

Day = Annotated[date, Rule(about="a day such as 2012-05-22")]
Wikidata = Annotated[str, Rule(pattern=r"^Q[1-9]\d{0,11}$", about="a Wikidata id such as Q76")]


class RoleEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office, and the days on which it was held, first and last included."""

    title: Words
    from_: Day | None = msgspec.field(default=None, name="from")
    to: Day | None = None


class OfficialEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to recognise: a person, or an organization."""

    id: Id
    name: Annotated[Words, Rule(about="the full name as news write it")]
    kind: ActorKind = "person"
    aliases: Annotated[tuple[Words, ...], Rule(about="a list of other names and spellings")] = ()
    roles: Annotated[tuple[RoleEntry, ...], Rule(about="a list of roles, each with a title")] = ()
    groups: Annotated[
        tuple[Words, ...], Rule(about="a list of groups, by which watches name many at once")
    ] = ()
    wikidata: Wikidata | None = None


def read_officials(path: Path) -> tuple[Official, ...]:
    """The officials of a YAML file; ConfigError with the line of the first thing that is wrong."""
    return officials_in(read_yaml(path))


def officials_in(document: Document) -> tuple[Official, ...]:
    """The officials of a file already read; ConfigError with the line of the first thing that is wrong."""
    return _collected(document).sound()


def problems(path: Path) -> list[ConfigError]:
    """All that is wrong with an officials file: at most one thing per official."""
    try:
        return _collected(read_yaml(path)).problems
    except ConfigError as error:
        return [error]


def _collected(document: Document) -> Collected[Official]:
    return collected(document, "officials", lambda place: _official(document, place))


def _official(document: Document, place: Place) -> Official:
    entry = converted(OfficialEntry, document, place)
    for number, role in enumerate(entry.roles):
        if role.from_ and role.to and role.to < role.from_:
            reason = f"{role.to} is before {role.from_}, the day the role begins"
            raise document.error(reason, (*place, "roles", number, "to"))
    return Official(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        aliases=entry.aliases,
        roles=tuple(Role(title=role.title, start=role.from_, end=role.to) for role in entry.roles),
        groups=entry.groups,
        wikidata=entry.wikidata,
    )

"""Puts imported officials together with those that people keep: what a person wrote or took out stays so.

What earlier imports brought is known (``Brought``). So a name that a person has taken out since is not
brought again, and a last day is only moved where it still is what was imported.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from config.importing import naming
from config.importing.found import Imported
from wirewatch.records import Official, Role

T = TypeVar("T")
BroughtBefore = Mapping[tuple[str, str], "Brought"]
"""By source and key."""


class Brought(msgspec.Struct, frozen=True):
    """All that imports from one source ever brought of one official, under the id it has in the file."""

    source: str
    key: str
    official: Official


class Change(NamedTuple):
    """An official as the file has it, and as it is to be."""

    before: Official
    after: Official


@dataclass
class Merged:
    """What an import does to the officials file."""

    added: list[Official] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    stay_out: list[str] = field(default_factory=list)
    """Ids that earlier imports brought and a person has taken out."""
    namesakes: list[tuple[str, str]] = field(default_factory=list)
    """One that is new and one that was there, of the same name: nothing shows that they are one person."""
    brought: dict[tuple[str, str], Brought] = field(default_factory=dict)

    def everyone(self, mine: Iterable[Official]) -> tuple[Official, ...]:
        """The officials as they are to be; ``mine`` are those of the file before."""
        after = {change.before.id: change.after for change in self.changed}
        return (*(after.get(each.id, each) for each in mine), *self.added)


def merge(
    mine: Sequence[Official], imported: Iterable[Imported], source: str, brought: BroughtBefore
) -> Merged:
    """What ``imported`` from ``source`` changes in the officials ``mine``."""
    merged = Merged(brought=dict(brought))
    known = _Known(mine, {each.official.id for each in brought.values() if each.source == source})
    seen: set[str] = set()
    for key, official in imported:
        before = merged.brought.get((source, key))
        match = known.match(official, before)
        if match is None and before:
            merged.stay_out.append(before.official.id)
            continue
        if match is None:
            new = replace(official, id=known.fresh_id(official.id, key))
            merged.namesakes += [(new.id, other) for other in known.namesakes(official)]
        else:
            new = _joined(match, official, before.official if before else None)
        known.put(new)
        seen.add(new.id)
        so_far = replace(official, id=new.id)
        whole = _union(before.official, so_far) if before else so_far
        merged.brought[source, key] = Brought(source, key, whole)
    for id_, official in known.by_id.items():
        if id_ not in known.first:
            merged.added.append(official)
        elif official != known.first[id_]:
            merged.changed.append(Change(known.first[id_], official))
    merged.unchanged = len(seen) - len(merged.added) - len(merged.changed)
    return merged


class _Known:
    """The officials so far: those of the file, and what the import has made of them."""

    def __init__(self, mine: Iterable[Official], others: AbstractSet[str]) -> None:
        """``others`` are the ids of those whom the source knows by other keys."""
        self.first = {each.id: each for each in mine}
        self.by_id = dict(self.first)
        self._by_wikidata = {each.wikidata: each.id for each in self.first.values() if each.wikidata}
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for each in self.first.values():
            if each.id not in others:
                self._by_name[each.name.casefold()].append(each.id)

    def match(self, official: Official, before: Brought | None) -> Official | None:
        """Who of those known is the same person, as far as anything shows it."""
        known = self._by_wikidata.get(official.wikidata or "")
        if known is None and before and before.official.id in self.by_id:
            known = before.official.id
        if known is None and not before:
            alike = (self.by_id[id_] for id_ in self.namesakes(official))
            known = next((each.id for each in alike if _same_office(each, official)), None)
        return self.by_id[known] if known else None

    def put(self, official: Official) -> None:
        """``official`` is known from now on, or changed."""
        self.by_id[official.id] = official
        if official.wikidata:
            self._by_wikidata.setdefault(official.wikidata, official.id)

    def fresh_id(self, proposed: str, key: str) -> str:
        """An id that nobody has yet: the name, else the name with the source's key."""
        longer = f"{proposed}-{naming.slug(key)}".strip("-")[:90].strip("-")
        choices = chain(filter(None, (proposed, longer)), (f"{longer or 'official'}-{at}" for at in count(2)))
        return next(each for each in choices if each not in self.by_id)

    def namesakes(self, official: Official) -> list[str]:
        """Those of the file of that name, whom neither the source nor Wikidata tells apart from them."""
        return [
            id_
            for id_ in self._by_name.get(official.name.casefold(), ())
            if not (official.wikidata and self.by_id[id_].wikidata)
        ]


def _same_office(one: Official, other: Official) -> bool:
    """Whether both held some office at the same time: then the same name is the same person."""
    return any(_overlap(left, right) for left in one.roles for right in other.roles)


def _overlap(left: Role, right: Role) -> bool:
    if left.title.casefold() != right.title.casefold():
        return False
    starts, ends = max(_first(left), _first(right)), min(_last(left), _last(right))
    return starts <= ends


def _first(role: Role) -> date:
    return role.start or date.min


def _last(role: Role) -> date:
    return role.end or date.max


def _joined(mine: Official, new: Official, before: Official | None) -> Official:
    """What a person keeps, with what is new to both the file and earlier imports."""
    untouched = before is not None and mine.name == before.name
    name = new.name if untouched else mine.name
    names = naming.distinct((new.name, *new.aliases, mine.name), besides=name)
    had = {before.name, *before.aliases} - {mine.name} if before else ()
    aliases = tuple(alias for alias in mine.aliases if alias != name or name == mine.name)
    written = {alias.casefold() for alias in aliases}
    return replace(
        mine,
        name=name,
        aliases=_more(aliases, (each for each in names if each.casefold() not in written), had),
        roles=_roles(mine, new, before),
        groups=_more(mine.groups, new.groups, before.groups if before else ()),
        wikidata=mine.wikidata or (None if before and before.wikidata else new.wikidata),
    )


def _more(mine: tuple[T, ...], new: Iterable[T], had: Iterable[T]) -> tuple[T, ...]:
    out = set(had) - set(mine)
    return (*mine, *dict.fromkeys(each for each in new if each not in out and each not in mine))


def _roles(mine: Official, new: Official, before: Official | None) -> tuple[Role, ...]:
    """Offices by title and first day."""
    roles = list(mine.roles)
    places = {_place(role): at for at, role in reversed(list(enumerate(roles)))}
    had = {_place(role): role for role in before.roles} if before else {}
    for role in new.roles:
        at, known = places.get(_place(role)), had.get(_place(role))
        if at is not None:
            ends = roles[at].end
            if ends == known.end if known else ends is None:
                roles[at] = role
        elif known is None and not any(_overlap(role, each) for each in mine.roles):
            roles.append(role)
    return tuple(roles)


def _place(role: Role) -> tuple[str, date | None]:
    return role.title, role.start


def _union(before: Official, new: Official) -> Official:
    """All that was ever brought."""
    roles = {_place(role): role for role in (*before.roles, *new.roles)}
    names = naming.distinct((before.name, *before.aliases, *new.aliases), besides=new.name)
    return replace(
        new,
        aliases=names,
        roles=tuple(roles.values()),
        groups=tuple(dict.fromkeys((*before.groups, *new.groups))),
        wikidata=new.wikidata or before.wikidata,
    )

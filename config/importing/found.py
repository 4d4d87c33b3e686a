"""What an importer hands over: officials, each with the key that its source knows it by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from config.importing import naming
from wirewatch.records import ActorKind, Official, Role

MOST_ALIASES = 40
"""Collections have some people in a hundred spellings."""
_SOON = 7
"""Days: between two terms in the same office there may be a holiday or an oath."""


class Imported(NamedTuple):
    """An official of a public file; ``official.id`` is only a proposal."""

    key: str
    official: Official


@dataclass
class Found:
    """The officials of one file, and how much of what else it had was left out, by reason."""

    officials: list[Imported] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass
class Gathering:
    """What a file says of one official, as its lines come."""

    names: list[str] = field(default_factory=list)
    """The one that news use first."""
    roles: list[Role] = field(default_factory=list)
    kind: ActorKind = "person"
    wikidata: str | None = None
    died: date | None = None

    def into(self, found: Found, key: str) -> None:
        """Add the official to ``found``, or the reason why it is none."""
        names = naming.distinct(_usable(self.names, self.kind))
        if not names:
            found.left_out["without a name"] += 1
            return
        if len(names) > MOST_ALIASES + 1:
            found.left_out[f"spellings beyond {MOST_ALIASES} of one name"] += len(names) - MOST_ALIASES - 1
        roles = [role for role in self.roles if role.start or role.end]
        if len(roles) < len(self.roles):
            found.left_out["offices without any day"] += len(self.roles) - len(roles)
        official = Official(
            id=naming.slug(names[0]) or naming.slug(key),
            name=names[0],
            kind=self.kind,
            aliases=names[1 : MOST_ALIASES + 1],
            roles=joined(_until(role, self.died) for role in roles),
            wikidata=self.wikidata,
        )
        found.officials.append(Imported(key, official))


def _usable(names: Sequence[str], kind: ActorKind) -> Iterable[str]:
    """The names as news write them; a further one of one word alone would be anybody's of that surname."""
    if kind != "person":
        return map(naming.tidy, names)
    written = [naming.person(name) for name in names]
    return (name for name in written if name in written[:1] or " " in name or not naming.latin(name))


def _until(role: Role, died: date | None) -> Role:
    if died is None or role.end or (role.start and role.start > died):
        return role
    return Role(title=role.title, start=role.start, end=died)


def joined(roles: Iterable[Role]) -> tuple[Role, ...]:
    """The roles in order of time, terms that follow upon each other in the same office made one."""
    kept: list[Role] = []
    last: dict[str, int] = {}
    for role in sorted(roles, key=lambda role: (role.start or date.min, role.end or date.max, role.title)):
        at = last.get(role.title)
        if at is not None and _follows(kept[at], role):
            ends = (kept[at].end, role.end)
            end = None if None in ends else max(each for each in ends if each)
            kept[at] = Role(title=role.title, start=kept[at].start, end=end)
        else:
            last[role.title] = len(kept)
            kept.append(role)
    return tuple(kept)


def _follows(before: Role, role: Role) -> bool:
    return before.end is None or role.start is None or (role.start - before.end).days <= _SOON

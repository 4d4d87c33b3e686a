"""The YAML files of unitedstates/congress-legislators: members of Congress, presidents, vice presidents."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from config.checking import converted, shown
from config.documents import Document
from config.entries import Words
from config.importing import naming
from config.importing.days import earliest, latest
from config.importing.found import Found, Imported, joined
from config.importing.states import STATES, TERRITORIES
from config.rules import Rule
from wirewatch.records import Official, Role

NAME = "congress-legislators"
_NICKNAME = re.compile(r'\s*(?:"([^"]+)"|\u201c([^\u201d]+)\u201d|\(([^)]+)\))')
_INITIAL = re.compile(r"\w\.?")
Text = Annotated[str, Rule(about="text")]


class _Ids(msgspec.Struct, frozen=True):
    bioguide: Text | None = None
    govtrack: Text | None = None
    wikidata: Text | None = None
    wikipedia: Text | None = None


class _Name(msgspec.Struct, frozen=True):
    first: Words
    last: Words
    middle: Text | None = None
    nickname: Text | None = None
    official_full: Text | None = None


class _Term(msgspec.Struct, frozen=True):
    type: Literal["sen", "rep", "prez", "viceprez"]
    start: Words
    end: Words | None = None
    state: Text | None = None
    party: Text | None = None


class _Leadership(msgspec.Struct, frozen=True):
    title: Words
    start: Words
    end: Words | None = None


class _Legislator(msgspec.Struct, frozen=True):
    id: _Ids
    name: _Name
    terms: Annotated[tuple[_Term, ...], Rule(about="a list of terms in office")]
    leadership_roles: Annotated[tuple[_Leadership, ...], Rule(about="a list of offices")] = ()


def read(document: Document) -> Iterator[Found]:
    """Every person of the file, a few at a time; ConfigError with the line of what cannot be read."""
    if not isinstance(document.values, list):
        raise document.error(f"expected a list of legislators, got {shown(document.values)}")
    for number in range(len(document.values)):
        entry = converted(_Legislator, document, (number,))
        key = entry.id.bioguide or entry.id.govtrack
        if not key:
            raise document.error("neither bioguide nor govtrack: one must say who it is", (number, "id"))
        yield Found([Imported(key, _official(document, number, entry))])


def _official(document: Document, number: int, entry: _Legislator) -> Official:
    names = [name for name in naming.distinct(_names(entry)) if name]
    wikidata = entry.id.wikidata or ""
    return Official(
        id=naming.slug(names[0]),
        name=names[0],
        aliases=tuple(names[1:]),
        roles=joined(_roles(document, number, entry)),
        groups=tuple(_groups(entry)),
        wikidata=wikidata if naming.is_wikidata(wikidata) else None,
    )


def _names(entry: _Legislator) -> Iterator[str]:
    """The name that news use (Wikipedia goes by it), then the others."""
    name, last = entry.name, naming.tidy(entry.name.last)
    page = naming.without_note(entry.id.wikipedia or "")
    if set(naming.slug(last).split("-")) & set(naming.slug(page).split("-")):
        yield page
    full = entry.name.official_full or ""
    first, middle = naming.tidy(_NICKNAME.sub("", name.first)), naming.tidy(name.middle or "")
    yield naming.tidy(_NICKNAME.sub("", full))
    called = [naming.tidy(name.nickname or "")]
    called += [naming.tidy(next(filter(None, found))) for found in _NICKNAME.findall(f"{name.first} {full}")]
    called += [first, middle if _INITIAL.fullmatch(first) else ""]
    yield from (f"{given} {last}" for given in called if given and not _INITIAL.fullmatch(given))
    yield f"{first} {middle} {last}" if middle else f"{first} {last}"


def _roles(document: Document, number: int, entry: _Legislator) -> Iterator[Role]:
    for at, term in enumerate(entry.terms):
        state = STATES.get(term.state or "", "")
        if term.type in ("sen", "rep") and not state:
            reason = f"expected a state such as OH, got {shown(term.state)}"
            raise document.error(reason, (number, "terms", at, "state"))
        yield _role(document, (number, "terms", at), _title(term.type, state), term.start, term.end)
    for at, office in enumerate(entry.leadership_roles):
        place = (number, "leadership_roles", at)
        yield _role(document, place, naming.tidy(office.title) or office.title, office.start, office.end)


def _role(document: Document, place: tuple[str | int, ...], title: str, start: str, end: str | None) -> Role:
    key = "start"
    try:
        first = earliest(start)
        key = "end"
        last = latest(end) if end else None
    except ValueError as error:
        raise document.error(str(error), (*place, key)) from error
    if last and last < first:
        raise document.error(f"{last} is before {first}, the day the term begins", (*place, "end"))
    return Role(title=title, start=first, end=last)


def _title(kind: str, state: str) -> str:
    if kind == "prez":
        return "President of the United States"
    if kind == "viceprez":
        return "Vice President of the United States"
    if kind == "sen":
        return f"United States senator from {state}"
    if state == "Puerto Rico":
        return "Resident Commissioner of Puerto Rico"
    kind = "delegate" if state in TERRITORIES else "representative"
    return f"United States {kind} from {state}"


def _groups(entry: _Legislator) -> Iterator[str]:
    """What the last term says: chamber and party."""
    yield "us"
    for term in entry.terms[-1:]:
        yield {"sen": "us-senate", "rep": "us-house"}.get(term.type, "us-executive")
        if party := naming.slug(term.party or ""):
            yield f"{party}s" if party in ("republican", "democrat", "independent") else party

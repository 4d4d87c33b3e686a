"""Reads the watches file: what people want to be told of, and where."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import field
from msgspec.structs import replace

from config.checking import at, converted, hint, shown
from config.documents import Document, Place, read_yaml
from config.entries import Collected, Id, Words, collected
from config.hours import DIGEST, QUIET, Digests, Quiet
from config.rules import Rule
from config.values import Duration
from wirewatch.errors import ConfigError, QueryError
from wirewatch.query.syntax import parse_once
from wirewatch.records import Manner, Official, Watch, Where

TERMINAL, FILE = "terminal", "file:"

Names = Annotated[Words | tuple[Words, ...], Rule(about="one, or a list of them")]
Manners = Annotated[Manner | tuple[Manner, ...], Rule(about="direct, indirect or mixed, or a list of them")]


class WatchEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A watch. Everything given must hold; within a list, one is enough."""

    id: Id
    officials: Annotated[Names, Rule(about="the id of an official, or a list of them")] = ()
    groups: Annotated[Names, Rule(about="a group of officials, or a list of them")] = ()
    query: Annotated[str, Rule(about='a query such as NATO OR "climate change"')] | None = None
    where: Where = "statement"
    manner: Manners = ()
    min_confidence: Annotated[float, Rule(least=0, most=1, about="a number from 0 to 1")] = 0.0
    first_hand: Annotated[bool, Rule(about="true or false")] = False
    throttle: Annotated[Duration, Rule(about="a duration such as 30m, 1h or 1d")] = field(
        default_factory=Duration
    )
    notify: Annotated[Names, Rule(about="a channel of wirewatch.toml, terminal or file:PATH, or a list")] = ()
    quiet_hours: Annotated[Quiet, Rule(about=QUIET)] | None = None
    digest: Annotated[Digests, Rule(about=DIGEST)] | None = None


def read_watches(
    path: Path, officials: Iterable[Official], channels: Collection[str] = ()
) -> tuple[Watch, ...]:
    """The watches of a YAML file on these officials; ConfigError with the line of the first mistake.

    ``channels`` are the ids of those that the settings name.
    """
    return _collected(path, officials, channels).sound()


def problems(path: Path, officials: Iterable[Official], channels: Collection[str] = ()) -> list[ConfigError]:
    """All that is wrong with a watches file: at most one thing per watch."""
    try:
        return _collected(path, officials, channels).problems
    except ConfigError as error:
        return [error]


def _collected(path: Path, officials: Iterable[Official], channels: Collection[str]) -> Collected[Watch]:
    everyone = tuple(officials)
    groups = frozenset(group for official in everyone for group in official.groups)
    known = {
        "officials": frozenset(official.id for official in everyone),
        "groups": groups,
        "channels": frozenset(channels),
    }
    document = read_yaml(path)
    return collected(document, "watches", lambda place: _watch(document, place, known))


def _watch(document: Document, place: Place, known: Mapping[str, Collection[str]]) -> Watch:
    entry = converted(WatchEntry, document, place)
    watch = Watch(
        id=entry.id,
        officials=_many(entry.officials),
        groups=_many(entry.groups),
        query=entry.query,
        where=entry.where,
        manner=_many(entry.manner),
        min_confidence=entry.min_confidence,
        first_hand=entry.first_hand,
        throttle=float(entry.throttle),
        notify=_many(entry.notify),
        quiet_hours=entry.quiet_hours.hours if entry.quiet_hours else (),
        digest=entry.digest.digest if entry.digest else None,
    )
    for key, names in (("officials", watch.officials), ("groups", watch.groups)):
        _check_known(document, (*place, key), names, known[key])
    _check_sense(document, place, watch)
    _check_query(document, place, watch)
    channels = _placed(document, (*place, "notify"), watch.notify)
    return replace(
        watch,
        notify=tuple(_channel(document, each, name, known["channels"]) for each, name in channels),
    )


def _many(value: str | tuple[str, ...]) -> tuple[Any, ...]:
    return (value,) if isinstance(value, str) else value


def _placed(document: Document, place: Place, names: tuple[str, ...]) -> list[tuple[Place, str]]:
    """Where each of ``names`` stands: ``place`` itself, when one was written without a list."""
    alone = isinstance(at(document.values, place), str)
    return [(place if alone else (*place, number), name) for number, name in enumerate(names)]


def _check_known(document: Document, place: Place, names: tuple[str, ...], known: Collection[str]) -> None:
    for where, name in _placed(document, place, names):
        if name not in known:
            what = "no official has this id" if place[-1] == "officials" else "no official is in this group"
            raise document.error(f"{shown(name)}: {what}{hint(name, known)}", where)


def _check_sense(document: Document, place: Place, watch: Watch) -> None:
    if not (watch.officials or watch.groups or watch.query):
        raise document.error("holds for everything: give officials, groups or a query", place)
    if watch.where == "mention" and not (watch.officials or watch.groups):
        raise document.error(
            "mention needs officials or groups; for words in an article write article", (*place, "where")
        )
    for key in ("manner", "min_confidence", "first_hand"):
        if watch.where != "statement" and getattr(watch, key):
            raise document.error(
                f"is of statements: remove it, or the line where: {watch.where}", (*place, key)
            )


def _check_query(document: Document, place: Place, watch: Watch) -> None:
    if watch.query is None:
        return
    try:
        parse_once(watch.query, "statements" if watch.where == "statement" else "articles")
    except QueryError as error:
        raise document.error(str(error), (*place, "query")) from error


def _channel(document: Document, place: Place, channel: str, known: Collection[str]) -> str:
    """A channel as it is used: the path of a ``file:`` channel begins at the folder of the watches file."""
    if channel == TERMINAL or channel in known:
        return channel
    path = channel.removeprefix(FILE)
    if path != channel and path.strip() and "\0" not in path:
        return channel if path.startswith("~") else f"{FILE}{Path(document.file).absolute().parent / path}"
    if "://" in channel:
        scheme = shown(channel.partition("://")[0])[1:-1]
        reason = f"{scheme}://…: put the address into wirewatch.toml, as a channel, and write its id here"
    elif path != channel:
        reason = f"{shown(channel)} names no file"
    else:
        reason = (
            f"{shown(channel)}: no channel has this id{hint(channel, known)}; "
            "write one of wirewatch.toml, terminal or file:PATH"
        )
    raise document.error(reason, place)

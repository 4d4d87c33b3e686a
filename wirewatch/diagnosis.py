"""What `wirewatch check` looks at: each finding says whether it is right, and how to mend it if not."""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path

import apsw

from config.settings import Settings
from processors.nlp import STATEMENTS, load
from sinks.sqlite.store import open_store
from wirewatch.channels import Ways
from wirewatch.composition import (
    officials_of,
    settings_from,
    store_file,
    watch_problems,
    watches_and_officials,
)
from wirewatch.errors import WirewatchError
from wirewatch.notifying.notices import Queue
from wirewatch.records import Record

PACKAGES = ("wirewatch", "producers", "processors", "sinks", "config")
LEAST_ROOM = 500_000_000
"""Bytes that the disk of the data folder should have free."""


class Finding(Record, frozen=True, kw_only=True):
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str


def diagnose(config: str | None) -> Iterator[Finding]:
    """All findings; stops early only when the settings themselves cannot be read."""
    yield _looked_at(
        "versions",
        lambda: (
            f"wirewatch {version('wirewatch')}, Python {platform.python_version()}, "
            f"spaCy {version('spacy')}, SQLite {apsw.sqlite_lib_version()}"
        ),
    )
    yield _looked_at("packages", _packages)
    try:
        settings = settings_from(config)
    except WirewatchError as error:
        yield Finding(what="settings", ok=False, detail=str(error))
        return
    yield Finding(what="settings", ok=True, detail=str(settings.masked()))
    yield _looked_at("officials", lambda: f"{len(officials_of(settings))} in {settings.officials}")
    yield _looked_at("watches", lambda: _watches(settings))
    yield _looked_at("language", lambda: _language(settings))
    yield _looked_at("data", lambda: _data(settings.data))
    yield from _channels(settings)
    for folder in settings.folders:
        yield _looked_at("folder", lambda folder=folder: _folder(folder.path))  # type: ignore[misc]


def _looked_at(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, ok=True, detail=look())
    except (WirewatchError, OSError) as error:
        return Finding(what=what, ok=False, detail=str(error))


def _packages() -> str:
    """Our plain package names are common property: another distribution may have overwritten them."""
    owners = packages_distributions()
    others = {name: sorted(set(owners.get(name, ())) - {"wirewatch"}) for name in PACKAGES}
    clashes = [f"{name} also belongs to {', '.join(who)}" for name, who in others.items() if who]
    if clashes:
        raise WirewatchError(f"{'; '.join(clashes)}: install wirewatch into a virtual environment of its own")
    return "nobody else's files among ours"


def _watches(settings: Settings) -> str:
    problems = watch_problems(settings, None)
    if problems:
        more = f" (and {len(problems) - 1} more: wirewatch watch check)" if len(problems) > 1 else ""
        raise WirewatchError(f"{problems[0]}{more}")
    watches, _ = watches_and_officials(settings, None)
    return f"{len(watches)} in {settings.watches}"


def _language(settings: Settings) -> str:
    nlp = load(settings.nlp.model or None, language=settings.nlp.language)
    name = f"{nlp.meta['name']} {nlp.meta['version']}"
    if not nlp.has_pipe(STATEMENTS):
        return f"no model for {nlp.lang!r}: articles are indexed and keyword watches fire, without statements"
    return f"{name} ({nlp.lang}): {', '.join(nlp.pipe_names)}"


def _data(folder: Path) -> str:
    if not store_file(folder).exists():
        return f"{folder}: nothing stored yet"
    with open_store(store_file(folder), readonly=True) as store:
        counts = ", ".join(f"{count} {what}" for what, count in store.counts().items())
    free = shutil.disk_usage(folder).free
    if free < LEAST_ROOM:
        raise WirewatchError(f"{folder}: only {free // 1_000_000} MB are free on its disk: make room")
    return f"{folder}: {counts}"


def _channels(settings: Settings) -> Iterator[Finding]:
    """Each channel of the settings, and whatever else people could not be told over."""
    queues, ways = _queues(settings.data), Ways(settings, os.environ)
    for name in dict.fromkeys((*(each.id for each in settings.channels), *queues)):
        yield _looked_at("channel", lambda name=name: _channel(ways, name, queues.get(name)))  # type: ignore[misc]


def _queues(folder: Path) -> dict[str, Queue]:
    try:
        with open_store(store_file(folder), readonly=True) as store:
            return {queue.channel: queue for queue in store.deliveries.queues()}
    except WirewatchError:
        return {}  # nothing stored yet, or what is wrong with the store was said already


def _channel(ways: Ways, name: str, queue: Queue | None) -> str:
    detail = f"{name}: {ways(name).shown}"
    if queue and queue.tries:
        raise WirewatchError(
            f"{detail}: {queue.tries} attempts have failed since {queue.since:%Y-%m-%d %H:%M} UTC, "
            f"{queue.waiting} waiting: {queue.reason}: mend it, and try with `wirewatch watch test-notify`"
        )
    advice = ways.advice(name)
    return f"{detail}{f', {queue.waiting} waiting' if queue else ''}{f' ({advice})' if advice else ''}"


def _folder(path: Path) -> str:
    if not path.is_dir():
        raise WirewatchError(f"{path}: no such folder: make it, or mend `folders` in wirewatch.toml")
    return f"{path} is watched"

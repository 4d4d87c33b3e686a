"""A test message over channels, at once: what ``wirewatch watch test-notify`` sends."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime

from config.settings import Settings
from wirewatch.channels import Ways
from wirewatch.clock import clock
from wirewatch.errors import WirewatchError
from wirewatch.notifying.notices import TERMINAL, Notice
from wirewatch.records import Alert, Record

TEXT = "This is a test: wirewatch can reach you here. Nobody said anything."


class Trial(Record, frozen=True, kw_only=True):
    """What became of a test message."""

    channel: str
    ok: bool
    detail: str
    """The address it went to, or the reason why it did not; no secrets."""


def trials(settings: Settings, channels: Sequence[str], watch: str) -> Iterator[Trial]:
    """Send a test message over each of ``channels``, as if that watch had fired."""
    ways = Ways(settings, os.environ)
    for channel in dict.fromkeys(channels):
        if channel != TERMINAL:
            yield _trial(ways, channel, _test(watch, clock()))


def _trial(ways: Ways, channel: str, notice: Notice) -> Trial:
    try:
        way = ways(channel)
        way.deliver([notice])
    except WirewatchError as error:
        return Trial(channel=channel, ok=False, detail=str(error))
    return Trial(channel=channel, ok=True, detail=way.shown)


def _test(watch: str, now: datetime) -> Notice:
    alert = Alert(
        id="test", watch=watch, official=None, line=None, statement=None, uri="urn:wirewatch:test",
        version=None, fired=now,
    )  # fmt: skip
    return Notice(id="test", event="fired", at=now, alert=alert, text=TEXT)

"""The channels of an installation: when each may be used, and how it is reached."""

from collections.abc import Mapping

from config.channels import holds_no_variable, resolved
from config.settings import Channel as Kept
from config.settings import Settings
from sinks.channels import Way as ServiceWay
from sinks.notify import Lines
from wirewatch.errors import ConfigError
from wirewatch.notifier import Way
from wirewatch.notifying.notices import EVENTS, FILE, Channel


def channels(settings: Settings) -> dict[str, Channel]:
    """What the settings say of when each may be used, by id."""
    return {each.id: _channel(each) for each in settings.channels}


def _channel(kept: Kept) -> Channel:
    lines = kept.url is not None and kept.url.written.startswith(FILE)
    told = kept.events if kept.events is not None else EVENTS if lines else Channel(id=kept.id).events
    return Channel(
        id=kept.id,
        events=told,
        quiet_hours=kept.quiet_hours.hours if kept.quiet_hours else (),
        digest=kept.digest.digest if kept.digest else None,
        lines=lines,
    )


class Ways:
    """How each channel is reached; made when it is first used, for an address may need a secret."""

    def __init__(self, settings: Settings, environ: Mapping[str, str]) -> None:
        self._kept = {each.id: each for each in settings.channels}
        self._environ = environ
        self._made: dict[str, Way] = {}

    def __call__(self, name: str) -> Way:
        """The way to the channel of that id; ConfigError says what is wrong, and shows no secret."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def advice(self, name: str) -> str:
        """What would be better about how the address is kept; empty when nothing."""
        way, kept = self(name), self._kept.get(name)
        if kept and isinstance(way, ServiceWay) and way.holds_secrets and holds_no_variable(kept.url):
            return "its secrets stand in wirewatch.toml: better write ${NAME} for them, or use url_file"
        return ""

    def _make(self, name: str) -> Way:
        if name.startswith(FILE):
            return Lines(name)
        if name not in self._kept:
            raise ConfigError(f"{name}: wirewatch.toml names no such channel: put it there")
        kept = self._kept[name]
        try:
            address = resolved(kept.url, kept.url_file, self._environ)
            return Lines(address) if address.startswith(FILE) else ServiceWay(address)
        except ConfigError as error:
            raise ConfigError(f"channel {name}: {error}") from None

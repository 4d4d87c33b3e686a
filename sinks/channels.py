"""Mail, Slack, Teams, webhooks, ntfy and the rest: a message to one of apprise's addresses."""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wirewatch.errors import ConfigError, TransientError
from wirewatch.notifying.notices import Notice
from wirewatch.notifying.wording import Tone, message

if TYPE_CHECKING:  # half a second to import, which most commands need not wait for
    from apprise.plugins.base import NotifyBase

BLOT = "***"
SHORTEST_SECRET = 4


class Way:
    """An address that messages can be sent to. It belongs to one thread at a time."""

    def __init__(self, address: str) -> None:
        """Raises ConfigError, without the address in it, when apprise cannot make anything of it."""
        import apprise  # noqa: PLC0415  (see TYPE_CHECKING above)

        self._secrets = _pieces(address)
        with _reasons():
            plugin = apprise.Apprise.instantiate(address)
        if plugin is None:
            scheme = address.partition("://")[0] if "://" in address else "no scheme"
            raise ConfigError(
                f"{scheme}: not an address that apprise knows: "
                "see https://github.com/caronc/apprise/wiki for how it is written"
            )
        self._plugin: NotifyBase = plugin
        self._whole, self._public = str(plugin.url()), str(plugin.url(privacy=True))  # type: ignore[no-untyped-call]
        public = _pieces(self.shown)
        self._secrets = [each for each in self._secrets if each not in public]

    @property
    def shown(self) -> str:
        """The address as people may see it."""
        return _shown(self._public)

    @property
    def holds_secrets(self) -> bool:
        """Whether part of the address is not for everybody's eyes."""
        return self._whole != self._public

    def deliver(self, notices: Sequence[Notice]) -> None:
        """Several notices are one message, a digest."""
        self.send(*message(notices))

    def send(self, title: str, body: str, tone: Tone = "info") -> None:
        """Returns when the other side has taken the message; TransientError, with the reason, when not."""
        with _reasons() as reasons:
            try:
                taken = self._plugin.notify(body=body, title=title, notify_type=tone, body_format="text")
            except Exception as error:  # noqa: BLE001  over a hundred services, each with faults of its own
                reasons.append(f"{type(error).__name__}: {error}")
                taken = False
        if not taken:
            said = self._masked("; ".join(dict.fromkeys(reasons))) or "it did not say why"
            raise TransientError(f"{self.shown}: not delivered: {said}")

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, BLOT)
        return " ".join(text.split())[:300]


def _pieces(address: str) -> list[str]:
    """Every piece of an address that may be a secret, the longest first."""
    rest = address.partition("://")[2]
    pieces = {piece for text in (rest, unquote(rest)) for piece in re.split(r"[/?&=#:@,;\s]+", text)}
    return sorted((piece for piece in pieces if len(piece) >= SHORTEST_SECRET), key=len, reverse=True)


def _shown(address: str) -> str:
    """Scheme and host; of mail the recipients too. The path of a webhook is a secret as often as not."""
    scheme, _, rest = address.partition("?")[0].partition("://")
    host, _, path = rest.partition("/")
    return (
        f"{scheme}://{host}/{unquote(path)}".rstrip("/")
        if scheme.startswith("mailto")
        else f"{scheme}://{host}"
    )


@contextmanager
def _reasons() -> Iterator[list[str]]:
    """What apprise logs in this thread while it tries: it says there, and only there, why it failed."""
    found: list[str] = []
    here = threading.get_ident()

    class Reasons(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said = record.getMessage()
            if record.thread == here and (record.levelno >= logging.WARNING or "Exception" in said):
                found.append(said)

    handler, logger = Reasons(), logging.getLogger("apprise")
    logger.propagate = (
        False  # what it says may hold secrets: it goes into the reason, masked, and nowhere else
    )
    logger.setLevel(logging.DEBUG)  # the cause of a failure is only said there
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)

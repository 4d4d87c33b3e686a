"""How Kafka is reached: addresses, TLS, who we are; and what to say when it is not."""

import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from kafka import KafkaAdminClient
from kafka.errors import KafkaError, RetriableError

from config.secrets import Secret, secret
from config.settings import Settings
from wirewatch.errors import ConfigError, TransientError, WirewatchError

log = logging.getLogger("wirewatch.streaming")
T = TypeVar("T")
PASSWORD = "WIREWATCH_KAFKA_PASSWORD"  # noqa: S105  the variable's name
PATIENCE = 5.0
"""Seconds within which a broker that is there answers."""


class Brokers(NamedTuple):
    """Where Kafka is and how it is spoken to."""

    servers: str
    tls: ssl.SSLContext | None = None
    user: str = ""
    password: Secret | None = None
    mechanism: str = "SCRAM-SHA-512"

    def options(self) -> dict[str, Any]:
        """The arguments for the clients of kafka-python."""
        found: dict[str, Any] = {
            "bootstrap_servers": [each.strip() for each in self.servers.split(",")],
            "security_protocol": ("SASL_" if self.user else "") + ("SSL" if self.tls else "PLAINTEXT"),
            "bootstrap_timeout_ms": PATIENCE * 1000,
            "reconnect_backoff_max_ms": 3000,  # a broker that is back is found at once
        }
        if self.tls:
            found["ssl_context"] = self.tls
        if self.user and self.password:
            found["sasl_mechanism"] = self.mechanism
            found["sasl_plain_username"] = self.user
            found["sasl_plain_password"] = self.password.reveal()
        return found


def brokers(settings: Settings, environ: Mapping[str, str]) -> Brokers:
    """As the settings and the environment say; ConfigError when that is not enough."""
    if not settings.kafka:
        raise ConfigError(
            "no Kafka is named: set WIREWATCH_KAFKA, or kafka in wirewatch.toml, to its servers (host:9092); "
            "`wirewatch run` needs none"
        )
    chosen = settings.streaming
    password = secret(PASSWORD, environ, chosen.password_file) if chosen.user else None
    if chosen.user and password is None:
        raise ConfigError(
            f"no password for the Kafka user {chosen.user}: set {PASSWORD}, or password_file in [streaming]"
        )
    return Brokers(settings.kafka, _context(settings), chosen.user, password, chosen.mechanism)


def _context(settings: Settings) -> ssl.SSLContext | None:
    chosen = settings.streaming
    if not (chosen.tls or chosen.ca or chosen.certificate):
        return None
    try:
        context = ssl.create_default_context(cafile=chosen.ca)
        if chosen.certificate:
            # an empty password: a key that has one must not have a terminal ask for it
            context.load_cert_chain(chosen.certificate, chosen.key, password="")
    except (OSError, ssl.SSLError) as error:
        named = ", ".join(str(each) for each in (chosen.ca, chosen.certificate, chosen.key) if each)
        raise ConfigError(f"certificates for Kafka cannot be used ({error}): check {named}") from None
    return context


@contextmanager
def admin(where: Brokers) -> Iterator[KafkaAdminClient]:
    """The admin client; TransientError with the reason when no broker answers."""
    with connecting(where):
        client = KafkaAdminClient(client_id="wirewatch", **where.options())
    try:
        yield client
    finally:
        client.close()


@contextmanager
def connecting(where: Brokers) -> Iterator[None]:
    """Turn what a client raises into an error that says why; the client itself only logs it."""
    reasons = _Reasons()
    logger = logging.getLogger("kafka")
    logger.addHandler(reasons)
    try:
        yield
    except RetriableError as error:
        raise reasons.verdict(where.servers, str(error)) from None
    except KafkaError as error:
        raise WirewatchError(f"Kafka ({where.servers}): {plainly(error)}") from None
    finally:
        logger.removeHandler(reasons)


class _Reasons(logging.Handler):
    """Keeps why connections failed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        found = re.search(r"Bootstrap connection to \S+ failed: (.*)", record.getMessage())
        if found:
            self.seen.append(found[1])

    def verdict(self, servers: str, otherwise: str) -> WirewatchError:
        """What cannot be mended by waiting is no TransientError."""
        for sign, words, may_pass in _REASONS:
            if any(sign in reason for reason in self.seen):
                kind = TransientError if may_pass else WirewatchError
                return kind(f"Kafka ({servers}) {words}")
        why = self.seen[-1] if self.seen else otherwise
        return TransientError(f"Kafka ({servers}) does not answer: {why}")


_REASONS = (
    ("SaslAuthenticationFailed", "refuses our user or its password: check them (user in [streaming])", False),
    ("UnsupportedSaslMechanism", "knows no such mechanism: check mechanism in [streaming]", False),
    ("CERTIFICATE_VERIFY_FAILED", "has a certificate that nobody vouches for: set ca in [streaming]", False),
    ("ALERT_CERTIFICATE", "wants a certificate of ours: set certificate and key in [streaming]", False),
    ("[SSL", "does not speak TLS there: check its port, or take ca and tls out of [streaming]", True),
    ("disconnected", "hangs up at once: if it wants TLS or a user, set ca and user in [streaming]", True),
    ("ECONNREFUSED", "does not answer: connection refused", True),
    ("DNS", "does not answer: no such host", True),
)


def plainly(error: Exception) -> str:
    """An error of the client in a line."""
    return " ".join(str(error).split()) or type(error).__name__


def waiting(
    ask: Callable[[], T], *, stopped: Callable[[float], bool], pause: float = 2.0, every: float = 60.0
) -> T:
    """What ``ask`` gives, asked again until its server answers; it is said once a minute that it does not.

    ``stopped`` waits for so many seconds and says whether to give up: the TransientError is then raised.
    """
    said = -every
    while True:
        try:
            return ask()
        except TransientError as error:
            if time.monotonic() - said >= every:
                log.warning("%s; waiting for it", error)
                said = time.monotonic()
            if stopped(pause):
                raise

"""The settings of one installation: ``wirewatch.toml``, the environment over it, defaults under it."""

import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import field
from msgspec.structs import replace

from config.channels import ADDRESS, Address
from config.checking import converted
from config.documents import Document, Place, read_toml
from config.entries import Id
from config.hours import DIGEST, QUIET, Digests, Quiet
from config.masking import masked
from config.rules import Rule
from config.values import Duration, encode
from wirewatch.records import EventKind

FILE_NAMES = ("wirewatch.toml", "config/wirewatch.toml")
ENVIRONMENT = {
    f"WIREWATCH_{key.upper()}": key
    for key in ("data", "officials", "watches", "kafka", "elasticsearch", "prefix", "desk")
}
"""Variables, and the key of the settings file that each stands for."""

_HOST_PORT = r"(\[[0-9a-fA-F:]+\]|[^\s,:/@\[\]]+):\d{1,5}"

Seconds = Annotated[Duration, Rule(about="a duration such as 30, 30s, 15m, 1h or 1d")]
Url = Annotated[
    str, Rule(pattern=r"^https?://[^\s/]", about="an address that begins with http:// or https://")
]
Language = Annotated[
    str, Rule(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", about="a language code such as en")
]
Zone = Annotated[ZoneInfo, Rule(about="the name of a time zone such as Europe/Vienna")]
HostPort = Annotated[str, Rule(pattern=f"^{_HOST_PORT}$", about="a host and a port such as 127.0.0.1:8080")]
Servers = Annotated[
    str,
    Rule(pattern=f"^{_HOST_PORT}(, *{_HOST_PORT})*$", about="servers such as kafka1:9092,kafka2:9092"),
]
Prefix = Annotated[
    str,
    Rule(
        pattern=r"^([a-z0-9][a-z0-9._-]*)?$",
        longest=100,
        about="lower-case letters, digits, . _ - before the names of topics, groups, indices",
    ),
]


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the settings file."""

    def masked(self) -> dict[str, Any]:
        """Everything, for showing: passwords and keys inside addresses are blotted out."""
        shown: dict[str, Any] = masked(msgspec.to_builtins(self, enc_hook=encode))
        return shown

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked()})"


class Folder(Section, frozen=True):
    """A folder that is watched for articles."""

    path: Annotated[Path, Rule(about="the path of a folder; its subfolders are read too")]
    interval: Seconds = field(default_factory=lambda: Duration(2))
    """Between two looks at it."""
    settle: Seconds = field(default_factory=lambda: Duration(1))
    """A file that changed less than this ago may be half written, and is left for the next look."""
    language: Language | None = None
    """Of its articles, where they do not say theirs."""
    zone: Zone | None = None
    """Of the times in its articles that name none; UTC otherwise."""


class Feed(Section, frozen=True):
    """An RSS or Atom feed that is polled."""

    url: Url
    interval: Seconds = field(default_factory=lambda: Duration(300))
    full_text: Annotated[bool, Rule(about="true to fetch the page of an entry that has only a summary")] = (
        True
    )
    language: Language | None = None
    """Of its entries, where they do not say theirs."""
    zone: Zone | None = None
    """Of the times in its entries that name none; UTC otherwise."""


class Fetch(Section, frozen=True):
    """How feeds and pages are fetched."""

    contact: Annotated[str, Rule(about="a mail address or page by which a site can reach you")] = ""
    allow_private: Annotated[bool, Rule(about="true to fetch from the own network too")] = False
    timeout: Seconds = field(default_factory=lambda: Duration(20))
    delay: Seconds = field(default_factory=lambda: Duration(1))
    """Between two requests to one host."""
    max_bytes: Annotated[int, Rule(least=1, about="the bytes of an answer above which it is dropped")] = (
        10_000_000
    )


class Nlp(Section, frozen=True):
    """The language pipeline."""

    model: Annotated[str, Rule(about="the name or folder of a spaCy pipeline; empty: the packaged one")] = ""
    language: Language = "en"
    """Of articles that do not say theirs."""
    workers: Annotated[int, Rule(least=0, most=256, about="a number of processes; 0: one for each core")] = 0
    max_body: Annotated[
        int, Rule(least=1, about="the most characters of an article; a longer one becomes a dead letter")
    ] = 200_000


class Channel(Section, frozen=True):
    """A way to people: one address of apprise's, or a file. Watches name it by its id."""

    id: Id
    url: Annotated[Address, Rule(about=ADDRESS)] | None = None
    url_file: Annotated[Path, Rule(about="the path of a file with the address in it")] | None = None
    """Instead of ``url``: so that the settings file holds no secret."""
    events: (
        Annotated[tuple[EventKind, ...], Rule(about="a list of what is told: fired, copies, retracted")]
        | None
    ) = None
    """When left out: a file is told everything, people not of each further copy."""
    quiet_hours: Annotated[Quiet, Rule(about=QUIET)] | None = None
    digest: Annotated[Digests, Rule(about=DIGEST)] | None = None


class Streaming(Section, frozen=True):
    """Kafka: what its topics are made with, how it is reached, and when a worker gives up."""

    partitions: Annotated[
        int, Rule(least=1, most=1000, about="a number: so many workers can annotate at the same time")
    ] = 12
    replication: Annotated[
        int, Rule(least=1, most=9, about="the number of brokers that keep each article")
    ] = 1
    retention: Seconds = field(default_factory=lambda: Duration(7 * 86_400))
    """How long articles stay in the topics."""
    retention_dead: Seconds = field(default_factory=lambda: Duration(90 * 86_400))
    """How long dead letters and alerts stay in theirs."""
    max_message: Annotated[int, Rule(least=100_000, about="the bytes of the largest article as JSON")] = (
        5_000_000
    )
    tls: Annotated[bool, Rule(about="true to speak TLS with the brokers")] = False
    ca: (
        Annotated[
            Path,
            Rule(
                about="the certificates (PEM) that vouch for the brokers; those of the system "
                "when there is none"
            ),
        ]
        | None
    ) = None
    certificate: Annotated[Path, Rule(about="our certificate (PEM), where brokers ask for one")] | None = None
    key: Annotated[Path, Rule(about="the key of our certificate (PEM)")] | None = None
    user: Annotated[
        str,
        Rule(
            about="who we are to the brokers (SASL); the password is in "
            "WIREWATCH_KAFKA_PASSWORD or in password_file"
        ),
    ] = ""
    password_file: Annotated[Path, Rule(about="the file with the password, and nothing else")] | None = None
    mechanism: Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] = "SCRAM-SHA-512"
    session: Seconds = field(default_factory=lambda: Duration(15))
    """A worker that is not heard of for so long has its partitions given to others."""
    stall: Seconds = field(default_factory=lambda: Duration(300))
    """A worker that has work and finishes none for so long ends, so that it is started again."""
    dead_ceiling: Annotated[
        int, Rule(least=1, about="the dead letters within dead_window above which a worker stops")
    ] = 100
    dead_window: Seconds = field(default_factory=lambda: Duration(600))
    listen: HostPort | None = None
    """Where /healthz, /readyz and /metrics are served."""


class Log(Section, frozen=True):
    """What is reported on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["text", "json"] = "text"


class Settings(Section, frozen=True):
    """Everything an installation can choose. From ``load``, paths are absolute and workers at least one."""

    data: Annotated[Path, Rule(about="the folder of the store")] = field(default_factory=lambda: Path("data"))
    officials: Annotated[Path, Rule(about="the path of the officials file")] = field(
        default_factory=lambda: packaged("officials.yml")
    )
    watches: Annotated[Path, Rule(about="the path of the watches file")] = field(
        default_factory=lambda: packaged("watches.yml")
    )
    kafka: Servers | None = None
    elasticsearch: Url | None = None
    prefix: Prefix = ""
    desk: HostPort = "127.0.0.1:8080"
    nlp: Nlp = field(default_factory=Nlp)
    folders: tuple[Folder, ...] = ()
    feeds: tuple[Feed, ...] = ()
    fetch: Fetch = field(default_factory=Fetch)
    channels: tuple[Channel, ...] = ()
    streaming: Streaming = field(default_factory=Streaming)
    log: Log = field(default_factory=Log)


def load(path: Path | None, environ: Mapping[str, str], *, cwd: Path) -> Settings:
    """The settings of ``path``, else of the first file found, with the environment's values over them.

    Looks for ``WIREWATCH_CONFIG``, ``wirewatch.toml``, ``config/wirewatch.toml``; without any, the defaults.
    Paths in a file are relative to its folder, all others to ``cwd``. ConfigError when something is wrong.
    """
    file = settings_file(path, environ, cwd=cwd)
    document = read_toml(file) if file else Document("", {}, lambda _: None, typed=True)
    settings = converted(Settings, document)
    _check_channels(settings.channels, document)
    settings = _anchored(settings, set(document.values), file.parent if file else cwd)
    for name, key in ENVIRONMENT.items():
        if value := environ.get(name):
            given = converted(Settings, Document(name, {key: value}, lambda _: None, typed=True))
            settings = replace(settings, **{key: getattr(_anchored(given, {key}, cwd), key)})
    settings = _anchored(settings, {"data"}, cwd)
    return replace(settings, nlp=replace(settings.nlp, workers=settings.nlp.workers or os.cpu_count() or 1))


def settings_file(path: Path | None, environ: Mapping[str, str], *, cwd: Path) -> Path | None:
    """The file that ``load`` reads; None when there is none and the defaults hold."""
    if named := path or environ.get("WIREWATCH_CONFIG"):
        return cwd / named
    return next((cwd / name for name in FILE_NAMES if (cwd / name).is_file()), None)


def _check_channels(channels: tuple[Channel, ...], document: Document) -> None:
    seen = set()
    for number, channel in enumerate(channels):
        place: Place = ("channels", number)
        if channel.id in seen:
            raise document.error(f'"{channel.id}" is there twice: ids must differ', (*place, "id"))
        if channel.id == "terminal":
            raise document.error('"terminal" is always there: choose another id', (*place, "id"))
        if (channel.url is None) == (channel.url_file is None):
            raise document.error("needs an url or an url_file, and not both", place)
        seen.add(channel.id)


def packaged(name: str) -> Path:
    """An example file of the package."""
    return Path(str(resources.files("config") / name))


def _anchored(settings: Settings, keys: set[str], folder: Path) -> Settings:
    """``settings`` with the relative paths among ``keys`` taken to begin at ``folder``."""
    changes: dict[str, Any] = {
        key: _absolute(getattr(settings, key), folder) for key in keys & {"data", "officials", "watches"}
    }
    if "folders" in keys:
        changes["folders"] = tuple(
            replace(each, path=_absolute(each.path, folder)) for each in settings.folders
        )
    if "channels" in keys:
        changes["channels"] = tuple(_anchored_channel(each, folder) for each in settings.channels)
    if "streaming" in keys:
        files = ("ca", "certificate", "key", "password_file")
        given = {name: file for name in files if (file := getattr(settings.streaming, name))}
        anchored = {name: _absolute(file, folder) for name, file in given.items()}
        changes["streaming"] = replace(settings.streaming, **anchored)
    if "nlp" in keys and "/" in settings.nlp.model:  # a folder; without a slash it is the name of a package
        changes["nlp"] = replace(settings.nlp, model=str(_absolute(Path(settings.nlp.model), folder)))
    return replace(settings, **changes)


def _anchored_channel(channel: Channel, folder: Path) -> Channel:
    if channel.url_file is not None:
        return replace(channel, url_file=_absolute(channel.url_file, folder))
    written = channel.url.written if channel.url else ""
    path = written.removeprefix("file:")
    if path == written or path.startswith(("~", "/")):
        return channel
    return replace(channel, url=Address(f"file:{_absolute(Path(path), folder)}"))


def _absolute(path: Path, folder: Path) -> Path:
    """Plain text work: links are left as they are, so that messages show the path that was written."""
    return Path(os.path.normpath(folder.absolute() / path))

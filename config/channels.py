"""The ways to people that the settings name: their addresses, with the secrets from where those are kept."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config.values import Written
from wirewatch.errors import ConfigError

ADDRESS = (
    "an address such as mailto://desk:${SMTP_PASSWORD}@mail.example.org?to=ann@example.org, or file:PATH"
)
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S|file:\S|\$\{[A-Za-z_][A-Za-z0-9_]*\}\Z")


class Address(Written):
    """Where a channel leads, as written: ``${NAME}`` stands for what the environment says. Never shown."""

    def __init__(self, written: Any) -> None:
        super().__init__(written)
        if not isinstance(written, str) or not _SCHEME.match(written):
            raise ValueError(f"expected {ADDRESS}")

    def __str__(self) -> str:
        return f"{self.written.partition(':')[0]}:***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and other.written == self.written

    def __hash__(self) -> int:
        return hash(self.written)


def resolved(address: Address | None, file: Path | None, environ: Mapping[str, str]) -> str:
    """The address with its secrets, for whoever sends; ConfigError says what is missing, never more."""
    if file is not None:
        try:
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise ConfigError(f"url_file {file}: cannot be read ({reason})") from None
    written = address.written if address else ""
    missing = sorted({name for name in _VARIABLE.findall(written) if name not in environ})
    if missing:
        raise ConfigError(f"the environment has no {', '.join(missing)}: set it, or use url_file")
    # a whole address from one variable is taken as it is; a part of one must not be read as its punctuation
    if whole := _VARIABLE.fullmatch(written):
        return environ[whole[1]]
    return _VARIABLE.sub(lambda found: quote(environ[found[1]], safe=""), written)


def holds_no_variable(address: Address | None) -> bool:
    """Whether the address is written out whole in the settings file."""
    return address is not None and not _VARIABLE.search(address.written)

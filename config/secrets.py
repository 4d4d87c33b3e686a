"""Passwords and keys: only from the environment or a file, and never shown."""

from collections.abc import Mapping
from pathlib import Path

from wirewatch.errors import ConfigError


class Secret:
    """A text that shows itself to nobody who does not ask for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "***"


def secret(variable: str, environ: Mapping[str, str], file: Path | None) -> Secret | None:
    """The value of ``variable``, else what the file named by ``variable`` + ``_FILE``, else ``file``, holds.

    None when there is none of them; ConfigError when the file cannot be read or is empty.
    """
    if text := environ.get(variable):
        return Secret(text)
    named = environ.get(f"{variable}_FILE")
    path = Path(named) if named else file
    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8 text"
        raise ConfigError(
            f"the secret for {variable} cannot be read: {reason}", file=str(path)
        ) from None  # what was read of it must not show
    if not text:
        raise ConfigError(f"the secret for {variable} is empty", file=str(path))
    return Secret(text)

"""What others have written, for showing: in one line, and without the secrets of addresses."""

import re
from typing import Any

_PASSWORD = re.compile(r"(?<=://)[^/?#\s]*@")
_KEY = re.compile(r"(?i)([?&;][^=&;#\s]*(?:key|token|secret|passw|auth|sig)[^=&;#\s]*=)[^&;#\s]*")


def one_line(text: str, *, longest: int = 500) -> str:
    """``text`` cut to ``longest`` characters, none of which does anything to a terminal."""
    plain = "".join(char if char.isprintable() else " " for char in text[: longest + 1])
    return plain if len(plain) <= longest else f"{plain[:longest]}…"


def masked_url(url: str) -> str:
    """``url`` without user and password, and without the values of parameters named like a key."""
    return _KEY.sub(r"\1***", _PASSWORD.sub("***@", url))


def masked(value: Any) -> Any:
    """``value``, of plain dicts, lists and text, with every address in it masked."""
    if isinstance(value, dict):
        return {key: masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(inner) for inner in value]
    return masked_url(value) if isinstance(value, str) else value

"""What is reported on standard error: lines for people, or JSON Lines; secrets of addresses never show."""

import logging
from datetime import UTC, datetime
from typing import Any

import msgspec

from config.masking import masked_url
from config.settings import Log

TALKATIVE = ("aiokafka", "elastic_transport", "faust", "kafka", "mode")
"""Libraries that log, with tracebacks, what we say in our own words; heard when the level is debug."""


def report(chosen: Log) -> None:
    """Report as the settings say."""
    logging.getLogger("wirewatch").setLevel(chosen.level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING if chosen.level == "debug" else logging.CRITICAL + 1)
    formatter = JsonLines() if chosen.format == "json" else Lines("%(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.setFormatter(formatter)


class Lines(logging.Formatter):
    """A line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        """As logging has it, with addresses masked."""
        return masked_url(super().format(record))


class JsonLines(logging.Formatter):
    """An object a line: ``time``, ``level``, ``logger``, ``message`` and, of an exception, ``error``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, with addresses masked."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked_url(record.getMessage()),
        }
        if record.exc_info:
            line["error"] = masked_url(self.formatException(record.exc_info))
        return msgspec.json.encode(line).decode()

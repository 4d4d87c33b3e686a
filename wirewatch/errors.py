"""What can go wrong, sorted by what the caller should do.

WirewatchError            the root; its text is one line for a person and says what to do next
├── ConfigError           a file people keep is wrong: mend it (place and reason are in the text)
│   └── QueryError        a query is not of the language: line, column and reason
├── ReadError             these bytes are no article: dead letter, never retry
├── RejectedArticle       an article that cannot be processed: dead letter, never retry
├── TransientError        it may work later: retry
└── StoreError            the data folder cannot be used (newer schema, locked, no room)
"""


class WirewatchError(Exception):
    """Root of everything this product raises on purpose."""


class ConfigError(WirewatchError):
    """A settings, officials or watches file is wrong."""

    def __init__(self, reason: str, *, file: str | None = None, line: int | None = None) -> None:
        self.reason, self.file, self.line = reason, file, line
        place = ":".join(str(part) for part in (file, line) if part is not None)
        super().__init__(f"{place}: {reason}" if place else reason)


class QueryError(ConfigError):
    """A query is not of the query language; ``row`` and ``column`` count from 1."""

    def __init__(self, reason: str, *, column: int | None = None, row: int = 1) -> None:
        self.column, self.row = column, row
        place = f"column {column}" if row == 1 else f"line {row}, column {column}"
        super().__init__(f"{place}: {reason}" if column is not None else reason)


class ReadError(WirewatchError):
    """Bytes that are no article of any known format."""


class RejectedArticle(WirewatchError):
    """An article that cannot be processed, with the stage that said so."""

    def __init__(self, reason: str, *, stage: str, uri: str | None = None) -> None:
        self.reason, self.stage, self.uri = reason, stage, uri
        super().__init__(f"{uri}: {stage}: {reason}" if uri else f"{stage}: {reason}")


class TransientError(WirewatchError):
    """Something outside did not answer; the same call may work later."""


class StoreError(WirewatchError):
    """The data folder cannot be used."""

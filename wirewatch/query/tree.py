"""A query as it was understood: a small frozen tree. Every node knows where in the query it was written."""

from collections.abc import Iterator

import msgspec

from wirewatch.query.fields import Index
from wirewatch.records import Span

MAX_LENGTH = 10_000
"""Characters of a query."""
MAX_NESTING = 50
"""Parentheses within parentheses."""
MAX_CLAUSES = 1024
"""Words, phrases, prefixes and ranges in a query (Lucene's limit, too); the words of a phrase count."""


class Written(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every node has: ``at``, the characters of the query it was written with."""

    at: Span


class Everything(Written, frozen=True, gc=False):
    """``*`` or ``*:*``: every document."""


class Term(Written, frozen=True, gc=False):
    """A word in one of ``fields``; of a keyword, the whole value in lower case."""

    fields: tuple[str, ...]
    word: str


class Prefix(Written, frozen=True, gc=False):
    """A word that starts so, in one of ``fields``."""

    fields: tuple[str, ...]
    start: str


class Phrase(Written, frozen=True, gc=False):
    """Two words or more in one of ``fields``, in order, or moved by ``slop`` places altogether."""

    fields: tuple[str, ...]
    words: tuple[str, ...]
    slop: int = 0


class Range(Written, frozen=True, gc=False):
    """A number, or a date in seconds since 1970, within limits that belong to it where ``*_in`` is true."""

    field: str
    low: float
    high: float
    low_in: bool = True
    high_in: bool = True


class Group(Written, frozen=True, gc=False):
    """Clauses as Lucene has them, not a formula of AND and OR.

    Holds when every ``required`` one does and no ``prohibited`` one, and, where none is required, one of
    the ``optional`` ones. With prohibited ones alone it holds for every other document (Elasticsearch).
    """

    required: "tuple[Node, ...]" = ()
    optional: "tuple[Node, ...]" = ()
    prohibited: "tuple[Node, ...]" = ()


Leaf = Everything | Term | Prefix | Phrase | Range
Node = Leaf | Group


class Query(msgspec.Struct, frozen=True):
    """A query over the documents of ``index``, with the text it was read from."""

    source: str
    index: Index
    root: Node

    def written(self, node: Node) -> str:
        """The part of the query that ``node`` was read from."""
        return self.source[slice(*node.at)]


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves of ``node``, those of prohibited clauses included."""
    if isinstance(node, Group):
        for each in (*node.required, *node.optional, *node.prohibited):
            yield from leaves(each)
    else:
        yield node

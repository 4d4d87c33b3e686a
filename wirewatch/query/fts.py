"""Asks SQLite's FTS5 for the documents that a query may match."""

from collections.abc import Collection

from wirewatch.analysis import analyse
from wirewatch.query.tree import Everything, Group, Node, Phrase, Prefix, Query, Range, Term


def to_fts(query: Query, columns: Collection[str]) -> str | None:
    """An FTS5 MATCH expression that no document fulfilling ``query`` fails; None when all must be looked at.

    ``columns`` are those of the FTS5 table, named like the fields; its tokenizer is ``analyse``.
    What it finds is to be held to ``match``: nearness, values and prohibited clauses are left out here.
    """
    return _expression(query.root, columns)


def _expression(node: Node, columns: Collection[str]) -> str | None:
    if isinstance(node, Group):
        return _group(node, columns)
    if isinstance(node, Everything | Range) or not set(node.fields) <= set(columns):
        return None
    words = _words(node)
    return f"{{{' '.join(node.fields)}}} : ({words})" if words else None


def _group(node: Group, columns: Collection[str]) -> str | None:
    if node.required:
        each = [found for part in node.required if (found := _expression(part, columns))]
        return " AND ".join(f"({found})" for found in each) or None
    options = [_expression(part, columns) for part in node.optional]
    if not options or None in options:
        return None
    return " OR ".join(f"({found})" for found in options)


def _words(node: Term | Prefix | Phrase) -> str | None:
    if isinstance(node, Prefix):
        # FTS5 cuts a prefix into words, where Lucene does not: what starts with "8." starts with "8"
        first = next(iter(analyse(node.start)), None)
        return f"{_quoted(first.text)} *" if first and first.start == 0 else None
    words = (node.word,) if isinstance(node, Term) else node.words
    if not all(map(_is_found, words)):
        return None
    return (" AND " if isinstance(node, Phrase) and node.slop else " + ").join(map(_quoted, words))


def _is_found(word: str) -> bool:
    """Whether FTS5, which analyses what it is asked for, finds ``word``; not so the keyword "--"."""
    return any(token.start == 0 for token in analyse(word))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'

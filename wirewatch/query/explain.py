"""A query clause by clause: which held on a document, by which characters, and which did not."""

from collections.abc import Iterator

from msgspec.structs import replace

from wirewatch.query.documents import Document
from wirewatch.query.match import holds, spans_of
from wirewatch.query.tree import Everything, Group, Leaf, Node, Query, Range
from wirewatch.records import Part


def explain(query: Query, document: Document, whole: Document | None = None) -> Part:
    """The clauses of ``query``; of a word that ``document`` lacks, where else in ``whole`` it stands."""
    return _part(query, query.root, document, whole)


def misses(part: Part) -> int:
    """How many words, values or officials would have to be otherwise for ``part`` to hold."""
    if part.holds:
        return 0
    if not part.parts:
        return 1
    each = [misses(inner) for inner in part.parts]
    return min(each) if part.any_of else sum(each) or 1


def _part(query: Query, node: Node, document: Document, whole: Document | None) -> Part:
    if not isinstance(node, Group):
        return _leaf(query, node, document, whole)
    required = [_part(query, each, document, whole) for each in node.required]
    prohibited = [_prohibited(query, each, document) for each in node.prohibited]
    optional = [_part(query, each, document, whole) for each in node.optional]
    if node.required or not optional:  # what is optional beside something required decides nothing
        parts = (*required, *prohibited)
    elif prohibited:
        parts = (_any(query.written(node), optional), *prohibited)
    else:
        return _any(query.written(node), optional)
    return Part(clause=query.written(node), holds=holds(node, document), parts=parts)


def _any(clause: str, parts: list[Part]) -> Part:
    return Part(clause=clause, holds=any(each.holds for each in parts), parts=tuple(parts), any_of=True)


def _prohibited(query: Query, node: Node, document: Document) -> Part:
    """A clause that must not hold; the spans show what is in the way."""
    held = holds(node, document)
    spans = tuple(sorted(_found(node, document))) if held else ()
    return Part(clause=f"NOT {query.written(node)}", holds=not held, spans=spans)


def _found(node: Node, document: Document) -> Iterator[tuple[int, int]]:
    if not isinstance(node, Group):
        yield from spans_of(node, document)
        return
    for each in (*node.required, *node.optional):
        if holds(each, document):
            yield from _found(each, document)


def _leaf(query: Query, leaf: Leaf, document: Document, whole: Document | None) -> Part:
    held = holds(leaf, document)
    written = query.written(leaf)
    if held:
        return Part(clause=written, holds=True, spans=tuple(sorted(spans_of(leaf, document))))
    if isinstance(leaf, Range):
        values = document.numbers(leaf.field)
        return Part(clause=written, holds=False, note=f"it is {values[0]:g}" if values else "it has none")
    elsewhere = _elsewhere(leaf, whole) if whole else ()
    note = "the article has it, elsewhere" if elsewhere else None
    return Part(clause=written, holds=False, elsewhere=elsewhere, note=note)


def _elsewhere(leaf: Leaf, whole: Document) -> tuple[tuple[int, int], ...]:
    """Where in the article's text the words stand that the statement does not have."""
    if isinstance(leaf, Everything | Range) or "text" not in leaf.fields:
        return ()
    return tuple(sorted(spans_of(replace(leaf, fields=("body",)), whole)))

"""Whether a document fulfils a query, and by which of its clauses."""

from collections.abc import Callable, Iterator
from typing import Any

from wirewatch.query.documents import Document, Words
from wirewatch.query.phrases import hits
from wirewatch.query.tree import Everything, Group, Leaf, Node, Phrase, Prefix, Query, Range, Term
from wirewatch.records import Clause, Span


def match(query: Query, document: Document) -> tuple[Clause, ...] | None:
    """The clauses that made ``query`` hold, as written and with their spans in the body; None if it does not.

    A prohibited clause that held, which is to say that the document has nothing of it, is there with NOT.
    """
    if not holds(query.root, document):
        return None
    found: dict[Span, Clause] = {}
    for at, clause in _reasons(query, query.root, document):
        before = found[at].spans if at in found else ()  # "two-way" is two words, and one clause
        found[at] = Clause(clause=clause.clause, spans=tuple(sorted({*before, *clause.spans})))
    return tuple(found[at] for at in sorted(found))


def holds(node: Node, document: Document) -> bool:
    """Whether ``document`` fulfils ``node``."""
    return _HOLDS[type(node)](node, document)


def _group(node: Group, document: Document) -> bool:
    for each in node.required:
        if not _HOLDS[type(each)](each, document):
            return False
    for each in node.prohibited:
        if _HOLDS[type(each)](each, document):
            return False
    if node.required or not node.optional:
        return True
    return any(_HOLDS[type(each)](each, document) for each in node.optional)


def _everything(_node: Everything, _document: Document) -> bool:
    return True


def _term(node: Term, document: Document) -> bool:
    for field in node.fields:  # noqa: SIM110  any() takes twice the time, and this runs most of all
        if node.word in document.words(field).places:
            return True
    return False


def _prefix(node: Prefix, document: Document) -> bool:
    return any(document.words(field).starting(node.start) for field in node.fields)


def _phrase(node: Phrase, document: Document) -> bool:
    return any(
        next(hits(node.words, node.slop, document.words(field).places), None) is not None
        for field in node.fields
    )


def _range(node: Range, document: Document) -> bool:
    return any(
        (node.low < value or (node.low_in and value == node.low))
        and (value < node.high or (node.high_in and value == node.high))
        for value in document.numbers(node.field)
    )


_HOLDS: dict[type, Callable[[Any, Document], bool]] = {
    Group: _group,
    Everything: _everything,
    Term: _term,
    Prefix: _prefix,
    Phrase: _phrase,
    Range: _range,
}


def _reasons(query: Query, node: Node, document: Document) -> Iterator[tuple[Span, Clause]]:
    """The leaves of ``node`` that hold, and the prohibited clauses; ``node`` holds."""
    if not isinstance(node, Group):
        yield node.at, Clause(clause=query.written(node), spans=spans_of(node, document))
        return
    for each in (*node.required, *node.optional):
        if holds(each, document):
            yield from _reasons(query, each, document)
    for each in node.prohibited:
        yield each.at, Clause(clause=f"NOT {query.written(each)}")


def spans_of(leaf: Leaf, document: Document) -> tuple[Span, ...]:
    """The characters of the body that a leaf stands for; none where it is of another field."""
    if isinstance(leaf, Everything | Range):
        return ()
    found = set()
    for field in leaf.fields:
        words = document.words(field)
        found |= {words.span(*places) for places in _places(leaf, words)}
    return tuple(span for span in found if span)


def _places(leaf: Term | Prefix | Phrase, words: Words) -> Iterator[tuple[int, int]]:
    """First and last place of everything in ``words`` that ``leaf`` stands for."""
    if isinstance(leaf, Phrase):
        yield from hits(leaf.words, leaf.slop, words.places)
        return
    for word in words.starting(leaf.start) if isinstance(leaf, Prefix) else (leaf.word,):
        for place in words.places.get(word, ()):
            yield place, place

"""Which of very many watches are worth a look: those of which something indispensable occurs.

Every watch is filed under a few *anchors*, words or officials without one of which it cannot match,
chosen so that as few watches as possible share them. Looking at an article costs what its words cost,
not what all the watches cost (Luwak and Lucene Monitor do it this way).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from wirewatch.query.tree import Everything, Group, Node, Prefix, Range, Term, leaves

Anchor = tuple[Literal["word", "prefix", "official"], str]
Anchors = frozenset[Anchor]

_WORDS = 50
"""So many words a text has for each official it has, about: an official singles out better than a word."""


class Wanted(NamedTuple):
    """What a watch asks for, as far as it decides where the watch is filed; empty ``officials``: anybody."""

    query: Node | None
    officials: Collection[str]


class Selection(NamedTuple):
    """Watches by anchor, each as its number; ``always`` those that have none."""

    words: dict[str, list[int]]
    prefixes: dict[str, list[int]]
    officials: dict[str, list[int]]
    lengths: tuple[int, ...]
    always: tuple[int, ...]


def select(wanted: Iterable[tuple[int, Wanted]], fields: frozenset[str]) -> Selection:
    """File numbered watches; ``fields`` are those whose words ``candidates`` will be given."""
    listed = list(wanted)
    shared = _shared(listed, fields)
    words, prefixes, officials = (defaultdict[str, list[int]](list) for _ in range(3))
    files = {"word": words, "prefix": prefixes, "official": officials}
    always = []
    for number, each in listed:
        anchors = _anchors(each, fields, shared)
        if anchors is None:
            always.append(number)
        for kind, name in anchors or ():
            files[kind][name].append(number)
    lengths = tuple(sorted({len(prefix) for prefix in prefixes}))
    return Selection(dict(words), dict(prefixes), dict(officials), lengths, tuple(always))


def candidates(selection: Selection, words: Iterable[str], officials: Iterable[str]) -> list[int]:
    """Numbers of the watches that may match where ``words`` and ``officials`` occur, in order, each once."""
    found = set(selection.always)
    for word in words:
        found.update(selection.words.get(word, ()))
        for length in selection.lengths:
            if length > len(word):
                break
            found.update(selection.prefixes.get(word[:length], ()))
    for official in officials:
        found.update(selection.officials.get(official, ()))
    return sorted(found)


def _anchors(wanted: Wanted, fields: frozenset[str], shared: Counter[Anchor]) -> Anchors | None:
    """The cheaper of its officials and its words; None when it must always be looked at."""
    choices = [_needed(wanted.query, fields, shared)] if wanted.query else []
    if wanted.officials:
        choices.append(frozenset(("official", each) for each in wanted.officials))
    return min(
        (each for each in choices if each is not None), key=lambda each: _cost(each, shared), default=None
    )


def _needed(node: Node, fields: frozenset[str], shared: Counter[Anchor]) -> Anchors | None:
    """Anchors one of which every document has that fulfils ``node``; None when there are none such."""
    if isinstance(node, Group):
        needs = [_needed(each, fields, shared) for each in node.required or node.optional]
        if not node.required:
            options = [each for each in needs if each is not None]
            return frozenset().union(*options) if needs and len(options) == len(needs) else None
    else:
        needs = [frozenset([anchor]) for anchor in _of_leaf(node, fields)]
    return min(
        (each for each in needs if each is not None), key=lambda each: _cost(each, shared), default=None
    )


def _of_leaf(leaf: Node, fields: frozenset[str]) -> Iterator[Anchor]:
    """Anchors all of which every document has that fulfils ``leaf``."""
    if isinstance(leaf, Everything | Range | Group) or not fields.issuperset(leaf.fields):
        return
    if isinstance(leaf, Prefix):
        yield "prefix", leaf.start
        return
    for word in (leaf.word,) if isinstance(leaf, Term) else leaf.words:
        yield "word", word


def _shared(listed: list[tuple[int, Wanted]], fields: frozenset[str]) -> Counter[Anchor]:
    """How many watches have each anchor: a fair guess at how often articles have it, in any language."""
    return Counter(
        anchor
        for _, (query, officials) in listed
        for anchor in (
            *(("official", each) for each in officials),
            *(anchor for leaf in (leaves(query) if query else ()) for anchor in _of_leaf(leaf, fields)),
        )
    )


def _cost(anchors: Anchors, shared: Counter[Anchor]) -> tuple[int, int]:
    """How often ``anchors`` are met, about; between equals, long words are rarer than short ones."""
    often = sum(shared[each] * (1 if each[0] == "official" else _WORDS) for each in anchors)
    return often, -min(len(name) for _, name in anchors)

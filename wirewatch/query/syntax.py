"""Reads a query, with the clauses of Lucene's classic query parser (default operator OR).

AND makes the clauses on its two sides required, OR changes nothing, NOT and - prohibit, + requires:
``a AND b OR c`` is ``+a +b c``. Groups of prohibited clauses alone hold for everything else, as in
Elasticsearch. Whatever is not supported is refused with its column: fuzzy words, wildcards other than a
last ``*``, regular expressions, boosts, date arithmetic, unknown fields, words without a letter or digit.
"""

from functools import lru_cache
from typing import Literal

import msgspec

from wirewatch.errors import QueryError
from wirewatch.query.fields import Index
from wirewatch.query.leaves import Target, between, defaults, quoted, target, word
from wirewatch.query.lexer import Symbol, lexemes, unescape
from wirewatch.query.tree import (
    MAX_CLAUSES,
    MAX_LENGTH,
    MAX_NESTING,
    Everything,
    Group,
    Node,
    Phrase,
    Query,
)
from wirewatch.records import Span

_Occur = Literal["required", "optional", "prohibited"]
_CONJUNCTIONS = frozenset({"AND", "OR"})
_MODIFIERS = frozenset({"+", "-", "NOT"})
_CLOSING = frozenset({")", "end"})
_NO_CLAUSE = _CONJUNCTIONS | _CLOSING
_LEAVES = frozenset({"word", "quoted", "range"})
_UNEXPECTED: dict[Symbol, str] = {
    ":": "the name of a field is missing before the colon",
    "tilde": '~ is supported after a "phrase" only',
}


def parse(query: str, *, index: Index = "statements") -> Query:
    """The tree of ``query``; QueryError with line and column (from 1) of what is wrong or not supported."""
    if len(query) > MAX_LENGTH:
        raise _placed(QueryError(f"longer than {MAX_LENGTH} characters", column=MAX_LENGTH + 1), query)
    try:
        return Query(query, index, _Reading(query, index).whole())
    except QueryError as error:
        raise _placed(error, query) from None


@lru_cache(maxsize=2**20)
def parse_once(query: str, index: Index) -> Query:
    """As ``parse``, and remembered.

    A file of watches is first checked and then compiled, and when it has changed most queries have not.
    """
    return parse(query, index=index)


def _placed(error: QueryError, query: str) -> QueryError:
    """The error with the line of ``query`` that its column is in, and the column counted there."""
    at = (error.column or 1) - 1
    begins = query.rfind("\n", 0, at) + 1
    if not begins:
        return error
    reason = error.reason.removeprefix(f"column {error.column}: ")
    return QueryError(reason, column=at - begins + 1, row=query.count("\n", 0, at) + 1)


class _Reading:
    """One reading of one query: where it stands, and how many words it has seen.

    Written for speed where every query passes: a hundred thousand are read at the start.
    """

    def __init__(self, query: str, index: Index) -> None:
        self.query, self.index = query, index
        self.tokens = lexemes(query)
        self.at = 0
        self.words = 0

    def whole(self) -> Node:
        root = self.clauses(defaults(self.index), 0)
        if self.tokens[self.at][0] == ")":
            raise self.refused("this ) closes nothing")
        return root

    def clauses(self, where: Target, depth: int) -> Node:
        """Clauses up to a ) or the end, put together as Lucene's QueryParserBase.addClause does."""
        tokens = self.tokens
        start = tokens[self.at][1]
        occurs: list[_Occur] = []
        nodes: list[Node] = []
        while True:
            conjunction = modifier = None
            symbol = tokens[self.at][0]
            if symbol in _CONJUNCTIONS:
                conjunction = self.conjunction(symbol, first=not nodes)
                symbol = tokens[self.at][0]
            if symbol in _CLOSING:
                break
            if symbol in _MODIFIERS:
                modifier = self.modifier(symbol)
            node = self.clause(where, depth)
            if conjunction == "AND" and occurs[-1] == "optional":
                occurs[-1] = "required"
            if modifier in ("NOT", "-"):
                occurs.append("prohibited")
            else:
                occurs.append("required" if modifier or conjunction == "AND" else "optional")
            nodes.append(node)
        if not nodes:
            raise self.refused("no words to look for")
        return _group(occurs, nodes, (start, tokens[self.at - 1][2]))

    def conjunction(self, symbol: Symbol, *, first: bool) -> Symbol:
        if first:
            raise self.refused(f"nothing stands before {symbol}")
        if self.tokens[self.at + 1][0] in _NO_CLAUSE:
            raise self.refused(f"nothing follows {symbol}")
        self.at += 1
        return symbol

    def modifier(self, symbol: Symbol) -> Symbol:
        _, start, end = self.tokens[self.at]
        following, next_start, _ = self.tokens[self.at + 1]
        written = self.query[start:end]
        if following in _NO_CLAUSE or following in _MODIFIERS:
            raise self.refused(f"nothing to look for follows {written}")
        if written != "NOT" and end < next_start:
            raise self.refused(f"{written} belongs right before a word")
        self.at += 1
        return symbol

    def clause(self, where: Target, depth: int) -> Node:
        """``[field:]`` and a word, a phrase, a range or a group."""
        tokens = self.tokens
        symbol, start, _ = tokens[self.at]
        if symbol == "word" and tokens[self.at + 1][0] == ":":
            named = self.named()
            if named is None:
                return Everything(at=(start, tokens[self.at - 1][2]))
            where = named
            symbol = tokens[self.at][0]
        if symbol == "(":
            inner = self.group(where, depth)
            return msgspec.structs.replace(inner, at=(start, tokens[self.at - 1][2]))
        node = self.leaf(where, start)
        self.words += _size(node)
        if self.words > MAX_CLAUSES:
            raise QueryError(f"more than {MAX_CLAUSES} words", column=start + 1)
        return node

    def named(self) -> Target | None:
        """The field before a colon; None for ``*:*``."""
        _, start, end = self.tokens[self.at]
        name = unescape(self.query[start:end])
        if name != "*":
            self.at += 2
            return target(name, self.index, (start, end))
        symbol, star, after = self.tokens[self.at + 2]
        if symbol != "word" or self.query[star:after] != "*":
            raise self.refused("*: is only for *:*, everything")
        self.at += 3
        return None

    def group(self, where: Target, depth: int) -> Node:
        if depth == MAX_NESTING:
            raise self.refused(f"more than {MAX_NESTING} parentheses in one another")
        opening = self.at
        self.at += 1
        node = self.clauses(where, depth + 1)
        if self.tokens[self.at][0] != ")":
            raise self.refused("this ( is not closed", opening)
        self.at += 1
        self.refuse_tilde()
        return node

    def leaf(self, where: Target, start: int) -> Node:
        symbol, first, end = self.tokens[self.at]
        if symbol not in _LEAVES:
            raise self.refused(_UNEXPECTED.get(symbol, "a word is missing here"))
        self.at += 1
        written = self.query[first:end]
        if symbol == "quoted":
            tilde = ""
            if self.tokens[self.at][0] == "tilde":
                _, first, end = self.tokens[self.at]
                tilde = self.query[first:end]
                self.at += 1
            return quoted(written, tilde, where, (start, end))
        self.refuse_tilde()
        if symbol == "range":
            return between(written, where, (start, end))
        return word(written, where, (start, end))

    def refuse_tilde(self) -> None:
        if self.tokens[self.at][0] == "tilde":
            raise self.refused('~ is supported after a "phrase" only: words have to be as they are spelt')

    def refused(self, reason: str, number: int | None = None) -> QueryError:
        """A refusal of the token of that number, of the next one if none is given."""
        return QueryError(reason, column=self.tokens[self.at if number is None else number][1] + 1)


def _size(node: Node) -> int:
    """How many words a leaf is; one without quotation marks may have become a group of them."""
    if isinstance(node, Phrase):
        return len(node.words)
    return len(node.optional) if isinstance(node, Group) else 1


def _group(occurs: list[_Occur], nodes: list[Node], at: Span) -> Node:
    if len(nodes) == 1 and occurs[0] != "prohibited":
        return nodes[0]
    parts: dict[_Occur, list[Node]] = {"required": [], "optional": [], "prohibited": []}
    for occur, node in zip(occurs, nodes, strict=True):
        parts[occur].append(node)
    return Group(
        required=tuple(parts["required"]),
        optional=tuple(parts["optional"]),
        prohibited=tuple(parts["prohibited"]),
        at=at,
    )

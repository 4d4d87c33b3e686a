"""Reads a query, with the clauses of Lucene's classic query parser (default operator OR).

AND makes the clauses on its two sides required, OR changes nothing, NOT and - prohibit, + requires:
``a AND b OR c`` is ``+a +b c``. Groups of prohibited clauses alone hold for everything else, as in
Elasticsearch. Whatever is not supported is refused with its column: fuzzy words, wildcards other than a
last ``*``, regular expressions, boosts, date arithmetic, unknown fields, words without a letter or digit.
"""

from typing import Literal

import msgspec

from wirewatch.errors import QueryError
from wirewatch.query.fields import Index
from wirewatch.query.leaves import Target, between, defaults, quoted, target, word
from wirewatch.query.lexer import Lexeme, Symbol, lexemes, unescape
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
_UNEXPECTED: dict[Symbol, str] = {
    ":": "the name of a field is missing before the colon",
    "tilde": '~ is supported after a "phrase" only',
}


def parse(query: str, *, index: Index = "statements") -> Query:
    """The tree of ``query``; QueryError with the column (from 1) of what is wrong or not supported."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"longer than {MAX_LENGTH} characters", column=MAX_LENGTH + 1)
    return Query(query, index, _Reading(query, index).whole())


class _Reading:
    """One reading of one query: where it stands, and how many words it has seen."""

    def __init__(self, query: str, index: Index) -> None:
        self.query, self.index = query, index
        self.tokens = lexemes(query)
        self.at = 0
        self.words = 0

    def whole(self) -> Node:
        root = self.clauses(defaults(self.index), 0)
        if self.token.symbol == ")":
            raise self.refused("this ) closes nothing")
        return root

    def clauses(self, where: Target, depth: int) -> Node:
        """Clauses up to a ) or the end, put together as Lucene's QueryParserBase.addClause does."""
        start = self.token.start
        found: list[tuple[_Occur, Node]] = []
        while True:
            conjunction = self.conjunction(first=not found)
            if self.token.symbol in (")", "end"):
                break
            modifier = self.modifier()
            node = self.clause(where, depth)
            if conjunction == "AND" and found[-1][0] != "prohibited":
                found[-1] = ("required", found[-1][1])
            if modifier in ("NOT", "-"):
                found.append(("prohibited", node))
            else:
                found.append(("required" if modifier or conjunction == "AND" else "optional", node))
        if not found:
            raise self.refused("no words to look for")
        return _group(found, (start, self.tokens[self.at - 1].end))

    def conjunction(self, *, first: bool) -> Symbol | None:
        token = self.accept("AND", "OR")
        if token and first:
            raise self.refused(f"nothing stands before {token.symbol}", token)
        if token and self.token.symbol in (")", "end", "AND", "OR"):
            raise self.refused(f"nothing follows {token.symbol}", token)
        return token.symbol if token else None

    def modifier(self) -> Symbol | None:
        token = self.accept("+", "-", "NOT")
        if not token:
            return None
        written = self.query[token.start : token.end]
        if self.token.symbol in (")", "end", "AND", "OR", "NOT", "+", "-"):
            raise self.refused(f"nothing to look for follows {written}", token)
        if written != "NOT" and token.end < self.token.start:
            raise self.refused(f"{written} belongs right before a word", token)
        return token.symbol

    def clause(self, where: Target, depth: int) -> Node:
        """``[field:]`` and a word, a phrase, a range or a group."""
        start = self.token.start
        if self.tokens[self.at].symbol == "word" and self.tokens[self.at + 1].symbol == ":":
            named = self.named()
            if named is None:
                return Everything(at=(start, self.tokens[self.at - 1].end))
            where = named
        if opening := self.accept("("):
            inner = self.group(where, depth, opening)
            return msgspec.structs.replace(inner, at=(start, self.tokens[self.at - 1].end))
        node = self.leaf(where, start)
        self.words += _size(node)
        if self.words > MAX_CLAUSES:
            raise QueryError(f"more than {MAX_CLAUSES} words", column=start + 1)
        return node

    def named(self) -> Target | None:
        """The field before a colon; None for ``*:*``."""
        token = self.tokens[self.at]
        name = unescape(self.query[token.start : token.end])
        self.at += 2
        if name != "*":
            return target(name, self.index, (token.start, token.end))
        star = self.accept("word")
        if star is None or self.query[star.start : star.end] != "*":
            raise self.refused("*: is only for *:*, everything", token)
        return None

    def group(self, where: Target, depth: int, opening: Lexeme) -> Node:
        if depth == MAX_NESTING:
            raise self.refused(f"more than {MAX_NESTING} parentheses in one another", opening)
        node = self.clauses(where, depth + 1)
        if not self.accept(")"):
            raise self.refused("this ( is not closed", opening)
        self.refuse_tilde()
        return node

    def leaf(self, where: Target, start: int) -> Node:
        token = self.token
        if not self.accept("word", "quoted", "range"):
            raise self.refused(_UNEXPECTED.get(token.symbol, "a word is missing here"))
        written = self.query[token.start : token.end]
        if token.symbol == "quoted":
            tilde = self.accept("tilde")
            end = tilde.end if tilde else token.end
            return quoted(written, self.query[tilde.start : end] if tilde else "", where, (start, end))
        self.refuse_tilde()
        if token.symbol == "range":
            return between(written, where, (start, token.end))
        return word(written, where, (start, token.end))

    def refuse_tilde(self) -> None:
        if self.token.symbol == "tilde":
            raise self.refused('~ is supported after a "phrase" only: words have to be as they are spelt')

    @property
    def token(self) -> Lexeme:
        return self.tokens[self.at]

    def refused(self, reason: str, token: Lexeme | None = None) -> QueryError:
        return QueryError(reason, column=(token or self.token).start + 1)

    def accept(self, *symbols: Symbol) -> Lexeme | None:
        """The next token, if it is one of ``symbols``; it is behind us then."""
        token = self.tokens[self.at]
        if token.symbol not in symbols:
            return None
        self.at += 1
        return token


def _size(node: Node) -> int:
    """How many words a leaf is; one without quotation marks may have become a group of them."""
    if isinstance(node, Phrase):
        return len(node.words)
    return len(node.optional) if isinstance(node, Group) else 1


def _group(found: list[tuple[_Occur, Node]], at: Span) -> Node:
    if len(found) == 1 and found[0][0] != "prohibited":
        return found[0][1]
    required, optional, prohibited = (
        tuple(node for occur, node in found if occur == wanted)
        for wanted in ("required", "optional", "prohibited")
    )
    return Group(required=required, optional=optional, prohibited=prohibited, at=at)

"""From what stands in the query to a leaf of the tree: words are analysed, values and ranges read."""

import re
from difflib import get_close_matches
from math import inf
from typing import NamedTuple

from wirewatch.analysis import MAX_WORD, analyse, lower
from wirewatch.errors import QueryError
from wirewatch.query.fields import BY_INDEX, DEFAULTS, FIELDS, Index, Kind
from wirewatch.query.lexer import ends, unescape, unquote
from wirewatch.query.tree import Everything, Group, Node, Phrase, Prefix, Range, Term
from wirewatch.query.values import limits
from wirewatch.records import Span

MAX_SLOP = 10_000

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_COMPARED = re.compile(r"([<>]=?)(.*)", re.DOTALL)
_SLOP = re.compile(r"~([0-9]{1,5})")


class Target(NamedTuple):
    """The fields that a word is looked for in, all of one kind; ``named`` when the query says which."""

    fields: tuple[str, ...]
    kind: Kind
    named: bool = True


def defaults(index: Index) -> Target:
    """Where a word without a field is looked for."""
    return Target(DEFAULTS[index], "text", named=False)


def target(name: str, index: Index, at: Span) -> Target:
    """The field ``name`` of the documents of ``index``; QueryError when they have none of that name."""
    known = BY_INDEX[index]
    if name in known:
        return Target((name,), known[name])
    if name in FIELDS:
        raise _refused(f"{index} have no field {name!r}", at)
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    raise _refused(f"no field {name!r}; {hint} (a colon in a word is written \\:)", at)


def word(written: str, where: Target, at: Span) -> Node:
    """A word without quotation marks: a term, a prefix, a value, or a comparison such as ``>=0.5``."""
    if where.kind == "text" and written.isalnum() and written.isascii() and len(written) <= MAX_WORD:
        return Term(
            fields=where.fields, word=written.lower(), at=at
        )  # as most are: the analysis can be spared
    wild = [n for n, char in enumerate(_ESCAPED.sub("__", written)) if char in "*?"]
    if wild and wild[0] == len(written) - 1 and written[-1] == "*":
        return _prefix(lower(unescape(written[:-1])), where, at)
    if wild:
        raise _refused("only one * at the end of a word is supported", (at[0] + wild[0], at[1]))
    if written[0] in "“”„«»":
        raise _refused('a phrase needs straight quotation marks: "', at)
    text = unescape(written)
    compared = _COMPARED.fullmatch(text)
    if where.kind in ("number", "date"):
        return _compare(compared, where, at) if compared else _value(text, where, at)
    if compared:
        raise _refused(f"{compared[1]} compares numbers and dates, not words", at)
    if where.kind == "keyword":
        return Term(fields=where.fields, word=lower(text), at=at)
    words = _words(text, at)
    if len(words) == 1:
        return Term(fields=where.fields, word=words[0], at=at)
    return Group(optional=tuple(Term(fields=where.fields, word=each, at=at) for each in words), at=at)


def quoted(written: str, tilde: str, where: Target, at: Span) -> Node:
    """A phrase, or a value in quotation marks; ``tilde`` is what follows: ``~5`` or nothing."""
    text = unquote(written)
    if tilde and where.kind != "text":
        raise _refused("nearness (~) is for phrases of words", (at[1] - len(tilde), at[1]))
    if where.kind in ("number", "date"):
        return _value(text, where, at)
    if where.kind == "keyword":
        return Term(fields=where.fields, word=lower(text), at=at)
    slop = _SLOP.fullmatch(tilde)
    if tilde and (not slop or int(slop[1]) > MAX_SLOP):
        raise _refused(f'write how near: "some words"~5, at most {MAX_SLOP}', (at[1] - len(tilde), at[1]))
    words = _words(text, at)
    if len(words) == 1:
        return Term(fields=where.fields, word=words[0], at=at)
    return Phrase(fields=where.fields, words=words, slop=int(slop[1]) if slop else 0, at=at)


def between(written: str, where: Target, at: Span) -> Node:
    """A range such as ``[0.5 TO 1}`` or ``[2023-01 TO *]``."""
    if where.kind not in ("number", "date"):
        raise _refused(
            "ranges are for numbers and dates: confidence:[0.5 TO 1], versioncreated:[2023-01 TO *]", at
        )
    low, high = ends(written)
    low_in, high_in = written[0] == "[", written[-1] == "]"
    first = (-inf, -inf) if low == "*" else _limits(low, where, at)
    last = (inf, inf) if high == "*" else _limits(high, where, at)
    return Range(
        field=where.fields[0],
        low=first[0] if low_in else first[1],
        high=last[1] if high_in else last[0],
        low_in=low_in or low == "*",
        high_in=high_in or high == "*",
        at=at,
    )


def _prefix(start: str, where: Target, at: Span) -> Node:
    if where.kind in ("number", "date"):
        raise _refused(f"{where.fields[0]} is a {where.kind}: write a range, [low TO high]", at)
    if start:
        return Prefix(fields=where.fields, start=start, at=at)
    if where.named:
        raise _refused("a * alone stands for everything, and in no field", at)
    return Everything(at=at)


def _compare(compared: re.Match[str], where: Target, at: Span) -> Node:
    sign, text = compared.groups()
    first, last = _limits(text, where, at)
    field = where.fields[0]
    if sign[0] == ">":
        return Range(field=field, low=first if sign == ">=" else last, high=inf, low_in=sign == ">=", at=at)
    return Range(field=field, low=-inf, high=last if sign == "<=" else first, high_in=sign == "<=", at=at)


def _value(text: str, where: Target, at: Span) -> Node:
    first, last = _limits(text, where, at)
    return Range(field=where.fields[0], low=first, high=last, at=at)


def _limits(text: str, where: Target, at: Span) -> tuple[float, float]:
    try:
        return limits(text, where.kind)
    except ValueError as error:
        raise _refused(str(error), at) from None


def _words(text: str, at: Span) -> tuple[str, ...]:
    if text.isascii() and len(text) <= MAX_WORD and text.replace(" ", "").isalnum():
        return tuple(text.lower().split())  # as most are: the analysis can be spared
    if words := tuple(token.text for token in analyse(text)):
        return words
    raise _refused("no letter or digit to look for", at)


def _refused(reason: str, at: Span) -> QueryError:
    return QueryError(reason, column=at[0] + 1)

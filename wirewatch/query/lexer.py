"""The tokens of a query, cut as Lucene's classic query parser cuts them."""

import re
from typing import Literal, NamedTuple, cast

from wirewatch.errors import QueryError

Symbol = Literal["word", "quoted", "range", "tilde", "AND", "OR", "NOT", "+", "-", "(", ")", ":", "end"]

_WORD = r"""(?:[^ \t\n\r\u3000!():^\[\]"{}~*?\\/]++|\\.)"""
_LIMIT = r"""(?:"(?:[^"\\]++|\\.)++"|[^\s\]}]++)"""
_RANGE = rf"[\[{{]\s*+{_LIMIT}\s++TO\s++{_LIMIT}\s*+[\]}}]"
_TOKEN = re.compile(
    r"(?P<space>[ \t\n\r\u3000]++)"
    rf"|(?P<word>(?![+-])(?:{_WORD}|[*?])++)"
    r'|(?P<quoted>"(?:[^"\\]++|\\.)*+")'
    rf"|(?P<range>{_RANGE})"
    rf"|(?P<tilde>~{_WORD}*+)"
    r"|(?P<symbol>[+\-!():])",
    re.DOTALL,
)
_OPERATORS: dict[str, Symbol] = {"AND": "AND", "&&": "AND", "OR": "OR", "||": "OR", "NOT": "NOT", "!": "NOT"}
_NO_TOKEN = {
    '"': 'this " is not closed',
    "[": "a range is written [low TO high]",
    "{": "a range is written {low TO high}",
    "]": 'put "]" in quotation marks, or [ and a range before it',
    "}": 'put "}" in quotation marks, or { and a range before it',
    "^": "boosts (^) are not supported: nothing is ranked here",
    "/": 'regular expressions are not supported; put words with "/" in quotation marks',
    "\\": "nothing follows the backslash",
}


class Lexeme(NamedTuple):
    """A token of a query: characters ``start`` to ``end`` of it."""

    symbol: Symbol
    start: int
    end: int


def lexemes(query: str) -> list[Lexeme]:
    """The tokens of ``query`` and an ``end``; QueryError at a character that begins none."""
    found, at = [], 0
    for token in _TOKEN.finditer(query):
        start, end = token.span()
        if start != at:
            break
        at, group = end, token.lastgroup
        if group in ("word", "symbol"):
            text = token.group()
            found.append(
                Lexeme(_OPERATORS.get(text) or cast("Symbol", group if group == "word" else text), start, end)
            )
        elif group != "space":
            found.append(Lexeme(cast("Symbol", group), start, end))
    if at < len(query):
        raise QueryError(_NO_TOKEN[query[at]], column=at + 1)
    found.append(Lexeme("end", at, at))
    return found


def ends(written: str) -> tuple[str, str]:
    """The two limits of a ``range`` lexeme, without quotation marks and backslashes."""
    low, high = re.findall(_LIMIT, re.sub(r"(?<=\s)TO(?=\s)", "", written[1:-1], count=1), re.DOTALL)
    return unquote(low), unquote(high)


def unquote(text: str) -> str:
    """``text`` without quotation marks around it, and without its backslashes."""
    return unescape(text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text)


def unescape(text: str) -> str:
    r"""``text`` without its backslashes; ``\u0041`` is A."""
    if "\\" not in text:
        return text
    return re.sub(r"\\u([0-9a-fA-F]{4})|\\(.)", _escaped, text, flags=re.DOTALL)


def _escaped(found: re.Match[str]) -> str:
    code, char = found.groups()
    return chr(int(code, 16)) if code else str(char)

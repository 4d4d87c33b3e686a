"""The tokens of a query, cut as Lucene's classic query parser cuts them."""

import re
from typing import Literal, cast

from wirewatch.errors import QueryError

Symbol = Literal["word", "quoted", "range", "tilde", "AND", "OR", "NOT", "+", "-", "(", ")", ":", "end"]

_WORD = r"""(?:[^ \t\n\r\u3000!():^\[\]"{}~*?\\/]++|\\.)"""
_LIMIT = r"""(?:"(?:[^"\\]++|\\.)++"|[^\s\]}]++)"""
_RANGE = rf"[\[{{]\s*+{_LIMIT}\s++TO\s++{_LIMIT}\s*+[\]}}]"
_SPACE = r"[ \t\n\r\u3000]*+"
_TOKEN = re.compile(
    rf"{_SPACE}(?:(?P<word>(?![+-])(?:{_WORD}|[*?])++)"
    r'|(?P<quoted>"(?:[^"\\]++|\\.)*+")'
    r"|(?P<symbol>[+\-!():])"
    rf"|(?P<range>{_RANGE})"
    rf"|(?P<tilde>~{_WORD}*+))",
    re.DOTALL,
)
_BLANK = re.compile(_SPACE)
_OPERATORS: dict[str, Symbol] = {"AND": "AND", "&&": "AND", "OR": "OR", "||": "OR", "NOT": "NOT", "!": "NOT"}
_SPELT = frozenset({"word", "symbol"})
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


Lexeme = tuple[Symbol, int, int]
"""A token of a query: what it is, and that it is characters ``start`` to ``end``."""


def lexemes(query: str) -> list[Lexeme]:
    """The tokens of ``query`` and an ``end``; QueryError at a character that begins none."""
    found: list[Lexeme] = []
    at = 0
    for token in _TOKEN.finditer(query):
        if token.start() != at:
            break
        group = cast("Symbol", token.lastgroup)
        start, at = token.span(group)
        if group in _SPELT:
            text = query[start:at]
            found.append(
                (_OPERATORS.get(text) or (group if group == "word" else cast("Symbol", text)), start, at)
            )
        else:
            found.append((group, start, at))
    if at < len(query):
        found_blank = _BLANK.match(query, at)
        at = found_blank.end() if found_blank else at
    if at < len(query):
        raise QueryError(_NO_TOKEN[query[at]], column=at + 1)
    found.append(("end", at, at))
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

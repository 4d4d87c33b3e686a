"""What people are called beside their names: titles, appositions, descriptions ("the spokesman")."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from processors.lexicon import Lexicon
from processors.offices import RoleKey, role_key
from processors.words import Words

Range = tuple[int, int]
_MODIFIERS = frozenset(("NOUN", "PROPN", "ADJ", "PART"))
_LONGEST = 8
_LONGEST_APPOSITION = 14
_STOPS = frozenset(
    (",", ";", ")", "\u2014", "\u2013", "-", ":", "who", "which", "and", "but", '"', "\u201c", "\u201d")
)


class Description(NamedTuple):
    """A phrase such as "the Kremlin spokesman"; ``head`` is its noun's place, ``definite`` whether known."""

    first: int
    last: int
    head: int
    definite: bool


def role_before(words: Words, lexicon: Lexicon, first: int) -> Range | None:
    """The title before the name at ``first``: "former prime minister" of "the former prime minister X"."""
    at = first - 1
    if at > 0 and words.forms[at] == ",":
        role = _modified(words, at - 1)
        opened = role[0] > 0 and words.folded[role[0] - 1] in lexicon.definite | lexicon.indefinite
        return role if opened and words.folded[at - 1] in lexicon.roles else None
    titled = at >= 0 and words.forms[at].endswith(".") and words.folded[at] in lexicon.roles  # "Sen."
    if at < 0 or not (words.forms[at][-1].isalnum() or titled):
        return None
    common = words.pos[at] == "NOUN" and words.forms[at].islower()
    return _modified(words, at) if common or words.folded[at] in lexicon.roles else None


def role_after(words: Words, lexicon: Lexicon, last: int) -> Range | None:
    """The apposition behind the name that ends at ``last``: "doctor in York" of "X, 57, a doctor in York"."""
    at = last
    if at >= len(words.forms) or words.forms[at] not in (",", "("):
        return None
    at += 1
    if at + 1 < len(words.forms) and words.pos[at] == "NUM" and words.forms[at + 1] == ",":
        at += 2
    end = _apposition_end(words, at)
    head = _head(words, at, end)
    if head is None or words.folded[head] not in lexicon.roles:
        return None
    return (at + (words.pos[at] == "DET"), end)


def descriptions(words: Words, lexicon: Lexicon, speaking: Container[int] = ()) -> Iterator[Description]:
    """Every phrase whose noun is a role or a body, outside quotations; names beside it are not looked at."""
    for head, word in enumerate(words.folded):
        if (word in lexicon.roles or word in lexicon.bodies) and _heads(words, head):
            first, _ = _modified(words, head)
            opener = words.folded[first - 1] if first else ""
            if opener in lexicon.indefinite or (words.in_quote[head] and head not in speaking):
                continue
            article = opener in lexicon.definite
            proper = word in lexicon.bodies and words.forms[head][0].isupper()
            yield Description(first - article, head + 1, head, article or proper)


def described(words: Words, description: Description) -> RoleKey:
    """What the description says, with the "of ..." behind it: {spokesperson, kremlin}."""
    return role_key(words.slice(description.first, _with_complement(words, description.last)))


def _modified(words: Words, head: int) -> Range:
    """The noun at ``head`` with the words before it that belong to it."""
    first = head
    while first > 0 and head - first < _LONGEST and _modifies(words, first - 1):
        first -= 1
    while first < head and words.pos[first] == "PART":
        first += 1
    return first, head + 1


def _modifies(words: Words, at: int) -> bool:
    hyphen = words.forms[at] == "-" and words.ends[at] == words.starts[at + 1]
    return hyphen or (words.pos[at] in _MODIFIERS and words.folded[at] not in ("to", "not"))


def _heads(words: Words, at: int) -> bool:
    """Whether the noun at ``at`` ends its phrase: not the "minister" of "the minister post"."""
    if words.pos[at] not in ("NOUN", "PROPN", "ADJ"):
        return False
    after = at + 1
    if after == len(words.forms):
        return True
    return words.pos[after] not in ("NOUN", "PROPN", "PART") and words.forms[after] != "-"


def _apposition_end(words: Words, at: int) -> int:
    end = at
    while end < len(words.forms) and end - at < _LONGEST_APPOSITION:
        stop = words.folded[end] in _STOPS or words.pos[end] in ("VERB", "AUX", "SPACE")
        if stop or words.sentence[end] != words.sentence[at] or words.forms[end] == ".":
            break
        end += 1
    return end


def _head(words: Words, first: int, end: int) -> int | None:
    """The last noun before a preposition."""
    at = first
    while at < end and words.pos[at] != "ADP":
        at += 1
    return at - 1 if at > first and words.pos[at - 1] in ("NOUN", "PROPN") else None


def _with_complement(words: Words, last: int) -> int:
    if last >= len(words.forms) or words.folded[last] not in ("of", "for"):
        return last
    end = last + 1
    if end < len(words.forms) and words.pos[end] == "DET":
        end += 1
    while end < len(words.forms) and end - last < _LONGEST and _modifies(words, end):
        end += 1
    return end

"""GUM's mentions -> names, as a news reader would mark them.

GUM marks every mention of a thing, nested (``[the president of [France]]``), in the ``Entity=`` attribute:
``(12-person-new-...`` opens one, ``12)`` closes it. A name is what is capitalised around a proper noun that
heads a mention: ``Emmanuel Macron`` of ``the French president, Emmanuel Macron``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from training.language.conllu import Sentence, Word

LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
# "Tejanos", "Buddhists": peoples, which CoreNLP calls MISC as it does the adjectives.
PEOPLE = "MISC"
UNTAUGHT = ""
# Words that join the capitalised parts of a name; a person's name holds only the second kind.
JOINTS = frozenset({"of", "the", "for", "and", "&"})
PERSONAL_JOINTS = frozenset({"-", ".", "de", "del", "la", "von", "van", "der", "bin", "al"})
UNNAMED = frozenset({"DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ", "PUNCT", "SYM", "PART"})
# A mention headed by one of these alone is an office, not a name.
TITLES = frozenset(
    """
    President Minister Secretary Senator Governor Mayor Judge Justice Chairman Chief Professor Doctor Dr. Mr.
    Mrs. Ms. King Queen Prince Princess Emperor Sultan Tsar Pope Bishop Archbishop Speaker Chancellor
    Ambassador General Director Dean Counsel Honor Excellency Majesty Father Mother Dad Mom God Lord
    """.split()
)
TITLE_RELATION = "nmod:desc"

_BRACKET = re.compile(r"\([^()]*\)?|[^()]+\)")

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention within one sentence: tokens ``start`` to ``end`` and GUM's type."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Names:
    """What one sentence teaches: names, and the stretches about which it says nothing."""

    spans: list[Span] = field(default_factory=list)
    untaught: list[tuple[int, int]] = field(default_factory=list)


def find_names(sentence: Sentence, peoples: AbstractSet[str]) -> Names:
    """Find the names of a GUM sentence; ``peoples`` are adjectives such as ``Kenyan``."""
    candidates = [name for mention in find_mentions(sentence) if (name := find_name(sentence.words, mention))]
    candidates.extend(find_peoples(sentence.words, peoples))
    kept = keep_longest(candidates)
    taken = {index for start, end, _ in kept for index in range(start, end)}
    # GUM's other kinds (times, quantities, works, events) are marked otherwise in PolNeAR, or not at all
    untaught = [span[:2] for span in kept if span[2] == UNTAUGHT]
    untaught.extend(find_doubtful(sentence, taken))
    return Names([span for span in kept if span[2] != UNTAUGHT], untaught)


def find_mentions(sentence: Sentence) -> Iterator[Mention]:
    """Yield the mentions that open and close within the sentence."""
    opened: list[tuple[str, str, int]] = []
    for index, word in enumerate(sentence.words):
        for bracket in _BRACKET.findall(word.entity):
            group, _, rest = bracket.strip("()").partition("-")
            if bracket.startswith("("):
                opened.append((group, rest.partition("-")[0], index))
            if bracket.endswith(")"):
                yield from close_mention(opened, group, index + 1)


def close_mention(opened: list[tuple[str, str, int]], group: str, end: int) -> Iterator[Mention]:
    """Yield the innermost open mention of a group, if it began in this sentence."""
    for place in reversed(range(len(opened))):
        if opened[place][0] == group:
            _, kind, start = opened.pop(place)
            yield Mention(start, end, kind)
            return


def find_name(words: list[Word], mention: Mention) -> Span | None:
    """Return the name at the head of a mention, if a proper noun heads it."""
    head = find_head(words, mention)
    if head is None or words[head].pos != "PROPN" or not words[head].text[:1].isupper():
        return None
    label: str | None = LABELS.get(mention.kind, UNTAUGHT)
    is_person = label == "PERSON"
    start, end = head, head + 1
    while start > mention.start and belongs(words[start - 1], head, is_person=is_person):
        start -= 1
    while end < mention.end and belongs(words[end], head, is_person=is_person):
        end += 1
    while not words[start].text[:1].isupper():
        start += 1
    while not words[end - 1].text[:1].isupper():
        end -= 1
    if is_person and end == start + 1:
        label = judge_single(words[head])
    return None if label is None else (start, end, label)


def judge_single(word: Word) -> str | None:
    """Return the label of a person's name of one word: a people in the plural, nothing for an office."""
    if word.text.title() in TITLES:
        return None
    return PEOPLE if word.tag == "NNPS" else "PERSON"


def find_head(words: list[Word], mention: Mention) -> int | None:
    """Return the word of a mention whose head stands outside it."""
    for index in range(mention.start, mention.end):
        head = words[index].head
        if head == index or not mention.start <= head < mention.end:
            return index
    return None


def belongs(word: Word, head: int, *, is_person: bool) -> bool:
    """Say whether a neighbour is part of the name: capitalised, or a joint, and no title."""
    if word.dep == TITLE_RELATION and word.head == head:
        return False
    if is_person and word.dep.startswith(("nmod", "appos")):  # the ambassador to the United States, Jane Doe
        return False
    if word.text.lower() in PERSONAL_JOINTS or (word.text.lower() in JOINTS and not is_person):
        return True
    return word.text[:1].isupper() and word.pos not in UNNAMED


def find_peoples(words: list[Word], peoples: AbstractSet[str]) -> Iterator[Span]:
    """Yield nationalities and religions, which CoreNLP calls MISC."""
    for index, word in enumerate(words):
        if word.text in peoples and word.pos in {"ADJ", "NOUN", "PROPN"}:
            yield index, index + 1, "MISC"


def find_doubtful(sentence: Sentence, taken: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """Yield what may be a name, date or amount but was not found as one: about these nothing is taught."""
    for mention in find_mentions(sentence):
        if mention.kind in {"time", "quantity"}:
            yield mention.start, mention.end
    for index, word in enumerate(sentence.words):
        if index in taken:
            continue
        if word.pos in {"PROPN", "NUM"} or (word.pos == "ADJ" and word.lemma[:1].isupper()):
            yield index, index + 1


def keep_longest(spans: list[Span]) -> list[Span]:
    """Drop the spans that lie in or across a longer one."""
    kept: list[Span] = []
    taken: set[int] = set()
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, end)):
            kept.append((start, end, label))
            taken.update(range(start, end))
    return sorted(kept)

"""Who speaks where, in an interview printed as questions and answers: "NG: We have some methods"."""

import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from processors.actors import Cast
from processors.names import initials, name_words
from wirewatch.records import Actor

_LABEL = re.compile(
    r"^[ \t]*(?:\(\((?P<wiki>[^()\n]{1,40})\)\)|(?P<plain>[A-Z][\w.'\u2019 -]{0,40}):"
    r"|(?P<bare>[A-Z]{2,3})(?= [A-Z]))",
    re.MULTILINE,
)
_ENOUGH = 3
"""Fewer labels of one kind are no interview."""
_MOST = 12
"""More people do not speak in one."""


class Turns(NamedTuple):
    """Where each turn begins, whose it is (None: whoever asks), and who alone is asked."""

    starts: list[int]
    whose: list[Actor | None]
    asked: Actor | None

    def at(self, place: int) -> Actor | None:
        """Who says "I" at this character."""
        turn = bisect_right(self.starts, place) - 1
        return self.whose[turn] if turn >= 0 else None

    def asked_at(self, place: int) -> Actor | None:
        """Who is "you" at this character: the one who answers, where somebody else speaks."""
        turn = bisect_right(self.starts, place) - 1
        return self.asked if turn >= 0 and self.whose[turn] is None else None


NO_TURNS = Turns([], [], None)


def find_turns(cast: Cast) -> Turns:
    """The turns of an interview; none where the text is something else."""
    labels = [(match.start(), match[match.lastgroup or 0]) for match in _LABEL.finditer(cast.words.text)]
    count = Counter(label for _, label in labels)
    labels = [(start, label) for start, label in labels if count[label] >= _ENOUGH]
    speaking = {label for _, label in labels}
    if not 1 < len(speaking) < _MOST:
        return NO_TURNS
    people = [actor for actor in cast.actors if actor.kind == "person"]
    known = {label: _called(people, name_words(label)) for label in sorted(speaking)}
    answering = [actor for actor in dict.fromkeys(known.values()) if actor]
    asked = answering[0] if len(answering) == 1 else None
    return Turns([start for start, _ in labels], [known[label] for _, label in labels], asked)


def _called(people: list[Actor], label: tuple[str, ...]) -> Actor | None:
    """The one person whose name, surname or initials the label is."""
    if not label:
        return None
    meant = []
    for person in people:
        name = name_words(person.name)
        short = len(label) == 1 and label[0] in initials(name)
        if short or name == label or name[-len(label) :] == label:
            meant.append(person)
    return meant[0] if len(meant) == 1 else None

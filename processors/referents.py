"""Whom a pronoun or a description means: "he", "the spokesman", "the company".

A walk through the text that keeps in mind who was mentioned lately, and how: what is a subject, or has just
spoken, stays in mind longest (centering: Grosz, Joshi and Weinstein 1995). Where two are as likely, the
phrase means nobody.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from processors.figures import Figure, Gathered
from processors.lexicon import Lexicon
from processors.links import MOST_CANDIDATES
from processors.offices import NO_LONGER, RoleKey
from processors.officials import OfficialIndex
from processors.roles import Description, described, descriptions
from processors.words import Words

Form = Literal["name", "role", "pronoun"]
_FADES = 0.5
"""What is left of a mention's weight one sentence later."""
_FORGOTTEN = 0.1
_CLEAR = 0.75
"""The runner-up must have less than this part of the best one's weight."""
_AGAIN = 0.3
_IN_MIND = 24
_QUOTED, _PLAIN, _SUBJECT, _SPEAKS = 0.2, 1.0, 2.0, 3.0


class Reference(NamedTuple):
    """The words ``[first, last)`` mean ``figure``, or it is open whom of ``candidates``, likeliest first."""

    first: int
    last: int
    form: Form
    figure: Figure | None
    candidates: tuple[Figure, ...] = ()
    margin: float = 1.0
    """How far the runner-up is behind: 0 not at all, 1 there is none."""


class Setting(NamedTuple):
    """What the walk knows from the start."""

    words: Words
    lexicon: Lexicon
    officials: OfficialIndex
    on: date | None
    speaking: frozenset[int]
    """The words that are sources of statements."""


@dataclass(slots=True)
class _Memory:
    """Who was mentioned so far, and who of them lately: figure -> (weight, sentence)."""

    lately: dict[Figure, tuple[float, int]] = field(default_factory=dict)
    by_role: defaultdict[str, dict[Figure, None]] = field(default_factory=lambda: defaultdict(dict))
    by_official: dict[str, Figure] = field(default_factory=dict)
    bodies: dict[Figure, None] = field(default_factory=dict)
    """In the order in which they were first named; "the court" may be one long not mentioned."""

    def weight(self, figure: Figure, sentence: int) -> float:
        weight, last = self.lately.get(figure, (0.0, sentence))
        return weight * _FADES ** min(sentence - last, 20)

    def mention(self, figure: Figure, sentence: int, weight: float) -> None:
        known = self.weight(figure, sentence)
        self.lately.pop(figure, None)
        self.lately[figure] = (max(weight, known) + _AGAIN * min(weight, known), sentence)
        if len(self.lately) > _IN_MIND:
            self.lately.pop(next(iter(self.lately)))
        if figure.kind == "organization":
            self.bodies.setdefault(figure)
        for key in figure.roles.values():
            for word in key:
                self.by_role[word][figure] = None
        if figure.official:
            self.by_official.setdefault(figure.official, figure)


def refer(setting: Setting, gathered: Gathered) -> list[Reference]:
    """Every name, description and pronoun that means somebody, in the order of the text."""
    memory = _Memory(by_official={each.official: each for each in gathered.figures if each.official})
    references: list[Reference] = []
    for event in _events(setting, gathered):
        reference = event if isinstance(event, Reference) else _resolved(setting, memory, event)
        if reference is None:
            continue
        references.append(reference)
        if reference.figure:
            sentence = setting.words.sentence[reference.first]
            memory.mention(reference.figure, sentence, _weight(setting, reference))
    return references


def _events(setting: Setting, gathered: Gathered) -> list[Reference | Description | int]:
    """Names as references, descriptions, and the places of pronouns, in order."""
    named = [Reference(n.first, n.last, "name", figure) for figure in gathered.figures for n in figure.names]
    named += [Reference(n.first, n.last, "name", None, among, 0.0) for n, among in gathered.unclear.items()]
    taken = {place for name in named for place in range(name.first, name.last)}
    begins, ends = {name.first for name in named}, {name.last for name in named}
    words, lexicon = setting.words, setting.lexicon
    found: list[tuple[int, Reference | Description | int]] = [(name.first, name) for name in named]
    for description in descriptions(words, lexicon, setting.speaking):
        beside = _beside(words, description, begins, ends)
        if not beside and description.head not in taken:
            found.append((description.head, description))
    pronouns = lexicon.he | lexicon.she | lexicon.it
    found += [
        (place, place)
        for place, word in enumerate(words.folded)
        if word in pronouns and not words.in_quote[place] and place not in taken
    ]
    return [event for _, event in sorted(found, key=lambda pair: pair[0])]


def _beside(words: Words, description: Description, begins: set[int], ends: set[int]) -> bool:
    """Whether the description stands beside a name that it only adds to."""
    if description.last in begins:
        return True
    after = words.forms[description.last : description.last + 1] == [","] and description.last + 1 in begins
    before = description.first > 1 and words.forms[description.first - 1] == ","
    return after or (before and description.first - 1 in ends)


def _weight(setting: Setting, reference: Reference) -> float:
    places = range(reference.first, reference.last)
    if setting.words.in_quote[reference.first]:
        return _QUOTED
    if any(place in setting.speaking for place in places):
        return _SPEAKS
    return _SUBJECT if any(setting.words.subject[place] for place in places) else _PLAIN


def _resolved(setting: Setting, memory: _Memory, event: Description | int) -> Reference | None:
    if isinstance(event, int):
        return _pronoun(setting, memory, event)
    if setting.words.folded[event.head] in setting.lexicon.roles:
        found = _role(setting, memory, event)
        if found:
            return found
    return _body(setting, memory, event)


def _pronoun(setting: Setting, memory: _Memory, place: int) -> Reference | None:
    word, sentence = setting.words.folded[place], setting.words.sentence[place]
    if word in setting.lexicon.it:
        fitting = [figure for figure in memory.lately if figure.kind in ("organization", "place")]
        fitting = fitting if place in setting.speaking else []
        return _best(memory, fitting, sentence, (place, place + 1, "pronoun"))
    sex = 1 if word in setting.lexicon.he else -1
    fitting = [figure for figure in memory.lately if figure.kind == "person" and figure.sex * sex >= 0]
    found = _best(memory, fitting, sentence, (place, place + 1, "pronoun"))
    if found and found.figure and len(fitting) == 1:
        found.figure.sex += sex
    return found


def _best(
    memory: _Memory, fitting: Sequence[Figure], sentence: int, place: tuple[int, int, Form]
) -> Reference | None:
    """The one who is clearly most in mind; None where nobody is."""
    ranked = sorted(
        ((memory.weight(figure, sentence), -at, figure) for at, figure in enumerate(fitting)), key=_first
    )
    ranked = [item for item in ranked if item[0] > _FORGOTTEN]
    if not ranked:
        return None
    among = tuple(figure for *_, figure in ranked[:4])
    behind = 1 - ranked[1][0] / ranked[0][0] if len(ranked) > 1 else 1.0
    return Reference(*place, among[0] if behind > 1 - _CLEAR else None, among, behind)


def _first(item: tuple[float, int, Figure]) -> tuple[float, int]:
    return -item[0], item[1]


def _role(setting: Setting, memory: _Memory, description: Description) -> Reference | None:
    """Whoever has that role in the text, else the official who holds it on the day."""
    words, lexicon = setting.words, setting.lexicon
    word = words.folded[description.head]
    key = described(words, description)
    place: tuple[int, int, Form] = (description.first, description.last, "role")
    sex = (word in lexicon.male) - (word in lexicon.female)
    fitting = [
        figure
        for figure in list(memory.by_role[lexicon.roles[word]])[-_IN_MIND:]
        if figure.sex * sex >= 0 and any(_is_called(key, role) for role in figure.roles.values())
    ]
    if fitting and (description.definite or len(key) > 1):
        if len(fitting) == 1:
            return Reference(*place, fitting[0], (fitting[0],))
        return _best(memory, fitting, words.sentence[description.head], place)
    held = setting.officials.holders(key, setting.on) if len(key) > 1 else ()
    figures = tuple(memory.by_official.get(key) or _official(setting.officials, key) for key in held)
    if len(figures) == 1 and not setting.officials.shared(key):
        return Reference(*place, figures[0], figures)
    return Reference(*place, None, figures, 0.0) if 0 < len(figures) <= MOST_CANDIDATES else None


def _is_called(said: RoleKey, role: RoleKey) -> bool:
    """Whether a role may be called so; "the president" is not the former or the vice president."""
    return said <= role and not (role - said) & NO_LONGER


def _official(officials: OfficialIndex, key: str) -> Figure:
    return Figure(officials.by_id[key].kind, official=key)


def _body(setting: Setting, memory: _Memory, description: Description) -> Reference | None:
    """The body that "the ministry" or "the company" stands for."""
    words, lexicon = setting.words, setting.lexicon
    word = words.folded[description.head]
    if not description.definite or word not in lexicon.bodies or word in lexicon.nobody:
        return None
    bodies = [figure for figure in memory.lately if figure.kind == "organization"]
    said = set(words.folded[description.first : description.last]) - lexicon.definite
    fitting = [figure for figure in bodies if any(said.issubset(form) for form in figure.forms)]
    if not fitting and word in lexicon.any_body and len(said) == 1:
        fitting = bodies
    place: tuple[int, int, Form] = (description.first, description.last, "role")
    found = _best(memory, fitting, words.sentence[description.head], place)
    if found is None:
        ever = [
            figure
            for figure in islice(reversed(memory.bodies), _IN_MIND)
            if any(said.issubset(form) for form in figure.forms)
        ]
        return Reference(*place, ever[0], (ever[0],)) if len(ever) == 1 else None
    return found

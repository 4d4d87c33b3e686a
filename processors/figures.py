"""Which names mean the same one: somebody's full name and surname, a body's name and abbreviation."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from processors.lexicon import Lexicon
from processors.mentions import Name
from processors.names import core, initials, same_person, surnames
from processors.offices import RoleKey, role_key
from processors.words import Words
from wirewatch.records import ActorKind

_ENOUGH = 32
"""Namesakes looked at for one name: more make it ambiguous anyway, and time would be quadratic."""
_STATE = frozenset(("republic", "kingdom", "islamic", "democratic", "federal", "people's", "commonwealth"))
_SMALL = frozenset(("of", "the", "and", "for"))


@dataclass(eq=False, slots=True)
class Figure:
    """Somebody or something while a text is read; grows with every naming. Compared by identity."""

    kind: ActorKind
    names: list[Name] = field(default_factory=list)
    forms: dict[tuple[str, ...], None] = field(default_factory=dict)
    roles: dict[str, RoleKey] = field(default_factory=dict)
    sex: int = 0
    """More than 0: male; less than 0: female."""
    official: str | None = None
    candidates: tuple[str, ...] = ()
    """Officials who may be meant, where it is open who of them."""
    since: int = sys.maxsize
    """The place of the first word that names it."""

    def add(self, name: Name) -> None:
        """Another naming of the same one."""
        self.names.append(name)
        self.forms.setdefault(name.words)
        self.sex += name.sex
        self.since = min(self.since, name.first)
        self.roles.update((role, role_key(role)) for role in name.roles if role not in self.roles)


class Gathered(NamedTuple):
    """Who is named, in order, and the names that could be several people's."""

    figures: list[Figure]
    unclear: dict[Name, tuple[Figure, ...]]


class _Register(NamedTuple):
    """People by what they may be called."""

    figures: list[Figure]
    by_surname: defaultdict[tuple[str, ...], list[Figure]]
    by_given: defaultdict[str, list[Figure]]
    by_middle: defaultdict[str, list[Figure]]


def gather(words: Words, lexicon: Lexicon, names: Sequence[Name]) -> Gathered:
    """Every name with the one it means; a surname of two means neither, unless one alone is known yet."""
    voted = _by_majority(words, lexicon, names)
    register = _Register([], defaultdict(list), defaultdict(list), defaultdict(list))
    persons = [name for name in voted if name.kind == "person"]
    for name in sorted(persons, key=lambda name: -len(core(name.words))):
        if len(core(name.words)) > 1:
            _add_full(register, name)
    short = [name for name in persons if len(core(name.words)) == 1]
    taken = {place for name in voted for place in range(name.first, name.last)}
    short += _unseen(words, lexicon, register, taken)
    unclear = dict(_add_short(register, sorted(short)))
    bodies = _bodies(words, lexicon, [name for name in voted if name.kind != "person"])
    figures = [*register.figures, *bodies]
    for figure in figures:
        figure.names.sort()
    return Gathered(sorted(figures, key=lambda figure: figure.since), unclear)


def _by_majority(words: Words, lexicon: Lexicon, names: Sequence[Name]) -> list[Name]:
    """The same name is of one kind throughout: the one it is given most often.

    The surname of somebody named in full is a person's, unless it stands for a place ("in Jordan"); the
    short name of a body named in full is a body's ("Ford" of Ford Motor Company).
    """
    votes: defaultdict[tuple[str, ...], Counter[ActorKind]] = defaultdict(Counter)
    places = {name.words for name in names if words.folded[name.first - 1 : name.first] in (["in"], ["at"])}
    for name in names:
        votes[name.words][name.kind] += 1
    for name in names:
        surname = core(name.words)[-1:]
        if name.kind == "person" and len(name.words) > 1:
            votes[surname]["person"] += 1 if surname in places else len(names)
            votes[name.words[:1]]["person"] += 1
    for name in names:
        if name.kind == "organization" and len(name.words) > 1 and name.words[-1] in lexicon.left_out:
            votes[name.words[:1]]["organization"] += len(names)
    return [
        name if name.officials else name._replace(kind=_winner(votes[name.words], name.kind))
        for name in names
    ]


def _winner(votes: Counter[ActorKind], own: ActorKind) -> ActorKind:
    best, count = votes.most_common(1)[0]
    return best if count > votes[own] else own


def _add_full(register: _Register, name: Name) -> None:
    """To the one person whom nothing in the name contradicts, else to a new one."""
    words = core(name.words)
    near = register.by_surname[words][:_ENOUGH]  # "de Blasio" of Bill de Blasio
    if not near:
        near = [*register.by_surname[words[-1:]][:_ENOUGH], *register.by_surname[words[:1]][:_ENOUGH]]
        near = list(dict.fromkeys([*near, *register.by_middle[words[-1]][:_ENOUGH]]))
    known = [figure for figure in near if all(same_person(words, core(form)) for form in figure.forms)]
    known = [figure for figure in known if name.words in figure.forms] or known
    if len(known) == 1:
        known[0].add(name)
        return
    figure = Figure("person")
    figure.add(name)
    _enter(register, figure, words)


def _enter(register: _Register, figure: Figure, words: tuple[str, ...]) -> None:
    register.figures.append(figure)
    for surname in surnames(words) or [words]:
        register.by_surname[surname].append(figure)
    register.by_given[words[0]].append(figure)
    for word in words[1:-1]:
        register.by_middle[word].append(figure)


def _unseen(words: Words, lexicon: Lexicon, register: _Register, taken: set[int]) -> Iterator[Name]:
    """Surnames of people named in full, where the pipeline saw no name."""
    for place, word in enumerate(words.folded):
        if place in taken or (word,) not in register.by_surname or not words.forms[place][0].isupper():
            continue
        if (words.pos[place] == "PROPN" or word in words.proper) and not _amid_names(words, lexicon, place):
            yield Name(place, place + 1, (word,), "person")


def _amid_names(words: Words, lexicon: Lexicon, place: int) -> bool:
    """Whether the word is part of a longer name, such as "Trump Tower"."""
    before, after = place - 1, place + 1
    if after < len(words.pos) and (words.pos[after] == "PROPN" or words.forms[after] == "-"):
        return True
    if before < 0 or words.pos[before] != "PROPN":
        return before >= 0 and words.forms[before] == "-"
    return words.folded[before] not in lexicon.honorifics and words.folded[before] not in lexicon.roles


def _add_short(register: _Register, names: Sequence[Name]) -> Iterator[tuple[Name, tuple[Figure, ...]]]:
    """Surnames and given names, in the order of the text; yields those that could be several people's.

    Who alone is called by a bare surname, while their family is named in full, is meant by it throughout.
    """
    called: defaultdict[str, dict[Figure, None]] = defaultdict(dict)
    unclear: list[tuple[Name, list[Figure]]] = []
    for name in names:
        word = core(name.words)[0]
        known = register.by_surname[(word,)] or register.by_given[word] or register.by_middle[word]
        known = known[:_ENOUGH]
        known = _of_role(_of_sex(known, name.sex), name.roles)
        known = [figure for figure in known if not _is_another(figure, name)]
        before = [figure for figure in known if figure.since < name.first]
        if not known:
            known = [Figure("person")]
            _enter(register, known[0], (word,))
        meant = before if len(before) == 1 else known
        if len(meant) == 1:
            meant[0].add(name)
            called[word][meant[0]] = None
        else:
            unclear.append((name, known))
    for name, known in unclear:
        alone = called[core(name.words)[0]]
        if len(alone) == 1:
            next(iter(alone)).add(name)
        else:
            yield name, tuple(known)


def _of_sex(known: list[Figure], sex: int) -> list[Figure]:
    """Those of ``known`` who may be Mr. or Ms., as is written before the name."""
    return [figure for figure in known if figure.sex * sex > 0] or [
        figure for figure in known if figure.sex * sex == 0
    ]


def _is_another(figure: Figure, name: Name) -> bool:
    """Whether a title tells from somebody named in full only later: "President Obama", of the first lady."""
    said = {word for role in name.roles for word in role_key(role)}
    held = {word for key in figure.roles.values() for word in key}
    return figure.since > name.first and bool(said and held) and not said & held


def _of_role(known: list[Figure], roles: tuple[str, ...]) -> list[Figure]:
    """Those of ``known`` whom the text gave the role that is written beside the name, if any."""
    said = {role_key(role) for role in roles}
    fitting = (
        [figure for figure in known if said & set(figure.roles.values())] if len(known) > 1 and said else []
    )
    return fitting or known


def _bodies(words: Words, lexicon: Lexicon, names: Sequence[Name]) -> list[Figure]:
    """Bodies, places and groups: by the same words, by an abbreviation, by a part of their name."""
    figures: dict[tuple[str, ...], Figure] = {}
    for name in names:
        figure = figures.setdefault(_canonical(lexicon, name.words), Figure(name.kind))
        figure.add(name)
    into: dict[Figure, Figure] = {}
    for key, longer in _short_forms(words, lexicon, figures).items():
        short = figures.get(key)
        if short and len(longer) == 1 and _longest(into, longer[0]) is not short:
            into[short] = longer[0]
    for figure in into:
        for name in list(figure.names):
            _longest(into, figure).add(name)
    return [figure for figure in figures.values() if figure not in into]


def _longest(into: dict[Figure, Figure], figure: Figure) -> Figure:
    """The one whose full name ``figure`` is short for, through however many steps."""
    while figure in into:
        figure = into[figure]
    return figure


def _canonical(lexicon: Lexicon, words: tuple[str, ...]) -> tuple[str, ...]:
    """One form for "U.S." and "United States", "Republic of Turkey" and "Turkey"."""
    if len(words) > 2 and words[-2] == "of" and words[0] in _STATE:
        words = words[-1:]
    known = lexicon.demonyms.get(" ".join(words))
    return tuple(known.split()) if known else words


def _short_forms(
    words: Words, lexicon: Lexicon, figures: dict[tuple[str, ...], Figure]
) -> dict[tuple[str, ...], list[Figure]]:
    """What is short for whom: the brackets behind a full name, its initials, its first or its main word."""
    short: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    bracketed: dict[tuple[str, ...], list[Figure]] = {}
    for key, figure in figures.items():
        for name in figure.names:
            abbreviation = _in_brackets(words, name)
            if abbreviation:
                bracketed.setdefault((abbreviation,), [figure])
        if len(key) > 1:
            for form in _parts(lexicon, key, figure):
                short[form].append(figure)
    return short | _wordier(lexicon, figures) | bracketed


def _wordier(lexicon: Lexicon, figures: dict[tuple[str, ...], Figure]) -> dict[tuple[str, ...], list[Figure]]:
    """Names of bodies that say less of the same: "State Department" of U.S. Department of State."""
    by_word: defaultdict[str, list[tuple[frozenset[str], Figure]]] = defaultdict(list)
    telling = lexicon.bodies | lexicon.beginnings
    said = {key: frozenset(key) - _SMALL for key, figure in figures.items() if figure.kind == "organization"}
    for key, bag in said.items():
        for word in bag & telling:
            by_word[word].append((bag, figures[key]))
    wordier: dict[tuple[str, ...], list[Figure]] = {}
    for key, bag in said.items():
        near = [each for word in bag & telling for each in by_word[word][:_ENOUGH] if bag < each[0]]
        if len(bag) > 1 and near:
            most = max((more for more, _ in near), key=len)
            agree = all(more <= most for more, _ in near)
            wordier[key] = [figure for more, figure in near if more == most or not agree]
    return {key: list(dict.fromkeys(among)) for key, among in wordier.items()}


def _in_brackets(words: Words, name: Name) -> str | None:
    """The short name in brackets behind a name: "(WHO)", "(Phivolcs)" of a name that begins with P."""
    at = name.last
    if words.forms[at : at + 1] != ["("] or words.forms[at + 2 : at + 3] != [")"]:
        return None
    short = words.folded[at + 1]
    abbreviated = any(c.isupper() for c in words.forms[at + 1][1:])
    long = name.kind == "organization" and len(name.words) > 2
    alike = long and (short in name.words or short[0] == name.words[0][0])
    return short if abbreviated or (alike and words.capital(at + 1)) else None


def _parts(lexicon: Lexicon, key: tuple[str, ...], figure: Figure) -> set[tuple[str, ...]]:
    short = key[2:] if " ".join(key[:2]) in lexicon.countries else key[key[0] in lexicon.countries :]
    parts: set[tuple[str, ...]] = {
        (abbreviation,) for abbreviation in initials(key) | initials(short) if len(abbreviation) > 1
    }
    if figure.kind == "organization":
        if key[-1] in lexicon.left_out:
            parts |= {key[:end] for end in range(1, len(key)) if key[end] not in _SMALL}
        parts |= {(word,) for word in key if word in lexicon.bodies}
        if key[0] in lexicon.beginnings and key[1:2] == ("of",):
            parts.add(key[:1])
        parts |= {key[-1:]} & {(paper,) for paper in lexicon.papers}
    return parts

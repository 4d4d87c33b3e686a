"""Whom and what a text is about: everybody named, with every mention, whatever its form."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from processors.figures import Figure, gather
from processors.lexicon import Lexicon, lexicon
from processors.links import link, merged
from processors.mentions import Name, find_names
from processors.officials import OfficialIndex
from processors.referents import Reference, Setting, refer
from processors.words import Words, read_words
from wirewatch.ids import identify
from wirewatch.records import Actor, Span, Speaker


class Cast(NamedTuple):
    """The actors of a text, and what in it refers to them."""

    words: Words
    lexicon: Lexicon
    officials: OfficialIndex
    actors: tuple[Actor, ...]
    references: tuple[Reference, ...]
    of: dict[Figure, Actor]

    def within(self, place: tuple[int, int]) -> list[Reference]:
        """What refers to somebody and begins within the words ``place``."""
        first, last = (bisect_left(self.references, at, key=lambda each: each.first) for at in place)
        return list(self.references[first:last])

    def speaker(self, figure: Figure) -> Speaker | None:
        """The figure as a speaker; an official whom the text does not mention goes by their own name."""
        if actor := self.of.get(figure):
            return speaker_of(actor)
        return (
            self._official(figure.official, identify("actor", figure.official)) if figure.official else None
        )

    def possible(self, speaker: Speaker) -> tuple[Speaker, ...]:
        """The officials who may be meant, where the speaker has the name of several."""
        actor = next((actor for actor in self.actors if actor.id == speaker.actor), None)
        return tuple(self._official(key, actor.id) for key in actor.candidates) if actor else ()

    def _official(self, key: str, actor: str) -> Speaker:
        return Speaker(actor=actor, name=self.officials.by_id[key].name, official=key)


def speaker_of(actor: Actor) -> Speaker:
    """The actor as the one who makes a statement."""
    return Speaker(actor=actor.id, name=actor.name, official=actor.official)


def find_actors(
    doc: Doc, officials: OfficialIndex, on: date | None = None, *, sources: Iterable[Span] = ()
) -> tuple[Actor, ...]:
    """The actors of ``doc`` in the order in which they come up, with their mentions as spans of its text.

    ``on`` is the day for which the officials' roles are looked up. ``sources`` are the spans of those who
    say something: a pronoun rather means somebody who just spoke.
    """
    return find_cast(doc, officials, on, sources=sources).actors


def find_cast(
    doc: Doc, officials: OfficialIndex, on: date | None = None, *, sources: Iterable[Span] = ()
) -> Cast:
    """The actors of ``doc`` together with every reference to them, as speakers are resolved from."""
    words, known, spans = read_words(doc), lexicon(doc.lang_), tuple(sources)
    gathered = gather(words, known, find_names(doc, words, known, officials, spans))
    link(gathered.figures, officials, on)
    figures = merged(gathered.figures)
    speaking = frozenset(place for span in spans for place in range(*words.at(span)))
    setting = Setting(words, known, officials, on, speaking)
    references = refer(setting, gathered._replace(figures=figures))
    of = _actors(words, officials, references)
    return Cast(words, known, officials, tuple(dict.fromkeys(of.values())), tuple(references), of)


def _actors(words: Words, officials: OfficialIndex, references: Sequence[Reference]) -> dict[Figure, Actor]:
    mentions: defaultdict[Figure, list[Span]] = defaultdict(list)
    for reference in references:
        if reference.figure:
            mentions[reference.figure].append(words.span(reference.first, reference.last))
    names = {figure: _name(words, officials, figure) for figure in mentions}
    namesakes: Counter[tuple[str, str]] = Counter()
    actors: dict[Figure, Actor] = {}
    for figure, spans in mentions.items():
        key = (figure.kind, names[figure])
        number = (str(namesakes[key]),) if namesakes[key] else ()
        namesakes[key] += 1
        actors[figure] = Actor(
            id=identify("actor", figure.official) if figure.official else identify("actor", *key, *number),
            name=names[figure],
            kind=figure.kind,
            official=figure.official,
            candidates=figure.candidates,
            roles=tuple(figure.roles),
            mentions=tuple(spans),
        )
    return actors


def _name(words: Words, officials: OfficialIndex, figure: Figure) -> str:
    """The fullest form in the text, else (where only a role is written) the official's own name."""
    return _fullest(words, figure) or officials.by_id[figure.official or ""].name


def _fullest(words: Words, figure: Figure) -> str | None:
    """The name of most words and letters; "Kim Jong-un" rather than "KIM JONG-UN"."""
    if not figure.names:
        return None
    best = max(figure.names, key=lambda name: _fullness(words, name))
    return " ".join(words.slice(best.first, best.last).split())


def _fullness(words: Words, name: Name) -> tuple[int, bool, int, int]:
    small = not words.forms[name.last - 1].isupper()
    return len(name.words), small, sum(map(len, name.words)), -name.first

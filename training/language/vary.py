"""Making the training data look like the wire: quotation marks, datelines, names of the whole world."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from training.language.conllu import Sentence, Word

if TYPE_CHECKING:
    from random import Random

QUOTES = [("“", "”"), ('"', '"'), ("``", "''"), ("''", "''")]
QUOTE_WEIGHTS = [5, 4, 1, 1]
# Share of the new first and last names that stand in no list.
INVENTED = 0.5
DOUBLE_QUOTES = frozenset({'"', "“", "”", "``", "''"})
MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]


@dataclass(frozen=True, slots=True)
class World:
    """The names of ``world.toml``."""

    first_names: list[str]
    last_names: list[str]
    places: list[str]
    bodies: list[str]
    companies: list[str]
    peoples: list[str]
    agencies: list[str]


@cache
def load_world() -> World:
    """Read ``world.toml``."""
    text = resources.files("training.language").joinpath("world.toml").read_text(encoding="utf-8")
    lists = {key: split_names(value) for key, value in tomllib.loads(text).items()}
    # In the last names the words of "Le Pen" and "Von der Leyen" come apart; "Pen" serves as well.
    return World(**lists)


def split_names(text: str) -> list[str]:
    """Split at bars where there are any, else at white space."""
    if "|" in text:
        return [name.strip() for name in re.split(r"[|\n]", text) if name.strip()]
    return text.split()


def vary_quotes(sentences: list[Sentence], random: Random) -> list[Sentence]:
    """Set one house's quotation marks throughout; curly ones bring the curly apostrophe along."""
    if random.random() < 0.4:
        return sentences
    opening, closing = random.choices(QUOTES, QUOTE_WEIGHTS)[0]
    return [
        replace(sentence, words=[requote(word, opening, closing) for word in sentence.words])
        for sentence in sentences
    ]


def requote(word: Word, opening: str, closing: str) -> Word:
    """Return the word with its quotation mark or apostrophe changed."""
    if word.text in DOUBLE_QUOTES and word.tag in {"``", "''"}:
        return replace(word, text=opening if word.tag == "``" else closing)
    if opening == "“" and "'" in word.text:
        return replace(word, text=word.text.replace("'", "’"))
    return word


def add_dateline(sentence: Sentence, random: Random) -> Sentence:
    """Open a sentence with ``NAIROBI (Reuters) - ``, as the first of an article."""
    dateline = make_dateline(random)
    shift = len(dateline)
    root = next(index for index, word in enumerate(sentence.words) if word.head == index)
    moved = [replace(word, head=word.head + shift) for word in sentence.words]
    # the place hangs from the sentence's root, all else from the place
    dateline[0] = replace(dateline[0], head=root + shift, dep="parataxis")
    return replace(sentence, words=dateline + moved)


def make_dateline(random: Random) -> list[Word]:
    """Return the words of a dateline; ``entity`` is in GUM's notation, so that names are found in it."""
    city = random.choice([place for place in load_world().places if " " not in place]).upper()
    agency = random.choice(load_world().agencies)
    words = [Word(city, city.title(), "PROPN", "NNP", 0, "ROOT", space=True, entity="(d1-place)")]
    if random.random() < 0.4:
        words[-1] = replace(words[-1], space=False)
        words.append(Word(",", ",", "PUNCT", ",", 0, "punct", space=True))
        month, day = random.choice(MONTHS), str(random.randint(1, 31))
        words.append(Word(month, month, "PROPN", "NNP", 0, "nmod:unmarked", space=True, entity="(d2-time)"))
        words.append(Word(day, day, "NUM", "CD", len(words) - 1, "nummod", space=True, entity="(d3-time)"))
    if random.random() < 0.8:
        words.append(Word("(", "(", "PUNCT", "-LRB-", 0, "punct", space=False))
        kind = "(d4-organization)"
        words.append(Word(agency, agency, "PROPN", "NNP", 0, "parataxis", space=False, entity=kind))
        words.append(Word(")", ")", "PUNCT", "-RRB-", 0, "punct", space=True))
    dash = random.choice(["-", "—", "–", "--"])
    words.append(Word(dash, dash, "PUNCT", ":", 0, "punct", space=True))
    return words


class Cast:
    """New names for one article's people, places and bodies; the same name gets the same one each time."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._world = load_world()
        self._given: dict[tuple[str, str], str] = {}

    def rename(self, name: str, label: str, *, after_article: bool) -> str:
        """Return a stand-in of the same kind and build, or the name itself where there is none."""
        if label == "PERSON":
            return self._rename_person(name)
        if label == "LOC" and not after_article:
            return self._draw(label, name, self._world.places)
        if label == "ORG":
            return self._draw(label, name, self._world.bodies if after_article else self._world.companies)
        if label == "MISC" and name in self._world.peoples:
            return self._draw(label, name, self._world.peoples)
        return name

    def _rename_person(self, name: str) -> str:
        *first, last = name.split()
        new_last = self._draw("last", last, self._world.last_names)
        if not first:
            return new_last
        return f"{self._draw('first', first[0], self._world.first_names)} {new_last}"

    def _invent(self, names: list[str]) -> str:
        """Join the beginning of one name with the end of another: no list holds all names of the world."""
        beginning, end = self._random.choice(names), self._random.choice(names)
        return beginning[: len(beginning) // 2 + 1] + end[len(end) // 2 :].lower()

    def _draw(self, kind: str, name: str, names: list[str]) -> str:
        if (kind, name) not in self._given:
            invents = kind in {"first", "last"} and self._random.random() < INVENTED
            self._given[kind, name] = self._invent(names) if invents else self._random.choice(names)
        return self._given[kind, name]

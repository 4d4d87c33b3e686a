"""Parsed texts without a model: words, parts of speech and entities are written, or guessed from the word."""

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

_WORD = re.compile(
    r"\[(?P<name>[^\]]+)\]\((?P<label>[A-Z]+)\)|(?P<tagged>\S+)/(?P<pos>[A-Z]+)|(?P<plain>\S+)"
)
_POS = {
    "DET": "the a an this that another some several two many",
    "ADP": "of for in at by from with to on against after near",
    "PRON": "he she it they who which his her its their i we him them himself",
    "VERB": "said says told asked added stressed tweeted met visited praised spoke left called won saw",
    "AUX": "is was are were has had will",
    "CCONJ": "and or but &",
    "ADJ": "former senior french russian deputy new local american",
    "ADV": "not yesterday later also",
    "SCONJ": "because while",
    "PART": "'s \u2019s",
}
_GUESSED = {word: pos for pos, words in _POS.items() for word in words.split()}


def _guess(word: str) -> str:
    if not word[0].isalnum() and word.lower() not in _GUESSED:
        return "PUNCT"
    if word.isdecimal():
        return "NUM"
    return _GUESSED.get(word.lower(), "PROPN" if word[0].isupper() else "NOUN")


@pytest.fixture(scope="session")
def doc_of() -> Callable[[str], Doc]:
    """``doc_of("the spokesman [Dmitry Peskov](PERSON) said .")``: blanks part words, ``word/POS`` tags one.

    Words are joined by single blanks, but for punctuation and "'s", which follow without one.
    """
    vocab = spacy.blank("en").vocab

    def make(marked: str) -> Doc:
        words: list[str] = []
        pos: list[str] = []
        entities: list[str] = []
        for match in _WORD.finditer(marked):
            parts = (match["name"] or match["tagged"] or match["plain"]).split()
            words += parts
            pos += [
                match["pos"] or ("PROPN" if match["name"] and p[0].isupper() else _guess(p)) for p in parts
            ]
            label = match["label"]
            entities += [f"{'I' if at else 'B'}-{label}" if label else "O" for at in range(len(parts))]
        spaces = [
            after not in {",", ".", ")", "'s", "\u2019s", "-"} and word not in {"(", "-"}
            for word, after in zip(words, [*words, ""][1:], strict=True)
        ]
        starts = [at == 0 or words[at - 1] in {".", "\n\n"} for at in range(len(words))]
        doc = Doc(vocab, words=words, spaces=spaces, pos=pos, ents=entities)
        for token, start in zip(doc, starts, strict=True):
            token.is_sent_start = start
        return doc

    return make

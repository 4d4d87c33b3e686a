import numpy as np
import pytest
import spacy

from processors.network.features import tokens
from processors.network.tags import BEGINS, INSIDE, OUTSIDE, begins, names, tag

LABELS = ["O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON"]


def chances(*rows: str) -> np.ndarray:
    """For every word the labels in order of likelihood, the first far ahead."""
    found = np.full((len(rows), len(LABELS)), 0.01, np.float32)
    for at, label in enumerate(rows):
        found[at, LABELS.index(label)] = 0.96
    return found


@pytest.mark.parametrize(
    ("labels", "parts", "kinds"),
    [
        (["O", "O"], [OUTSIDE, OUTSIDE], [0, 0]),
        (["B-PERSON", "I-PERSON", "O"], [BEGINS, INSIDE, OUTSIDE], [2, 2, 0]),
        (["I-PERSON", "I-PERSON"], [BEGINS, INSIDE], [2, 2]),
        (["B-ORG", "B-PERSON"], [BEGINS, BEGINS], [1, 2]),
        (["B-ORG", "I-PERSON", "I-PERSON"], [BEGINS, INSIDE, INSIDE], [2, 2, 2]),
    ],
)
def test_tags_make_names_of_one_kind(labels: list[str], parts: list[int], kinds: list[int]) -> None:
    starts = np.zeros(len(labels), bool)
    part, kind = names(chances(*labels), starts)
    assert (part.tolist(), kind.tolist()) == (parts, kinds)


def test_tags_part_names_between_sentences() -> None:
    part, _ = names(chances("B-PERSON", "I-PERSON"), np.array([True, True]))
    assert part.tolist() == [BEGINS, BEGINS]


def test_tags_begin_a_sentence_with_every_paragraph_and_never_with_a_closing_mark() -> None:
    doc = spacy.blank("en")('He said: "No."\n\nthen left')
    table = tokens(doc)
    words = [doc[int(at)].text for at in table.word]
    always, never = (np.tile(np.array(each, np.float32), (len(words), 1)) for each in ((0, 1), (1, 0)))
    assert [word for word, start in zip(words, begins(table, never), strict=True) if start] == ["He", "then"]
    assert not begins(table, always)[words.index("then") - 1]


def test_tags_of_a_name_with_a_blank_in_it_are_two_names() -> None:
    doc = spacy.blank("en")("the  Bank")  # two blanks are a word of their own to spaCy
    table = tokens(doc)
    always = {"tag": ["NN"], "pos": ["NOUN"], "name": LABELS}
    weights = {
        **{f"{head}.w": np.zeros((2, len(labels)), np.float32) for head, labels in always.items()},
        **{f"{head}.b": np.zeros(len(labels), np.float32) for head, labels in always.items()},
        "begin.w": np.zeros((2, 2), np.float32),
        "begin.b": np.array([1, 0], np.float32),
    }
    weights["name.b"][LABELS.index("I-ORG")] = 9
    tag(doc, table, np.zeros((len(table), 2), np.float32), weights, always)
    assert [ent.text for ent in doc.ents] == ["the", "Bank"]
    assert [token.pos_ for token in doc] == ["NOUN", "SPACE", "NOUN"]

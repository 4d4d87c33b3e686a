"""The packaged language model: what the rest of the product takes for granted about it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

MODEL = Path(str(resources.files("processors") / "models" / "en_wire"))

HARBOUR = (
    "NAIROBI (Reuters) - Kenya will reopen its largest harbour on Monday, Minister Amina Otieno said.\n"
    "\n"
    "“The repairs are finished,” Otieno told reporters in Mombasa. “We thank everyone who waited.”\n"
    "\n"
    '"It took too long." Ship owners, she said, had every right to complain.'
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)  # noqa: TID251 - the model itself is under test


def test_size_on_disk() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= 20_000_000


@pytest.mark.parametrize("text", ["", "\n\n", "One word", " Two  spaces \n\n\nand “quotes”. ", HARBOUR])
def test_text_is_kept_to_the_character(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_sentences(nlp: Language) -> None:
    assert [sentence.text.strip() for sentence in nlp(HARBOUR).sents] == [
        "NAIROBI (Reuters) - Kenya will reopen its largest harbour on Monday, Minister Amina Otieno said.",
        "“The repairs are finished,” Otieno told reporters in Mombasa.",
        "“We thank everyone who waited.”",
        '"It took too long."',
        "Ship owners, she said, had every right to complain.",
    ]


def test_no_sentence_crosses_a_blank_line(nlp: Language) -> None:
    doc = nlp("Storm closes airport\n\nBy Ann Writer\n\nhundreds of flights were\n\ncancelled on Sunday")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Storm closes airport",
        "By Ann Writer",
        "hundreds of flights were",
        "cancelled on Sunday",
    ]


def test_names(nlp: Language) -> None:
    doc = nlp("Maria Fernandes, who leads the World Bank in Brazil, met Emmanuel Macron in Paris.")
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {
        ("Maria Fernandes", "PERSON"),
        ("Brazil", "LOC"),
        ("Emmanuel Macron", "PERSON"),
        ("Paris", "LOC"),
    } <= found
    assert "ORG" in {label for text, label in found if "World Bank" in text}


def test_tags_lemmas_and_dependencies(nlp: Language) -> None:
    doc = nlp("The minister said prices rose.")
    assert [token.pos_ for token in doc] == ["DET", "NOUN", "VERB", "NOUN", "VERB", "PUNCT"]
    assert [token.lemma_ for token in doc][1:5] == ["minister", "say", "price", "rise"]
    assert [token.dep_ for token in doc] == ["det", "nsubj", "ROOT", "nsubj", "ccomp", "punct"]

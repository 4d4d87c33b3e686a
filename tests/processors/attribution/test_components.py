"""The components as any spaCy user adds them."""

import importlib

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from processors.attribution import components


def test_components_add_to_any_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("wirewatch_quotations")
    nlp.add_pipe("wirewatch_statements")

    doc = nlp('"No," she said.')

    assert [doc.text[quote.start : quote.end] for quote in doc._.quotations] == ['"No,"']
    assert doc._.attributions == ()  # nothing is parsed


def test_components_can_be_imported_again() -> None:
    importlib.reload(components)

    assert Doc.has_extension("attributions")
    assert Doc.has_extension("quotations")


@pytest.mark.model
def test_components_are_in_the_packaged_pipeline(nlp: Language) -> None:
    (found,) = nlp('"No," the mayor said.')._.attributions

    assert (found.manner, found.act) == ("direct", "said")
    assert 0 < found.score <= 1

"""The packaged pipeline, loaded once."""

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from processors.attribution.found import Attribution
from processors.nlp import load

Texts = tuple[str, str, str]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="session")
def told(nlp: Language) -> Callable[[str], list[Texts]]:
    """Source, cue and content of every attribution in a text; spans of one role are parted by " | "."""

    def texts(doc: Doc, found: Attribution) -> Texts:
        source, cue, content = (
            " | ".join(doc.text[start:end] for start, end in spans)
            for spans in (found.source, found.cue, found.content)
        )
        return source, cue, content

    def tell(text: str) -> list[Texts]:
        doc = nlp(text)
        return [texts(doc, found) for found in doc._.attributions]

    return tell

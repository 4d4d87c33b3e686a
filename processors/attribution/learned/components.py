"""The extractor as a spaCy component: ``wirewatch_statements`` sets ``doc._.attributions``."""

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import processors.attribution.components  # noqa: F401 - registers doc._.attributions
from processors.attribution.learned.model import PACKAGED, read
from processors.attribution.learned.statements import attributions

Component = Callable[[Doc], Doc]


@Language.factory(
    "wirewatch_statements",
    assigns=["doc._.attributions"],
    requires=["token.dep", "token.head", "token.lemma", "token.pos", "token.tag", "token.ent_type"],
    default_config={"model": None, "nested": True},
)
def make_statements(
    nlp: Language,  # noqa: ARG001 - spaCy passes both by name
    name: str,  # noqa: ARG001
    model: str | None,
    *,
    nested: bool,
) -> Component:
    """Finds who said what, as learned.

    ``model`` is a folder other than the packaged one; ``nested``: also what is reported within quotations.
    """
    learned = read(Path(model) if model else PACKAGED)

    def attribute(doc: Doc) -> Doc:
        doc._.attributions = tuple(attributions(doc, learned, nested=nested))
        return doc

    return attribute

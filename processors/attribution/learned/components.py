"""The trained extractor as an ordinary spaCy component: ``nlp.add_pipe("wirewatch_learned_statements")``."""

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import processors.attribution.components  # noqa: F401 - registers doc._.attributions
from processors.attribution.learned.model import PACKAGED, read
from processors.attribution.learned.statements import attributions

Component = Callable[[Doc], Doc]


@Language.factory(
    "wirewatch_learned_statements",
    assigns=["doc._.attributions"],
    requires=["token.dep", "token.head", "token.lemma", "token.pos", "token.tag", "token.ent_type"],
    default_config={"model": None},
)
def make_statements(nlp: Language, name: str, model: str | None) -> Component:  # noqa: ARG001 - spaCy passes all
    """Finds who said what, as learned; ``model`` is a folder other than the packaged one."""
    learned = read(Path(model) if model else PACKAGED)

    def attribute(doc: Doc) -> Doc:
        doc._.attributions = tuple(attributions(doc, learned))
        return doc

    return attribute

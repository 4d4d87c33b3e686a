"""Quotations as a spaCy component: ``nlp.add_pipe("wirewatch_quotations")`` sets ``doc._.quotations``."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from processors.attribution.quotations import quotations

Component = Callable[[Doc], Doc]

for _name in ("quotations", "attributions"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())


@Language.factory("wirewatch_quotations", assigns=["doc._.quotations"])
def make_quotations(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy passes both by name
    """The component that pairs quotation marks."""

    def quote(doc: Doc) -> Doc:
        doc._.quotations = tuple(quotations(doc))
        return doc

    return quote

"""The extractor as ordinary spaCy components: ``nlp.add_pipe("wirewatch_statements")``.

``wirewatch_quotations`` sets ``doc._.quotations``, ``wirewatch_statements`` sets ``doc._.attributions``. They
work in any English pipeline that parses with Universal Dependencies.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from processors.attribution.quotations import quotations
from processors.attribution.statements import attributions

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


@Language.factory(
    "wirewatch_statements",
    assigns=["doc._.attributions"],
    requires=["token.dep", "token.head", "token.lemma", "token.pos", "token.tag"],
)
def make_statements(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy passes both by name
    """The component that finds who said what."""

    def attribute(doc: Doc) -> Doc:
        doc._.attributions = tuple(attributions(doc))
        return doc

    return attribute

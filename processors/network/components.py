"""The network as ordinary spaCy components.

``wirewatch_tags`` sets tags, coarse tags, names and sentences; ``wirewatch_statements`` sets
``doc._.attributions``. Both read the same encoding of the text, which whichever comes first makes;
``wirewatch_statements`` needs nothing but words, and works in any English pipeline.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from processors.network.features import Tokens, tokens
from processors.network.layers import Array, encode
from processors.network.model import PACKAGED, Model, read
from processors.network.statements import attributions
from processors.network.tags import tag

Component = Callable[[Doc], Doc]

for _name, _default in (("attributions", ()), ("encoded", None)):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


class Encoded(NamedTuple):
    """A text as the network sees it."""

    model: Model
    table: Tokens
    vectors: Array


@Language.factory(
    "wirewatch_tags",
    assigns=["token.tag", "token.pos", "token.is_sent_start", "doc.ents", "doc._.encoded"],
    default_config={"model": None},
)
def make_tags(nlp: Language, name: str, model: str | None) -> Component:  # noqa: ARG001 - spaCy passes all by name
    """The component that tags; ``model`` is a folder other than the packaged one."""
    learned = _model(model)

    def tagged(doc: Doc) -> Doc:
        seen = encoded(doc, learned)
        tag(doc, seen.table, seen.vectors, learned.weights, learned.labels)
        return doc

    return tagged


@Language.factory("wirewatch_statements", assigns=["doc._.attributions"], default_config={"model": None})
def make_statements(nlp: Language, name: str, model: str | None) -> Component:  # noqa: ARG001
    """The component that finds who said what; ``model`` is a folder other than the packaged one."""
    learned = _model(model)

    def attribute(doc: Doc) -> Doc:
        seen = encoded(doc, learned)
        doc._.attributions = tuple(attributions(doc.text, seen.table, seen.vectors, learned))
        return doc

    return attribute


def encoded(doc: Doc, model: Model) -> Encoded:
    """What the encoder of ``model`` makes of ``doc``, made once."""
    seen: Encoded | None = doc._.encoded
    if seen is None or seen.model is not model:
        table = tokens(doc)
        seen = Encoded(
            model, table, encode(np, model.weights, table.ids, np.ones((len(table), 1), np.float32))
        )
        doc._.encoded = seen
    return seen


def _model(folder: str | None) -> Model:
    return read(Path(folder) if folder else PACKAGED)

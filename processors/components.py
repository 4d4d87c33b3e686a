"""Actors and speakers as ordinary spaCy components: ``nlp.add_pipe("wirewatch_actors")``.

``wirewatch_actors`` sets ``doc._.actors``, ``wirewatch_speakers`` sets ``doc._.speakers``: one ``Resolved``
for each of ``doc._.attributions``, which ``wirewatch_statements`` finds before it. Importing this module
registers all components of wirewatch.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

import processors.attribution.components
import processors.attribution.learned.components  # noqa: F401 - registers statements
from processors.actors import find_cast
from processors.officials import OfficialIndex
from processors.speakers import resolve
from wirewatch.records import Official

Component = Callable[[Doc], Doc]

for _name in ("actors", "speakers"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())


@Language.factory("wirewatch_actors", assigns=["doc._.actors"], default_config={"officials": []})
def make_actors(nlp: Language, name: str, officials: list[dict[str, Any]]) -> Component:  # noqa: ARG001
    """The component that finds whom and what a text is about; ``officials`` as in the officials file."""
    index = OfficialIndex(msgspec.convert(officials, list[Official]))

    def act(doc: Doc) -> Doc:
        doc._.actors = find_cast(doc, index, sources=_sources(doc)).actors
        return doc

    return act


@Language.factory("wirewatch_speakers", assigns=["doc._.speakers"], default_config={"officials": []})
def make_speakers(nlp: Language, name: str, officials: list[dict[str, Any]]) -> Component:  # noqa: ARG001
    """The component that finds who speaks in each of the attributions found before."""
    index = OfficialIndex(msgspec.convert(officials, list[Official]))

    def speak(doc: Doc) -> Doc:
        cast = find_cast(doc, index, sources=_sources(doc))
        doc._.speakers = tuple(resolve(doc._.attributions, cast))
        return doc

    return speak


def _sources(doc: Doc) -> list[tuple[int, int]]:
    return [span for attribution in doc._.attributions for span in attribution.source]

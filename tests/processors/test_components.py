"""Actors and speakers as components of anybody's pipeline."""

import spacy

import processors.components  # noqa: F401 - registers the components
from processors.attribution.found import Attribution
from processors.speakers import Resolved

OFFICIAL = {"id": "peskov", "name": "Dmitry Peskov"}


def test_components_are_added_by_name_and_take_officials() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("wirewatch_actors", config={"officials": [OFFICIAL]})
    (actor,) = nlp("Dmitry Peskov said so.")._.actors
    assert (actor.name, actor.official, actor.mentions) == ("Dmitry Peskov", "peskov", ((0, 13),))


def test_components_resolve_what_was_attributed_before() -> None:
    nlp = spacy.blank("en")
    speak = nlp.add_pipe("wirewatch_speakers", config={"officials": [OFFICIAL]})
    doc = nlp.make_doc("Dmitry Peskov said so.")
    doc._.attributions = (Attribution(((0, 13),), ((14, 18),), ((19, 21),), "indirect", "said", 1.0),)
    (resolved,) = speak(doc)._.speakers
    assert isinstance(resolved, Resolved)
    assert [each.official for each in resolved.speakers] == ["peskov"]


def test_components_find_nothing_in_nothing() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("wirewatch_actors")
    nlp.add_pipe("wirewatch_speakers")
    assert (nlp("")._.actors, nlp("")._.speakers) == ((), ())

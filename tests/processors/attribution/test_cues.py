"""The lexicon of cues."""

import pytest

from processors.attribution.cues import english
from processors.attribution.words import SPEECH

ACTS = {
    "admitted", "agreed", "announced", "answered", "asked", "believes", "claimed", "confirmed", "criticized",
    "decided", "demanded", "denied", "expects", "expressed", "fears", "hopes", "intends", "knows", "praised",
    "promised", "refused", "reported", "said", "shows", "suggested", "wants", "warned", "wrote",
}  # fmt: skip


def test_cues_names_acts_of_a_closed_set() -> None:
    assert set(english().acts.values()) == ACTS


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"), ("told", "tell"), ("thought", "think"), ("denies", "deny"), ("denied", "deny"),
        ("planned", "plan"), ("hoping", "hope"), ("concluded", "conclude"), ("stresses", "stress"),
    ],
)  # fmt: skip
def test_cues_knows_the_forms_of_verbs(form: str, lemma: str) -> None:
    assert english().forms[form] == lemma


def test_cues_priors_are_probabilities() -> None:
    assert all(0 < prior < 1 for prior in english().priors.values())


def test_cues_prefers_speech_beside_quotation_marks() -> None:
    lexicon = english()

    assert lexicon.prior("say", "quote,cue") > 0.9
    assert lexicon.prior("say", "clause") > 0.6
    assert lexicon.prior("hospitalize", "obj") < 0.1
    assert lexicon.prior("say", "no such frame") == 0


def test_cues_has_every_verb_of_speech() -> None:
    assert set(english().acts) >= SPEECH

"""The lexicon of attributing words."""

import pytest

from processors.attribution.acts import ACTS, english


def test_acts_are_those_that_are_promised() -> None:
    assert set(english().acts.values()) <= set(ACTS)


@pytest.mark.parametrize(
    ("form", "lemma", "act"),
    [
        ("said", "say", "said"),
        ("denies", "deny", "denied"),
        ("admitted", "admit", "admitted"),
        ("promising", "promise", "promised"),
        ("wrote", "write", "wrote"),
        ("allegedly", "allegedly", "claimed"),
        ("fears", "fear", "fears"),
    ],
)
def test_acts_are_found_by_every_form(form: str, lemma: str, act: str) -> None:
    lexicon = english()
    assert lexicon.forms[form] == lemma
    assert lexicon.acts[lemma] == act


@pytest.mark.parametrize(
    ("lemma", "act"),
    [
        ("say", "said"), ("tweet", "wrote"), ("want", "wants"), ("deny", "denied"), ("point out", "said"),
        ("announce", "announced"), ("promise", "promised"), ("warn", "warned"), ("never seen", "expressed"),
    ],
)  # fmt: skip
def test_acts_of_lemmas(lemma: str, act: str) -> None:
    assert english().acts.get(lemma, "expressed") == act

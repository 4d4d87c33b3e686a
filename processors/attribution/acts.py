"""Which words attribute, and the act that each names.

``acts.tsv`` has a line for each lemma: the lemma (with its particle: "point out"), its act, its irregular
forms.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from processors.attribution.cues import inflected

ACTS = (
    "said", "wrote", "asked", "answered", "announced", "reported", "claimed", "denied", "admitted",
    "confirmed", "warned", "promised", "demanded", "suggested", "criticized", "praised", "agreed",
    "refused", "decided", "believes", "knows", "expects", "intends", "wants", "hopes", "fears", "shows",
    "expressed",
)  # fmt: skip
"""What a cue can name; the last where nothing nearer is known."""


class Lexicon(NamedTuple):
    """The attributing words of a language."""

    acts: Mapping[str, str]
    """The act of every lemma."""
    forms: Mapping[str, str]
    """Lemma of every form."""


@lru_cache(maxsize=1)
def english() -> Lexicon:
    """The attributing words of English."""
    text = (files("processors.attribution") / "acts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    acts = {row[0]: row[1] for row in rows}
    forms = {form: row[0] for row in rows for form in (*inflected(row[0]), *"".join(row[2:]).split())}
    return Lexicon(acts, forms | {lemma: lemma for lemma in acts})

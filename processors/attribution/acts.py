"""Which words attribute, and the act that each names.

``acts.tsv`` has a line for each lemma: the lemma (with its particle: "point out"), its act, its irregular
forms.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

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
    forms = {form: row[0] for row in rows for form in (*_inflected(row[0]), *"".join(row[2:]).split())}
    return Lexicon(acts, forms | {lemma: lemma for lemma in acts})


def _inflected(lemma: str) -> Iterator[str]:
    """The regular forms of a verb; of other words they do no harm."""
    stem = lemma.removesuffix("e")
    if lemma[-1:] == "y" and lemma[-2:-1] not in "aeiou":
        yield from (lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
        return
    yield from (
        lemma,
        lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"),
        stem + "ed",
        stem + "ing",
    )
    if len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
        yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")

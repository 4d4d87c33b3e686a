"""Which words report: how often each lemma did so in each frame, and the act that it names.

``cues.tsv`` has a line for each lemma: the lemma (with its particle: "point out"), its act, its irregular
forms, and ``frame=right/seen`` for the frames it came in: of ``seen`` times in the training articles,
content and source were right ``right`` times. The line ``*`` counts every lemma and stands in for a verb of
speech in a frame that it was not seen in; the line ``?`` counts lemmas without a line, and stands in for all
others. The frames are those of ``verbs.py``, ``nominals.py``, ``quoted.py`` and ``phrases.py``.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from processors.attribution.words import SPEECH

_ANY = "*"
_OTHER = "?"
_WEIGHT = 6
"""A frame counts as much as so many sightings of the lemma itself."""


class Lexicon(NamedTuple):
    """The cues of a language."""

    acts: Mapping[str, str]
    priors: Mapping[tuple[str, str], float]
    forms: Mapping[str, str]
    """Lemma of every form of every verb."""

    def prior(self, lemma: str, frame: str) -> float:
        """How likely ``lemma`` in ``frame`` is a cue whose content and source the rules get right."""
        usual = _ANY if lemma in SPEECH else _OTHER
        return self.priors.get((lemma, frame)) or self.priors.get((usual, frame), 0.0)


@lru_cache(maxsize=1)
def english() -> Lexicon:
    """The cues of English."""
    text = (files("processors.attribution") / "cues.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    counts = {row[0]: dict(_counts(row[3])) for row in rows}
    usual = {frame: (right + 0.5) / (seen + 5) for frame, (right, seen) in counts[_ANY].items()}
    priors = {
        (lemma, frame): (right + _WEIGHT * usual[frame]) / (seen + _WEIGHT)
        for lemma, frames in counts.items()
        for frame, (right, seen) in frames.items()
    }
    forms = {form: row[0] for row in rows for form in (*inflected(row[0]), *row[2].split())}
    return Lexicon({row[0]: row[1] for row in rows}, priors, forms)


def _counts(evidence: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for entry in evidence.split():
        frame, _, numbers = entry.rpartition("=")
        right, _, seen = numbers.partition("/")
        yield frame, (int(right), int(seen))


def inflected(lemma: str) -> Iterator[str]:
    """The regular forms of a verb; of a noun they do no harm."""
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

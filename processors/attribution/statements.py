"""Everything in a parsed article that may be a cue, in every frame the rules can read it in."""

from processors.attribution.frames import Reading
from processors.attribution.layout import Layout
from processors.attribution.nominals import nominal_readings
from processors.attribution.phrases import phrase_readings
from processors.attribution.quoted import quoted_readings
from processors.attribution.verbs import verb_readings

SURE = frozenset(("quote,cue", "cue,quote", "cue:quote"))
"""Frames in which marks and commas leave no doubt what is content."""


def readings(layout: Layout) -> dict[int, list[Reading]]:
    """The readings of every cue, by its main token.

    Beside a quotation the surface is surer than the parse: a cue read there is read there only.
    """
    found: dict[int, list[Reading]] = {}
    for reading in (*quoted_readings(layout), *phrase_readings(layout)):
        found.setdefault(reading.head, []).append(reading)
    sure = {head for head, each in found.items() if any(reading.frame in SURE for reading in each)}
    for reading in (*verb_readings(layout), *nominal_readings(layout)):
        if reading.head not in sure:
            found.setdefault(reading.head, []).append(reading)
    return found

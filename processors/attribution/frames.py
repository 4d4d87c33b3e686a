"""What the rules hand over: a cue read in a frame."""

from typing import NamedTuple

from processors.attribution.layout import Layout, Range
from processors.attribution.sources import Source


class Reading(NamedTuple):
    """A cue read in a frame: ``head`` is its main token; source and content are ranges in order."""

    head: int
    lemma: str
    frame: str
    cue: tuple[int, ...]
    source: Source
    content: tuple[Range, ...]


def cue_tokens(layout: Layout, verb: int) -> tuple[int, ...]:
    """A verb or adjective with its auxiliaries, negation, infixed adverbs, "to" and particle."""
    children = layout.children[verb]
    helpers = ("aux", "aux:pass", "cop")
    helping = [at for at in children if layout.dep[at] in helpers and at < verb and layout.pos[at] != "SPACE"]
    first = min(helping, default=verb)
    infixed = [
        at for at in children if layout.pos[at] == "ADV" and first < at < verb and not layout.children[at]
    ]
    to = [at for at in children if layout.dep[at] == "mark" and layout.lower[at] == "to"]
    particles = [at for at in children if layout.dep[at] == "compound:prt"]
    return tuple(sorted((*helping, *infixed, *to, verb, *particles)))

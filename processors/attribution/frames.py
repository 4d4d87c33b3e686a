"""The words that the rules share: a cue read in a frame, and small closed sets of English."""

from typing import NamedTuple

from processors.attribution.layout import Layout, Range
from processors.attribution.sources import Source

SPEECH = frozenset(
    "acknowledge add admit advise agree allege announce answer argue assert ask boast call caution chant charge "
    "claim clarify comment complain concede conclude confirm contend continue counter decide declare demand deny "
    "describe elaborate emphasize estimate exclaim explain express fear find hope indicate insist interject joke "
    "know lament maintain note observe point post predict proclaim promise quip quote read reassure recall recount "
    "reiterate remark remind repeat reply report respond retort reveal rule say scream shout show state stress "
    "suggest tell testify think tweet urge vow warn whisper wonder write yell believe".split()
)
"""Verbs that stand beside quotations and before or after whole clauses."""
TOLD = frozenset("advise ask assure convince inform notify persuade promise remind show teach tell warn".split())
"""Verbs whose object is the one who is told."""
TIMES = frozenset(
    "yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june july august september october november december week month year morning afternoon evening "
    "night later earlier".split()
)
PREPOSITIONS = frozenset("about against as at for from in into of on over to with".split())
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"))
PARTS = frozenset((",", "-", "\u2013", "\u2014", "--"))
"""Marks that set a reporting clause off."""
STOPS = frozenset((".", "!", "?", ";", "..."))


class Reading(NamedTuple):
    """A cue read in a frame: ``head`` is its main token, ``cue`` all its tokens, ``content`` ranges in order."""

    head: int
    lemma: str
    frame: str
    cue: tuple[int, ...]
    source: Source
    content: tuple[Range, ...]


def cue_tokens(layout: Layout, verb: int) -> tuple[int, ...]:
    """A verb or adjective with its auxiliaries, negation, infixed adverbs, "to" and particle."""
    children = layout.children[verb]
    helping = [at for at in children if layout.dep[at] in ("aux", "aux:pass", "cop") and at < verb]
    first = min(helping, default=verb)
    infixed = [at for at in children if layout.dep[at] == "advmod" and first < at < verb and not layout.children[at]]
    to = [at for at in children if layout.dep[at] == "mark" and layout.lower[at] == "to"]
    particles = [at for at in children if layout.dep[at] == "compound:prt"]
    return tuple(sorted((*helping, *infixed, *to, verb, *particles)))

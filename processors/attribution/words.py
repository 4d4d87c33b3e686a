"""Small closed sets of English and of punctuation that the rules share."""

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
LINKS = frozenset(("of", "'s", "\u2019s", "-", "for"))
"""What may stand within a name."""
RELATIVE = frozenset(("who", "which", "that", "whom"))
SUBORDINATE = frozenset(
    "after although as at because before besides beyond by despite during following for from given if in instead "
    "like of on once over since though through to under unless until when whether while with without".split()
)
ISSUED = frozenset("email interview letter memo message note post release report ruling speech statement tweet".split())
"""What somebody issues "saying" something."""
TENSED = frozenset(("VBD", "VBZ", "VBP", "MD"))
STOPS = frozenset((".", "!", "?", ";", "..."))

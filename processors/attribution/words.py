"""Small closed sets of English words, tags and marks that the rules share."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = _words("""
    acknowledge add admit advise agree allege announce answer argue ask assert believe boast call
    caution chant charge claim clarify comment complain concede conclude confirm contend continue
    counter decide declare demand deny describe elaborate emphasize estimate exclaim explain express
    fear find hope indicate insist interject joke know lament maintain note observe point post predict
    proclaim promise quip quote read reassure recall recount reiterate remark remind repeat reply report
    respond retort reveal rule say scream shout show state stress suggest tell testify think tweet urge
    vow warn whisper wonder write yell
""")
"""Verbs that stand beside quotations and before or after whole clauses."""
TOLD = _words("advise ask assure convince inform notify persuade promise remind show teach tell warn")
"""Verbs whose object is the one who is told."""
ISSUED = _words("email interview letter memo message note post release report ruling speech statement tweet")
"""What somebody issues "saying" something."""
DOUBTS = _words("allegedly apparently ostensibly purportedly reportedly supposedly")
"""Adverbs that put what a clause says in the mouth of others."""
TIMES = _words("""
    yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december week month year morning
    afternoon evening night later earlier
""")
SUBORDINATE = _words("""
    after although as at because before besides beyond by despite during following for from given if in
    instead like of on once over since though through to under unless until when whether while with
    without
""")
"""What begins with these cannot stand alone as a sentence before its first comma."""
NO_SOURCE = _words("""
    and but or which who whom whose that as when while because to of in for on with at from into than if
    though although is was are were be been has have had
""")
"""What begins with these behind a quotation is no "SOURCE said"."""
RELATIVE = _words("who which that whom")
PREPOSITIONS = _words("about against as at for from in into of on over to with")
LINKS = _words("of 's \u2019s - for")
"""What may stand within a name."""
PARTS = _words(", - \u2013 \u2014 --")
"""Marks that set a reporting clause off."""
STOPS = _words(". ! ? ; ...")
NOMINAL = _words("NOUN PROPN PRON DET ADJ NUM")
TENSED = _words("VBD VBZ VBP MD")

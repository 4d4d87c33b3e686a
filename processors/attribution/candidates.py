"""What may be an attribution: every verb, noun, adjective and phrase in a frame that cues come in.

Nothing is decided here: ``cues.tsv`` knows how often each lemma is a cue in each frame.
"""

from collections.abc import Iterator
from typing import NamedTuple

from processors.attribution.layout import Layout, Range
from processors.attribution.sources import NOBODY, Source, passive, phrase, preposition, source_of


class Candidate(NamedTuple):
    """A cue in a frame: ``head`` is its main token, ``cue`` all its tokens, ``content`` ranges in order."""

    head: int
    lemma: str
    frame: str
    cue: tuple[int, ...]
    source: Source
    content: tuple[Range, ...]


TOLD = frozenset("tell ask inform remind warn assure advise notify persuade convince promise show teach".split())
SPEECH = frozenset(
    "say tell write add continue tweet respond reply declare explain state report note conclude post remark announce "
    "recall warn claim answer argue admit joke insist observe comment predict boast acknowledge caution stress wonder "
    "suggest promise vow agree complain concede lament assert emphasize reiterate proclaim testify quote confirm deny "
    "think believe point advise repeat maintain allege clarify indicate reveal show find estimate hope fear "
    "contend charge decide rule know".split()
)
_TIMES = frozenset(
    "yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december week month year morning evening".split()
)
_PREPOSITIONS = frozenset("about against for of on to with as at in over from into".split())


def candidates(layout: Layout) -> Iterator[Candidate]:
    """All of them, in order of their heads."""
    for token, pos in enumerate(layout.pos):
        if pos == "VERB" or (pos == "AUX" and layout.dep[token] not in ("aux", "aux:pass", "cop")):
            yield from _verb(layout, token)
        elif pos == "NOUN":
            yield from _noun(layout, token)
        elif pos == "ADJ":
            yield from _adjective(layout, token)


def _verb(layout: Layout, verb: int) -> Iterator[Candidate]:
    source = source_of(layout, verb)
    lemma = layout.lemma[verb] + "".join(" " + layout.lower[at] for at in layout.children[verb] if layout.dep[at] == "compound:prt")
    voice = "pass+" if passive(layout, verb) else ""
    cue = cue_tokens(layout, verb)
    theme: tuple[Range, ...] = ()
    if voice:
        subject = layout.child(verb, "nsubj:pass", "csubj:pass")
        if subject is not None and layout.lower[subject] != "it":
            theme = (phrase(layout, subject, verb),)
        elif subject is None and layout.dep[verb] == "acl" and layout.head[verb] < verb:
            head = layout.head[verb]
            theme = (phrase(layout, head, verb),)
    obj = layout.child(verb, "obj")
    objr = phrase(layout, obj, verb) if obj is not None and obj > verb else None
    def make(frame: str, *content: Range, extra: tuple[int, ...] = ()) -> Candidate:
        return Candidate(verb, lemma, voice + frame, tuple(sorted((*cue, *extra))), source, content)
    if voice and theme:
        yield make("", *theme)
    for kid in layout.children[verb]:
        dep = layout.dep[kid]
        r = phrase(layout, kid, verb)
        if dep in ("ccomp", "csubj", "parataxis") or dep == "dep" and layout.pos[kid] in ("VERB", "ADJ", "NOUN"):
            if kid > verb:
                r = clause(layout, verb, r)
                yield make("clause" if dep == "ccomp" else dep, r)
                if theme: yield make("theme+clause", *theme, r)
        elif dep == "xcomp" and kid > verb:
            if any(layout.lower[at] == "to" for at in layout.children[kid]):
                yield make("to", *theme, r)
            elif objr:
                yield make("obj+xcomp", (objr[0], max(r[1], objr[1])))
            else:
                yield make("xcomp", *theme, r)
        elif dep == "obj" and kid > verb:
            yield make("obj", r)
        elif (dep.startswith("obl") or dep == "advcl") and kid > verb:
            prep = preposition(layout, kid)
            if prep in _PREPOSITIONS:
                c = layout.child(kid, "case", "mark")
                assert c is not None
                yield make(prep, *theme, (c if theme else c + 1, r[1]), extra=() if theme or c > verb + 1 else (c,))
                if objr and objr[0] < r[0]:
                    yield make("obj+" + prep, (objr[0], r[1]))
            elif dep == "advcl" and any(layout.lower[at] == "to" for at in layout.children[kid]):
                yield make("advcl-to", *theme, r)
    if not voice and source.how == "own":
        if lemma in SPEECH and not any(layout.dep[k] == "ccomp" and k > verb for k in layout.children[verb]):
            rest = _rest(layout, verb, source)
            if rest:
                yield make("rest", rest)
        for frame, content in _before(layout, verb, source, cue):
            yield make(frame, *content)


def clause(layout: Layout, verb: int, tokens: Range) -> Range:
    """The clause that ``verb`` governs, where parsers err: at its beginning, and where the next statement begins."""
    first, last = tokens
    if layout.verb[verb] not in TOLD and first > verb + 1 and all(layout.pos[at] in ("NOUN", "PROPN", "DET", "NUM", "ADJ", "PRON", "ADP", "CCONJ", "PART") and layout.lower[at] not in _TIMES for at in range(verb + 1, first)):
        first = verb + 1
    return first, ending(layout, verb, first, last)


def ending(layout: Layout, verb: int, first: int, last: int) -> int:
    """Where what ``verb`` reports ends at the latest: at a semicolon, or where the source says something else."""
    zone = layout.zone
    for at in range(first + 2, last - 1):
        if zone[at] >= 0:
            continue
        word = layout.lower[at]
        if word == ";" or word == ":" and zone[at + 1] < 0:
            return at
        if word in ("and", "but"):
            nxt = at + 1 + (layout.pos[at + 1] == "ADV")
            if nxt < last and layout.verb[nxt] in SPEECH and layout.tag[nxt] == layout.tag[verb] and layout.tag[nxt] in ("VBD", "VBZ", "VBP"):
                return at
    return last


def _rest(layout: Layout, verb: int, source: Source) -> Range | None:
    """What follows a verb of saying to the end of its sentence, if that is a clause."""
    _, high = layout.sentence[verb]
    first = max(verb + 1, *(b for _, b in source.ranges))
    while high > first and (layout.pos[high - 1] in ("PUNCT", "SPACE") and layout.zone[high - 1] < 0):
        high -= 1
    if layout.tag[verb] not in ("VBD", "VBZ", "VBP") or not any(layout.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in range(first, high)):
        return None
    return first, ending(layout, verb, first, high)


def _before(layout: Layout, verb: int, source: Source, cue: tuple[int, ...]) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """The sentence before ", SOURCE said" or ", said SOURCE", and what follows the next comma."""
    if layout.tag[verb] not in ("VBD", "VBZ", "VBP") or layout.dep[verb] in ("acl:relcl", "acl"):
        return
    first = min((*cue, *(a for a, b in source.ranges)))
    last = max((*(k + 1 for k in cue), *(b for a, b in source.ranges)))
    low, high = layout.sentence[verb]
    if first - 1 <= low or layout.lower[first - 1] not in (",", "-", "\u2014", "\u2013", "--"):
        return
    for at in range(first - 2, low, -1):
        if layout.lower[at] == ";" and layout.zone[at] < 0:
            low = at + 1
            break
    finite = any(layout.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in range(low, first))
    while last < high and layout.lower[last] not in (",", ";", "-", "\u2014", "\u2013", "--", ".", "?", "!"):
        last += 1
    while high > last and layout.pos[high - 1] in ("PUNCT", "SPACE"):
        high -= 1
    if high - last < 2 or layout.lower[last] == ";":
        if finite:
            yield "before", ((low, first - 1),)
    elif layout.lower[last] in (",", "-", "\u2014", "\u2013", "--"):
        semi = next((k for k in range(last + 1, high) if layout.lower[k] == ";"), high)
        yield ("around" if finite else "around_fragment"), ((low, first - 1), (last + 1, semi))
        if finite:
            yield "before_only", ((low, first - 1),)


def cue_tokens(layout: Layout, verb: int) -> tuple[int, ...]:
    """The verb with auxiliaries, negation, infixed adverbs and particle."""
    kids = layout.children[verb]
    aux = [at for at in kids if layout.dep[at] in ("aux", "aux:pass", "cop") and at < verb]
    first = min(aux, default=verb)
    infixed = [at for at in kids if layout.dep[at] == "advmod" and first < at < verb and layout.child(at) is None]
    to = [at for at in kids if layout.dep[at] == "mark" and layout.lower[at] == "to"]
    return (*aux, *infixed, *to, verb, *(at for at in kids if layout.dep[at] == "compound:prt"))


def _noun(layout: Layout, noun: int) -> Iterator[Candidate]:
    owner = layout.child(noun, "nmod:poss")
    source = NOBODY
    if owner is not None and owner < noun:
        first, last = phrase(layout, owner, noun)
        source = Source(((first, last - (layout.tag[last - 1] == "POS")),), "own")
    lemma = layout.lemma[noun]
    for kid in layout.children[noun]:
        if kid < noun:
            continue
        dep = layout.dep[kid]
        r = phrase(layout, kid, noun)
        if dep in ("acl", "ccomp", "acl:relcl", "xcomp"):
            mark = layout.child(kid, "mark")
            word = layout.lower[mark] if mark is not None else ""
            if word in ("to", "that"):
                yield Candidate(noun, lemma, "n:" + word, (noun,), source, (r,))
        elif dep == "nmod" and (prep := preposition(layout, kid)) in _PREPOSITIONS:
            c = layout.child(kid, "case", "mark")
            yield Candidate(noun, lemma, "n:" + prep, (noun,), source, ((c + 1, r[1]),))


def _adjective(layout: Layout, adj: int) -> Iterator[Candidate]:
    source = source_of(layout, adj)
    cue = cue_tokens(layout, adj)
    for kid in layout.children[adj]:
        if kid < adj:
            continue
        dep = layout.dep[kid]
        r = phrase(layout, kid, adj)
        if dep in ("ccomp", "csubj"):
            yield Candidate(adj, layout.lemma[adj], "a:clause", cue, source, (r,))
        elif dep in ("xcomp", "advcl") and any(layout.lower[at] == "to" for at in layout.children[kid]):
            yield Candidate(adj, layout.lemma[adj], "a:to", cue, source, (r,))
        elif dep == "obl" and (prep := preposition(layout, kid)) in _PREPOSITIONS:
            c = layout.child(kid, "case", "mark")
            yield Candidate(adj, layout.lemma[adj], "a:" + prep, cue, source, ((c + 1, r[1]),))

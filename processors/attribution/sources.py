"""Who a verb's subject is: the phrase that names the source of what the verb reports."""

from typing import NamedTuple

from processors.attribution.layout import Layout, Range

RELATIVE = frozenset(("who", "which", "that", "whom"))
_SUBJECT = ("nsubj", "nsubj:outer", "csubj")
_TIMES = frozenset(
    "yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december week month year morning evening".split()
)
_EDGE = frozenset(",;:-\u2013\u2014()[]")


class Source(NamedTuple):
    """The phrase or phrases; ``how`` they were found: own, inherited, agent, relative, none."""

    ranges: tuple[Range, ...]
    how: str


NOBODY = Source((), "none")


def source_of(layout: Layout, verb: int, depth: int = 0) -> Source:
    """Whom ``verb`` has as its subject, or inherits from the verb above it; NOBODY where that is not known."""
    if passive(layout, verb):
        return _agent(layout, verb)
    subject = _subject(layout, verb)
    if subject is not None:
        if layout.lower[subject] in RELATIVE and layout.dep[verb] == "acl:relcl":
            return _antecedent(layout, verb, subject)
        return Source((phrase(layout, subject, verb),), "own")
    if layout.tag[verb] in ("VBD", "VBZ", "VBP") and layout.dep[verb] != "conj":
        found = _standing_before(layout, verb)
        if found is not None:
            return Source((found,), "own")
    return _inherited(layout, verb, depth) if depth < 4 else NOBODY


def _subject(layout: Layout, verb: int) -> int | None:
    """The subject of ``verb``; not a day or a year, which the parser takes for one at times."""
    return next(
        (
            at
            for at in layout.children[verb]
            if layout.dep[at] in _SUBJECT
            and layout.lower[at] not in _TIMES
            and not layout.lower[at].isdigit()
            and not (at < verb and layout.pos[layout.subtree(at)[0]] == "ADP")
        ),
        None,
    )


_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"))


def _standing_before(layout: Layout, verb: int) -> Range | None:
    """The noun phrase that stands right before ``verb`` and its auxiliaries, whatever the parse says."""
    low = layout.sentence[verb][0]
    if layout.lower[verb - 1] == "," and verb - 1 > low:
        return _opening(layout, low, verb - 1)
    end = min((at for at in layout.children[verb] if layout.dep[at] in ("aux", "advmod") and verb - at < 4), default=verb)
    first = end
    while first > low and (layout.pos[first - 1] in _NOMINAL or layout.lower[first - 1] in ("of", "'s", "\u2019s", "-", "for")) and layout.zone[first - 1] == layout.zone[verb]:
        first -= 1
    while first < end and layout.pos[first] not in _NOMINAL:
        first += 1
    words = [at for at in range(first, end) if layout.pos[at] in ("NOUN", "PROPN", "PRON")]
    if not words or layout.lower[words[-1]] in _TIMES:
        return None
    return first, words[-1] + 1


def _opening(layout: Layout, low: int, end: int) -> Range | None:
    """The noun phrase that a sentence begins with, in "SOURCE, who was there, said"."""
    while low < end and layout.pos[low] in ("CCONJ", "SPACE", "PUNCT", "ADV"):
        low += 1
    comma = next((at for at in range(low, end) if layout.lower[at] == ","), end)
    names = [at for at in range(low, comma) if layout.pos[at] in ("NOUN", "PROPN", "PRON")]
    clean = all(layout.pos[at] in _NOMINAL or layout.pos[at] in ("ADP", "PART", "PUNCT", "CCONJ") for at in range(low, comma))
    return (low, comma) if names and clean and layout.pos[low] != "ADP" else None


def passive(layout: Layout, verb: int) -> bool:
    """Whether ``verb`` is passive, full ("was told") or reduced ("a plan backed by")."""
    if layout.child(verb, "nsubj:pass", "aux:pass", "csubj:pass") is not None:
        return True
    return layout.tag[verb] == "VBN" and layout.child(verb, "aux", *_SUBJECT) is None


def phrase(layout: Layout, noun: int, verb: int) -> Range:
    """The tokens of the phrase around ``noun`` on its side of ``verb``, without commas at its ends."""
    first, last = layout.subtree(noun)
    if noun < verb:
        last = min(last, verb)
    else:
        first = max(first, verb + 1)
    return trimmed(layout, (first, last), noun)


def trimmed(layout: Layout, tokens: Range, keep: int) -> Range:
    """``tokens`` as far as they share paragraph and quotation with ``keep``, without punctuation at the ends."""
    first = max(tokens[0], layout.paragraph[keep][0])
    last = min(tokens[1], layout.paragraph[keep][1])
    zone = layout.zone
    while first < keep and (layout.lower[first] in _EDGE or zone[first] != zone[keep] and zone[keep] >= 0):
        first += 1
    while last - 1 > keep and (layout.lower[last - 1] in _EDGE or zone[last - 1] != zone[keep] and zone[keep] >= 0):
        last -= 1
    return first, last


def _agent(layout: Layout, verb: int) -> Source:
    agent = layout.child(verb, "obl:agent")
    if agent is None:
        agent = next((at for at in _oblique(layout, verb) if preposition(layout, at) == "by"), None)
    if agent is None or agent < verb:
        return NOBODY
    first, last = phrase(layout, agent, verb)
    return Source(((first + (layout.lower[first] == "by"), last),), "agent")


def _oblique(layout: Layout, verb: int) -> list[int]:
    return [at for at in layout.children[verb] if layout.dep[at].startswith("obl")]


def preposition(layout: Layout, noun: int) -> str:
    """The first word of the preposition of ``noun``; empty where it has none."""
    case = layout.child(noun, "case", "mark")
    return layout.lower[case] if case is not None and case < noun else ""


def _antecedent(layout: Layout, verb: int, pronoun: int) -> Source:
    """The noun a relative clause belongs to, and the pronoun as written."""
    noun = layout.head[verb]
    if noun >= pronoun:
        return Source(((pronoun, pronoun + 1),), "relative")
    first, _ = layout.subtree(noun)
    return Source((trimmed(layout, (first, pronoun), noun), (pronoun, pronoun + 1)), "relative")


def _inherited(layout: Layout, verb: int, depth: int) -> Source:
    """The subject that an infinitive, participle or second verb shares with what it hangs on."""
    head, relation = layout.head[verb], layout.dep[verb]
    if head == verb:
        return NOBODY
    if relation in ("acl", "advcl") and layout.tag[verb] == "VBG" and layout.lower[verb - 1] == ",":
        return _main(layout, verb, depth)
    if relation == "acl" and layout.lemma[head] in _ISSUED and layout.dep[head] in ("obj", "obl"):
        return source_of(layout, layout.head[head], depth + 1)._replace(how="inherited")
    if relation == "acl" and head < verb:
        first, _ = layout.subtree(head)
        return Source((trimmed(layout, (first, verb), head),), "inherited")
    if relation == "xcomp":
        target = layout.child(head, "obj", "iobj")
        if target is not None and target < verb:
            return Source((phrase(layout, target, verb),), "inherited")
    if relation in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
        return source_of(layout, head, depth + 1)._replace(how="inherited")
    return NOBODY


_ISSUED = frozenset("statement letter tweet message post memo note email release report interview speech ruling".split())


def _main(layout: Layout, verb: int, depth: int) -> Source:
    """Whom the main clause is about: ", adding" goes with its subject."""
    at = layout.head[verb]
    while layout.head[at] != at and (layout.pos[at] != "VERB" or layout.dep[at] in ("ccomp", "acl:relcl", "acl", "xcomp")):
        at = layout.head[at]
    return source_of(layout, at, depth + 1)._replace(how="inherited")

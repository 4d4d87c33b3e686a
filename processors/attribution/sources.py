"""Who a verb's subject is: the phrase that names the source of what the verb reports."""

from typing import NamedTuple

from processors.attribution.layout import Layout, Range
from processors.attribution.words import ISSUED, LINKS, NOMINAL, RELATIVE, SUBORDINATE, TENSED, TIMES

_SUBJECT = ("nsubj", "nsubj:outer", "csubj")
_EDGE = frozenset((",", ";", ":", "-", "--", "\u2013", "\u2014", "(", ")", "[", "]", "and", "but", "\xa0"))
_DEEPEST = 4


class Source(NamedTuple):
    """The phrase or phrases, and how they were found: own, agent, relative, inherited, none."""

    ranges: tuple[Range, ...]
    how: str


NOBODY = Source((), "none")


def source_of(layout: Layout, verb: int, depth: int = 0) -> Source:
    """Whom ``verb`` has as its subject, or shares with the verb above it; NOBODY if that is not known."""
    if passive(layout, verb):
        return _agent(layout, verb)
    subject = _subject(layout, verb)
    if subject is not None:
        if layout.lower[subject] in RELATIVE and layout.dep[verb] == "acl:relcl":
            return _antecedent(layout, verb, subject)
        return Source((_widened(layout, phrase(layout, subject, verb), verb),), "own")
    if finite(layout, verb) and layout.dep[verb] != "conj":
        found = standing_before(layout, verb)
        if found is not None:
            return Source((found,), "own")
    return _inherited(layout, verb, depth) if depth < _DEEPEST else NOBODY


def passive(layout: Layout, verb: int) -> bool:
    """Whether ``verb`` is passive, full ("was told") or reduced ("a plan backed by")."""
    if layout.child(verb, "nsubj:pass", "aux:pass", "csubj:pass") is not None:
        return True
    if layout.dep[verb] in ("ROOT", "parataxis", "ccomp"):
        return False  # a finite form that the tagger took for a participle
    return layout.tag[verb] == "VBN" and layout.child(verb, "aux", *_SUBJECT) is None


def finite(layout: Layout, verb: int) -> bool:
    """Whether ``verb`` is a tensed form, or may be one that the tagger took for a participle ("stressed")."""
    if layout.tag[verb] == "VBN":
        return layout.child(verb, "aux", "aux:pass") is None and not passive(layout, verb)
    return layout.tag[verb] in TENSED


def tensed(layout: Layout, first: int, last: int) -> bool:
    """Whether there is a tensed verb among these tokens."""
    return any(layout.tag[at] in TENSED for at in range(first, last))


def phrase(layout: Layout, noun: int, verb: int) -> Range:
    """The tokens of the phrase around ``noun`` on its side of ``verb``, without commas at its ends."""
    first, last = layout.subtree(noun)
    if noun < verb:
        last = min(last, verb)
    else:
        first = max(first, verb + 1)
    return trimmed(layout, (first, last), noun)


def trimmed(layout: Layout, tokens: Range, keep: int) -> Range:
    """``tokens`` in the paragraph and the quotation of ``keep``, without punctuation at the ends."""
    zone, own = layout.zone, layout.zone[keep]
    first = max(tokens[0], layout.paragraph[keep][0])
    last = min(tokens[1], layout.paragraph[keep][1])
    while first < keep and (layout.lower[first] in _EDGE or (own >= 0 and zone[first] != own)):
        first += 1
    while last - 1 > keep and (layout.word(last - 1) in _EDGE or (own >= 0 and zone[last - 1] != own)):
        last -= 1
    return first, last


def preposition(layout: Layout, noun: int) -> int | None:
    """The first token of the preposition of ``noun``."""
    case = layout.child(noun, "case", "mark")
    return case if case is not None and case < noun else None


def _subject(layout: Layout, verb: int) -> int | None:
    """The subject of ``verb``; not a day, a year or a quotation, which the parser takes for one at times."""
    found = [
        at for at in layout.children[verb] if layout.dep[at] in _SUBJECT and _may_speak(layout, at, verb)
    ]
    return max((at for at in found if at < verb), default=min(found, default=None))


def _may_speak(layout: Layout, noun: int, verb: int) -> bool:
    if layout.zone[noun] >= 0 and layout.zone[noun] != layout.zone[verb]:
        return False
    if layout.lower[noun] in TIMES or layout.lower[noun].isdigit() or layout.pos[noun] == "SPACE":
        return False
    return noun > verb or layout.pos[layout.subtree(noun)[0]] != "ADP"


def _widened(layout: Layout, tokens: Range, verb: int) -> Range:
    """``tokens`` with the words of the same name that the parser left out at either end."""
    first, last = tokens
    comma = max((at for at in range(first, last) if layout.lower[at] == ","), default=last)
    if comma + 1 < last == _cue_start(layout, verb) and layout.pos[comma + 1] in ("DET", "PRON"):
        first = comma + 1  # "The bridge, the mayor said, is safe": no apposition
    low, own = layout.sentence[verb][0], layout.zone[verb]
    while last < verb and layout.pos[last] in ("PROPN", "NOUN") and layout.lower[last] not in TIMES:
        last += 1
    while (
        first > low
        and layout.pos[first] == layout.pos[first - 1] == "PROPN"
        and layout.zone[first - 1] == own
    ):
        first -= 1
    return first, last


def standing_before(layout: Layout, verb: int) -> Range | None:
    """The noun phrase that stands right before ``verb`` and its auxiliaries, whatever the parse says."""
    low = layout.sentence[verb][0]
    if layout.word(verb - 1) == "," and verb - 1 > low:
        return _opening(layout, low, verb - 1)
    children = layout.children[verb]
    end = min(
        (at for at in children if layout.dep[at] in ("aux", "advmod") and 0 < verb - at < 4), default=verb
    )
    first = end
    while first > low and layout.zone[first - 1] == layout.zone[verb] and _of_name(layout, first - 1):
        first -= 1
    while first < end and layout.lower[first] in LINKS:
        first += 1
    words = [at for at in range(first, end) if layout.pos[at] != "DET" and layout.lower[at] not in LINKS]
    if not words or layout.lower[words[-1]] in TIMES:
        return None
    return first, words[-1] + 1


def _of_name(layout: Layout, token: int) -> bool:
    if layout.pos[token] in ("PUNCT", "SPACE"):
        return layout.lower[token] == "-"
    return layout.pos[token] in NOMINAL or layout.lower[token] in LINKS or layout.doc[token].is_title


def _opening(layout: Layout, low: int, end: int) -> Range | None:
    """The noun phrase that a sentence begins with, in "SOURCE, who was there, said"."""
    while low < end and layout.pos[low] in ("CCONJ", "SPACE", "PUNCT", "ADV"):
        low += 1
    comma = next((at for at in range(low, end) if layout.lower[at] == ","), end)
    named = any(layout.pos[at] in ("NOUN", "PROPN", "PRON") for at in range(low, comma))
    if not named or tensed(layout, low, comma) or layout.lower[low] in SUBORDINATE:
        return None
    return low, comma


def _agent(layout: Layout, verb: int) -> Source:
    """By whom something was said, in a passive."""
    oblique = [at for at in layout.children[verb] if layout.dep[at].startswith("obl") and at > verb]
    for noun in oblique:
        by = preposition(layout, noun)
        if by is not None and layout.lower[by] == "by":
            _, last = phrase(layout, noun, verb)
            return Source(((by + 1, last),), "agent")
    return NOBODY


def _antecedent(layout: Layout, verb: int, pronoun: int) -> Source:
    """The noun that a relative clause belongs to, and the pronoun as written."""
    noun = layout.head[verb]
    if noun >= pronoun:
        return Source(((pronoun, pronoun + 1),), "relative")
    first, _ = layout.subtree(noun)
    return Source((_bare(layout, (first, pronoun), noun), (pronoun, pronoun + 1)), "relative")


def _bare(layout: Layout, tokens: Range, noun: int) -> Range:
    """The phrase of ``noun`` without its preposition."""
    first, last = trimmed(layout, tokens, noun)
    while first < noun and layout.pos[first] in ("ADP", "SCONJ"):
        first += 1
    return first, last


def _inherited(layout: Layout, verb: int, depth: int) -> Source:
    """The subject that an infinitive, participle or second verb shares with what it hangs on."""
    head, relation = layout.head[verb], layout.dep[verb]
    if head == verb:
        return NOBODY
    if relation in ("acl", "advcl") and layout.tag[verb] == "VBG" and layout.word(verb - 1) == ",":
        return _shared(layout, _main(layout, verb), depth)
    if relation == "acl":
        return _of_noun(layout, verb, head, depth)
    target = layout.child(head, "obj", "iobj")
    if relation == "xcomp" and target is not None and target < verb:
        return Source((phrase(layout, target, verb),), "inherited")
    if relation in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
        return _shared(layout, head, depth)
    return NOBODY


def _of_noun(layout: Layout, verb: int, noun: int, depth: int) -> Source:
    """In "people saying" it is the people; in "issued a statement saying" who issued it."""
    if layout.lemma[noun] in ISSUED and layout.dep[noun] in ("obj", "obl"):
        return _shared(layout, layout.head[noun], depth)
    if noun > verb:
        return NOBODY
    first, _ = layout.subtree(noun)
    return Source((_bare(layout, (first, verb), noun),), "inherited")


def _shared(layout: Layout, verb: int, depth: int) -> Source:
    found = source_of(layout, verb, depth + 1)
    return found if found is NOBODY else Source(found.ranges, "inherited")


def _main(layout: Layout, verb: int) -> int:
    """The verb of the main clause: ", adding" goes with its subject."""
    at = layout.head[verb]
    under = ("ccomp", "acl:relcl", "acl", "xcomp")
    while layout.head[at] != at and (layout.pos[at] != "VERB" or layout.dep[at] in under):
        at = layout.head[at]
    return at


def _cue_start(layout: Layout, verb: int) -> int:
    """Where the verb with its auxiliaries and adverbs starts."""
    near = (at for at in layout.children[verb] if 0 < verb - at < 4)
    return min((at for at in near if layout.dep[at] in ("aux", "aux:pass", "advmod")), default=verb)

"""Verbs that may report, each in every frame that the parse lets it be read in.

Nothing is decided here: ``cues.tsv`` knows how often each lemma is a cue in each frame. Frames: ``clause``
(says that), ``rest`` (the same, where the parse saw no clause), ``to`` (wants to), ``obj`` (denounced it),
``obj+to``, ``obj+xcomp`` (called it wrong), a preposition (called for) or ``obj+`` a preposition (accused him
of), ``before`` and ``around`` (see ``clauses.py``); ``pass+`` before them in the passive, whose subject then
belongs to the content.
"""

from collections.abc import Iterator
from typing import NamedTuple

from processors.attribution.clauses import before, clause, rest
from processors.attribution.frames import Reading, cue_tokens
from processors.attribution.layout import Layout, Range
from processors.attribution.sources import Source, passive, phrase, preposition, source_of
from processors.attribution.words import PARTS, PREPOSITIONS, SPEECH


class _Verb(NamedTuple):
    """A verb with what its frames have in common."""

    at: int
    lemma: str
    cue: tuple[int, ...]
    source: Source
    passive: bool
    theme: tuple[Range, ...]
    """The subject of a passive: what is said to be so."""
    object: Range | None

    def reading(self, frame: str, *content: Range, cue: tuple[int, ...] = ()) -> Reading:
        return Reading(
            self.at, self.lemma, "pass+" * self.passive + frame, (*self.cue, *cue), self.source, content
        )


def verb_readings(layout: Layout) -> Iterator[Reading]:
    """All of them, in order of the verbs."""
    for token, pos in enumerate(layout.pos):
        if pos == "VERB" or (pos == "AUX" and layout.dep[token] not in ("aux", "aux:pass", "cop")):
            yield from _readings(layout, _verb(layout, token))


def _verb(layout: Layout, token: int) -> _Verb:
    voice = passive(layout, token)
    particles = [layout.lower[at] for at in layout.children[token] if layout.dep[at] == "compound:prt"]
    target = layout.child(token, "obj")
    return _Verb(
        at=token,
        lemma=" ".join((layout.lemma[token], *particles)),
        cue=cue_tokens(layout, token),
        source=source_of(layout, token),
        passive=voice,
        theme=_theme(layout, token) if voice else (),
        object=phrase(layout, target, token) if target is not None and target > token else None,
    )


def _theme(layout: Layout, verb: int) -> tuple[Range, ...]:
    subject = layout.child(verb, "nsubj:pass", "csubj:pass")
    if subject is None and layout.dep[verb] == "acl" and layout.head[verb] < verb:
        subject = layout.head[verb]
    if subject is None or layout.lower[subject] == "it":
        return ()
    return (phrase(layout, subject, verb),)


def _readings(layout: Layout, verb: _Verb) -> Iterator[Reading]:
    if verb.theme:
        yield verb.reading("", *verb.theme)
    aside = () if verb.passive else tuple(before(layout, verb.at, verb.source, verb.cue))
    for frame, content in aside:
        yield verb.reading(frame, *content)
    if aside and layout.word(verb.at + 1) in PARTS:
        return  # ", he said, ...": what follows is no complement
    children = [at for at in layout.children[verb.at] if at > verb.at]
    for child in children:
        yield from _complement(layout, verb, child)
    if verb.lemma in SPEECH and not verb.passive and verb.source.how == "own":
        following = rest(layout, verb.at, verb.source)
        if following is not None and not any(layout.dep[at] == "ccomp" for at in children):
            yield verb.reading("rest", following)


def _complement(layout: Layout, verb: _Verb, child: int) -> Iterator[Reading]:
    relation = layout.dep[child]
    tokens = phrase(layout, child, verb.at)
    if relation in ("ccomp", "csubj", "parataxis"):
        tokens = clause(layout, verb.at, tokens)
        yield verb.reading("clause" if relation == "ccomp" else relation, tokens)
        if verb.theme:
            yield verb.reading("theme+clause", *verb.theme, tokens)
    elif relation == "xcomp":
        yield from _open_complement(layout, verb, child, tokens)
    elif relation == "obj":
        yield verb.reading("obj", tokens)
    elif relation.startswith("obl") or relation == "advcl":
        yield from _oblique(layout, verb, child, tokens)


def _open_complement(layout: Layout, verb: _Verb, child: int, tokens: Range) -> Iterator[Reading]:
    """As in "wants to go", "urged him to go" (the content begins with "to"), "called it wrong"."""
    if any(layout.lower[at] == "to" for at in layout.children[child]):
        yield verb.reading("to", *verb.theme, tokens)
    elif verb.object is not None:
        yield verb.reading("obj+xcomp", (verb.object[0], max(tokens[1], verb.object[1])))
    else:
        yield verb.reading("xcomp", *verb.theme, tokens)


def _oblique(layout: Layout, verb: _Verb, child: int, tokens: Range) -> Iterator[Reading]:
    """In "called for it" the preposition belongs to the cue, in "accused him of it" to the content."""
    case = preposition(layout, child)
    if case is None:
        return
    word = layout.lower[case]
    if word == "to" and layout.tag[child] == "VB":
        yield verb.reading("to", *verb.theme, tokens)
    elif word in PREPOSITIONS:
        adjacent = case == verb.at + 1 and not verb.theme
        content = (case + (not verb.theme), tokens[1])
        yield verb.reading(word, *verb.theme, content, cue=(case,) if adjacent else ())
        if verb.object is not None and verb.object[0] < tokens[0]:
            yield verb.reading(f"obj+{word}", (verb.object[0], tokens[1]))

"""Nouns and adjectives that may report: "his claim that", "their refusal to", "is sure that"."""

from collections.abc import Iterator

from processors.attribution.frames import Reading, cue_tokens
from processors.attribution.layout import Layout
from processors.attribution.sources import NOBODY, Source, phrase, preposition, source_of
from processors.attribution.words import PREPOSITIONS


def nominal_readings(layout: Layout) -> Iterator[Reading]:
    """All of them, in order; frames begin with ``n:`` or ``a:`` and name what follows."""
    for token, pos in enumerate(layout.pos):
        if pos == "NOUN":
            yield from _read(layout, token, "n:", (token,), _owner(layout, token))
        elif pos == "ADJ" and layout.child(token, "cop") is not None:
            yield from _read(layout, token, "a:", cue_tokens(layout, token), source_of(layout, token))


def _owner(layout: Layout, noun: int) -> Source:
    """Whose claim it is: "Smith's", "his"."""
    owner = layout.child(noun, "nmod:poss")
    if owner is None or owner > noun:
        return NOBODY
    first, last = phrase(layout, owner, noun)
    return Source(((first, last - (layout.tag[last - 1] == "POS")),), "own")


def _read(layout: Layout, head: int, kind: str, cue: tuple[int, ...], source: Source) -> Iterator[Reading]:
    for child in layout.children[head]:
        relation = layout.dep[child]
        if child < head:
            continue
        mark = preposition(layout, child)
        word = layout.lower[mark] if mark is not None else ""
        if not word and any(layout.lower[at] == "to" for at in layout.children[child]):
            word = "to"
        tokens = phrase(layout, child, head)
        if relation in ("acl", "ccomp", "acl:relcl", "xcomp", "csubj", "advcl") and word in (
            "to",
            "that",
            "",
        ):
            frame = word or ("clause" if relation in ("ccomp", "csubj") else "")
            if frame:
                yield Reading(head, layout.lemma[head], kind + frame, cue, source, (tokens,))
        elif relation in ("nmod", "obl") and word in PREPOSITIONS and mark is not None:
            yield Reading(head, layout.lemma[head], kind + word, cue, source, ((mark + 1, tokens[1]),))

"""For whom a speaker speaks: the ministry behind its spokeswoman."""

from collections.abc import Sequence

from processors.actors import Cast, speaker_of
from processors.names import fold
from wirewatch.records import Actor, Span, Speaker

_SPOKESPERSON = "spokesperson"
_BODIES = ("organization", "place")


def on_behalf_of(cast: Cast, source: Sequence[Span], speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """The bodies whose spokesperson the source is: by what it says itself, else by the speakers' roles."""
    words, lexicon = cast.words, cast.lexicon
    for span in source:
        first, last = words.at(span)
        if any(lexicon.roles.get(words.folded[at]) == _SPOKESPERSON for at in range(first, last)):
            named = _named(cast, (first, last), speakers)
            if named:
                return named
    known = {speaker.actor for speaker in speakers}
    roles = [role for actor in cast.actors if actor.id in known for role in actor.roles]
    return tuple(
        dict.fromkeys(
            speaker_of(body) for role in roles if _speaks(cast, role) for body in _in_role(cast, role)
        )
    )


def _speaks(cast: Cast, role: str) -> bool:
    return any(cast.lexicon.roles.get(word) == _SPOKESPERSON for word in fold(role).split())


def _named(cast: Cast, place: tuple[int, int], speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """The bodies named within the source."""
    actors = (cast.of.get(each.figure) for each in cast.within(place) if each.figure)
    bodies = [actor for actor in actors if actor and actor.kind in _BODIES]
    own = {speaker.actor for speaker in speakers}
    return tuple(speaker_of(actor) for actor in dict.fromkeys(bodies) if actor.id not in own)[:1]


def _in_role(cast: Cast, role: str) -> list[Actor]:
    """The body whose name is longest in the words of a role: "Kremlin" of "Kremlin spokesman"."""
    said = f" {fold(role)} "
    bodies = [actor for actor in cast.actors if actor.kind in _BODIES and f" {fold(actor.name)} " in said]
    return sorted(bodies, key=lambda actor: -len(actor.name))[:1]

"""Which official somebody named in a text is: by name, by alias, or by surname and role together."""

from collections.abc import Iterable, Sequence
from datetime import date

from processors.figures import Figure
from processors.names import core, name_words, same_person
from processors.offices import NO_LONGER, RoleKey, holds, role_key
from processors.officials import OfficialIndex
from processors.spelling import sound, sounds
from processors.tables import Pieces
from wirewatch.records import Official

MOST_CANDIDATES = 8
"""A surname that more officials have says nothing."""


def link(figures: Sequence[Figure], officials: OfficialIndex, on: date | None) -> None:
    """Tell every figure which official it is, where the text leaves no doubt, or else which it may be."""
    for figure in figures:
        known = _by_name(figure, officials, on) or _by_surname(figure, officials, on)
        sure = _sure(figure, known, officials, on)
        figure.official = sure
        figure.candidates = () if sure else _in_doubt(figure, known, officials, on)
    _spelled_anew(figures, officials)


def _sure(figure: Figure, known: set[str], officials: OfficialIndex, on: date | None) -> str | None:
    """The one of ``known`` who is meant: the only one, or the only one with the role that the text gives."""
    if len(known) > 1:
        known = {key for key in known if _holds_a_role(figure, officials.by_id[key], on)}
    return next(iter(known)) if len(known) == 1 else None


def _by_name(figure: Figure, officials: OfficialIndex, on: date | None) -> set[str]:
    """Those whom the fullest form means that means any, and whom nothing else in the text contradicts."""
    exactly = {name.words: name.officials for name in figure.names}
    for form in sorted(figure.forms, key=len, reverse=True):
        known = set(exactly.get(form, ()))
        if figure.kind == "person":
            known = known or set(officials.alike(core(form)))
            known = {key for key in known if not _contradicted(figure, officials.by_id[key], on)}
        if known:
            return known
    return set()


def _contradicted(figure: Figure, official: Official, on: date | None) -> bool:
    """Whether the text names somebody else in full: "Lyudmila Putin" where "Putin" is an alias."""
    written = [core(name_words(name)) for name in (official.name, *official.aliases)]
    full = [core(form) for form in figure.forms if len(core(form)) > 1]
    return any(
        not any(_agree(form, name) for name in written)
        or _another_initial(form, written)
        or (_still_to_come(official, on) and not _of_that_given_name(form, written[0]))
        for form in full
    )


def _another_initial(form: Pieces, written: Sequence[Pieces]) -> bool:
    """Whether the initial amid a name is none of the official's: "John F. Kennedy", of John Neely Kennedy."""
    middle = {word for word in form[1:-1] if len(word) == 1}
    known = [{word[0] for word in name[1:-1]} for name in written if len(name) > 2]
    return bool(middle and known) and not any(middle <= initials for initials in known)


def _still_to_come(official: Official, on: date | None) -> bool:
    """Whether all of the official's offices only began later."""
    starts = [role.start for role in official.roles]
    return bool(on and starts) and all(start and on and on < start for start in starts)


def _of_that_given_name(form: Pieces, name: Pieces) -> bool:
    """Whether it begins as the official's own name: before somebody's time another may be the father's."""
    return form[-1] != name[-1] or form[0] == name[0] or sound(form[0]) == sound(name[0])


def _agree(form: Pieces, name: Pieces) -> bool:
    if form == name or name[-len(form) :] == form:
        return True
    return len(name) > 1 and (same_person(form, name) or same_person(sounds(form), sounds(name)))


def _by_surname(figure: Figure, officials: OfficialIndex, on: date | None) -> set[str]:
    """Officials of that surname whose role the text gives: "Kremlin spokesman Peskov"."""
    named = (officials.by_id[key] for key in _surnamed(figure, officials))
    return {official.id for official in named if _holds_a_role(figure, official, on)}


def _surnamed(figure: Figure, officials: OfficialIndex) -> tuple[str, ...]:
    """Officials of the surname that is all that the text has of a person."""
    surname = _surname(figure)
    return officials.surnamed(surname) if surname else ()


def _surname(figure: Figure) -> str | None:
    if figure.kind != "person" or not figure.forms or any(len(core(form)) > 1 for form in figure.forms):
        return None
    return core(next(iter(figure.forms)))[0]


def _in_doubt(figure: Figure, known: set[str], officials: OfficialIndex, on: date | None) -> tuple[str, ...]:
    """Who may be meant: those in office on the day first; nobody where they are too many to say anything."""
    among = known or set(_surnamed(figure, officials))
    if len(among) > MOST_CANDIDATES:
        return ()
    return tuple(sorted(among, key=lambda key: (not _in_office(officials.by_id[key], on), key)))


def _in_office(official: Official, on: date | None) -> bool:
    return any(holds(role, on) for role in official.roles)


def _spelled_anew(figures: Sequence[Figure], officials: OfficialIndex) -> None:
    """A surname in another spelling than that of the full name means the one introduced by it."""
    introduced = {figure.official: officials.by_id[figure.official] for figure in figures if figure.official}
    by_sound: dict[str, set[str]] = {}
    for key, official in introduced.items():
        if official.kind == "person":
            by_sound.setdefault(sound(core(name_words(official.name))[-1]), set()).add(key)
    for figure in figures:
        surname = None if figure.official else _surname(figure)
        meant = by_sound.get(sound(surname), set()) if surname else set()
        if len(meant) == 1 and meant <= set(figure.candidates):
            figure.official, figure.candidates = next(iter(meant)), ()


def _holds_a_role(figure: Figure, official: Official, on: date | None) -> bool:
    """Whether one of the roles in the text is the official's on that day; on any day where it is unknown."""
    held = [role_key(role.title) for role in official.roles if on is None or holds(role, on)]
    return any(_same_role(said, key) for said in figure.roles.values() for key in held)


def _same_role(said: RoleKey, held: RoleKey) -> bool:
    if not said or not held or (said ^ held) & NO_LONGER:
        return False
    return said <= held or held <= said


def merged(figures: Iterable[Figure]) -> list[Figure]:
    """The figures, those that are the same official made one."""
    kept: list[Figure] = []
    by_official: dict[str, Figure] = {}
    for figure in figures:
        first = by_official.setdefault(figure.official, figure) if figure.official else figure
        if first is figure:
            kept.append(figure)
        else:
            for name in figure.names:
                first.add(name)
    return kept

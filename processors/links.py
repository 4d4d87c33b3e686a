"""Which official somebody named in a text is: by name, by alias, or by surname and role together."""

from collections.abc import Iterable, Sequence
from datetime import date

from processors.figures import Figure
from processors.names import core, name_words, same_person
from processors.officials import NO_LONGER, OfficialIndex, RoleKey, holds, role_key
from wirewatch.records import Official


def link(figures: Sequence[Figure], officials: OfficialIndex, on: date | None) -> None:
    """Tell every figure which official it is, where the text leaves no doubt."""
    for figure in figures:
        figure.official = _official(figure, officials, on)


def _official(figure: Figure, officials: OfficialIndex, on: date | None) -> str | None:
    known = {key for name in figure.names for key in name.officials}
    if figure.kind == "person":
        known |= {key for form in figure.forms for key in officials.alike(core(form))}
        known = {key for key in known if not _contradicted(figure, officials.by_id[key])}
        known = known or _by_surname(figure, officials, on)
    if len(known) > 1:
        known = {key for key in known if _holds_a_role(figure, officials.by_id[key], on)}
    return known.pop() if len(known) == 1 else None


def _contradicted(figure: Figure, official: Official) -> bool:
    """Whether the text names somebody else in full: "Lyudmila Putin" where "Putin" is an alias."""
    written = [core(name_words(name)) for name in (official.name, *official.aliases)]
    full = [core(form) for form in figure.forms if len(core(form)) > 1]
    return any(not any(_agree(form, name) for name in written) for form in full)


def _agree(form: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return form == name or (len(name) > 1 and same_person(form, name)) or name[-len(form) :] == form


def _by_surname(figure: Figure, officials: OfficialIndex, on: date | None) -> set[str]:
    """Officials of that surname whose role the text gives: "Kremlin spokesman Peskov"."""
    if not figure.forms or any(len(core(form)) > 1 for form in figure.forms):
        return set()
    (surname,) = core(next(iter(figure.forms)))
    named = (officials.by_id[key] for key in officials.surnamed(surname))
    return {official.id for official in named if _holds_a_role(figure, official, on)}


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

"""``wirewatch officials``: whom to recognise, out of public files."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from wirewatch.console import (
    config_option,
    counting,
    for_people,
    json_option,
    print_json,
    say,
)
from wirewatch.errors import WirewatchError

if TYPE_CHECKING:
    from config.importing.found import Imported
    from config.importing.merging import Merged

FORMATS = ("congress-legislators", "followthemoney", "wikidata")
_SHOWN = 5
"""Examples of what is counted."""


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # none before click 8.4
    """A day such as 2020-01-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error when it is none."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day: write it as 2020-01-31", param, ctx)


@click.group(
    name="officials",
    epilog="Example:  wirewatch officials import legislators-current.yaml --group congress --dry-run",
)
def command() -> None:
    """Officials out of public files, into the officials file."""


@command.command(
    name="import",
    epilog="Example:  wirewatch officials import legislators-current.yaml --group congress --dry-run",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The officials file to add to; made when it is not there (default: that of the settings).",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What FILE is, where its content does not tell."
)
@click.option(
    "--group", "groups", multiple=True, metavar="NAME", help="A group for all of them (repeatable)."
)
@click.option(
    "--since", type=Day(), metavar="DAY", help="Only those who held an office on that day or later."
)
@click.option(
    "--role", "roles", multiple=True, metavar="WORDS", help="Only those with such an office (repeatable)."
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@json_option
@config_option
def import_(
    file: Path,
    into: Path | None,
    form: str | None,
    groups: tuple[str, ...],
    since: date | None,
    roles: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    config: str | None,
) -> int:
    """Add the officials of FILE to the officials file.

    FILE is a YAML file of congress-legislators, JSON Lines of FollowTheMoney (as OpenSanctions publishes
    them) or the CSV of a Wikidata query; docs/officials.md has a query. What people wrote or took out stays
    as it is, and the same import may be repeated: it brings only what is new.
    """
    from config.importing.formats import read_public
    from config.importing.saving import planned, save

    path = into or _own_file(config)
    with counting("reading") as progress:
        public = read_public(file, form, progress=progress)
    chosen = _chosen(public.found.officials, since, roles)
    with_groups = (_in_groups(each, groups) for each in chosen)
    plan = planned(path, with_groups, public.source)
    if not dry_run:
        with counting("writing") as progress:
            save(plan, progress=progress)
    _report(plan.merged, as_json=as_json)
    left_out = public.found.left_out
    if len(chosen) < len(public.found.officials):
        left_out["not asked for"] += len(public.found.officials) - len(chosen)
    if left_out:
        say(f"left out: {', '.join(f'{count:,} {what}' for what, count in sorted(left_out.items()))}")
    _say_merged(plan.merged, f"{path}{' (nothing was written)' if dry_run else ''}")
    return 0


def _own_file(config: str | None) -> Path:
    """The officials file of the settings; never the example that came with the program."""
    from wirewatch.composition import has_settings, settings_from

    if not has_settings(config):
        raise WirewatchError(
            "no settings say which officials file is yours: name it with --into, "
            "and as `officials` in wirewatch.toml"
        )
    return settings_from(config).officials


def _chosen(officials: "list[Imported]", since: date | None, roles: tuple[str, ...]) -> "list[Imported]":
    wanted = [role.casefold() for role in roles]

    def fits(each: "Imported") -> bool:
        held = each.official.roles
        lately = since is None or any(role.end is None or role.end >= since for role in held)
        return lately and (
            not wanted or any(words in role.title.casefold() for role in held for words in wanted)
        )

    return [each for each in officials if fits(each)]


def _in_groups(each: "Imported", groups: tuple[str, ...]) -> "Imported":
    official = each.official
    return each._replace(official=replace(official, groups=tuple(dict.fromkeys((*official.groups, *groups)))))


def _report(merged: "Merged", *, as_json: bool) -> None:
    """Every official that is new or changed, one a line."""
    if for_people(as_json):
        return
    for official in merged.added:
        print_json({"change": "added", "official": official})
    for before, after in merged.changed:
        fields = [name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)]
        print_json({"change": "changed", "fields": fields, "official": after})


def _say_merged(merged: "Merged", where: str) -> None:
    for one, other in merged.namesakes[:_SHOWN]:
        say(
            f"{one} and {other} have one name, and nothing shows that they are one person: both are kept; "
            "if they are, give the older one its Wikidata id and repeat the import"
        )
    if len(merged.namesakes) > _SHOWN:
        say(f"... and {len(merged.namesakes) - _SHOWN:,} more pairs of one name")
    if merged.stay_out:
        say(f"{len(merged.stay_out):,} stay out, for somebody took them out: {_some(merged.stay_out)}")
    say(
        f"{where}: {len(merged.added):,} added, {len(merged.changed):,} changed, "
        f"{merged.unchanged:,} known already"
    )


def _some(ids: Iterable[str]) -> str:
    listed = list(ids)
    return ", ".join(listed[:_SHOWN]) + (", ..." if len(listed) > _SHOWN else "")

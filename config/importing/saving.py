"""An import as a whole: what it would change in an officials file, and the change itself, safely.

Beside the file lies another, ``<name>.imported``: what imports brought so far, so that the next one knows
what a person has changed since. The officials file is replaced in one step, and only after the new one has
been read and found to say exactly what it should.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import msgspec

from config.documents import read_yaml
from config.importing.found import Imported
from config.importing.keeping import HEADER, UneditableError, rewritten
from config.importing.merging import Brought, Merged, merge
from config.masking import one_line
from config.officials import officials_in, read_officials
from wirewatch.errors import ConfigError
from wirewatch.records import Official

_NOT_OURS = (
    "not as an import wrote it: bring back its last state, or remove it (then nobody knows what earlier "
    "imports brought)"
)


class Plan(NamedTuple):
    """What an import is to do to an officials file: its text and officials before, and what changes."""

    path: Path
    text: str
    mine: tuple[Official, ...]
    merged: Merged


def planned(path: Path, imported: Iterable[Imported], source: str) -> Plan:
    """What importing does to the officials file at ``path``, which need not be there."""
    text, mine = "", tuple[Official, ...]()
    if path.exists():
        document, text = read_yaml(path), _text(path)
        mine = () if document.values is None else officials_in(document)
    return Plan(path, text, mine, merge(mine, imported, source, _brought(path)))


def save(plan: Plan, *, progress: Callable[[int, int], None] = lambda *_: None) -> None:
    """Change the officials file as planned; ConfigError, and no change, where that cannot be done safely."""
    merged, path = plan.merged, plan.path.resolve()
    if _text(path) != plan.text:
        raise ConfigError("was changed in the meantime: repeat the import", file=str(path))
    if merged.added or merged.changed:
        numbers = {official.id: number for number, official in enumerate(plan.mine)}
        text, ends = plan.text.replace("\r\n", "\n") or HEADER, "\r\n" if "\r\n" in plan.text else "\n"
        try:
            new = rewritten(text, numbers, merged.changed, merged.added, progress)
        except UneditableError as error:
            document = read_yaml(path)
            raise document.error(str(error), (error.number,)) from error
        _replace(path, new.replace("\n", ends), plan)
    lines = sorted(merged.brought.values(), key=lambda each: (each.source, each.key))
    record = b"".join(msgspec.json.encode(each) + b"\n" for each in lines)
    _write(_record(path), record)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _replace(path: Path, text: str, plan: Plan) -> None:
    expected = {each.id: each for each in plan.merged.everyone(plan.mine)}

    def check(file: Path) -> None:
        found = {each.id: each for each in read_officials(file)}
        wrong = next(
            (key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)), None
        )
        if wrong is not None:
            raise ConfigError(
                f'"{wrong}" would not have been written as meant, so nothing was: write the entries of this '
                'file one below the other, each beginning with "- id:"',
                file=str(path),
            )

    _write(path, text.encode("utf-8"), check)


def _write(path: Path, data: bytes, check: Callable[[Path], None] = lambda _: None) -> None:
    """Replace a file in one step, if ``check`` has nothing against what is to take its place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            try:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
                check(Path(stream.name))
                if path.exists():
                    shutil.copymode(path, stream.name)
                else:
                    Path(stream.name).chmod(0o644)
                Path(stream.name).replace(path)
            except BaseException:
                Path(stream.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        reason = error.strerror or one_line(str(error))
        raise ConfigError(
            f"cannot be written ({reason}): check folder and permissions", file=str(path)
        ) from error


def _record(path: Path) -> Path:
    return path.with_name(f"{path.name}.imported")


def _brought(path: Path) -> dict[tuple[str, str], Brought]:
    record = _record(path.resolve())
    try:
        lines = record.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror}): check the permissions", file=str(record)
        ) from error
    found = {}
    for number, line in enumerate(lines, 1):
        try:
            each = msgspec.json.decode(line, type=Brought)
        except (ValueError, RecursionError) as error:
            raise ConfigError(_NOT_OURS, file=str(record), line=number) from error
        found[each.source, each.key] = each
    return found

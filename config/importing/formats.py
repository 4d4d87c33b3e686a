"""Public files of officials: which kind one is, and what it has."""

import codecs
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from config.documents import read_yaml
from config.importing import followthemoney, legislators, wikidata
from config.importing.found import Found
from config.masking import one_line
from wirewatch.errors import ConfigError

FORMATS = (legislators.NAME, followthemoney.NAME, wikidata.NAME)
LONGEST_LINE = 20_000_000
_HEAD = 65_536
Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


class Public(NamedTuple):
    """What a public file has, and whose it is."""

    source: str
    found: Found


def read_public(path: Path, form: str | None = None, *, progress: Progress = lambda *_: None) -> Public:
    """The officials of ``path``, its format found by content unless given; ConfigError with the place."""
    form = form or _recognised(path)
    if form == legislators.NAME:
        return Public(form, _legislators(path, progress))
    if form == followthemoney.NAME:
        return Public(form, followthemoney.read(_lines(path, progress), str(path)))
    return Public(form, wikidata.read(_decoded(path, _lines(path, progress)), str(path)))


def _legislators(path: Path, progress: Progress) -> Found:
    document = read_yaml(path)
    whole = Found(left_out=Counter())
    for number, found in enumerate(legislators.read(document), 1):
        whole.officials += found.officials
        progress(number, len(document.values))
    return whole


def _recognised(path: Path) -> str:
    head = _head(path)
    first = head.lstrip().partition(b"\n")[0]
    if first.startswith(b"{"):
        return followthemoney.NAME
    if b"bioguide:" in head or b"\n  terms:" in head:
        return legislators.NAME
    columns = [column.strip(b' "?\r') for column in first.split(b",")]
    if len(columns) > 1 and all(column.isidentifier() for column in map(_text, columns)):
        return wikidata.NAME
    raise ConfigError(
        "neither the YAML of congress-legislators, nor JSON Lines of FollowTheMoney, nor the CSV of a "
        f"Wikidata query: if it is one of them, say which with --format ({', '.join(FORMATS)})",
        file=str(path),
    )


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _lines(path: Path, progress: Progress) -> Iterator[bytes]:
    try:
        total, done = path.stat().st_size, 0
        with path.open("rb") as stream:
            for number in range(1, 2**62):
                line = stream.readline(LONGEST_LINE)
                if not line:
                    return
                if len(line) == LONGEST_LINE:
                    reason = f"longer than {LONGEST_LINE:,} bytes: check that it is the right file"
                    raise ConfigError(reason, file=str(path), line=number)
                done += len(line)
                if not number % 512:
                    progress(done, total)
                yield line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
    except OSError as error:
        raise _unreadable(path, error) from error


def _decoded(path: Path, lines: Iterator[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ConfigError(
                "not UTF-8: save the file in that encoding", file=str(path), line=number
            ) from error


def _unreadable(path: Path, error: Exception) -> ConfigError:
    reason = getattr(error, "strerror", None) or one_line(str(error))
    return ConfigError(f"cannot be read ({reason}): check the path and the permissions", file=str(path))

"""``make fuzz-watches``: mutated queries, officials and watches files are read, or refused with a reason.

The same seed makes the same mutations. A fault is what takes longer than a few seconds of the processor, or
raises anything but a refusal of one line with its place.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from config.officials import read_officials
from config.watches import read_watches
from processors.watches import compile_watches, matching
from wirewatch.errors import ConfigError, QueryError
from wirewatch.query.syntax import parse
from wirewatch.records import Annotated, Watch

ROOT = Path(__file__).parent.parent
SECONDS = 5.0
QUERIES = (
    '"Minister Matteo" AND ("the States"~5 AND (really OR "pile-on"))',
    "speaker:peskov AND manner:direct -headline:(nato OR tru*) +confidence:[0.5 TO 1}",
    "versioncreated:>=2023-07 OR official:ada\\:b OR NOT (a AND *)",
)
PIECES = (
    "(", ")", '"', "~9", "~99999", "*", "?", "\\", "[1 TO 2]", "{a TO *}", "AND ", " OR ", "NOT ", "+", "-",
    ":", "^2", "/", "\\u0000", "\0", "\ud800", "\N{RIGHT-TO-LEFT OVERRIDE}", "İ", "é", "😀", "\u3000", "\n",
    "\r\n", "\t", "- ", ": ", "&a ", "*a", "!!python/object:os.system ", "---\n", "[", "]", "{",
    "}", "#", "|",
    ">", "~", "null", "1e999", "2012-13-45",
)  # fmt: skip
ARTICLE = Annotated(uri="u", headline="NATO", body="The really open States, Minister Matteo said.")
Read = Callable[[str, Path], None]


def mutated(text: str, rng: random.Random) -> str:
    """``text`` with a few things put in, left out, doubled, swapped or repeated very often."""
    for _ in range(rng.randint(1, 4)):
        one, two = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        middle = text[one:two]
        piece = rng.choice(PIECES)
        new = rng.choice(
            ["", piece, piece * rng.choice([2, 60, 3_000]), middle * 2, middle[::-1], piece + middle]
        )
        text = (text[:one] + new + text[two:])[:200_000]
    return text


def _query(text: str, _: Path) -> None:
    parse(text)


def _officials(text: str, path: Path) -> None:
    _write(path, text)
    read_officials(path)


def _watches(text: str, path: Path) -> None:
    _write(path, text)
    officials = read_officials(ROOT / "config/officials.yml")
    watches: tuple[Watch, ...] = read_watches(path, officials, ("desk",))
    matching(ARTICLE, compile_watches(watches, officials))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def examples() -> list[tuple[str, str, Read]]:
    """What is mutated: its kind, its text, and how it is read."""
    files: list[tuple[str, Read]] = [("officials", _officials), ("watches", _watches)]
    read = [(kind, (ROOT / f"config/{kind}.yml").read_text(encoding="utf-8"), how) for kind, how in files]
    return [*(("query", query, _query) for query in QUERIES), *read]


def check(text: str, read: Read, path: Path) -> tuple[str | None, bool]:
    """What is wrong with how ``text`` is read, None when nothing, and whether it was accepted."""
    begun, accepted = time.process_time(), False
    try:
        read(text, path)
        accepted = True
    except QueryError as error:
        if not error.column or not error.reason:
            return f"a reason without place: {error!s}", False
    except ConfigError as error:
        if not error.reason or not error.file or "\n" in str(error):
            return f"a reason without place, or of several lines: {error!s}", False
    except Exception as error:  # noqa: BLE001  nothing may escape, and that is what is looked for
        return f"{type(error).__name__}: {error}", False
    took = time.process_time() - begun
    return (f"{took:.1f} s" if took > SECONDS else None), accepted


def fuzz(seed: int, number: int, path: Path) -> Iterator[str]:
    """Faults of so many mutations."""
    rng, accepted = random.Random(seed), 0  # noqa: S311  to be repeated, not to be secret
    listed = examples()
    for _ in range(number):
        kind, text, read = rng.choice(listed)
        damaged = mutated(text, rng)
        fault, sound = check(damaged, read, path)
        accepted += sound
        if fault:
            yield f"{kind} {damaged[:200]!r}: {fault}"
    print(f"{number:,} mutations, {accepted:,} of them accepted", file=sys.stderr)


def main() -> None:
    """Print the faults; the exit status is 1 when there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = list(fuzz(arguments.seed, arguments.number, Path(folder) / "mutated.yml"))
    print("\n".join(faults) or "nothing wrong")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

"""``make fuzz``: damaged and hostile input gives articles or a reason, in bounded time and memory.

Examples are those of ``../shared/wire/formats`` where they are, else those of the tests. The same seed does
the same damage. Each attack is read in a process of its own, whose peak of memory is what it cost.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.hostile import attacks, damaged
from producers.formats import read_stream
from producers.reading import Unreadable
from wirewatch.records import Article

ROOT = Path(__file__).parent.parent
SECONDS = 5.0
MEGABYTES = 300


def samples() -> list[Path]:
    """The examples to damage."""
    shared = Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared")) / "wire/formats"
    folder = shared if shared.is_dir() else ROOT / "tests/data/wire"
    return sorted(path for path in folder.rglob("*") if path.is_file())


def check(path: Path, name: str) -> str | None:
    """What is wrong with how a file is read; None when all is well."""
    begun, number = time.perf_counter(), 0
    try:
        with path.open("rb") as stream:
            for outcome, _ in read_stream(stream, name, "urn:fuzz:1"):
                number += 1
                if isinstance(outcome, Article):
                    msgspec.json.encode(outcome)
                elif isinstance(outcome, Unreadable) and ("\n" in outcome.reason or not outcome.reason):
                    return f"a reason of several lines: {outcome.reason!r}"
    except Exception as error:  # noqa: BLE001  nothing may escape, and that is what is looked for
        return f"{type(error).__name__}: {error}"
    took = time.perf_counter() - begun
    if not number:
        return "neither an article nor a reason"
    return f"{took:.1f} s" if took > SECONDS else None


def fuzz(seed: int, seconds: float, scratch: Path) -> Iterator[str]:
    """Faults found in damaged examples in so many seconds."""
    rng = random.Random(seed)  # noqa: S311  to be repeated, not to be secret
    until, number = time.monotonic() + seconds, 0
    for name, data in damaged(samples(), rng):
        if time.monotonic() > until:
            break
        number += 1
        scratch.write_bytes(data)
        if fault := check(scratch, name):
            kept = scratch.with_name(f"fuzz-{seed}-{number}-{name}")
            kept.write_bytes(data)
            yield f"{name}: {fault}; kept as {kept}"
    print(f"{number:,} damaged examples read", file=sys.stderr)


def attack(scratch: Path, only: str) -> Iterator[str]:
    """Faults found with attacks; ``only`` those whose name holds it."""
    number = 0
    for name, data in attacks():
        if only not in name:
            continue
        number += 1
        scratch.write_bytes(data)
        size, start = len(data), data[:40]
        del data
        fault, seconds, megabytes = _apart(scratch, name)
        print(f"{seconds:6.2f} s {megabytes:5.0f} MB  {name} ({size:,} bytes)", file=sys.stderr)
        if fault or megabytes > MEGABYTES:
            yield f"{name} {start!r}: {fault or f'{megabytes:.0f} MB'}"
    print(f"{number:,} attacks read", file=sys.stderr)


def _apart(path: Path, name: str) -> tuple[str | None, float, float]:
    """The fault, the seconds and the megabytes of reading a file in a process of its own."""
    read_end, write_end = os.pipe()
    begun = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(read_end)
        os.write(write_end, (check(path, name) or "").encode()[:4_000])
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        fault = pipe.read().decode("utf-8", "replace")
    _, status, used = os.wait4(child, 0)
    if status:
        fault = f"ended with status {status}"
    return fault or None, time.perf_counter() - begun, used.ru_maxrss / 1024


def main() -> None:
    """Print the faults; the exit status is 1 when there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0, help="for damaged examples")
    parser.add_argument("--attacks", default="", metavar="NAME", help="only those whose name holds this")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    scratch = arguments.scratch / f"wirewatch-fuzz-{os.getpid()}"
    try:
        faults = [*fuzz(arguments.seed, arguments.seconds, scratch), *attack(scratch, arguments.attacks)]
    finally:
        scratch.unlink(missing_ok=True)
    print("\n".join(faults) or "nothing wrong")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

"""``make bench``: articles and words a second, peak memory, time from start to the first statement.

Reads the texts of ``../shared/polnear/dev/text`` where they are, else the articles in ``samples/``. Whole
commands are timed from outside, as a user would feel them; each figure is the median of the runs, with
their range.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
WIREWATCH = [sys.executable, "-m", "wirewatch"]


class Run(NamedTuple):
    """One run of a command: seconds to its first line, to its end, and of processor time."""

    first: float
    wall: float
    cpu: float


def corpus() -> Path:
    """The folder to read."""
    shared = Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared")) / "polnear/dev/text"
    return shared if shared.is_dir() else ROOT / "samples/articles"


def timed(arguments: list[str]) -> Run:
    """Run ``wirewatch`` with these arguments, reading and throwing away what it prints."""
    before, cpu = time.perf_counter(), _cpu()
    with subprocess.Popen([*WIREWATCH, *arguments], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout  # noqa: S101  we asked for it
        first = 0.0
        for line in process.stdout:
            if not first and b'"content"' in line:
                first = time.perf_counter() - before
    if process.returncode:
        sys.exit(f"wirewatch {' '.join(arguments)} failed with {process.returncode}")
    return Run(first, time.perf_counter() - before, _cpu() - cpu)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    """MB of the largest process so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def shown(name: str, values: list[float], unit: str) -> str:
    """One row of the table."""
    return f"{name:46} {median(values):9.2f} {unit:12} ({min(values):.2f} to {max(values):.2f})"


def measure(folder: Path, runs: int) -> Iterator[str]:
    """The rows of the table."""
    bodies = _bodies(folder)
    articles, words = len(bodies), sum(len(body.split()) for body in bodies)
    yield f"{articles} articles, {words} words, {os.cpu_count()} cores, {runs} runs after a warm-up\n"

    one = str(min(folder.iterdir()))
    results = _repeated(lambda: timed(["extract", one]), runs)
    yield shown("extract, one article: to the first statement", [run.first for run in results], "s")
    yield f"{'peak memory of that process':46} {_peak():9.0f} MB"

    results = _repeated(lambda: timed(["extract", str(folder)]), runs)
    yield from _throughput("extract, all, from text to JSON", results, articles, words)
    with tempfile.TemporaryDirectory() as temporary:
        arguments = ["run", "--once", "--json", str(folder), "--data"]
        data = (f"{temporary}/{number}" for number in itertools.count())
        results = _repeated(lambda: timed([*arguments, next(data)]), runs)
        yield from _throughput("run --once, all, matched and indexed", results, articles, words)
    yield f"{'peak memory of the largest process':46} {_peak():9.0f} MB"


def _repeated(run: Callable[[], Run], runs: int) -> list[Run]:
    run()
    return [run() for _ in range(runs)]


def _throughput(name: str, results: list[Run], articles: int, words: int) -> Iterator[str]:
    yield shown(name, [articles / run.wall for run in results], "articles/s")
    yield shown("", [words / run.wall for run in results], "words/s")
    yield shown("", [run.cpu / articles * 1000 for run in results], "CPU ms/article")


def _bodies(folder: Path) -> list[str]:
    read = subprocess.run([*WIREWATCH, "read", str(folder)], check=True, capture_output=True, cwd=ROOT)
    return [json.loads(line)["body"] for line in read.stdout.splitlines()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=corpus())
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    for row in measure(arguments.folder, arguments.runs):
        print(row, flush=True)


if __name__ == "__main__":
    main()

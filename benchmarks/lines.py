"""``make bench-lines``: what settling a statement's line costs, with a million lines stored.

A store is filled with lines of made-up statements, one in ten a near copy of an earlier one; a few speakers
make many of them, as in the news. Then statements are looked up, settled and kept as the store does it.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles

import apsw
from rich.progress import track

from sinks.sqlite import lines
from sinks.sqlite.connection import connect, transaction
from sinks.sqlite.store import open_store
from wirewatch import ids
from wirewatch.deciding.lines import assign, sought
from wirewatch.records import Annotated, Speaker, Statement

SPEAKERS = 20_000
COPIES = 0.1
BATCH = 1000


class Wire:
    """Makes statements: words as frequent as in a language, speakers as frequent as in the news."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  not for secrets
        self._words = [f"{self._syllable()}{self._syllable()}{number % 97}x" for number in range(30_000)]
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(self._words))))
        self._said: list[tuple[str, list[str]]] = []

    def articles(self, count: int) -> Iterator[Annotated]:
        """One statement each."""
        for number in range(count):
            speaker, words = self._copy() if self._said and self._random.random() < COPIES else self._new()
            yield _article(number, speaker, " ".join(words))

    def _new(self) -> tuple[str, list[str]]:
        speaker = f"speaker-{int(SPEAKERS * self._random.random() ** 3)}"
        words = self._random.choices(self._words, cum_weights=self._weights, k=self._random.randint(5, 30))
        if len(self._said) < 100_000:
            self._said.append((speaker, words))
        return speaker, words

    def _copy(self) -> tuple[str, list[str]]:
        """Somebody's words without the last or with another one."""
        speaker, words = self._random.choice(self._said)
        return speaker, [*words[:-1], *(["really"] if self._random.random() < 0.5 else [])]

    def _syllable(self) -> str:
        return "".join(self._random.choices("bcdfglmnprt")) + self._random.choice("aiou")


def _article(number: int, speaker: str, text: str) -> Annotated:
    by = Speaker(actor=speaker, name=speaker, official=speaker)
    said = Statement(
        id=str(number), line=ids.line_id(speaker, text), manner="direct", act="said", source=(), cue=(),
        content=(), text=text, context=text, speakers=(by,),
    )  # fmt: skip
    return Annotated(uri=f"urn:{number}", body="", statements=(said,))


def fill(file: Path, articles: Sequence[Annotated] | Iterator[Annotated], total: int) -> None:
    """Lines, without asking what they are near to."""
    with open_store(file):
        pass
    with closing(connect(file, readonly=False)) as db:
        batch: list[Annotated] = []
        for article in track(articles, "filling the store", total):
            batch.append(article)
            if len(batch) == BATCH:
                _begin(db, batch)
                batch = []
        _begin(db, batch)


def _begin(db: apsw.Connection, batch: Sequence[Annotated]) -> None:
    with transaction(db):
        for article in batch:
            lines.write(db, assign(article, (), {}).begun)


def measure(file: Path, articles: Sequence[Annotated]) -> tuple[list[float], int]:
    """Milliseconds of the processor for each statement, and how many belong to a line of another wording."""
    took, copies = [], 0
    with closing(connect(file, readonly=False)) as db, transaction(db):
        for article in articles:
            begun = time.process_time()
            assigned = assign(article, (), lines.known(db, sought(article)))
            lines.write(db, assigned.begun)
            took.append(1000 * (time.process_time() - begun))
            copies += assigned.article.statements[0].line != article.statements[0].line
    return took, copies


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=1_000_000, help="stored before the measurement")
    parser.add_argument("--statements", type=int, default=5_000, help="settled in the measurement")
    arguments = parser.parse_args()
    wire = Wire(1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "wirewatch.db"
        begun = time.process_time()
        fill(file, wire.articles(arguments.lines), arguments.lines)
        rate = (time.process_time() - begun) * 1e6 / arguments.lines
        took, copies = measure(file, list(wire.articles(arguments.statements)))
        size = file.stat().st_size / 1e6
    print(f"{arguments.lines:,} lines: {size:,.0f} MB, {rate:.0f} µs each to write")
    print(
        f"a statement: median {median(took):.2f} ms, 99 of 100 under {quantiles(took, n=100)[-1]:.2f} ms, "
        f"slowest {max(took):.1f} ms; {copies} of {len(took)} were near copies"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

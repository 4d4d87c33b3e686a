"""``make bench-watches``: milliseconds an article, and seconds and megabytes of loading, for many watches.

Watches are made, by seed, of the words of ``../shared/polnear/dev/text`` and of officials; their file is read
as a user's would be. Each article (the same texts, or ``samples/``) has a statement a paragraph by somebody
drawn by chance: no model is needed. On a few articles every watch is tried: the same must hold.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from benchmarks.extract import corpus
from config.watches import read_watches
from processors import watches as matcher
from processors.watches import CompiledWatches, compile_watches, matching, read_queries
from wirewatch.records import Actor, Annotated, Official, Speaker, Statement, Watch

OFFICIALS = 10_000
NAMED = 0.95
"""Of the watches; the others ask for words alone."""
RESERVED = frozenset({"and", "or", "not"})


def made(number: int, texts: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """So many queries of words and phrases of ``texts``, common and rare, each with its ``where``."""
    words = [word for text in texts for word in re.findall("[a-z]+", text.lower()) if word not in RESERVED]
    rare = sorted(set(words))
    for _ in range(number):
        one, other, common = rng.choice(rare), rng.choice(rare), rng.choice(words)
        at = rng.randrange(len(words) - 3)
        two, three = " ".join(words[at : at + 2]), " ".join(words[at : at + 3])
        query = rng.choice(
            [
                f"{one} AND {common}",
                f'"{two}" AND {one}',
                f'{one} OR "{three}"',
                f"{one[:4]}* AND {common} AND NOT {other}",
                f'"{one} {common}"~5',
                f"({one} OR {other}) AND {common}",
            ]
        )
        yield query, rng.choice(["statement", "statement", "article"])


def written(number: int, texts: Sequence[str], path: Path, rng: random.Random) -> None:
    """Write a file of so many watches: YAML, or for ``.txt`` their queries alone."""
    with path.open("w", encoding="utf-8") as file:
        for n, (query, where) in enumerate(made(number, texts, rng)):
            if path.suffix == ".txt":
                file.write(f"{query}\n")
                continue
            asked = f"  officials: [o{rng.randrange(OFFICIALS)}]\n" if rng.random() < NAMED else ""
            file.write(f"- id: w{n}\n{asked}  query: '{query}'\n  where: {where}\n")


def article(uri: str, body: str, rng: random.Random) -> Annotated:
    """The article with a statement a paragraph."""
    statements = []
    for n, found in enumerate(re.finditer(r"[^\n]+", body)):
        official = f"o{rng.randrange(OFFICIALS)}"
        statements.append(
            Statement(
                id=f"{uri}-{n}",
                line=f"{uri}-{n}",
                manner="direct",
                act="said",
                source=(),
                cue=(),
                content=(found.span(),),
                text=found[0],
                context="",
                speakers=(Speaker(actor=official, name=official, official=official),),
                confidence=0.9,
            )
        )
    said = dict.fromkeys(speaker.official for each in statements for speaker in each.speakers)
    actors = tuple(Actor(id=str(each), name=str(each), kind="person", official=each) for each in said)
    return Annotated(uri=uri, body=body, statements=tuple(statements), actors=actors)


def load(path: Path) -> tuple[tuple[Watch, ...], CompiledWatches]:
    """The watches of ``path``, and ready to match; the seconds and the memory of it are printed."""
    officials = tuple(Official(id=f"o{n}", name=f"Name Number{n}") for n in range(OFFICIALS))
    before, begun = _megabytes(), time.process_time()
    if path.suffix == ".txt":
        watches = read_queries(path.read_text(encoding="utf-8"))
    else:
        watches = read_watches(path, officials)
    read = time.process_time()
    compiled = compile_watches(watches, officials)
    done = time.process_time()
    print(f"{'loading: read and checked, compiled':40} {read - begun:8.2f} s {done - read:8.2f} s")
    print(f"{'peak memory, and before':40} {_megabytes():8.0f} MB {before:7.0f} MB")
    return watches, compiled


def measure(compiled: CompiledWatches, articles: Sequence[Annotated]) -> None:
    """Print the milliseconds an article, and of how many watches it was tried."""
    took, looked, held = [], 0, 0
    for each in articles:
        begun = time.process_time()
        held += len(matching(each, compiled))
        took.append((time.process_time() - begun) * 1000)
        looked += _looked_at(each, compiled)
    print(f"{'an article: median, 99 of 100':40} {median(took):8.2f} ms {quantiles(took, n=100)[98]:7.2f} ms")
    count = len(articles)
    print(f"{'an article: looked at, held':40} {looked / count:8.0f}    {held / count:7.0f}")


def _looked_at(each: Annotated, compiled: CompiledWatches) -> int:
    document = matcher.Document(each)
    mentioned = [actor.official for actor in each.actors if actor.official]
    number = sum(1 for _ in matcher._candidates(compiled, "article", document, mentioned))  # noqa: SLF001
    for statement in each.statements:
        part = matcher.Document(each, statement, whole=document)
        said = [speaker.official for speaker in statement.speakers if speaker.official]
        number += sum(1 for _ in matcher._candidates(compiled, "statement", part, said))  # noqa: SLF001
    return number


def plain(compiled: CompiledWatches) -> CompiledWatches:
    """The same watches, of which every one is always looked at."""
    everything = {
        where: selection._replace(
            words={},
            prefixes={},
            officials={},
            lengths=(),
            always=tuple(n for n, rule in enumerate(compiled.rules) if rule.watch.where == where),
        )
        for where, selection in compiled.selections.items()
    }
    return CompiledWatches(compiled.rules, everything)


def main() -> None:
    """Print the table; the exit status is 1 when a watch was left out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--watches", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--txt", action="store_true", help="a file of queries alone, one a line")
    parser.add_argument("--compared", type=int, default=2, help="articles on which every watch is tried")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311  to be repeated, not to be secret
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(corpus().iterdir())}
    articles = [article(name, body, rng) for name, body in texts.items()]
    print(f"{arguments.watches:,} watches, {OFFICIALS:,} officials, {len(articles)} articles")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("watches.txt" if arguments.txt else "watches.yml")
        written(arguments.watches, list(texts.values()), path, rng)
        _, compiled = load(path)
    measure(compiled, articles)
    every = plain(compiled)
    differ = [
        each.uri
        for each in articles[: arguments.compared]
        if matching(each, every) != matching(each, compiled)
    ]
    same = ("no: " + ", ".join(differ) if differ else "yes") if arguments.compared else "not tried"
    print(f"{'the same as trying every watch':40} {same:>8}")
    sys.exit(bool(differ))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

"""``python -m benchmarks.merges ANNOTATED…``: what joins the line of another wording, to be read.

Give what ``wirewatch extract`` printed for articles of about the same time. Below the pairs stand their
numbers and, with ``--exhaustive`` (minutes), of how many pairs no key proposes to look at them.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import msgspec

from wirewatch.deciding.lines import Sought, assign, sought
from wirewatch.ids import SIDES, speaker_key
from wirewatch.likeness.keys import STATEMENTS, keys
from wirewatch.likeness.statements import features, same
from wirewatch.records import Annotated, Line


def articles(paths: Iterable[Path]) -> Iterator[Annotated]:
    """In the order in which they were printed."""
    for path in paths:
        for line in path.read_bytes().splitlines():
            yield msgspec.json.decode(line, type=Annotated)


def merges(found: Iterable[Annotated]) -> Iterator[tuple[Line, Annotated, str]]:
    """A line, and an article with another wording that joins it."""
    heads: dict[str, Line] = {}
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for article in found:
        wanted = sought(article)
        assigned = assign(article, (), {each: _known(each, heads, by_key) for each in wanted})
        for line, keys_of_it in assigned.begun:
            heads[line.id] = line
            for key in keys_of_it:
                by_key[key].append(line.id)
        for before, after in zip(article.statements, assigned.article.statements, strict=True):
            if before.line != after.line:
                yield heads[after.line], article, before.text


def _known(wish: Sought, heads: dict[str, Line], by_key: dict[str, list[str]]) -> list[Line]:
    if wish.id in heads:
        return [heads[wish.id]]
    names = {name for key in wish.keys for name in by_key.get(key, ())}
    return [line for name, line in heads.items() if name in names]


def missed(found: Iterable[Annotated]) -> tuple[int, int]:
    """Pairs of different wordings that are the same, and how many of them have no key in common."""
    by_speaker: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for article in found:
        for each in article.statements:
            speaker = speaker_key(article.body, each.source, each.speakers)
            if speaker and features(each.text):
                by_speaker[f"{speaker}\n{SIDES.get(each.act, '')}"][each.line] = each.text
    pairs = [
        (one, other)
        for texts in by_speaker.values()
        for one, other in combinations(texts.values(), 2)
        if same(one, other)
    ]
    apart = sum(
        not set(keys(features(one), STATEMENTS)) & set(keys(features(other), STATEMENTS))
        for one, other in pairs
    )
    return len(pairs), apart


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("annotated", nargs="+", type=Path)
    parser.add_argument("--exhaustive", action="store_true", help="compare whatever a speaker said")
    arguments = parser.parse_args()
    found = list(articles(arguments.annotated))
    counts = Counter[str]()
    for line, article, text in merges(found):
        where = "within one article" if line.uri == article.uri else "in two articles"
        counts[where] += 1
        print(f"{line.speaker}, {where}\n  {line.text!r}\n  {text!r}\n")
    statements = sum(len(article.statements) for article in found)
    print(f"{statements} statements in {len(found)} articles: joined another wording's line: {dict(counts)}")
    if arguments.exhaustive:
        pairs, apart = missed(found)
        print(f"of {pairs} pairs that are the same, {apart} have no key in common")


if __name__ == "__main__":
    main()

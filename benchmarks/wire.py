"""``make bench-wire``: articles a second that each format reads, on one core, and megabytes a second.

Examples are those of ``../shared/wire/formats`` where they are, else those of the tests; each is read for a
fixed time of the processor, from its bytes.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator

from benchmarks.fuzz import ROOT, samples
from producers.formats import read_bytes
from producers.reading import Unreadable

FEED_ENTRIES = 100


def inputs() -> Iterator[tuple[str, str, bytes]]:
    """Format, name and bytes of what is read: examples, and feeds of many entries."""
    for path in samples():
        yield path.parent.name if path.parent.name != "wire" else path.name, path.name, path.read_bytes()
    own = ROOT / "tests/data/wire"
    for name, begin, end in (("rss.xml", b"<item>", b"</item>"), ("atom.xml", b"<entry>", b"</entry>")):
        data = (own / name).read_bytes()
        start, stop = data.index(begin), data.index(end) + len(end)
        entry = data[start:stop].replace(
            b"<p>", b"<p>" + b"One sentence of an article of usual length. " * 50
        )
        yield f"{name} of {FEED_ENTRIES}", name, data[:start] + entry * FEED_ENTRIES + data[stop:]
    for name in ("sitemap.xml", "feed.json", "page.html"):
        yield name, name, (own / name).read_bytes()


def measure(name: str, data: bytes, seconds: float) -> tuple[int, float]:
    """Articles read and the processor's seconds they took; what is passed over counts too."""
    read, begun = 0, time.process_time()
    while (took := time.process_time() - begun) < seconds:
        read += sum(not isinstance(each, Unreadable) for each in read_bytes(data, name, uri="urn:bench:1"))
    return read, took


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=0.5, help="of the processor, for each example")
    arguments = parser.parse_args()
    found = defaultdict(list)
    for kind, name, data in inputs():
        measure(name, data, 0.05)
        found[kind].append((name, *measure(name, data, arguments.seconds)))
    for kind, results in found.items():
        rates = {name: read / took for name, read, took in results}
        slowest = min(rates, key=rates.__getitem__)
        mean = sum(read for _, read, _ in results) / sum(took for _, _, took in results)
        print(f"{kind:20} {mean:8.0f} articles/s, the slowest {rates[slowest]:8.0f} ({slowest})")


if __name__ == "__main__":
    main()

"""``make bench-officials``: milliseconds an article of looking names up, with ten officials and with many.

Officials have surnames out of the texts (``../shared/polnear/dev/text``, or ``samples/``), so names nearly
match all the time. Only ``OfficialIndex.names_in`` is measured, not what the language model does.
"""

import re
import time

from benchmarks.extract import corpus
from processors.officials import OfficialIndex
from wirewatch.records import Official

COUNTS = (10, 1_000, 10_000)
FIRST_NAMES = ("James", "John", "Robert", "Mary", "Patricia", "Linda", "Michael", "David")
RUNS = 3


def main() -> None:
    """Print the table."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus().iterdir())]
    words = [(text, list(re.finditer(r"\w+|[^\w\s]", text))) for text in texts]
    read = [(text, [each[0] for each in found], [each.start() for each in found]) for text, found in words]
    surnames = sorted({form for _, forms, _ in read for form in forms if form.istitle()})
    for count in COUNTS:
        officials = [
            Official(id=f"o{n}", name=f"{FIRST_NAMES[n % 8]} {surnames[n % len(surnames)]}")
            for n in range(count)
        ]
        index, took = OfficialIndex(officials), []
        for _ in range(RUNS):
            begun = time.process_time()
            for each in read:
                list(index.names_in(*each))
            took.append(time.process_time() - begun)
        print(f"{count:7,} officials {min(took) / len(read) * 1000:8.2f} ms an article")


if __name__ == "__main__":
    main()

"""Makes samples/articles, one ninjs file each, and the list in README.md, from the Wikinews of 2019 and 2020.

Usage:  python samples/make_samples.py ../shared/wire/wikinews
Which articles: chosen.txt beside this file, one address per line.
"""  # noqa: INP001 - a script, no package

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
_DAY = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+ \d{1,2}, \d{4}")
_LEFTOVERS = re.compile(r"██|File:|\*|.*\bImage: |.*\(file photo\)")
"""How paragraphs begin that are no text: keys of maps, file names, table notes, captions."""


def rows(folder: Path) -> Iterator[dict[str, str]]:
    """Every article of the CSV files: url, date, title, text."""
    for path in sorted(folder.glob("wikinews_*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def body(text: str) -> str:
    """The paragraphs, parted by one blank line, without the line of the date and what is no text."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    return "\n\n".join(
        each for each in paragraphs if each and not _DAY.fullmatch(each) and not _LEFTOVERS.match(each)
    )


def ninjs(row: dict[str, str]) -> dict[str, str]:
    """One article as a ninjs 1.x object. Only its day is known, so its time is the first of that day."""
    link = row["url"].replace("org//", "org/")
    return {
        "uri": link,
        "type": "text",
        "versioncreated": f"{row['date']}T00:00:00Z",
        "language": "en",
        "headline": row["title"],
        "infosource": "Wikinews",
        "usageterms": "CC BY 2.5",
        "copyrightholder": "Wikinews contributors",
        "link": link,
        "body_text": body(row["text"]),
    }


def file_name(article: dict[str, str]) -> str:
    """The day and the first words of the headline: ``2019-09-11_uk-prime-minister-johnson.json``."""
    plain = unicodedata.normalize("NFKD", article["headline"]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['.]", "", plain))
    return f"{article['versioncreated'][:10]}_{'-'.join(words[:8])}.json"


def credits_of(articles: list[dict[str, str]]) -> str:
    """A line of README.md for each article."""
    lines = (f"- {each['versioncreated'][:10]} [{each['headline']}]({each['link']})" for each in articles)
    return "\n".join(lines)


def main(source: Path) -> None:
    """Write the chosen articles and their credits; complain of those that the source does not have."""
    chosen = (HERE / "chosen.txt").read_text(encoding="utf-8").split()
    found = {article["link"]: article for article in map(ninjs, rows(source))}
    if missing := [link for link in chosen if link not in found]:
        sys.exit(f"{source} has no {', '.join(missing)}")
    articles = [found[link] for link in chosen]
    (HERE / "articles").mkdir(exist_ok=True)
    for article in articles:
        text = json.dumps(article, ensure_ascii=False, indent=2)
        (HERE / "articles" / file_name(article)).write_text(f"{text}\n", encoding="utf-8")
    readme = HERE / "README.md"
    head, _, _ = readme.read_text(encoding="utf-8").partition("\n## Articles\n")
    readme.write_text(f"{head}\n## Articles\n\n{credits_of(articles)}\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

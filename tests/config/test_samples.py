"""The articles in samples/: that they may be passed on, and are what a wire would send."""

import json
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted((SAMPLES / "articles").iterdir())
FIELDS = {
    "uri",
    "type",
    "versioncreated",
    "language",
    "headline",
    "infosource",
    "usageterms",
    "copyrightholder",
    "link",
    "body_text",
}


@pytest.fixture(scope="module")
def articles() -> list[dict[str, str]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in FILES]


def test_samples_are_some_fifty_over_two_years(articles: list[dict[str, str]]) -> None:
    days = sorted(each["versioncreated"] for each in articles)

    assert 45 <= len(articles) <= 60
    assert (days[0][:7], days[-1][:7]) == ("2019-01", "2020-11")
    assert len({each["uri"] for each in articles}) == len(articles)


def test_samples_are_ninjs_objects_named_by_their_day(articles: list[dict[str, str]]) -> None:
    for path, article in zip(FILES, articles, strict=True):
        assert set(article) == FIELDS
        assert (article["type"], article["language"]) == ("text", "en")
        assert datetime.fromisoformat(article["versioncreated"]).tzinfo is not None
        assert path.name.startswith(article["versioncreated"][:10] + "_")


def test_samples_give_credit(articles: list[dict[str, str]]) -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    chosen = (SAMPLES / "chosen.txt").read_text(encoding="utf-8").split()

    assert "https://creativecommons.org/licenses/by/2.5/" in readme
    assert sorted(chosen) == sorted(each["link"] for each in articles)
    for article in articles:
        assert (article["infosource"], article["usageterms"]) == ("Wikinews", "CC BY 2.5")
        assert article["copyrightholder"] == "Wikinews contributors"
        assert f"{article['versioncreated'][:10]} [{article['headline']}]({article['link']})" in readme


def test_samples_have_paragraphs_and_nothing_else(articles: list[dict[str, str]]) -> None:
    for article in articles:
        body = article["body_text"]
        paragraphs = body.split("\n\n")

        assert len(paragraphs) >= 3
        assert all(each == " ".join(each.split()) != "" for each in paragraphs)
        assert not [char for char in body if unicodedata.category(char)[0] == "C" and char != "\n"]
        assert not any(leftover in body for leftover in ("{{", "[[", "File:", "Image:", "██", "(("))


@pytest.mark.shared
def test_samples_are_none_of_the_articles_that_measure(articles: list[dict[str, str]], shared: Path) -> None:
    lines = (shared / "wirequotes/dev/articles.jsonl").read_text(encoding="utf-8").splitlines()
    measured = {json.loads(line)["title"] for line in lines}

    assert not measured & {each["headline"] for each in articles}

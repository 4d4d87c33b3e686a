# ruff: noqa: E501
from datetime import UTC, datetime

import pytest

from producers.page import LARGEST, read_page
from producers.reading import NO_DEFAULTS
from wirewatch.errors import ReadError
from wirewatch.records import Article

TEXT = (
    "<p>The strike in the harbour of Copenhagen went into its third week on Tuesday, unions and employers said.</p>"
    "<p>“We will wait for an offer that deserves its name,” said the chair of the union that loads the ships.</p>"
)
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def read(head: str, body: str = "", language: str = "") -> Article:
    page = f"<!DOCTYPE html><html{language}><head>{head}</head><body><article>{body}{TEXT}</article></body></html>"
    (article,) = read_page(page.encode(), "urn:file", NO_DEFAULTS)
    return article


FIELDS = [
    ('<meta property="og:title" content="Strike &amp; talks">', "", "headline", "Strike & talks"),
    ("<title>Strike | Wire</title>", "<h1>Strike</h1>", "headline", "Strike"),
    ("<title>Strike</title>", "", "headline", "Strike"),
    ('<meta property="article:published_time" content="2024-03-05T13:00:00+01:00">', "", "versioncreated", NOON),
    ('<meta name="date" content="soon">', "", "versioncreated", None),
    ("", '<time datetime="2024-03-05T12:00:00Z">today</time>', "versioncreated", NOON),
    ('<meta name="author" content="Ann Bee">', "", "byline", "Ann Bee"),
    ('<meta property="article:author" content="https://a.example/ann">', "", "byline", None),
    ("", '<span class="byline">By Ann Bee</span>', "byline", "By Ann Bee"),
    ('<link rel="canonical" href="https://a.example/1">', "", "uri", "https://a.example/1"),
    ('<link rel="canonical" href="javascript:x">', "", "uri", "urn:file"),
    ('<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "A &quot;B&quot;"}</script>', "",
     "headline", 'A "B"'),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "A"}, {"name": "B"}]}</script>', "",
     "byline", "A, B"),
    ('<script type="application/ld+json">{broken</script>', "<h1>Strike</h1>", "headline", "Strike"),
    ('<script type="application/ld+json">[1, null, {"@graph": 3}]</script>', "<h1>Strike</h1>", "headline", "Strike"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "field", "value"), FIELDS)
def test_page_field(head: str, body: str, field: str, value: object) -> None:
    assert getattr(read(head, body), field) == value


def test_page_the_text_is_the_article_s() -> None:
    assert read("<title>x</title>", language=' lang="en"').language == "en"
    assert read("<title>x</title>").body.count("\n\n") == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html></html>", "without an article"),
        (b"<html>" + b"x" * LARGEST, "bytes; one may have"),
        (b"<html>" + b"<b>" * 200_000, "tags"),
    ],
)
def test_page_refuses(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        list(read_page(data, "urn:file", NO_DEFAULTS))


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "unheard-of"])
def test_page_in_its_charset(charset: str) -> None:
    text = (
        "<p>Забастовка в порту Копенгагена продолжается третью неделю, сообщили профсоюзы и работодатели.</p>"
        * 3
    )
    page = f'<html><head><meta charset="{charset}"><title>Порт</title></head><body><article>{text}</article></body></html>'
    (article,) = read_page(
        page.encode(charset if charset != "unheard-of" else "utf-8"), "urn:file", NO_DEFAULTS
    )
    assert article.headline == "Порт"

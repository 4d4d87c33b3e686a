import pytest

from producers.fetching import Fetcher
from producers.fulltext import Pages
from tests.producers.conftest import Answer, Clock, Site

SENTENCE = "The spokesman said on Tuesday that the talks, paragraph {} of them, would go on in the capital."
PARAGRAPHS = [SENTENCE.format(number) for number in ("one", "two", "three", "four", "five")]
PAGE = (
    "<html><body><nav><a href='/'>Home</a> <a href='/x'>Sport</a></nav>"
    "<article>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article><footer>Imprint</footer></body></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def pages(fetcher: Fetcher) -> Pages:
    return Pages(fetcher)


def test_fulltext_is_the_article_without_the_page_around_it(site: Site, pages: Pages) -> None:
    site.pages["/1"] = Answer(PAGE.encode(), headers=HTML)
    assert pages.text(site.url("/1")) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=windows-1252", "text/html; charset=nonsense", "text/html"]
)
def test_fulltext_honours_what_the_server_says_of_encoding(
    site: Site, pages: Pages, content_type: str
) -> None:
    page = PAGE.replace("talks", "café talks").encode("cp1252" if "1252" in content_type else "utf-8")
    site.pages["/1"] = Answer(page, headers={"Content-Type": content_type})
    assert "the café talks" in (pages.text(site.url("/1")) or "")


NONE = [
    Answer(status=404),
    Answer(status=500),
    Answer(PAGE.encode(), headers={"Content-Type": "application/pdf"}),
    Answer(b"<html><body></body></html>", headers=HTML),
    Answer(b"", headers=HTML),
    Answer(b"\0\xff<" * 1_000, headers=HTML),
    Answer(b"<div>" * 20_000, headers=HTML),
    Answer(PAGE.encode(), length=99_999, headers=HTML),
]


@pytest.mark.parametrize("answer", NONE)
def test_fulltext_that_cannot_be_had_is_none(site: Site, pages: Pages, answer: Answer) -> None:
    site.pages["/1"] = answer
    assert pages.text(site.url("/1")) is None


ROBOTS = [
    (Answer(b"User-agent: *\nDisallow: /private/"), True),
    (Answer(b"User-agent: *\nDisallow: /"), False),
    (Answer(b"User-agent: *\nDisallow: /\n\nUser-agent: wirewatch\nDisallow:"), True),
    (Answer(b"User-agent: wirewatch\nDisallow: /1"), False),
    (Answer(b"\xff\0 nonsense"), True),
    (Answer(status=404), True),
    (Answer(status=403), True),
    (Answer(status=503), False),
    (Answer(b"", length=99), False),
]


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS)
def test_fulltext_robots_are_obeyed(site: Site, pages: Pages, robots: Answer, allowed: bool) -> None:
    site.pages |= {"/robots.txt": robots, "/1": Answer(PAGE.encode(), headers=HTML)}
    assert (pages.text(site.url("/1")) is not None) == allowed
    assert ("/1" in site.paths) == allowed


def test_fulltext_robots_are_asked_for_once_a_day(site: Site, pages: Pages, clock: Clock) -> None:
    for _ in range(3):
        pages.text(site.url("/1"))
    assert site.paths.count("/robots.txt") == 1
    clock.now += 90_000
    pages.text(site.url("/1"))
    assert site.paths.count("/robots.txt") == 2


def test_fulltext_robots_may_ask_for_a_slower_pace(site: Site, pages: Pages, clock: Clock) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7")
    pages.text(site.url("/1"))
    pages.text(site.url("/2"))
    assert clock.slept == [1.0, 7.0]

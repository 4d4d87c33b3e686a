import logging
from datetime import UTC, datetime, timedelta

import pytest

from producers.feeds import (
    REMEMBERED,
    FeedSource,
    Position,
    max_age,
    position_of,
    remembered,
    retry_delay,
    seconds_until,
)
from producers.fetching import Fetcher
from producers.reading import Defaults
from tests.producers.conftest import Answer, Site
from wirewatch.ports import Batch

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FULL = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{}</content:encoded>"


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def item(number: int, text: str = "Text.", *, full: bool = True) -> str:
    body = FULL.format(text) if full else f"<description>{text}</description>"
    return f"<item><guid>urn:{number}</guid><link>/{number}</link><title>Story {number}</title>{body}</item>"


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'.encode()


def tagged(body: bytes, etag: str) -> Answer | object:
    """A page that answers 304 to those who have it."""

    def page(headers: dict[str, str]) -> Answer:
        if headers.get("if-none-match") == etag:
            return Answer(status=304)
        return Answer(body, headers={"ETag": etag, "Last-Modified": "Tue, 11 Jul 2023 10:00:00 GMT"})

    return page


@pytest.fixture
def source(site: Site, fetcher: Fetcher) -> FeedSource:
    return FeedSource(
        site.url("/feed"), known={}, fetcher=fetcher, interval=300, defaults=Defaults(language="en")
    )


def uris(batches: list[Batch]) -> list[list[str]]:
    return [[article.uri for article in batch.articles] for batch in batches]


def test_feeds_hand_over_each_entry_once_oldest_first(site: Site, source: FeedSource) -> None:
    site.pages["/feed"] = Answer(rss(item(2), item(1)))
    (batch,) = source.poll(at(0))
    assert batch.key == f"feed:{site.url('/feed')}"
    assert uris([batch]) == [["urn:1", "urn:2"]]
    assert {article.language for article in batch.articles} == {"en"}
    site.pages["/feed"] = Answer(rss(item(3), item(2), item(1)))
    assert uris(list(source.poll(at(300)))) == [["urn:3"]]
    assert list(source.poll(at(600))) == []


def test_feeds_a_changed_entry_is_handed_over_again(site: Site, source: FeedSource) -> None:
    site.pages["/feed"] = Answer(rss(item(1)))
    list(source.poll(at(0)))
    site.pages["/feed"] = Answer(rss(item(1, "Corrected.")))
    (batch,) = source.poll(at(300))
    assert [(article.uri, article.body) for article in batch.articles] == [("urn:1", "Corrected.")]


def test_feeds_ask_only_for_what_is_new_also_after_a_restart(
    site: Site, source: FeedSource, fetcher: Fetcher
) -> None:
    site.pages["/feed"] = tagged(rss(item(1)), '"v1"')
    (batch,) = source.poll(at(0))
    assert list(source.poll(at(300))) == []
    restarted = FeedSource(site.url("/feed"), known={batch.key: batch.position}, fetcher=fetcher)
    assert list(restarted.poll(at(600))) == []
    conditions = [
        (headers.get("if-none-match"), headers.get("if-modified-since")) for _, headers in site.asked
    ]
    assert conditions == [(None, None)] + [('"v1"', "Tue, 11 Jul 2023 10:00:00 GMT")] * 2


def test_feeds_nothing_is_lost_when_killed_between_pages(
    site: Site, source: FeedSource, fetcher: Fetcher
) -> None:
    site.pages["/feed"] = tagged(rss(item(3, full=False), item(2, full=False), item(1)), '"v1"')
    first = next(source.poll(at(0)))
    assert uris([first]) == [["urn:1"]]
    restarted = FeedSource(site.url("/feed"), known={first.key: first.position}, fetcher=fetcher)
    assert uris(list(restarted.poll(at(1)))) == [["urn:2"], ["urn:3"]]
    assert list(restarted.poll(at(400))) == []


def test_feeds_summaries_are_completed_from_their_pages(site: Site, source: FeedSource) -> None:
    long = "The spokesman said on Tuesday that the talks would go on in the capital for another week. " * 5
    site.pages |= {
        "/feed": Answer(rss(item(2, "Summary two.", full=False), item(1, "Summary one.", full=False))),
        "/1": Answer(f"<html><body><article><p>{long}</p></article></body></html>".encode(),
                     headers={"Content-Type": "text/html"}),
    }  # fmt: skip
    articles = [article for batch in source.poll(at(0)) for article in batch.articles]
    assert [article.body for article in articles] == [long.strip(), "Summary two."]
    assert site.paths == ["/feed", "/robots.txt", "/1", "/2"]


def test_feeds_pages_are_left_alone_when_not_wanted(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = Answer(rss(item(1, "Summary.", full=False)))
    source = FeedSource(site.url("/feed"), known={}, fetcher=fetcher, full_text=False)
    assert uris(list(source.poll(at(0)))) == [["urn:1"]]
    assert site.paths == ["/feed"]


def test_feeds_back_off_while_a_feed_fails_and_say_so_once(
    site: Site, source: FeedSource, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages["/feed"] = Answer(status=500)
    with caplog.at_level(logging.WARNING, "wirewatch"):
        for second in range(0, 3_000, 100):
            assert list(source.poll(at(second))) == []
    assert len(site.asked) == 4  # after 0, 300, 900 and 2,100 seconds
    assert source.state == "failing"
    assert [record.message for record in caplog.records] == [
        f"{source.name}: status 500; asked again in 300 s"
    ]
    site.pages["/feed"] = Answer(rss(item(1)))
    assert uris(list(source.poll(at(9_999)))) == [["urn:1"]]
    assert source.state == "reading"


def test_feeds_wait_as_long_as_the_server_asks(site: Site, source: FeedSource) -> None:
    site.pages["/feed"] = Answer(status=429, headers={"Retry-After": "5000"})
    list(source.poll(at(0)))
    site.pages["/feed"] = Answer(rss(item(1)))
    assert list(source.poll(at(4_900))) == []
    assert uris(list(source.poll(at(5_000)))) == [["urn:1"]]


def test_feeds_that_call_themselves_fresh_are_left_alone(site: Site, source: FeedSource) -> None:
    site.pages["/feed"] = Answer(rss(item(1)), headers={"Cache-Control": "public, max-age=900"})
    for second in (0, 300, 600, 900):
        list(source.poll(at(second)))
    assert len(site.asked) == 2


def test_feeds_that_are_gone_are_not_asked_again(site: Site, source: FeedSource) -> None:
    site.pages["/feed"] = Answer(status=410)
    for second in (0, 300, 99_999):
        assert list(source.poll(at(second))) == []
    assert source.state == "gone"
    assert len(site.asked) == 1


def test_feeds_what_is_no_feed_is_a_dead_letter_once(site: Site, source: FeedSource) -> None:
    site.pages["/feed"] = Answer(b"<html>Please log in</html>", headers={"ETag": '"login"'})
    (batch,) = source.poll(at(0))
    (letter,) = batch.dead
    assert (letter.stage, letter.original) == ("read", b"<html>Please log in</html>")
    assert list(source.poll(at(1_000))) == []
    site.pages["/feed"] = tagged(rss(item(1)), '"login"')
    assert uris(list(source.poll(at(9_999)))) == [["urn:1"]]


def test_feeds_that_moved_say_where(site: Site, source: FeedSource, caplog: pytest.LogCaptureFixture) -> None:
    site.pages |= {"/feed": Answer(status=301, headers={"Location": "/new"}), "/new": Answer(rss(item(1)))}
    with caplog.at_level(logging.WARNING, "wirewatch"):
        assert uris(list(source.poll(at(0)))) == [["urn:1"]]
        list(source.poll(at(300)))
    moved = f"{source.name}: moved to {site.url('/new')}; change the configuration"
    assert [record.message for record in caplog.records] == [moved]


def test_feeds_remember_a_bounded_number_of_entries() -> None:
    old = [str(number) for number in range(3_000)]
    kept = remembered(old, ["new", "2999", "0"])
    assert len(kept) == REMEMBERED
    assert kept[-3:] == ("new", "2999", "0")
    assert kept[0] == "1002"
    assert len(remembered(old, old)) == 3_000
    assert remembered([], []) == ()


@pytest.mark.parametrize("kept", [None, "", "nonsense", "[]", '{"seen": 3}'])
def test_feeds_a_position_that_cannot_be_read_starts_anew(kept: str | None) -> None:
    assert position_of(kept) == Position()


def test_feeds_retry_delay_doubles_to_an_hour() -> None:
    assert [retry_delay(failures, 300) for failures in (1, 2, 3, 4, 5, 99)] == [
        300,
        600,
        1200,
        2400,
        3600,
        3600,
    ]
    assert retry_delay(1, 7_200) == retry_delay(9, 7_200) == 7_200
    assert retry_delay(1, 300, retry_after=1e9) == 86_400


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("max-age=60", 60),
        ("public, MAX-AGE=60", 60),
        ("no-cache, max-age=60", 0),
        ("max-age=-1", 0),
    ],
)
def test_feeds_max_age(header: str | None, seconds: float) -> None:
    assert max_age(header) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("Fri, 02 Jan 2026 03:05:05 GMT", 60),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("soon", 0),
        (None, 0),
    ],
)
def test_feeds_retry_after(header: str | None, seconds: float) -> None:
    assert seconds_until(header, START) == seconds

import gzip
import socket
import threading

import pytest

from producers.fetching import REDIRECTS, Fetcher, Manners, http_client, is_public, shown_url
from tests.producers.conftest import Answer, Clock, Site
from wirewatch.errors import TransientError

ADDRESSES = [
    ("8.8.8.8", True),
    ("2001:4860:4860::8888", True),
    ("127.0.0.1", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("0.0.0.0", False),  # noqa: S104
    ("224.0.0.1", False),
    ("::1", False),
    ("::", False),
    ("fe80::1%eth0", False),
    ("fd00::1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:8.8.8.8", True),
    ("2002:7f00:1::", False),
]


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_fetching_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_fetching_says_who_asks(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = Answer(b"page")
    assert fetcher.get(site.url("/a"), headers={"If-None-Match": '"1"'}).body == b"page"
    ((_, headers),) = site.asked
    assert headers["user-agent"].startswith("wirewatch/")
    assert headers["user-agent"].endswith("(+desk@example.com)")
    assert headers["if-none-match"] == '"1"'


def test_fetching_pauses_between_requests_to_a_host(site: Site, fetcher: Fetcher, clock: Clock) -> None:
    for _ in range(3):
        fetcher.get(site.url("/a"))
    assert clock.slept == [1.0, 1.0]
    fetcher.slow_down(site.url("/b"), 5.0)
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/a"))
    assert clock.slept == [1.0, 1.0, 1.0, 5.0]


def test_fetching_one_request_at_a_time_per_host(site: Site, fetcher: Fetcher) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def page(_: dict[str, str]) -> Answer:
        under_way.append(1)
        most.append(len(under_way))
        under_way.pop()
        return Answer(b"x")

    site.pages["/a"] = page
    threads = [threading.Thread(target=fetcher.get, args=(site.url("/a"),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


def test_fetching_follows_redirects_and_says_when_they_are_permanent(site: Site, fetcher: Fetcher) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "/temporary"})
    site.pages["/temporary"] = Answer(status=302, headers={"Location": site.url("/new")})
    site.pages["/new"] = Answer(b"page")
    fetched = fetcher.get(site.url("/old"))
    assert (fetched.url, fetched.body, fetched.moved) == (
        site.url("/new"),
        b"page",
        site.url("/temporary"),
    )
    assert fetcher.get(site.url("/temporary")).moved is None


REFUSED = [
    ("/circle", "more than 5 redirects"),
    ("/to-file", "only http and https"),
    ("/huge", "more than 1,000,000 bytes"),
    ("/bomb", "more than 1,000,000 bytes"),
    ("/cut", "peer closed|incomplete"),
    ("/garbled", "decod|gzip|header"),
]


@pytest.mark.parametrize(("path", "reason"), REFUSED)
def test_fetching_refuses(site: Site, fetcher: Fetcher, path: str, reason: str) -> None:
    site.pages |= {
        "/circle": Answer(status=302, headers={"Location": "/circle"}),
        "/to-file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/huge": Answer(b"x" * 1_000_001),
        "/bomb": Answer(gzip.compress(b"x" * 30_000_000), headers={"Content-Encoding": "gzip"}),
        "/cut": Answer(b"half", length=100),
        "/garbled": Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
    }
    with pytest.raises(TransientError, match=f"(?i){reason}"):
        fetcher.get(site.url(path))
    assert len(site.asked) <= REDIRECTS + 1


def test_fetching_gives_up_on_an_answer_that_drips(site: Site, clock: Clock) -> None:
    site.pages["/a"] = Answer(b"x" * 500_000)

    def later() -> float:
        clock.now += 50.0
        return clock.now

    with http_client() as client, pytest.raises(TransientError, match="not complete after 60 s"):
        Fetcher(client, Manners(allow_private=True), clock=later, sleep=clock.sleep).get(site.url("/a"))


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "file:///etc/passwd", "http://", "nonsense", "http://[::1", "http://a\0b/"]
)
def test_fetching_refuses_other_addresses(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(TransientError):
        fetcher.get(url)


def test_fetching_stays_out_of_the_own_network(site: Site, clock: Clock) -> None:
    with http_client() as client:
        fetcher = Fetcher(client, clock=clock, sleep=clock.sleep)
        with pytest.raises(TransientError, match=r"127\.0\.0\.1 is a private address; allow_private"):
            fetcher.get(site.url("/a"))
    assert site.asked == []


def test_fetching_a_name_that_turns_private_when_connecting_gives_nothing(site: Site, clock: Clock) -> None:
    with http_client() as client:
        fetcher = Fetcher(client, clock=clock, sleep=clock.sleep, resolve=lambda _host, _port: ["8.8.8.8"])
        with pytest.raises(TransientError, match=r"127\.0\.0\.1 is a private address"):
            fetcher.get(site.url("/a"))


def test_fetching_checks_where_redirects_lead(site: Site, clock: Clock) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": "http://inside.example/"})
    names = {"127.0.0.1": "8.8.8.8", "inside.example": "10.0.0.1"}
    with http_client() as client:
        fetcher = Fetcher(client, clock=clock, sleep=clock.sleep, resolve=lambda host, _: [names[host]])
        fetcher._require_public_peer = lambda *_: None  # type: ignore[method-assign]  # the site is on loopback
        with pytest.raises(TransientError, match=r"inside\.example/?: 10\.0\.0\.1 is a private address"):
            fetcher.get(site.url("/a"))


def test_fetching_names_that_do_not_resolve_are_said(clock: Clock) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with http_client() as client, pytest.raises(TransientError, match="Name or service not known"):
        Fetcher(client, clock=clock, sleep=clock.sleep, resolve=unknown).get("http://wire.example/")


def test_fetching_passwords_go_to_their_host_only_and_are_not_shown(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": f"http://localhost:{site.port}/b"})
    url = site.url("/a").replace("//", "//ann:secret@")
    fetcher.get(url)
    assert ["authorization" in headers for _, headers in site.asked] == [True, False]
    assert shown_url(url) == site.url("/a")
    with pytest.raises(TransientError) as refused:
        fetcher.get("ftp://ann:secret@example.com/")
    assert "secret" not in str(refused.value)

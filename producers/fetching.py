"""Polite, bounded and safe HTTP GET: what feeds and their pages are fetched with."""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import httpx

from producers.reading import LIMIT
from wirewatch.errors import TransientError

AGENT = "wirewatch"
REDIRECTS = 5
HOSTS = 1_000
"""Hosts whose pace is kept; beyond, those that have been left alone long enough are forgotten."""
DEADLINE = 60.0
"""Seconds that one answer may take as a whole."""

Resolve = Callable[[str, int], Iterable[str]]


class Fetched(NamedTuple):
    """An answer, whatever its status; ``url`` is where it came from after redirects."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    moved: str | None = None
    """Where permanent redirects led from the address asked for."""


class Manners(NamedTuple):
    """How to behave: ``delay`` in seconds after a request to a host, ``limit`` in bytes of an answer.

    ``allow_private`` also permits addresses of this machine and its network; needed behind a proxy,
    which then is what decides.
    """

    allow_private: bool = False
    delay: float = 1.0
    limit: int = LIMIT


DEFAULT_MANNERS = Manners()


@dataclass
class _Host:
    """When the next request to a host may begin; the lock is held while one is under way."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    delay: float = 0.0


def http_client(contact: str | None = None, *, timeout: float = 20.0) -> httpx.Client:
    """A client that says who it is; ``contact`` is a mail address or page by which sites can reach you.

    ``timeout`` is in seconds without any answer.
    """
    try:
        number = version("wirewatch")
    except PackageNotFoundError:
        number = "0"
    agent = f"{AGENT}/{number} (+{contact})" if contact else f"{AGENT}/{number}"
    return httpx.Client(headers={"User-Agent": agent}, timeout=timeout, follow_redirects=False)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def shown_url(url: str) -> str:
    """``url`` without user and password."""
    try:
        return str(httpx.URL(url).copy_with(userinfo=b""))
    except (httpx.InvalidURL, ValueError):
        return url.rpartition("@")[2]


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet, also when it wraps an IPv4 address."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


class Fetcher:
    """Gets pages: one request at a time per host with a pause after each, only from public addresses.

    One fetcher is to be shared by all feeds, for it keeps the pace of each host.
    """

    def __init__(
        self,
        client: httpx.Client,
        manners: Manners = DEFAULT_MANNERS,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = resolve,
    ) -> None:
        self._client = client
        self._manners = manners
        self.clock, self._sleep, self._resolve = clock, sleep, resolve
        self._hosts: dict[str, _Host] = {}

    def get(self, url: str, *, headers: Mapping[str, str] | None = None, limit: int | None = None) -> Fetched:
        """The answer to a GET, after at most five redirects; TransientError says why there is none."""
        most = min(limit or self._manners.limit, self._manners.limit)
        try:
            return self._follow(httpx.URL(url), dict(headers or {}), most)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
            raise TransientError(f"{shown_url(url)}: {str(error) or type(error).__name__}") from error

    def slow_down(self, url: str, delay: float) -> None:
        """Keep at least ``delay`` seconds between requests to the host of ``url``."""
        self._host(httpx.URL(url)).delay = delay

    def _follow(self, url: httpx.URL, headers: dict[str, str], limit: int) -> Fetched:
        auth = (url.username, url.password) if url.userinfo else None
        origin, moved, permanent = url, None, True
        for _ in range(REDIRECTS + 1):
            self._require_permitted(url)
            target = url.copy_with(userinfo=b"", fragment=None)
            response = self._get(target, headers, auth if _same_origin(url, origin) else None, limit)
            location = response.headers.get("location")
            if response.status not in {301, 302, 303, 307, 308} or not location:
                return response._replace(moved=moved)
            url = url.join(location)
            permanent = permanent and response.status in {301, 308}
            moved = shown_url(str(url)) if permanent else moved
        raise TransientError(f"{shown_url(str(origin))}: more than {REDIRECTS} redirects")

    def _require_permitted(self, url: httpx.URL) -> None:
        if url.scheme not in {"http", "https"} or not url.host:
            raise TransientError(f"{shown_url(str(url))}: only http and https addresses are fetched")
        if self._manners.allow_private:
            return
        port = url.port or (443 if url.scheme == "https" else 80)
        _require_public(url, self._resolve(url.host, port))

    def _get(
        self, url: httpx.URL, headers: dict[str, str], auth: tuple[str, str] | None, limit: int
    ) -> Fetched:
        host = self._host(url)
        with host.lock:
            self._sleep(max(0.0, host.free_at - self.clock()))
            try:
                return self._read(url, headers, auth, limit)
            finally:
                host.free_at = self.clock() + max(self._manners.delay, host.delay)

    def _read(
        self, url: httpx.URL, headers: dict[str, str], auth: tuple[str, str] | None, limit: int
    ) -> Fetched:
        ends = self.clock() + DEADLINE
        request = self._client.build_request("GET", url, headers=headers)
        response = self._client.send(
            request, stream=True, auth=auth or httpx.USE_CLIENT_DEFAULT, follow_redirects=False
        )
        with closing(response):
            self._require_public_peer(url, response)
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > limit:
                    raise TransientError(f"{shown_url(str(url))}: more than {limit:,} bytes")
                if self.clock() > ends:
                    raise TransientError(f"{shown_url(str(url))}: not complete after {DEADLINE:.0f} s")
            return Fetched(str(url), response.status_code, response.headers, bytes(body))

    def _require_public_peer(self, url: httpx.URL, response: httpx.Response) -> None:
        """A name may have pointed elsewhere by the time of connecting (DNS rebinding)."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        if peer and not self._manners.allow_private:
            _require_public(url, [peer[0]])

    def _host(self, url: httpx.URL) -> _Host:
        if len(self._hosts) > HOSTS:
            now = self.clock()
            idle = [name for name, host in list(self._hosts.items()) if host.free_at < now and not host.delay]
            for name in idle:
                self._hosts.pop(name, None)
        return self._hosts.setdefault(url.host, _Host())


def _require_public(url: httpx.URL, addresses: Iterable[str]) -> None:
    private = next((address for address in addresses if not is_public(address)), None)
    if private is not None:
        raise TransientError(
            f"{shown_url(str(url))}: {private} is a private address; allow_private permits fetching from it"
        )


def _same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)

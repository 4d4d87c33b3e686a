"""A web site on loopback, told by each test what to answer; examples of wire formats."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from producers.fetching import Fetcher, Manners, http_client
from producers.formats import read_bytes
from producers.reading import Outcome


class Answer(NamedTuple):
    """What a page answers; ``length`` may lie about the body's."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = MappingProxyType({})
    length: int | None = None


@dataclass
class Site:
    """``pages`` by path; ``asked`` is what came in, with its headers in lower case."""

    pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        page = self.pages.get(path, Answer(status=404))
        return page if isinstance(page, Answer) else page(headers)


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = served.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(answer.status)
            length = len(answer.body) if answer.length is None else answer.length
            for name, value in {"Content-Length": str(length), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    served.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Clock:
    """Time that only passes when somebody sleeps."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if seconds:
            self.slept.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    with http_client("desk@example.com", timeout=5.0) as client:
        yield Fetcher(client, Manners(allow_private=True, limit=1_000_000), clock=clock, sleep=clock.sleep)


@pytest.fixture
def wire() -> Callable[[str], list[Outcome]]:
    """What a file of ``tests/data/wire`` gives: made up, one for each format."""
    folder = Path(__file__).parent.parent / "data" / "wire"

    def read(name: str) -> list[Outcome]:
        return list(read_bytes((folder / name).read_bytes(), name, uri="urn:file"))

    return read

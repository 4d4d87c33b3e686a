"""Liveness, readiness and metrics over HTTP, from a thread of their own: they answer when all else hangs."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app

from wirewatch.errors import WirewatchError
from wirewatch.streaming.vitals import Verdict

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


@contextmanager
def served(
    listen: str | None, registry: CollectorRegistry, verdict: Callable[[], Verdict]
) -> Iterator[str | None]:
    """Serve ``/healthz``, ``/readyz`` and ``/metrics`` at ``listen``; the address in force, None for none."""
    if listen is None:
        yield None
        return
    host, _, port = listen.rpartition(":")
    application = _application(make_wsgi_app(registry), verdict)
    try:
        server = make_server(host.strip("[]"), int(port), application, _Server, _Quiet)
    except OSError as error:
        raise WirewatchError(
            f"health cannot be served at {listen}: {error.strerror}; give another --listen"
        ) from error
    with server:
        threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
        try:
            yield f"{host}:{server.server_port}"
        finally:
            server.shutdown()


def _application(metrics: Any, verdict: Callable[[], Verdict]) -> Any:
    def application(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            told: Iterable[bytes] = metrics(environ, start)
            return told
        if path not in {"/healthz", "/readyz"}:
            return _answer(start, "404 Not Found", "/healthz, /readyz and /metrics are here")
        found = verdict()
        well = found.alive if path == "/healthz" else found.ready
        return _answer(start, "200 OK" if well else "503 Service Unavailable", found.why)

    return application


def _answer(start: "StartResponse", status: str, text: str) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [text.encode() + b"\n"]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Every probe would be a line otherwise."""

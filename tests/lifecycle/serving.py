"""A server on the loopback that answers as a test wants, and an answer of our own making."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from legacymap.lifecycle.updating import Limits

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "endoflife-products-full.json"
QUICK = Limits(
    connect_seconds=2,
    read_seconds=0.5,
    overall_seconds=10,
    attempts=3,
    first_pause_seconds=0.01,
    longest_pause_seconds=0.05,
)
Step = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Takes the next step for each request, the last one for all that follow."""

    steps: ClassVar[list[Step]] = []
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Takes the step that is due."""
        self.seen.append(self.path)
        self.steps[min(len(self.seen), len(self.steps)) - 1](self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Says nothing."""

    def give(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        """Answers; `length` is what is announced."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(*steps: Step) -> Iterator[tuple[str, list[str]]]:
    """The address of a server that takes these steps, and the paths that it was asked for so far."""
    seen: list[str] = []
    handler = type("_Handler", (Handler,), {"steps": list(steps), "seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/full", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def giving(status: int, body: bytes = b"", length: int | None = None, **headers: str) -> Step:
    return lambda handler: handler.give(status, body, length, **headers)


def release(name: str, released: str | None = None, **keys: object) -> dict[str, object]:
    return {"name": name, "label": name, "releaseDate": released, "isEol": False, "eolFrom": None, **keys}


def entry(name: str, *releases: object, **keys: object) -> dict[str, object]:
    return {"name": name, "label": name.title(), "aliases": [], "releases": list(releases), **keys}


def document(*products: object, **keys: object) -> bytes:
    whole = {
        "schema_version": "1.2.1",
        "generated_at": "2026-08-22T00:00:00+00:00",
        "total": len(products),
        "result": products,
        **keys,
    }
    return json.dumps(whole).encode()


SMALL = document(
    entry(
        "acme-db",
        release("3", "2025-01-10", eolFrom="2030-01-10", newField={"x": 1}),
        release("2.10", "2020-01-10", isEol=False, eolFrom="2024-01-10", isEoes=False, eoesFrom="2027-01-10"),
        release("2.9", "2018-01-10", isEol=True, isEoes=True, eoesFrom=None),
        release("1", "2010", isEol=None),
        aliases=["acmebase", "no"],
        identifiers=[{"type": "purl", "id": "pkg:generic/acme-db"}, {"type": "cpe", "id": "cpe:/a:acme"}],
        links={"releasePolicy": None, "html": "https://example.org/acme: #1"},
        another="field",
    ),
    entry("null", release("yes", isEol=False), label="~null", aliases=["ACMEBASE", "3.10"]),
)

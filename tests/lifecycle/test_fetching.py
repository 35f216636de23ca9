import asyncio
import gzip
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from legacymap.domain.errors import RequestError
from legacymap.lifecycle.fetching import asked_seconds, fetched, pause_seconds, shown_url
from legacymap.lifecycle.updating import Limits
from tests.lifecycle.serving import QUICK, SMALL, Handler, giving, served

GOOD = giving(200, SMALL)


def said(url: str, limits: Limits = QUICK) -> str:
    with pytest.raises(RequestError) as refused:
        fetched(url, limits, lambda _: None)
    assert refused.value.hint
    assert "\n" not in refused.value.message
    return refused.value.message


def test_a_body_comes_as_it_was_served() -> None:
    with served(GOOD) as (url, _):
        assert fetched(url, QUICK, lambda _: None) == SMALL


def test_it_fetches_where_a_loop_is_running_as_in_a_notebook() -> None:
    async def cell(url: str) -> bytes:
        return fetched(url, QUICK, lambda _: None)

    # In a thread of its own, for this one may have a loop of the browser's.
    with served(GOOD) as (url, _), ThreadPoolExecutor(1) as apart:
        assert apart.submit(lambda: asyncio.run(cell(url))).result() == SMALL


def test_a_compressed_body_is_unpacked() -> None:
    with served(giving(200, gzip.compress(SMALL), Content_Encoding="gzip")) as (url, _):
        assert fetched(url, QUICK, lambda _: None) == SMALL


def test_an_encoding_that_was_not_asked_for_is_refused() -> None:
    with served(giving(200, SMALL, Content_Encoding="gzip, gzip")) as (url, _):
        assert "encoding" in said(url)


def test_a_page_that_is_not_there_is_not_asked_for_again() -> None:
    with served(giving(404, b"<html>nothing here</html>")) as (url, seen):
        assert "answered 404 Not Found" in said(url)
        assert len(seen) == 1


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    notes: list[str] = []
    with served(giving(429, Retry_After="3"), GOOD) as (url, seen):
        assert fetched(url, QUICK, notes.append) == SMALL
        assert len(seen) == 2
    assert ["429" in note for note in notes] == [True]


def test_an_ill_server_is_asked_a_few_times() -> None:
    with served(giving(500), giving(500), giving(500), GOOD) as (url, seen):
        assert "answered 500 Internal Server Error, after 3 attempts" in said(url)
        assert len(seen) == 3


def test_a_server_that_recovers_is_heard() -> None:
    with served(giving(503), giving(500), GOOD) as (url, _):
        assert fetched(url, QUICK, lambda _: None) == SMALL


def test_a_body_that_breaks_off_is_refused() -> None:
    with served(giving(200, SMALL[:100], length=len(SMALL))) as (url, seen):
        assert "broke off" in said(url)
        assert len(seen) == 3


def silent(handler: Handler) -> None:
    """Says nothing until the other side hangs up."""
    handler.rfile.read(1)


def test_a_slow_server_is_given_up() -> None:
    with served(silent) as (url, _):
        assert "was silent for 0.1 s, after one attempt" in said(url, Limits(read_seconds=0.1, attempts=1))


def test_a_server_that_begins_and_never_ends_meets_the_overall_deadline() -> None:
    def beginning(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-1: 1\r\n")
        handler.wfile.flush()
        silent(handler)

    with served(beginning) as (url, _):
        assert "not fetched within 0.2 seconds" in said(url, Limits(read_seconds=60, overall_seconds=0.2))


def test_redirects_are_followed_but_not_in_circles() -> None:
    with served(giving(302, Location="/other"), GOOD) as (url, seen):
        assert fetched(url, QUICK, lambda _: None) == SMALL
        assert seen == ["/full", "/other"]
    with served(giving(302, Location="/full")) as (url, seen):
        assert "redirects more than 5 times" in said(url)
        assert len(seen) == 6


@pytest.mark.parametrize("address", ["ftp://example.org/full", "file:///etc/passwd"])
def test_a_redirect_leads_to_http_only(address: str) -> None:
    with served(giving(302, Location=address)) as (url, seen):
        assert "neither http nor https" in said(url)
        assert len(seen) == 1


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://a\x00b/full", "http://[1]/", "http://x:99999999/"]
)
def test_a_malformed_address_is_refused_whether_asked_for_or_led_to(address: str) -> None:
    said(address, Limits(attempts=1))
    with served(giving(302, Location=address.replace("\x00", "%"))) as (url, _):
        said(url, Limits(attempts=1))


def test_too_large_an_answer_is_refused_announced_or_not() -> None:
    small = Limits(size_bytes=100)
    with served(GOOD) as (url, _):
        assert "answered with more than" in said(url, small)
    with served(giving(200, gzip.compress(b" " * 100_000), Content_Encoding="gzip")) as (url, _):
        assert "answered with more than" in said(url, Limits(size_bytes=1000))


def test_nobody_at_the_address_is_said_to_be_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "was not reached" in said(f"http://127.0.0.1:{port}/full")


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(GOOD) as (proxy, seen):
        for name in ("NO_PROXY", "no_proxy", "HTTP_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", proxy)
        assert fetched("http://dates.example/full", QUICK, lambda _: None) == SMALL
        assert seen == ["http://dates.example/full"]


def test_a_proxy_that_cannot_be_used_is_the_environments_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "gopher://proxy.example")
    assert "environment's settings" in said("http://dates.example/full")


def test_secrets_of_an_address_are_not_shown() -> None:
    assert (
        shown_url("https://me:secret@mirror.example:8443/full?token=x#y")
        == "https://mirror.example:8443/full"
    )


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("Sun, 22 Nov 2026 10:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("9" * 5000, None),
    ],
)
def test_a_server_says_how_long_to_wait(header: str | None, seconds: float | None) -> None:
    assert asked_seconds(header, "Sun, 22 Nov 2026 10:00:00 GMT") == seconds


def test_pauses_grow_and_have_an_end() -> None:
    limits = Limits()
    assert [pause_seconds(attempt, None, limits) for attempt in (1, 2, 3)] == [1, 2, 4]
    assert pause_seconds(1, 3600, limits) == 60
    assert pause_seconds(1, 5, limits) == 5

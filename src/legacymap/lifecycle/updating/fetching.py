"""The body of an answer over HTTP: patient with a busy server, strict about what it takes."""

import asyncio
import http
from urllib.parse import urlsplit

import httpx

from legacymap import __version__
from legacymap.domain.errors import RequestError
from legacymap.lifecycle.updating.limits import Limits, Told
from legacymap.lifecycle.updating.pauses import asked_seconds, pause_seconds
from legacymap.lifecycle.updating.trouble import MIRROR, Again, in_words, is_certificate_trouble

_BUSY = frozenset({http.HTTPStatus.TOO_MANY_REQUESTS})
_FIRST_SERVER_ERROR = 500
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"legacymap/{__version__}",
}


def fetched(url: str, limits: Limits, told: Told) -> bytes:
    """The body at `url`. Raises RequestError, with what would help, where there is none within the limits.

    Proxy variables and `SSL_CERT_FILE` of the environment are honoured; certificates are always verified.
    """
    try:
        return asyncio.run(_in_time(url, limits, told))
    except TimeoutError:
        message = f"`{shown_url(url)}` was not fetched within {limits.overall_seconds:g} seconds."
        raise RequestError(message, MIRROR) from None


def shown_url(url: str) -> str:
    """The address without credentials and query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


async def _in_time(url: str, limits: Limits, told: Told) -> bytes:
    async with asyncio.timeout(limits.overall_seconds), _client(url, limits) as client:
        return await _in_the_end(client, url, limits, told)


def _client(url: str, limits: Limits) -> httpx.AsyncClient:
    async def guard(request: httpx.Request) -> None:
        _refuse_other_schemes(request.url.scheme, url)

    try:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            follow_redirects=True,
            max_redirects=limits.redirects,
            headers=_HEADERS,
            event_hooks={"request": [guard]},
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        message = f"The environment's settings for proxies or certificates cannot be used: {error}"
        hint = "See HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR."
        raise RequestError(message, hint) from None


def _refuse_other_schemes(scheme: str, url: str) -> None:
    """Raises RequestError for anything but HTTP, and for HTTP where HTTPS was asked for."""
    if scheme not in {"http", "https"}:
        raise RequestError(
            f"`{shown_url(url)}` leads to `{scheme}`, which is neither http nor https.", MIRROR
        )
    if scheme == "http" and urlsplit(url).scheme == "https":
        raise RequestError(f"`{shown_url(url)}` leads away from https to http.", MIRROR)


async def _in_the_end(client: httpx.AsyncClient, url: str, limits: Limits, told: Told) -> bytes:
    attempt = 1
    while True:
        try:
            return await _body(client, url, limits)
        except Again as trouble:
            if attempt >= limits.attempts:
                tries = f"after {attempt} attempts" if attempt > 1 else "after one attempt"
                raise RequestError(f"`{shown_url(url)}` {trouble.why}, {tries}.", MIRROR) from None
            pause = pause_seconds(attempt, trouble.asked_seconds, limits)
            told(f"{shown_url(url)} {trouble.why}; trying again in {pause:.0f} s")
        await asyncio.sleep(pause)
        attempt += 1


async def _body(client: httpx.AsyncClient, url: str, limits: Limits) -> bytes:
    try:
        async with client.stream("GET", url) as answer:
            _refuse(answer, url, limits)
            return await _counted(answer, url, limits)
    except httpx.TooManyRedirects:
        message = f"`{shown_url(url)}` redirects more than {limits.redirects} times."
        raise RequestError(message, MIRROR) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise RequestError(f"`{shown_url(url)}` is not an address that can be fetched.", MIRROR) from None
    except httpx.RequestError as error:
        if is_certificate_trouble(error):
            message = f"The certificate of `{shown_url(url)}` cannot be verified: {error}."
            raise RequestError(message, "SSL_CERT_FILE names your organisation's own authority.") from None
        raise Again(in_words(error, limits)) from None


def _refuse(answer: httpx.Response, url: str, limits: Limits) -> None:
    """Raises Again for a server that is busy or ill, RequestError for any other unusable answer."""
    status = f"answered {answer.status_code} {answer.reason_phrase}".strip()
    if answer.status_code in _BUSY or answer.status_code >= _FIRST_SERVER_ERROR:
        headers = answer.headers
        raise Again(status, asked_seconds(headers.get("Retry-After"), headers.get("Date")))
    if answer.status_code != http.HTTPStatus.OK:
        raise RequestError(f"`{shown_url(url)}` {status}.", MIRROR)
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise RequestError(
            f"`{shown_url(url)}` answered in the encoding `{encoding}`, not asked for.", MIRROR
        )
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and (len(length) > len(str(limits.size_bytes)) or int(length) > limits.size_bytes):
        raise _too_large(url, limits)


async def _counted(answer: httpx.Response, url: str, limits: Limits) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > limits.size_bytes:
            raise _too_large(url, limits)
    return bytes(body)


def _too_large(url: str, limits: Limits) -> RequestError:
    return RequestError(f"`{shown_url(url)}` answered with more than {limits.size_words}.", MIRROR)

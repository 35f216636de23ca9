"""The bytes of an update from an address or a file: patient with a busy server, strict about what it takes.

Only `lifecycle update` loads it; the one other use of the network is the comment of a job (cli/forge.py).
"""

import asyncio
import hashlib
import http
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from platformdirs import user_cache_path
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from legacymap import __version__
from legacymap.domain.errors import RequestError
from legacymap.lifecycle.updating import Delivery, Limits, Notify

_MIRROR = "`--from FILE|URL` takes a copy: a mirror's address, or a file fetched elsewhere."
_SCHEMES = ("http://", "https://")
_SECONDS = re.compile(r"[0-9]{1,9}")
_FIRST_SERVER_ERROR = 500
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"legacymap/{__version__}",
}


class _Retryable(Exception):  # noqa: N818 - it is a turn of the loop, not an error
    """Worth another attempt: why, and the seconds that the server asked to wait, if it did."""

    def __init__(self, why: str, asked_seconds: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.asked_seconds = asked_seconds


def delivery(source: str, limits: Limits, notify: Notify) -> Delivery:
    """What is at an address or in a file; raises RequestError where there is nothing to be had."""
    if source.lower().startswith(_SCHEMES):
        shown = shown_url(source)
        notify(f"fetching {shown}")
        body = fetched(source, limits, notify)
    elif "://" in source:
        scheme = source.partition("://")[0]
        hint = "Name a file, or an address that begins so."
        raise RequestError(f"`{scheme}` is neither http nor https.", hint)
    else:
        body, shown = _read(Path(source), limits), source
    return Delivery(body, hashlib.sha256(body).hexdigest(), shown)


def fetched(url: str, limits: Limits, notify: Notify) -> bytes:
    """The body at `url`. Raises RequestError, with what would help, where there is none within the limits.

    Proxy variables and `SSL_CERT_FILE` of the environment are honoured; certificates are always verified.
    """
    try:
        return _run(lambda: asyncio.run(_in_time(url, limits, notify)))
    except TimeoutError:
        raise _refused(url, f"was not fetched within {limits.overall_seconds:g} seconds") from None


def _run(fetch: Callable[[], bytes]) -> bytes:
    """Runs it here, where an interrupt ends it, or in a thread where a loop is running, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return fetch()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(fetch).result()


def shown_url(url: str) -> str:
    """The address without credentials and query, which may hold secrets; RequestError where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise RequestError("The address of the source cannot be fetched: it is malformed.", _MIRROR) from None
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def pause_seconds(attempt: int, asked: float | None, limits: Limits) -> float:
    """The seconds to wait after the attempt of this number (from 1): as asked, else longer every time."""
    wanted = limits.first_pause_seconds * 2 ** (attempt - 1) if asked is None else asked
    return min(wanted, limits.longest_pause_seconds)


def asked_seconds(retry_after: str | None, answered: str | None) -> float | None:
    """The seconds that `Retry-After` asks for, by the server's own `Date`; None where it says nothing."""
    if retry_after is None:
        return None
    if _SECONDS.fullmatch(retry_after.strip()):
        return float(retry_after)
    until, now = _moment(retry_after), _moment(answered or "")
    return max((until - now).total_seconds(), 0.0) if until and now else None


def _read(path: Path, limits: Limits) -> bytes:
    if not path.is_file():
        raise RequestError(f"There is no file `{path}`.", "Check the path.")
    try:
        with path.open("rb") as opened:
            body = opened.read(limits.size_bytes + 1)
    except OSError as error:
        raise RequestError(f"`{path}` cannot be read: {error.strerror}.") from None
    if len(body) > limits.size_bytes:
        raise RequestError(f"`{path}` holds more than {limits.size_words}.")
    return body


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


async def _in_time(url: str, limits: Limits, notify: Notify) -> bytes:
    async with asyncio.timeout(limits.overall_seconds), _client(url, limits) as client:
        return await _attempts(url, limits, notify)(_body, client, url, limits)


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
        raise _refused(url, f"leads to `{scheme}`, which is neither http nor https")
    if scheme == "http" and urlsplit(url).scheme == "https":
        raise _refused(url, "leads away from https to http")


def _attempts(url: str, limits: Limits, notify: Notify) -> AsyncRetrying:
    """As many attempts as the limits allow, with a pause before each further one."""

    def pause(state: RetryCallState) -> float:
        return pause_seconds(state.attempt_number, _trouble(state).asked_seconds, limits)

    def tell(state: RetryCallState) -> None:
        notify(f"{shown_url(url)} {_trouble(state).why}; trying again in {state.upcoming_sleep:.0f} s")

    def give_up(state: RetryCallState) -> bytes:
        count = state.attempt_number
        tries = f"after {count} attempts" if count > 1 else "after one attempt"
        raise _refused(url, f"{_trouble(state).why}, {tries}") from None

    return AsyncRetrying(
        retry=retry_if_exception_type(_Retryable),
        stop=stop_after_attempt(limits.attempts),
        wait=pause,
        before_sleep=tell,
        retry_error_callback=give_up,
    )


def _trouble(state: RetryCallState) -> _Retryable:
    """Why the last attempt failed."""
    trouble = state.outcome.exception() if state.outcome else None
    return trouble if isinstance(trouble, _Retryable) else _Retryable("failed")


async def _body(client: httpx.AsyncClient, url: str, limits: Limits) -> bytes:
    try:
        async with client.stream("GET", url) as answer:
            _refuse(answer, url, limits)
            return await _counted(answer, url, limits)
    except httpx.TooManyRedirects:
        raise _refused(url, f"redirects more than {limits.redirects} times") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise _refused(url, "is no address that can be fetched, or leads to one that cannot") from None
    except httpx.RequestError as error:
        if isinstance(error, httpx.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
            message = f"The certificate of `{shown_url(url)}` cannot be verified: {error}."
            raise RequestError(message, "SSL_CERT_FILE names your organisation's own authority.") from None
        raise _Retryable(_in_words(error, limits)) from None


def _refuse(answer: httpx.Response, url: str, limits: Limits) -> None:
    """Raises _Again for a server that is busy or ill, RequestError for any other unusable answer."""
    status = f"answered {answer.status_code} {answer.reason_phrase}".strip()
    headers = answer.headers
    if answer.status_code == http.HTTPStatus.TOO_MANY_REQUESTS or answer.status_code >= _FIRST_SERVER_ERROR:
        raise _Retryable(status, asked_seconds(headers.get("Retry-After"), headers.get("Date")))
    if answer.status_code != http.HTTPStatus.OK:
        raise _refused(url, status)
    encoding = headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise _refused(url, f"answered in the encoding `{encoding}`, not asked for")
    length = headers.get("Content-Length", "")
    if length.isdecimal() and (len(length) > len(str(limits.size_bytes)) or int(length) > limits.size_bytes):
        raise _too_large(url, limits)


async def _counted(answer: httpx.Response, url: str, limits: Limits) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > limits.size_bytes:
            raise _too_large(url, limits)
    return bytes(body)


def _in_words(error: httpx.RequestError, limits: Limits) -> str:
    """What happened, as the rest of a sentence that begins with the address."""
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return f"was not reached within {limits.connect_seconds:g} s"
        case httpx.TimeoutException():
            return f"was silent for {limits.read_seconds:g} s"
        case httpx.ProxyError():
            return f"was not reached, as the proxy refused ({error})"
        case httpx.ConnectError():
            return f"was not reached ({error})" if str(error) else "was not reached"
        case httpx.DecodingError():
            return "answered with a compressed body that is damaged"
        case _:
            return "broke off in the middle of the answer"


def _too_large(url: str, limits: Limits) -> RequestError:
    return _refused(url, f"answered with more than {limits.size_words}")


def _refused(url: str, why: str) -> RequestError:
    return RequestError(f"`{shown_url(url)}` {why}.", _MIRROR)


def cached_file() -> Path:
    """The lifecycle file in the user's cache; makes the folder, or raises RequestError."""
    try:
        folder = user_cache_path("legacymap", appauthor=False)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        message = f"There is no folder for cached files: {why}."
        raise RequestError(message, "`-o FILE` names the file to write.") from None
    return folder / "lifecycle.yaml"

"""What can go wrong on the way to a server, in words."""

import httpx

from legacymap.lifecycle.updating.limits import Limits

MIRROR = "`--from FILE|URL` takes a copy: a mirror's address, or a file fetched elsewhere."


class Again(Exception):  # noqa: N818 - it is a turn of the loop, not an error
    """Worth another attempt: why, and the seconds that the server asked to wait, if it did."""

    def __init__(self, why: str, asked_seconds: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.asked_seconds = asked_seconds


def in_words(error: httpx.RequestError, limits: Limits) -> str:
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


def is_certificate_trouble(error: httpx.RequestError) -> bool:
    """Another attempt would meet the same certificate."""
    return isinstance(error, httpx.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in str(error)

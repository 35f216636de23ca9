"""Where an update comes from: an address or a file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.lifecycle.updating.fetching import fetched, shown_url
from legacymap.lifecycle.updating.limits import Limits, Told

DEFAULT = "https://endoflife.date/api/v1/products/full"
_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a source gave: its bytes, their SHA-256, and the source as it may be shown."""

    body: bytes
    sha256: str
    source: str


def delivery(source: str, limits: Limits, told: Told) -> Delivery:
    """What is at an address or in a file; raises RequestError where there is nothing to be had."""
    if source.lower().startswith(_SCHEMES):
        told(f"fetching {shown_url(source)}")
        body, shown = fetched(source, limits, told), shown_url(source)
    elif "://" in source:
        scheme = source.partition("://")[0]
        raise RequestError(
            f"`{scheme}` is neither http nor https.", "Name a file, or an address that begins so."
        )
    else:
        body, shown = _read(Path(source), limits), source
    return Delivery(body, hashlib.sha256(body).hexdigest(), shown)


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

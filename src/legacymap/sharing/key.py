"""The key of pseudonyms: a file that stays at home and that nobody else may read."""

import os
import secrets
import stat
from pathlib import Path

from legacymap.domain.errors import RequestError

_BYTES = 32
_LARGEST = 4096


def read_key(path: Path) -> bytes:
    """The key in a file; RequestError where it is missing, empty, or open to others."""
    try:
        with path.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise RequestError(
            f"The key file `{path}` cannot be read: {error.strerror}.",
            "`--new-key` makes one; a new key gives new pseudonyms.",
        ) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RequestError(f"Others can read or change the key file `{path}`.", f"chmod 600 {path}")
    key = content.strip()
    if len(key) < _BYTES or len(content) > _LARGEST:
        raise RequestError(
            f"`{path}` holds no key: that is {_BYTES} to {_LARGEST} bytes.", "`--new-key` makes one."
        )
    return key


def drawn_key() -> bytes:
    """A new key, which stands in no file yet."""
    return secrets.token_hex(_BYTES).encode()


def keep_key(key: bytes, path: Path) -> None:
    """Writes a key to a file that only its owner may read; RequestError where the file is there."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(key + b"\n")
    except OSError as error:
        raise RequestError(
            f"The key file `{path}` cannot be made: {error.strerror}.",
            "Leave `--new-key` out to use the key that is there.",
        ) from None

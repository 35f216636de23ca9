"""What systems are called in a return: ids, pseudonyms or withheld; and the key of pseudonyms."""

import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass

LENGTH = 10
WITHHELD = "withheld-"
_FINGERPRINT = "the key of these pseudonyms"


def pseudonym(full_id: str, key: bytes) -> str:
    """The start of an HMAC-SHA-256 of a full id: the same under one key, unlinkable under another."""
    return hmac.new(key, full_id.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def fingerprint(key: bytes) -> str:
    """What tells whether two returns were made under one key, without telling anything of it."""
    return pseudonym(_FINGERPRINT, key)


@dataclass(frozen=True)
class Names:
    """The full id that each system has in a return; `by_id` holds those that leave, stubs included.

    A system of an organisation that is not in the inventory goes by its own id, or its pseudonym.
    """

    by_id: Mapping[str, str]
    key: bytes | None = None

    def written(self, full_id: str, organisation: str) -> str | None:
        """A reference to a system that leaves, short within its organisation; None for others."""
        found = self.by_id.get(full_id)
        return None if found is None else found.removeprefix(f"{organisation}/")

    def elsewhere(self, full_id: str, organisation: str) -> str:
        """A reference to a system that the inventory does not hold."""
        owner, _, own = full_id.partition("/")
        name = f"{owner}/{pseudonym(full_id, self.key)}" if self.key else f"{owner}/{own}"
        return name.removeprefix(f"{organisation}/")


def own_names(systems: Iterable[str], key: bytes | None) -> dict[str, str]:
    """The full id in a return of each system that leaves as a record; without a key its own."""
    if key is None:
        return {system: system for system in systems}
    found = {system: f"{system.partition('/')[0]}/{pseudonym(system, key)}" for system in systems}
    if len(set(found.values())) < len(found):
        raise RequestError("Two systems have one pseudonym under this key.", "Make another with `--new-key`.")
    return found


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

"""What systems are called in a return: by their ids, by pseudonyms, or as withheld."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legacymap.domain.errors import RequestError

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

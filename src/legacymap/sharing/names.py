"""What systems are called in a return: ids, pseudonyms or withheld; the pseudonyms' key; and what stubs say.

A stub says that something is there, and its arrows to what is shared; nothing else.
"""

import dataclasses
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record

LENGTH = 10
WITHHELD = "withheld-"
_FINGERPRINT = "the key of these pseudonyms"
_BYTES = 32
_LARGEST = 4096


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


@dataclasses.dataclass(slots=True)
class Touching:
    """The arrows of a withheld record to shared ones: what it needs, with each statement, and its consumers.

    `of` are the shared systems that name it themselves.
    """

    needs: list[tuple[str, str, str]] = field(default_factory=list)
    consumers: list[str] = field(default_factory=list)
    of: list[tuple[str, str]] = field(default_factory=list)

    @property
    def neighbours(self) -> list[str]:
        """The shared systems at the other ends."""
        return [*(each[0] for each in self.needs), *self.consumers, *(each[0] for each in self.of)]


def pseudonym(full_id: str, key: bytes) -> str:
    """The start of an HMAC-SHA-256 of a full id: the same under one key, unlinkable under another."""
    return hmac.new(key, full_id.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def fingerprint(key: bytes) -> str:
    """What tells whether two returns were made under one key, without telling anything of it."""
    return pseudonym(_FINGERPRINT, key)


def own_names(systems: Iterable[str], key: bytes | None) -> dict[str, str]:
    """The full id in a return of each system that leaves as a record; without a key its own."""
    if key is None:
        return {system: system for system in systems}
    found = {system: f"{system.partition('/')[0]}/{pseudonym(system, key)}" for system in systems}
    if len(set(found.values())) < len(found):
        raise RequestError("Two systems have one pseudonym under this key.", "Make another with `--new-key`.")
    return found


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


def touching(inventory: Inventory, shared: frozenset[str]) -> dict[str, Touching]:
    """The withheld systems of the estate that stand on a shared one, or on which a shared one stands."""
    found: dict[str, Touching] = {}
    for system, record in inventory.records.items():
        if system in shared:
            _note_named(system, record, inventory, shared, found)
        elif record.in_estate:
            _note_own(system, record, shared, found)
    return {system: found[system] for system in sorted(found)}


def stub_names(
    touched: Mapping[str, Touching], names: Mapping[str, str], key: bytes | None
) -> dict[str, str]:
    """The full id of each stub: by a pseudonym under a key, else by a number.

    Numbers go by what everyone sees, the arrows to shared systems, so that their order tells nothing more.
    A stub stands in its own organisation where that shares anything, else in that of its first neighbour.
    """
    sharing = {name.partition("/")[0] for name in names.values()}
    homes = {}
    for system, each in touched.items():
        own = system.partition("/")[0]
        first = min(names[other] for other in each.neighbours)
        homes[system] = own if own in sharing else first.partition("/")[0]
    if key is not None:
        return {system: f"{home}/{WITHHELD}{pseudonym(system, key)}" for system, home in homes.items()}
    ordered = sorted(touched, key=lambda system: (homes[system], _seen(touched[system], names), system))
    counts: dict[str, int] = {}
    found = {}
    for system in ordered:
        counts[homes[system]] = counts.get(homes[system], 0) + 1
        found[system] = f"{homes[system]}/{WITHHELD}{counts[homes[system]]}"
    return found


def stub(own_id: str, each: Touching, names: Mapping[str, str]) -> dict[str, object]:
    """The record that stands for a withheld one; `own_id` is its full id in the return."""
    organisation, _, short = own_id.partition("/")

    def written(system: str) -> str:
        return names[system].removeprefix(f"{organisation}/")

    record: dict[str, object] = {
        "id": short,
        "name": f"Withheld system {short.removeprefix(WITHHELD)} of {organisation}",
        "kind": "external",
        "withheld": "yes",
    }
    if each.needs:
        needs = sorted({(written(needed), strength, sure) for needed, strength, sure in each.needs})
        record["depends_on"] = [_need(*need) for need in needs]
    if each.consumers:
        record["used_by"] = sorted({written(consumer) for consumer in each.consumers})
    return record


def _note_named(
    system: str, record: Record, inventory: Inventory, shared: frozenset[str], found: dict[str, Touching]
) -> None:
    for role, named in _named(record):
        other = inventory.records.get(named)
        if other is not None and named not in shared and other.in_estate:
            found.setdefault(named, Touching()).of.append((system, role))


def _named(record: Record) -> list[tuple[str, str]]:
    system = record.system
    needs = [(f"{each.strength} {each.confidence}", each.system) for each in system.depends_on or ()]
    uses = [("used_by", each) for each in system.used_by or ()]
    return [(role, record.full_id(named)) for role, named in (*needs, *uses)]


def _note_own(system: str, record: Record, shared: frozenset[str], found: dict[str, Touching]) -> None:
    for each in record.system.depends_on or ():
        needed = record.full_id(each.system)
        if needed in shared:
            found.setdefault(system, Touching()).needs.append((needed, each.strength, each.confidence))
    for consumer in map(record.full_id, record.system.used_by or ()):
        if consumer in shared:
            found.setdefault(system, Touching()).consumers.append(consumer)


def _seen(each: Touching, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    needs = [("needs", names[needed], strength, sure) for needed, strength, sure in each.needs]
    consumers = [("serves", names[consumer]) for consumer in each.consumers]
    return sorted([*needs, *consumers, *(("of", names[other], role) for other, role in each.of)])


def _need(system: str, strength: str, confidence: str) -> object:
    said = {"strength": strength} if strength != "hard" else {}
    said |= {"confidence": confidence} if confidence != "confirmed" else {}
    return {"system": system, **said} if said else system

"""The lock: what a source said at the last import (exchange, section 2.3)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from sys import intern

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import Written

FORMAT = "legacymap.lock/1"
_SENSITIVE = ("vulnerabilities", "incidents", "assessment")
_HASHED = "sha256:"
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class LockRow:
    """What the source said of one key: the full id of its record, and texts by route.

    `open` are the routes for which the inventory said something else, and went on saying it.
    """

    key: str
    id: str
    values: Mapping[str, str]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """The rows by key, and what they were read from; `is_there` unless it is the first."""

    rows: Mapping[str, LockRow] = field(default_factory=dict)
    source: str = ""
    sha256: str = ""
    mapping_sha256: str = ""
    is_there: bool = True


def lock_text(lock: Lock) -> str:
    """The lock as lines of JSON: what it was made from, then a row a line, sorted."""
    head: dict[str, object] = {
        "format": FORMAT,
        "source": lock.source,
        "sha256": lock.sha256,
        "mapping": lock.mapping_sha256,
    }
    rows = [_row(row) for _, row in sorted(lock.rows.items())]
    return "\n".join((json.dumps(head, ensure_ascii=False), *rows, ""))


def read_lock(text: str, shown: str) -> Lock:
    """The lock in a text; RequestError where it is none."""
    rows = {}
    head: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            if number == 0:
                head = {key: str(value) for key, value in found.items()}
                if head.get("format") != FORMAT:
                    raise ValueError  # noqa: TRY301 - told with the others
                continue
            # Rows share their routes and many texts: one of each is much smaller.
            values = {intern(str(route)): intern(str(value)) for route, value in found["values"].items()}
            left = tuple(str(route) for route in found.get("open", ()))
            rows[str(found["key"])] = LockRow(str(found["key"]), str(found["id"]), values, left)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            hint = "Take it from the version control once more, or delete it: then all is compared anew."
            raise RequestError(f"`{shown}` is not a lock of an import (line {number + 1}).", hint) from None
    return Lock(rows, head.get("source", ""), head.get("sha256", ""), head.get("mapping", ""))


def locked(route: str, text: str, value: Written) -> str:
    """What the lock holds of a value: the text of the source, of sensitive routes a digest of the value.

    Of an owner it is the role: the source may have named a person, who stands nowhere but in the mapping.
    """
    is_owner = route.startswith("owner")
    if not is_owner and not is_sensitive(route):
        return text
    written = ", ".join(value) if isinstance(value, tuple) else value
    return written if is_owner else f"{_HASHED}{_digest(written)}"


@lru_cache(maxsize=4096)
def is_locked_as_text(route: str) -> bool:
    """Whether the lock holds what the source wrote, as it wrote it."""
    return not route.startswith("owner") and not is_sensitive(route)


@lru_cache(maxsize=4096)
def is_sensitive(route: str) -> bool:
    """Whether the values of a route are not to be quoted."""
    return route.split(".", 1)[0].split("[", 1)[0] in _SENSITIVE


def is_digest_of(held: str, value: str) -> bool:
    """Whether what the lock holds is the digest of a value."""
    return held == f"{_HASHED}{_digest(value)}"


def _row(row: LockRow) -> str:
    """A row as it is written, as `json` would write it; most have nothing open."""
    said = _sorted(row.values)
    left = f', "open": {json.dumps(row.open, ensure_ascii=False)}' if row.open else ""
    key, full_id = _quoted(row.key), _quoted(row.id)
    return f'{{"key": {key}, "id": {full_id}, "values": {said}{left}}}'


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:32]

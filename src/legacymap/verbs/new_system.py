"""What a new system is to say, checked before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import Inventory
from legacymap.domain.names import nearest_system
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.system import Kind
from legacymap.domain.words import is_slug, likely_slug

KINDS: tuple[str, ...] = get_args(Kind)
_DEFAULT_KIND = "application"


@dataclass(frozen=True, slots=True)
class NewSystem:
    """A system to add: its id, with `organisation/` before it or not, and what is known of it."""

    id: str
    name: str | None = None
    kind: str | None = None
    owner: str | None = None
    depends_on: tuple[str, ...] = ()


def slug_of(words: str) -> str:
    """The words themselves where they are an id; RequestError with the nearest one where they are not."""
    if not is_slug(words):
        likely = likely_slug(words)
        hint = "An id has lower-case letters, digits and hyphens, and starts with a letter or digit"
        raise RequestError(f"`{words}` is not an id.", f"{hint}: `{likely}`." if likely else f"{hint}.")
    return words


def record(new: NewSystem, organisation: str, inventory: Inventory) -> Mapping[str, object]:
    """The record as it is to be written; RequestError for a value that would be a fault in it."""
    short = new.id.rpartition("/")[2]
    name = short.replace("-", " ").capitalize() if new.name is None else new.name
    entries: dict[str, object] = {"id": short, "name": _line("name", name)}
    if new.kind is not None:
        if new.kind not in KINDS:
            hint = did_you_mean(new.kind, KINDS) or f"The kinds are {listed(KINDS, 'and')}."
            raise RequestError(f"`{new.kind}` is not a kind of system.", hint)
        if new.kind != _DEFAULT_KIND:
            entries["kind"] = new.kind
    if new.owner is not None:
        entries["owner"] = _line("owner", new.owner)
    needed = list(_needed(new.depends_on, f"{organisation}/{short}", inventory))
    if needed:
        entries["depends_on"] = needed
    return entries


def _needed(references: Iterable[str], system: str, inventory: Inventory) -> Iterable[str]:
    """The references, each once, as the record writes them: those of its own organisation by the short id."""
    own = system.partition("/")[0]
    seen = set()
    for reference in references:
        organisation, _, short = reference.rpartition("/")
        full_id = f"{slug_of(organisation) if '/' in reference else own}/{slug_of(short)}"
        if full_id == system:
            raise RequestError(f"`{reference}` is the system itself.", "Name another that it needs.")
        if inventory.standing(full_id) == "missing":
            near = nearest_system(full_id, inventory.records)
            hint = f"Did you mean `{near}`?" if near else "Add that system first."
            raise RequestError(f"There is no system `{full_id}` to depend on.", hint)
        if full_id not in seen:
            yield full_id.removeprefix(f"{own}/")
        seen.add(full_id)


def _line(key: str, text: str) -> str:
    if not text.strip():
        raise RequestError(f"The {key} is empty.", f"Give `--{key}` some words, or leave it out.")
    if not text.isprintable():
        message = f"The {key} holds a line break or another character that cannot be shown."
        raise RequestError(message, "Write it on one line.")
    return text.strip()

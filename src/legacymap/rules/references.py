"""The references of a record, each resolved to a full id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from legacymap.domain.inventory import Record
from legacymap.domain.place import Path

ReferenceKind = Literal["depends_on", "used_by", "replaced_by", "part_of", "requires", "moves_with"]


LISTS: frozenset[ReferenceKind] = frozenset({"depends_on", "used_by"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A system that a record names: the path in the model, the full id, and the key that it stands under."""

    path: Path
    system: str
    kind: ReferenceKind


def references(record: Record) -> Iterator[Reference]:
    """Every reference of a record, in the order of the format's pages."""
    system = record.system
    if system.replaced_by:
        yield Reference(("replaced_by",), record.full_id(system.replaced_by), "replaced_by")
    if system.part_of:
        yield Reference(("part_of",), record.full_id(system.part_of), "part_of")
    for number, dependency in enumerate(system.depends_on or ()):
        path = ("depends_on", number, "system")
        yield Reference(path, record.full_id(dependency.system), "depends_on")
    for number, consumer in enumerate(system.used_by or ()):
        yield Reference(("used_by", number), record.full_id(consumer), "used_by")
    if system.remediation and system.remediation.options:
        yield from _of_options(record)


def once(named: Iterable[Reference]) -> Iterator[Reference]:
    """Those of a record; of a system named twice in one list only the first, for LM123 tells of the rest."""
    seen = set()
    for reference in named:
        key = (reference.path[0], reference.system)
        if key not in seen or reference.kind not in LISTS:
            seen.add(key)
            yield reference


def _of_options(record: Record) -> Iterator[Reference]:
    remediation = record.system.remediation
    for number, option in enumerate((remediation and remediation.options) or ()):
        above: Path = ("remediation", "options", number)
        for place, requirement in enumerate(option.requires or ()):
            path = (*above, "requires", place, "system")
            yield Reference(path, record.full_id(requirement.system), "requires")
        for place, companion in enumerate(option.moves_with or ()):
            yield Reference((*above, "moves_with", place), record.full_id(companion), "moves_with")

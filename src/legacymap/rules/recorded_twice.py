"""One system seems to be recorded twice.

Why: Both records count in every figure, and what depends on the one is missing
from the other.

Mend: Put the two into one record, with the other name under `aliases`. If they
are two systems, give each a name, aliases and register ids of its own.

Wrong:

    organisation: home-office
    systems:
    - {id: permits, name: Permit portal}
    - {id: permit-portal, name: Permit portal}

Right:

    organisation: home-office
    systems:
    - {id: permit-portal, name: Permit portal, aliases: [permits]}
"""

from collections.abc import Iterator, Mapping

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record
from legacymap.rules.context import Context

CODE = "LM433"
SEVERITY: Severity = "warning"
_SHOWN = 60
_Word = tuple[str, str | None, str]  # the organisation, the register (None: a name), and the word itself


def check(context: Context) -> Iterator[Fault]:
    """The later of two records of an organisation that share a name, an alias, an id or a register's id."""
    records = context.inventory.records
    seen: dict[_Word, tuple[Record, Path]] = {}
    told: set[tuple[str, str]] = set()
    for record in records.values():
        for word, path, text in _words(record):
            first, elsewhere = seen.setdefault(word, (record, path))
            if first is record:
                continue
            pair = (first.id, record.id)
            if pair in told or _are_parts(first, record, records):
                continue
            told.add(pair)
            message = f"`{record.id}` seems to be `{first.id}` once more: both go by {_shown(path, text)}"
            hint = "Put the two into one record; if they are two systems, give each names of its own."
            related = ((first.at(*elsewhere), "the other record here"),)
            yield Fault(
                "recorded-twice", message, record.at(*path), hint, record.id, subject=path, related=related
            )


def _words(record: Record) -> list[tuple[_Word, Path, str]]:
    """What tells a system from others of its organisation, with its path and as it is written."""
    system, organisation = record.system, record.organisation
    found: list[tuple[_Word, Path, str]] = [
        ((organisation, None, _plain(system.id)), ("id",), system.id),
        ((organisation, None, _plain(system.name)), ("name",), system.name),
    ]
    for number, alias in enumerate(system.aliases or ()):
        found.append(((organisation, None, _plain(alias)), ("aliases", number), alias))
    for register, given in (system.ids or {}).items():
        if given:
            word = (organisation, register, given.strip())
            found.append((word, ("ids", register), given.strip()))
    return found


def _shown(path: Path, text: str) -> str:
    among = f" in `{str(path[1])[:_SHOWN]}`" if path[0] == "ids" else ""
    return f"`{text[:_SHOWN]}`{among}"


def _are_parts(one: Record, other: Record, records: Mapping[str, Record]) -> bool:
    """Whether one of two is part of the other, as a component may have its system's name."""
    return (
        any(
            each.system.part_of is not None and each.full_id(each.system.part_of) == whole.id
            for each, whole in ((one, other), (other, one))
        )
        and {one.id, other.id} <= records.keys()
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())

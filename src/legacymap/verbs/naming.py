"""Which system people mean by the words that they use for it."""

from legacymap.domain.inventory import Record
from legacymap.domain.names import names, nearest_system
from legacymap.verbs.groundwork import Groundwork

_FEW = 8


def named(words: str, ground: Groundwork) -> str:
    """The full id of the one system that `words` name: an id, an alias, an id elsewhere, a part of a name.

    Raises RequestError when they name no system or several, with the nearest.
    """
    wanted = words.strip().casefold()
    records = ground.inventory.records
    for matching in (_has_id, _has_name, _has_part):
        found = [system for system, record in records.items() if matching(record, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            few = found[:_FEW]
            more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
            message = f"`{words}` names {len(found)} systems: {', '.join(few)}{more}."
            raise ground.refusal(message, "Give the full id, organisation/system.")
    near = nearest_system(words, records)
    hint = f"Did you mean `{near}`?" if near else "`legacymap scan` lists the systems."
    raise ground.refusal(f"No system is named `{words}`.", hint)


def _has_id(record: Record, wanted: str) -> bool:
    return wanted in {record.id, record.system.id}


def _has_name(record: Record, wanted: str) -> bool:
    return any(name.casefold() == wanted for name in names(record))


def _has_part(record: Record, wanted: str) -> bool:
    return bool(wanted) and (wanted in record.system.name.casefold() or wanted in record.id)

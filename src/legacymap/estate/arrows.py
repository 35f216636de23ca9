"""The arrows that records state (inventory format, section 5; method, section 4)."""

from collections.abc import Iterator
from operator import attrgetter

from legacymap.domain.inventory import Arrow, Inventory, Record

_IN_ESTATE = frozenset({"build", "live", "retiring"})


def belongs(record: Record) -> bool:
    """Whether the status of a record puts it in the estate: in build, live or retiring."""
    return record.system.status in _IN_ESTATE


def arrows_of(inventory: Inventory) -> tuple[Arrow, ...]:
    """Every arrow of the estate, once, sorted.

    What a consumer's own record states comes first; `used_by` adds only arrows that it does not state.
    """
    members = [(system, record) for system, record in inventory.records.items() if belongs(record)]
    stated: dict[tuple[str, str], Arrow] = {}
    for system, record in members:
        for needed, arrow in own_needs(record).items():
            if _is_there_to_need(needed, inventory):
                stated[system, needed] = arrow
    for system, record in members:
        for consumer in _consumers(record, inventory):
            claimed = Arrow(consumer, system, hard=True, confirmed=False)
            stated.setdefault((consumer, system), claimed)
    return tuple(sorted(stated.values(), key=attrgetter("consumer", "needed")))


def own_needs(record: Record) -> dict[str, Arrow]:
    """What a record says that its system needs, by full id; several statements of one need are one."""
    consumer = record.id
    needs: dict[str, Arrow] = {}
    for stated in record.system.depends_on or ():
        needed = record.full_id(stated.system)
        if needed == consumer:
            continue
        hard, confirmed = stated.strength == "hard", stated.confidence == "confirmed"
        earlier = needs.get(needed)
        if earlier:
            hard, confirmed = hard or earlier.hard, confirmed or earlier.confirmed
        needs[needed] = Arrow(consumer, needed, hard, confirmed)
    return needs


def _is_there_to_need(needed: str, inventory: Inventory) -> bool:
    record = inventory.records.get(needed)
    return belongs(record) if record else inventory.standing(needed) == "not-loaded"


def _consumers(record: Record, inventory: Inventory) -> Iterator[str]:
    for reference in record.system.used_by or ():
        consumer = record.full_id(reference)
        known = inventory.records.get(consumer)
        is_there = belongs(known) if known else inventory.standing(consumer) != "left-out"
        if is_there and consumer != record.id:
            yield consumer

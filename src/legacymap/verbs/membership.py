"""Which systems a command lists."""

from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import Inventory
from legacymap.domain.nearest import did_you_mean


def members(inventory: Inventory, organisation: str | None) -> frozenset[str]:
    """The systems of an organisation and of all below it; of all organisations when none is named.

    Raises RequestError for an organisation that the inventory does not know.
    """
    if organisation is None:
        return frozenset(inventory.records)
    lineages = {each: set(inventory.lineage(each)) for each in inventory.named}
    known = set().union(*lineages.values()) | inventory.described.keys()
    if organisation not in known:
        hint = did_you_mean(organisation, sorted(known)) or "Without --organisation all are listed."
        raise RequestError(f"There is no organisation `{organisation}` in the inventory.", hint)
    below = {each for each, lineage in lineages.items() if organisation in lineage}
    return frozenset(system for system, record in inventory.records.items() if record.organisation in below)

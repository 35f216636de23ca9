"""On which families of organisations a figure falls."""

from collections.abc import Mapping, Sequence
from math import fsum

from legacymap.domain.inventory import Inventory
from legacymap.estate.members import organisation_of


def family_shares(terms: Sequence[tuple[str, float]], inventory: Inventory) -> Mapping[str, float]:
    """The share of a sum that falls on each family, given its terms by system, the first one's own first.

    Families on which nothing falls are left out; where the sum is nought all falls on the first one's own.
    """
    by_family: dict[str, list[float]] = {}
    for system, term in terms:
        by_family.setdefault(inventory.family(organisation_of(system)), []).append(term)
    sums = {family: fsum(each) for family, each in by_family.items()}
    whole = fsum(sums.values())
    if not whole:
        return {next(iter(by_family)): 1.0}
    return {family: sums[family] / whole for family in sorted(sums) if sums[family]}

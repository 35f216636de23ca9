"""The weakest of what each system stands on."""

import sys
from collections.abc import Sequence

from legacymap.estate.condensation import Condensation

UNRANKED = sys.maxsize


def smallest_reached(condensation: Condensation, ranks: Sequence[int]) -> list[int]:
    """For each node, the smallest rank among the other nodes that it reaches, or UNRANKED."""
    smallest = [UNRANKED] * len(ranks)
    passed = [UNRANKED] * len(condensation.components)
    for place in reversed(range(len(passed))):
        members = condensation.components[place]
        beyond = min((passed[target] for target in condensation.onward[place]), default=UNRANKED)
        best, *rest = sorted(members, key=ranks.__getitem__)
        for member in members:
            others = rest[:1] if member == best else [best]
            smallest[member] = min([beyond, *(ranks[other] for other in others)])
        passed[place] = min(beyond, ranks[best])
    return smallest

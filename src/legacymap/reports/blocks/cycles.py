"""Systems that need each other, and where the ring is cheapest to break."""

from collections.abc import Sequence

from legacymap.domain.survey import Cycle
from legacymap.reports.view import Block, Heading, Points

_MOST_CYCLES = 10
_MOST_NAMES = 12


def cycles(found: Sequence[Cycle]) -> tuple[Block, ...]:
    """Each cycle with members, a shortest way round and breakable arrows; nothing where there is none."""
    if not found:
        return ()
    first = found[:_MOST_CYCLES]
    which = f", the first {len(first)}" if len(first) < len(found) else ""
    heading = Heading(f"Cycles: systems that need each other ({len(found):,}{which})")
    return heading, Points(tuple(_cycle(cycle) for cycle in first))


def _cycle(cycle: Cycle) -> str:
    breakable = _some([_arrows(pair) for pair in cycle.breakable])
    return (
        f"{_some(cycle.members)}. Shortest way round: {_arrows(cycle.shortest)}. "
        f"Cheapest to break: {breakable or 'none, as every arrow is hard and confirmed'}."
    )


def _arrows(systems: Sequence[str]) -> str:
    return " -> ".join(systems)


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {rest:,} more" if rest > 0 else "")

"""A cycle of systems that need each other."""

from typing_extensions import TypedDict

from legacymap.domain.results import Cycle


class CycleObject(TypedDict):
    """Members, a shortest way round (its first system comes again at its end), and the breakable arrows."""

    members: list[str]
    shortest: list[str]
    breakable: list[list[str]]


def cycle_object(cycle: Cycle) -> CycleObject:
    """A cycle; each breakable arrow is the consumer and the system that it needs."""
    return {
        "members": list(cycle.members),
        "shortest": list(cycle.shortest),
        "breakable": [list(arrow) for arrow in cycle.breakable],
    }

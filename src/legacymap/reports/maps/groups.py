"""The systems of a map in groups: organisations, and within them cycles, drawn as one."""

from dataclasses import dataclass

from legacymap.domain.map import EstateMap, Spot


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group with a title: its own systems, and the groups within it."""

    title: str
    spots: tuple[Spot, ...]
    inner: tuple["Cluster", ...] = ()


def clusters(found: EstateMap) -> tuple[Cluster, ...]:
    """Organisations with their cycles inside, then the cycles across organisations."""
    by_system = {spot.system: spot for spot in found.spots}
    rings = [[by_system[each] for each in cycle.members if each in by_system] for cycle in found.cycles]
    rings = [ring for ring in rings if len(ring) > 1]
    ringed = {spot.system for ring in rings for spot in ring}
    made = []
    for region in found.regions:
        here = [spot for spot in found.spots if spot.organisation == region.organisation]
        own = [ring for ring in rings if {spot.organisation for spot in ring} == {region.organisation}]
        alone = tuple(spot for spot in here if spot.system not in ringed)
        if alone or own:
            made.append(Cluster(region.title, alone, tuple(_ring(ring) for ring in own)))
    across = [ring for ring in rings if len({spot.organisation for spot in ring}) > 1]
    return (*made, *(_ring(ring) for ring in across))


def _ring(ring: list[Spot]) -> Cluster:
    return Cluster("Cycle: these need each other", tuple(ring))

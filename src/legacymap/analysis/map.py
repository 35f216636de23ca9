"""Maps an estate: who stands on what."""

from collections.abc import Iterable

from legacymap.analysis.analysis import Groundwork, groundwork_of_systems, members, system_named
from legacymap.analysis.request import Request
from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import EstateMap, Reach, Region, Scope, Spot


def estate_map(
    request: Request, organisation: str | None = None, around: str | None = None, hops: int = 1
) -> EstateMap:
    """The map of an estate, of an organisation with all below it, or of what lies around a system.

    Around a system stand those that need it within `hops` arrows and those that it needs within as many;
    `around` is as in `explain`, or the full id of a stub. An organisation comes with its direct neighbours.
    Raises RequestError when the request cannot be done, an inventory without systems included.
    """
    if organisation is not None and around is not None:
        raise RequestError("A map is of an organisation or around a system, not both.", "Drop one of them.")
    ground = groundwork_of_systems(request)
    if around is not None:
        return _around(ground, around, hops)
    if organisation is not None:
        return _within(ground, organisation)
    if not ground.estate.members:
        raise RequestError(
            "There is nothing to map: every system is proposed or retired.",
            "A map shows systems in build, live or retiring.",
        )
    return _mapped(ground, Scope(), frozenset(ground.estate.members), ground.estate.arrows)


def mapped(ground: Groundwork, organisation: str | None = None) -> EstateMap | None:
    """The same of what is read already; None where no system of it is in the estate."""
    inside = members(ground.inventory, organisation) & frozenset(ground.estate.members)
    if not inside:
        return None
    if organisation is not None:
        return _within(ground, organisation)
    return _mapped(ground, Scope(), frozenset(ground.estate.members), ground.estate.arrows)


def _around(ground: Groundwork, words: str, hops: int) -> EstateMap:
    estate = ground.estate
    system = words if words in estate.stubs else system_named(words, ground)
    if system not in estate.members:
        status = ground.inventory.records[system].system.status
        raise RequestError(
            f"`{system}` is {status}, so that nothing on the map stands on it.",
            "A map shows systems in build, live or retiring.",
        )
    near = frozenset(estate.near(system, hops))
    arrows = [each for each in estate.arrows if each.consumer in near and each.needed in near]
    return _mapped(ground, Scope(around=system, hops=hops), near, arrows)


def _within(ground: Groundwork, organisation: str) -> EstateMap:
    inside = members(ground.inventory, organisation) & frozenset(ground.estate.members)
    if not inside:
        raise RequestError(
            f"There is nothing to map: no system of `{organisation}` is in build, live or retiring.",
            "A map shows those alone.",
        )
    arrows = [each for each in ground.estate.arrows if each.consumer in inside or each.needed in inside]
    return _mapped(ground, Scope(organisation=organisation), inside, arrows)


def _mapped(ground: Groundwork, scope: Scope, inside: frozenset[str], arrows: Iterable[Arrow]) -> EstateMap:
    """The map of some systems; ends of arrows beyond them stand outside."""
    estate, inventory = ground.estate, ground.inventory
    shown_arrows = tuple(arrows)
    ends = {end for arrow in shown_arrows for end in (arrow.consumer, arrow.needed)}
    shown = sorted(inside | ends)
    reaches = estate.reaches(ground.assessments, ground.request.reach_decay)
    records = (inventory.records[each] for each in shown if each in inventory.records)
    return EstateMap(
        provenance=ground.provenance,
        scope=scope,
        systems=len(estate.members),
        dependencies=len(estate.arrows),
        spots=tuple(_spot(ground, each, reaches.get(each), outside=each not in inside) for each in shown),
        arrows=shown_arrows,
        regions=tuple(
            Region(each, inventory.organisation(each).name, inventory.family(each))
            for each in estate.organisations_of(shown)
        ),
        cycles=tuple(each for each in estate.cycles() if not set(shown).isdisjoint(each.members)),
        diagnostics=ground.findings(every_place=False),
        handling=ground.highest_handling(records),
    )


def _spot(ground: Groundwork, system: str, reach: Reach | None, *, outside: bool) -> Spot:
    record = ground.inventory.records.get(system)
    return Spot(
        system=system,
        name=record.system.name if record else None,
        organisation=system.partition("/")[0],
        kind=ground.estate.kind(system),
        status=record.system.status if record else None,
        assessment=ground.assessments.get(system),
        reach=reach,
        outside=outside,
    )

"""Maps an estate: who stands on what."""

from collections.abc import Iterable

from legacymap.analysis.analysis import Analysis, analyse_systems, members, system_named
from legacymap.analysis.request import Request
from legacymap.domain.connections import EstateMap, MapNode, MapTotals, Region, Scope
from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import Arrow


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
    analysis = analyse_systems(request)
    if around is not None:
        return _around(analysis, around, hops)
    if organisation is not None:
        return _within(analysis, organisation)
    if not analysis.estate.members:
        raise RequestError(
            "There is nothing to map: every system is proposed or retired.",
            "A map shows systems in build, live or retiring.",
        )
    return _mapped(analysis, Scope(), frozenset(analysis.estate.members), analysis.estate.arrows)


def mapped(analysis: Analysis, organisation: str | None = None) -> EstateMap | None:
    """The same of what is read already; None where no system of it is in the estate."""
    inside = members(analysis.inventory, organisation) & frozenset(analysis.estate.members)
    if not inside:
        return None
    if organisation is not None:
        return _within(analysis, organisation)
    return _mapped(analysis, Scope(), frozenset(analysis.estate.members), analysis.estate.arrows)


def _around(analysis: Analysis, words: str, hops: int) -> EstateMap:
    estate = analysis.estate
    system = words if words in estate.stubs else system_named(words, analysis)
    if system not in estate.members:
        status = analysis.inventory.records[system].system.status
        raise RequestError(
            f"`{system}` is {status}, so that nothing on the map stands on it.",
            "A map shows systems in build, live or retiring.",
        )
    near = frozenset(estate.near(system, hops))
    arrows = [each for each in estate.arrows if each.consumer in near and each.needed in near]
    return _mapped(analysis, Scope(around=system, hops=hops), near, arrows)


def _within(analysis: Analysis, organisation: str) -> EstateMap:
    inside = members(analysis.inventory, organisation) & frozenset(analysis.estate.members)
    if not inside:
        raise RequestError(
            f"There is nothing to map: no system of `{organisation}` is in build, live or retiring.",
            "A map shows those alone.",
        )
    arrows = [each for each in analysis.estate.arrows if each.consumer in inside or each.needed in inside]
    return _mapped(analysis, Scope(organisation=organisation), inside, arrows)


def _mapped(analysis: Analysis, scope: Scope, inside: frozenset[str], arrows: Iterable[Arrow]) -> EstateMap:
    """The map of some systems; ends of arrows beyond them stand outside."""
    estate, inventory = analysis.estate, analysis.inventory
    shown_arrows = tuple(arrows)
    ends = {end for arrow in shown_arrows for end in (arrow.consumer, arrow.needed)}
    shown = sorted(inside | ends)
    cycles = tuple(each for each in estate.cycles() if not set(shown).isdisjoint(each.members))
    return EstateMap(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        scope=scope,
        totals=MapTotals(len(shown), len(shown_arrows), len(estate.members), len(estate.arrows)),
        organisations=tuple(
            Region(each, inventory.organisation(each).name, inventory.family(each))
            for each in estate.organisations_of(shown)
        ),
        systems=tuple(_node(analysis, each, outside=each not in inside) for each in shown),
        dependencies=shown_arrows,
        cycles=cycles,
        diagnostics=analysis.outline,
        handling=analysis.marking_of((*shown, *(one for each in cycles for one in each.members))),
    )


def _node(analysis: Analysis, system: str, *, outside: bool) -> MapNode:
    record = analysis.inventory.records.get(system)
    score, reach = analysis.assessments.get(system), analysis.reaches.get(system)
    return MapNode(
        id=system,
        name=record.system.name if record else None,
        organisation=system.partition("/")[0],
        kind=analysis.estate.kind(system),
        status=record.system.status if record else None,
        stub=record is None,
        outside=outside,
        rating=score.rating if score else None,
        low=score.low if score else None,
        expected=score.expected if score else None,
        high=score.high if score else None,
        weighted_risk=reach.weighted_risk if reach and score else None,
        underpinning=reach.underpinning if reach else None,
        underpinning_capability=reach.underpinning_capability if reach else None,
        direct_dependents=reach.direct_dependents if reach else 0,
        dependents=reach.dependents if reach else 0,
        confirmed_dependents=reach.confirmed.dependents if reach else 0,
    )

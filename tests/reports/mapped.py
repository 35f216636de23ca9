"""Maps made by hand: seven systems of three organisations with a cycle, and maps of any texts."""

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from legacymap.domain.assessment import Assessment
from legacymap.domain.connections import EstateMap, MapNode, MapTotals, Region, Scope
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Cycle
from legacymap.domain.system import Kind, Status
from tests.reports.builders import PROVENANCE, assessment, reach
from tests.reports.texts import texts

RED, MAYBE, CALM = "6 6 6 6 6 6 6", "1-6 1-6 1-6 1-6 1-6 1-6 1-6", "1 1 1 1 1 1 1"
PNC, CASES, LISTING = "home-office/pnc", "home-office/case-store", "moj/court-listing"
PORTAL, CIS, LOOSE = "dwp/portal", "dwp/cis", "moj/archive"
STUB = "external/police-forces"


def node(
    system: str,
    name: str | None = "A system",
    kind: Kind = "application",
    *,
    levels: str | None = CALM,
    status: Status | None = "live",
    outside: bool = False,
) -> MapNode:
    scored: Assessment | None = assessment(levels, "3 3 3 3 3 3", system=system) if levels else None
    reached = reach(8, 4.5, 12.25) if scored else None
    return MapNode(
        id=system,
        name=name,
        organisation=system.partition("/")[0],
        kind=kind,
        status=status,
        stub=status is None,
        outside=outside,
        rating=scored.rating if scored else None,
        low=scored.low if scored else None,
        expected=scored.expected if scored else None,
        high=scored.high if scored else None,
        weighted_risk=reached.weighted_risk if reached else None,
        underpinning=reached.underpinning if reached else None,
        underpinning_capability=reached.underpinning_capability if reached else None,
        direct_dependents=reached.direct_dependents if reached else 0,
        dependents=reached.dependents if reached else 0,
        confirmed_dependents=reached.confirmed.dependents if reached else 0,
    )


def mapped(
    *systems: MapNode,
    arrows: tuple[Arrow, ...] = (),
    cycles: tuple[Cycle, ...] = (),
    scope: Scope | None = None,
) -> EstateMap:
    organisations = sorted({each.organisation for each in systems})
    return EstateMap(
        as_of=PROVENANCE.as_of,
        provenance=PROVENANCE,
        scope=scope or Scope(),
        totals=MapTotals(len(systems), len(arrows), len(systems), len(arrows)),
        systems=tuple(sorted(systems, key=lambda each: each.id)),
        dependencies=tuple(sorted(arrows, key=lambda each: (each.consumer, each.needed))),
        organisations=tuple(Region(each, f"The {each}", each) for each in organisations),
        cycles=cycles,
        diagnostics=(),
        handling="official-sensitive",
    )


@cache
def seven() -> EstateMap:
    return mapped(
        node(PORTAL, "Citizens' portal", "service", levels=MAYBE),
        node(CIS, "Customer Information System", "data"),
        node(PNC, "Police National Computer", "platform", levels=RED),
        node(CASES, "Case store", levels=MAYBE, status="build"),
        node(LISTING, "Court listing <b>& more</b>", "service", outside=True),
        node(LOOSE, "Archive"),
        node(STUB, None, "external", levels=None, status=None),
        arrows=(
            Arrow(PORTAL, CIS, hard=True, confirmed=True),
            Arrow(PORTAL, PNC, hard=False, confirmed=True),
            Arrow(LISTING, CASES, hard=True, confirmed=False),
            Arrow(PNC, CASES, hard=True, confirmed=True),
            Arrow(CASES, PNC, hard=False, confirmed=False),
            Arrow(STUB, PNC, hard=True, confirmed=False),
        ),
        cycles=(Cycle((CASES, PNC), (CASES, PNC, CASES), ((CASES, PNC),)),),
    )


@st.composite
def hostile_maps(draw: st.DrawFn) -> EstateMap:
    """Three systems that need each other in a row, with any names."""
    names = [draw(texts) for _ in range(3)]
    ids = ["a/one", "a/two", "b/three"]
    systems = [node(each, name) for each, name in zip(ids, names, strict=True)]
    found = mapped(
        *systems,
        arrows=(
            Arrow("a/one", "a/two", hard=True, confirmed=True),
            Arrow("a/two", "b/three", hard=True, confirmed=False),
        ),
    )
    regions = tuple(Region(each.id, draw(texts), each.family) for each in found.organisations)
    return replace(found, organisations=regions)


@st.composite
def graphs(draw: st.DrawFn) -> EstateMap:
    """Maps of up to fourteen systems with any arrows; cycles are those of two that need each other."""
    count = draw(st.integers(1, 14))
    ids = [f"{'abc'[at % 3]}/s{at:02d}" for at in range(count)]
    ends = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.sets(ends, max_size=24)) if count > 1 else set()
    arrows = tuple(
        Arrow(start, end, hard=draw(st.booleans()), confirmed=draw(st.booleans()))
        for start, end in sorted(pairs)
    )
    free = set(ids)
    cycles = []
    for start, end in sorted(pairs):
        if (end, start) in pairs and start in free and end in free and start < end:
            free -= {start, end}
            cycles.append(Cycle((start, end), (start, end, start), ()))
    return mapped(*(node(each, f"System {each}") for each in ids), arrows=arrows, cycles=tuple(cycles))

"""Scans: ranks the systems of an estate by legacy risk and says what stands on what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import fsum

from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.request import Request, Selection
from legacymap.analysis.technologies import listings, losses
from legacymap.analysis.why import reasons
from legacymap.domain.figures import nine_digits
from legacymap.domain.results import Cycle, Department, Entry, Known, Scan, Totals
from legacymap.estate.underpinning import shared_places


def scan(request: Request, chosen: Selection | str | None = None) -> Scan:
    """The ranked estate, or those of it that belong to an organisation and all below it.

    Scores and reach are always those of the whole estate. Raises RequestError when the request cannot be
    done, an unknown organisation or an inventory without systems included.
    """
    analysis = analyse_systems(request)
    return scan_of(analysis, members(analysis.inventory, chosen))


def scan_of(analysis: Analysis, listed: frozenset[str]) -> Scan:
    """What a scan of the systems in `listed` shows."""
    reaches = analysis.reaches
    shown = [system for system in analysis.order if system in listed]
    places = shared_places(shown, analysis.ratings, analysis.risks)
    entries = tuple(
        entry(analysis, system, rank, places[system]) for rank, system in enumerate(shown, start=1)
    )
    cycles = tuple(cycle for cycle in analysis.estate.cycles() if not listed.isdisjoint(cycle.members))
    underpinning = {each: reaches[each].underpinning for each in listed if each in reaches}
    capabilities = [each for each in underpinning if reaches[each].underpinning_capability]
    return Scan(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        totals=_totals(analysis, entries),
        systems=entries,
        cycles=cycles,
        departments=departments(analysis, listed),
        diagnostics=analysis.outline,
        old_foundations=tuple(each for each in analysis.old_foundations if each.system in listed),
        capabilities=tuple(sorted(capabilities, key=lambda each: (-nine_digits(underpinning[each]), each))),
        losses=losses(listings(analysis, listed), analysis.request.as_of),
        ratings=analysis.ratings,
        handling=analysis.marking_of(frozenset(_named(analysis, entries, cycles))),
    )


def _named(analysis: Analysis, entries: Sequence[Entry], cycles: Sequence[Cycle]) -> Iterator[str]:
    """Every system that a scan of some systems names: themselves, what they stand on, whole cycles."""
    listed = {entry.id for entry in entries}
    yield from listed
    yield from (each.foundation.weakest for each in entries if each.foundation and each.foundation.weakest)
    yield from (member for cycle in cycles for member in cycle.members)
    yield from (weak for each in analysis.old_foundations if each.system in listed for weak in each.weak)


def first(found: Scan, top: int | None) -> Scan:
    """A scan with its first `top` systems alone, where given; its totals stay those of all."""
    return replace(found, systems=found.systems[:top])


def entry(analysis: Analysis, system: str, rank: int, place: tuple[int, int]) -> Entry:
    """One line of the ranking."""
    record, score = analysis.inventory.records[system], analysis.assessments.get(system)
    described = record.system
    return Entry(
        rank=rank,
        id=record.id,
        name=described.name,
        organisation=record.organisation,
        kind=described.kind,
        status=described.status,
        score=score,
        reach=analysis.reaches.get(system),
        foundation=analysis.foundations.get(system),
        known=Known(score.known, len(score.criteria)) if score else None,
        why=reasons(analysis, system),
        place=place,
        tags=described.tags or (),
        data=described.data,
        own_keys=record.extensions,
        record=record,
        handling=analysis.inventory.handling(record),
    )


def _totals(analysis: Analysis, entries: Sequence[Entry]) -> Totals:
    listed = {entry.id for entry in entries}
    scored = [entry.score for entry in entries if entry.score is not None]
    ratings = Counter(assessment.rating for assessment in scored)
    legacy = Counter(assessment.legacy for assessment in scored)
    return Totals(
        organisations=len({entry.organisation for entry in entries}),
        systems=len(entries),
        dependencies=sum(
            arrow.consumer in listed or arrow.needed in listed for arrow in analysis.estate.arrows
        ),
        scored=len(scored),
        legacy=legacy["yes"],
        possibly_legacy=legacy["possibly"],
        not_legacy=legacy["no"],
        red=ratings["red"],
        possibly_red=ratings["possibly-red"],
        not_red=ratings["not-red"],
        expected_red=fsum(assessment.p_red for assessment in scored),
    )


def departments(analysis: Analysis, listed: frozenset[str]) -> tuple[Department, ...] | None:
    """The departments of the systems listed, those with most red systems expected first.

    None where nothing was docked: a department that looks at itself has no need of the table.
    """
    if not analysis.reading.shares:
        return None
    inventory = analysis.inventory
    systems: dict[str, list[str]] = {}
    for system in sorted(listed & inventory.records.keys()):
        if inventory.records[system].system.kind != "external":
            systems.setdefault(inventory.family(inventory.records[system].organisation), []).append(system)
    found = [_department(analysis, family, each) for family, each in systems.items()]
    return tuple(sorted(found, key=lambda each: (-nine_digits(each.expected_red), each.id)))


def _department(analysis: Analysis, family: str, systems: list[str]) -> Department:
    inventory, ratings = analysis.inventory, Counter(analysis.ratings.get(each) for each in systems)
    scored = [each for each in systems if each in analysis.assessments]
    reaches = [analysis.reaches[each] for each in systems if each in analysis.reaches]
    costs = [costs.annual_run for each in scored if (costs := inventory.records[each].system.costs)]
    stated = [float(each.amount) for each in costs if each is not None]
    outside = {each: _consumers(analysis, family, each) for each in systems}
    most = min(outside, key=lambda each: (-len(outside[each]), each))
    return Department(
        id=family,
        name=inventory.organisation(family).name or family,
        systems=len(systems),
        red=ratings["red"],
        possibly_red=ratings["possibly-red"],
        expected_red=fsum(analysis.assessments[each].p_red for each in scored),
        underpinning_gaps=sum(each.underpinning_gap for each in reaches),
        annual_run=fsum(stated) if stated else None,
        consumers=len(set().union(*outside.values())),
        stands_on=most if outside[most] else None,
    )


def _consumers(analysis: Analysis, family: str, system: str) -> frozenset[str]:
    """The systems of other departments that need a system directly."""
    return frozenset(
        each
        for each in analysis.estate.direct_dependents(system)
        if analysis.inventory.family(each.partition("/")[0]) != family
    )

"""Scans: ranks the systems of an estate by legacy risk and says what stands on what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from legacymap.analysis.analysis import Groundwork, groundwork_of_systems, members
from legacymap.analysis.request import Request
from legacymap.analysis.technologies import listings, losses
from legacymap.domain.results import Entry, Foundation, Reach, Survey, Totals
from legacymap.estate.order import scan_order, shared_places


def scan(request: Request, organisation: str | None = None) -> Survey:
    """The ranked estate, or those of it that belong to an organisation and all below it.

    Scores and reach are always those of the whole estate. Raises RequestError when the request cannot be
    done, an unknown organisation or an inventory without systems included.
    """
    ground = groundwork_of_systems(request)
    return survey(ground, members(ground.inventory, organisation))


def survey(ground: Groundwork, listed: frozenset[str]) -> Survey:
    """What a scan of the systems in `listed` shows."""
    reaches = ground.estate.reaches(ground.assessments, ground.request.reach_decay)
    order = ranking(ground, reaches)
    entries = _entries(ground, reaches, order, listed)
    underpinning = {each: reaches[each].underpinning for each in listed if each in reaches}
    capabilities = [each for each in underpinning if reaches[each].underpinning_capability]
    return Survey(
        provenance=ground.provenance,
        totals=_totals(ground, entries),
        entries=entries,
        cycles=tuple(cycle for cycle in ground.estate.cycles() if not listed.isdisjoint(cycle.members)),
        old_foundations=tuple(
            each for each in ground.estate.old_foundations(ground.ratings, order) if each.system in listed
        ),
        capabilities=tuple(
            sorted(capabilities, key=lambda each: (-float(f"{underpinning[each]:.9g}"), each))
        ),
        losses=losses(listings(ground, listed), ground.request.as_of),
        diagnostics=ground.findings(every_place=False),
        ratings=ground.ratings,
        handling=ground.highest_handling(entry.record for entry in entries),
    )


def ranking(ground: Groundwork, reaches: Mapping[str, Reach]) -> tuple[str, ...]:
    """Every system of the inventory in the order of a scan (method, section 3)."""
    risks = {system: reach.weighted_risk for system, reach in reaches.items()}
    return scan_order(ground.inventory.records, ground.ratings, risks)


def entry(
    ground: Groundwork, system: str, rank: int, reach: Reach | None, foundation: Foundation | None
) -> Entry:
    """One line of the ranking."""
    record = ground.inventory.records[system]
    handling = ground.inventory.handling(record)
    return Entry(rank, record, handling, ground.assessments.get(system), reach, foundation)


def _entries(
    ground: Groundwork, reaches: Mapping[str, Reach], order: Sequence[str], listed: frozenset[str]
) -> tuple[Entry, ...]:
    foundations = ground.estate.foundation_by_system(order)
    shown = [system for system in order if system in listed]
    risks = {system: reach.weighted_risk for system, reach in reaches.items()}
    places = shared_places(shown, ground.ratings, risks)
    return tuple(
        replace(
            entry(ground, system, rank, reaches.get(system), foundations.get(system)), place=places[system]
        )
        for rank, system in enumerate(shown, start=1)
    )


def _totals(ground: Groundwork, entries: Sequence[Entry]) -> Totals:
    listed = {entry.record.id for entry in entries}
    scored = [entry.assessment for entry in entries if entry.assessment is not None]
    ratings = Counter(assessment.rating for assessment in scored)
    legacy = Counter(assessment.legacy for assessment in scored)
    return Totals(
        organisations=len({entry.record.organisation for entry in entries}),
        systems=len(entries),
        dependencies=sum(
            arrow.consumer in listed or arrow.needed in listed for arrow in ground.estate.arrows
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

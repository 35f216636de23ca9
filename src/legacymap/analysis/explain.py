"""Explains one system: how every figure of it came about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legacymap.analysis.analysis import Groundwork, groundwork, system_named
from legacymap.analysis.request import Request
from legacymap.analysis.scan import entry, ranking
from legacymap.domain.assessment import Rating
from legacymap.domain.findings import Diagnostic
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Explanation, Foundation, OldFoundation, Provenance, Reach
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import probability_red
from legacymap.scoring.information import changes


def explain(request: Request, words: str) -> tuple[Explanation, Framework, tuple[Diagnostic, ...]]:
    """The explanation of the system that `words` name, the framework it answers to, and all findings.

    `words` are an id, an alias, an id in another register, or a unique part of the name; RequestError when
    they name no system or several, with the nearest.
    """
    ground = groundwork(request)
    system = system_named(words, ground)
    return explanation(ground, system), ground.materials.framework, ground.findings(every_place=False)


def explanation(ground: Groundwork, system: str) -> Explanation:
    """Everything that the figures of one system rest on."""
    return next(explanations(ground, (system,)))


def explanations(ground: Groundwork, systems: Iterable[str]) -> Iterator[Explanation]:
    """The explanation of each of some systems; what they share is found once."""
    reaches = ground.estate.reaches(ground.assessments, ground.request.reach_decay)
    order, ratings = ranking(ground, reaches), ground.ratings
    shared = _Shared(
        provenance=ground.provenance,
        reaches=reaches,
        order=order,
        places={each: place for place, each in enumerate((*order, *ground.estate.stubs))},
        olds={each.system: each for each in ground.estate.old_foundations(ratings, order)},
        ratings=ratings,
    )
    return (_explanation(ground, system, shared) for system in systems)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the explanations of one estate have in common; `places` are those of the scan, stubs last."""

    provenance: Provenance
    reaches: Mapping[str, Reach]
    order: tuple[str, ...]
    places: Mapping[str, int]
    olds: Mapping[str, OldFoundation]
    ratings: Mapping[str, Rating]


def _explanation(ground: Groundwork, system: str, shared: _Shared) -> Explanation:
    estate, inventory = ground.estate, ground.inventory
    foundations = tuple(sorted(estate.foundations(system), key=shared.places.__getitem__))
    assessment = ground.assessments.get(system)
    framework = ground.materials.framework
    old = shared.olds.get(system)
    needs, needed_by = estate.needs(system), estate.needed_by(system)
    cycles = tuple(cycle for cycle in estate.cycles() if system in cycle.members)
    mentioned = {system, *foundations, *(old.weak if old else ()), *_ends(needs), *_ends(needed_by)}
    mentioned |= {member for cycle in cycles for member in cycle.members}
    recorded = sorted(mentioned & inventory.records.keys())
    rank = shared.places[system] + 1
    return Explanation(
        provenance=shared.provenance,
        entry=entry(
            ground, system, rank, shared.reaches.get(system), _foundation(ground, system, foundations, shared)
        ),
        needs=needs,
        needed_by=needed_by,
        foundations=foundations,
        cycles=cycles,
        old_foundation=old,
        changes=changes(assessment, framework) if assessment else (),
        p_red_by_prior={
            prior: probability_red(intervals_of(assessment.criteria), framework, prior)
            for prior in framework.priors
            if assessment
        },
        ratings={each: shared.ratings[each] for each in recorded if each in shared.ratings},
        names={each: inventory.records[each].system.name for each in recorded},
        handling=ground.highest_handling(inventory.records[each] for each in recorded),
    )


def _foundation(
    ground: Groundwork, system: str, foundations: Sequence[str], shared: _Shared
) -> Foundation | None:
    """None outside the estate; the weakest is the first scored one, as everywhere."""
    if system not in shared.reaches:
        return None
    weakest = next((each for each in foundations if each in ground.assessments), None)
    return Foundation(len(ground.estate.dependencies(system)), weakest)


def _ends(arrows: Iterable[Arrow]) -> set[str]:
    return {end for arrow in arrows for end in (arrow.consumer, arrow.needed)}

"""Explains one system: how every figure of it came about."""

from collections.abc import Iterable, Iterator

from legacymap.analysis.analysis import Analysis, analyse, system_named
from legacymap.analysis.request import Request
from legacymap.analysis.scan import entry
from legacymap.domain.findings import Diagnostic
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Explanation, Named, Neighbour
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import probability_red
from legacymap.scoring.information import changes


def explain(request: Request, words: str) -> tuple[Explanation, Framework, tuple[Diagnostic, ...]]:
    """The explanation of the system that `words` name, the framework it answers to, and all findings.

    `words` are an id, an alias, an id in another register, or a unique part of the name; RequestError when
    they name no system or several, with the nearest.
    """
    analysis = analyse(request)
    system = system_named(words, analysis)
    return explanation(analysis, system), analysis.reference.framework, analysis.outline


def explanations(analysis: Analysis, systems: Iterable[str]) -> Iterator[Explanation]:
    """The explanation of each of some systems."""
    return (explanation(analysis, system) for system in systems)


def explanation(analysis: Analysis, system: str) -> Explanation:
    """Everything that the figures of one system rest on, by its full id."""
    estate, records = analysis.estate, analysis.inventory.records
    foundations = tuple(sorted(estate.foundations(system), key=analysis.places.__getitem__))
    assessment = analysis.assessments.get(system)
    framework = analysis.reference.framework
    weak = next((each.weak for each in analysis.old_foundations if each.system == system), ())
    needs, needed_by = estate.needs(system), estate.needed_by(system)
    cycles = tuple(cycle for cycle in estate.cycles() if system in cycle.members)
    mentioned = {system, *foundations, *weak, *_ends(needs), *_ends(needed_by)}
    mentioned |= {member for cycle in cycles for member in cycle.members}
    record = records[system]
    referred = {record.full_id(each) for each in (record.system.replaced_by, record.system.part_of) if each}
    referred |= {record.full_id(each.system) for each in record.system.depends_on or ()}
    recorded = sorted((mentioned | referred) & records.keys())
    return Explanation(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        system=entry(analysis, system, analysis.places[system] + 1, analysis.shared_places[system]),
        p_red={
            prior: probability_red(intervals_of(assessment.criteria), framework, prior)
            for prior in framework.priors
            if assessment
        },
        needs=tuple(_neighbour(analysis, arrow.needed, arrow) for arrow in needs),
        needed_by=tuple(_neighbour(analysis, arrow.consumer, arrow) for arrow in needed_by),
        confirmed=frozenset(estate.confirmed_foundations(system)),
        foundations=tuple(Named(each, analysis.ratings.get(each)) for each in foundations),
        old_foundations=tuple(Named(each, analysis.ratings.get(each)) for each in weak),
        cycles=cycles,
        changes=changes(assessment, framework) if assessment else (),
        sources=records[system].system.sources or (),
        names={each: analysis.inventory.names[each] for each in recorded},
        handling=analysis.marking_of((*mentioned, *referred)),
    )


def _neighbour(analysis: Analysis, system: str, arrow: Arrow) -> Neighbour:
    return Neighbour(
        system=system,
        rating=analysis.ratings.get(system),
        strength=arrow.strength,
        confidence=arrow.confidence,
        kind=arrow.kind,
        note=arrow.note,
    )


def _ends(arrows: Iterable[Arrow]) -> set[str]:
    return {end for arrow in arrows for end in (arrow.consumer, arrow.needed)}

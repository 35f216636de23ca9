"""A docked estate by department: what is red in each, what it costs, and who else stands on it."""

from collections import Counter
from math import fsum

from legacymap.analysis.analysis import Analysis
from legacymap.domain.figures import nine_digits
from legacymap.domain.results import Department


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

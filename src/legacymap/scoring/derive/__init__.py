"""Criteria that facts speak of: one derivation a file, each with the scale that it speaks of."""

from collections.abc import Callable
from dataclasses import dataclass

from legacymap.domain.assessment import Levels
from legacymap.domain.framework import Criterion, Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import did_you_mean
from legacymap.scoring.derive import (
    end_of_support,
    financial,
    other_systems,
    physical_environment,
    recorded_issues,
    vendor_contract,
    vulnerabilities,
)
from legacymap.scoring.facts import Facts


@dataclass(frozen=True, slots=True)
class Derivation:
    """The levels that facts allow, on the scale from `low` to `high`; None where no fact speaks."""

    levels: Callable[[Record, Facts], Levels | None]
    low: int
    high: int


DERIVATIONS: dict[str, Derivation] = {
    "end_of_support": Derivation(end_of_support.levels, 1, 6),
    "vendor_contract": Derivation(vendor_contract.levels, 1, 6),
    "physical_environment": Derivation(physical_environment.levels, 1, 6),
    "vulnerabilities": Derivation(vulnerabilities.levels, 1, 6),
    "recorded_issues": Derivation(recorded_issues.levels, 1, 6),
    "financial": Derivation(financial.levels, 1, 5),
    "other_systems": Derivation(other_systems.levels, 1, 5),
}


def derived_by(criterion: Criterion, group: Group) -> str | None:
    """The derivation that speaks of the criterion; None without one, and for one of another scale."""
    derivation = DERIVATIONS.get(criterion.derived_from or "")
    if derivation is None or (derivation.low, derivation.high) != (group.low, group.high):
        return None
    return criterion.derived_from


def derivation_problems(framework: Framework) -> tuple[str, ...]:
    """One sentence for each criterion whose `derived_from` cannot be followed, in the framework's order."""
    problems = []
    for group, criterion in framework.criteria:
        name = criterion.derived_from
        if name is None:
            continue
        found = DERIVATIONS.get(name)
        if found is None:
            hint = did_you_mean(name, DERIVATIONS)
            problems.append(f"`{criterion.id}` is derived from `{name}`, which is unknown. {hint}".rstrip())
        elif (found.low, found.high) != (group.low, group.high):
            problems.append(
                f"`{criterion.id}` has the scale {group.low} to {group.high}, "
                f"but the derivation `{name}` speaks of {found.low} to {found.high}"
            )
    return tuple(problems)

"""The criteria that facts speak of: how each is derived, what would settle it, how it drifts; a file each."""

from collections.abc import Callable

from legacymap.domain.assessment import CriterionScore, Levels
from legacymap.domain.framework import Criterion, Framework, Group
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import did_you_mean
from legacymap.scoring.criteria import (
    end_of_support,
    financial,
    other_systems,
    physical_environment,
    recorded_issues,
    vendor_contract,
    vulnerabilities,
)
from legacymap.scoring.criteria.bounds import Spoken
from legacymap.scoring.facts import Facts, Horizon


@dataclass(frozen=True, slots=True)
class Derivation:
    """What facts say of a criterion on the scale from `low` to `high`.

    `levels` are those that they allow, None where no fact speaks; `missing` says in words what this record
    lacks to settle it, None where only an assessment would; `drift` what they say in later years, None for a
    criterion that stays as at the as-of date.
    """

    low: int
    high: int
    levels: Callable[[Record, Facts], Levels | None]
    missing: Callable[[Record, Facts], str | None]
    drift: Callable[[Record, Facts, Horizon], Spoken] | None = None


DERIVATIONS: dict[str, Derivation] = {
    "end_of_support": Derivation(1, 6, end_of_support.levels, end_of_support.missing, end_of_support.drift),
    "vendor_contract": Derivation(
        1, 6, vendor_contract.levels, vendor_contract.missing, vendor_contract.drift
    ),
    "physical_environment": Derivation(1, 6, physical_environment.levels, physical_environment.missing),
    "vulnerabilities": Derivation(
        1, 6, vulnerabilities.levels, vulnerabilities.missing, vulnerabilities.drift
    ),
    "recorded_issues": Derivation(1, 6, recorded_issues.levels, recorded_issues.missing),
    "financial": Derivation(1, 5, financial.levels, financial.missing),
    "other_systems": Derivation(1, 5, other_systems.levels, other_systems.missing),
}


def derivation_of(criterion: Criterion, group: Group) -> Derivation | None:
    """The derivation that speaks of the criterion; None without one, and for one of another scale."""
    found = DERIVATIONS.get(criterion.derived_from or "")
    if found is None or (found.low, found.high) != (group.low, group.high):
        return None
    return found


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


def fact_of(score: CriterionScore, framework: Framework) -> str | None:
    """The fact that settles an open criterion, by its derivation; None where only an assessment does.

    A derived or unknown criterion is settled by its fact (method, section 8); a stated range beats facts.
    """
    group, criterion = framework.by_word[score.criterion]
    if score.basis not in {"derived", "unknown"} or derivation_of(criterion, group) is None:
        return None
    return criterion.derived_from


def settled_by(score: CriterionScore, record: Record, facts: Facts, framework: Framework) -> str:
    """What would make one level of an open criterion, in words that name what this record lacks.

    A stated range beats every fact, so that only a narrower one settles it.
    """
    where = f"assessment.scores.{score.code}"
    if score.basis == "assessed":
        return f"Narrow the assessed range of {score.low} to {score.high} to one level ({where})"
    if score.basis == "shared":
        return f"Ask who shared it for more than the range of {score.low} to {score.high} ({where})"
    group, criterion = framework.by_word[score.criterion]
    derivation = derivation_of(criterion, group)
    missing = derivation.missing(record, facts) if derivation else None
    return missing or f"Assess, from {score.low} to {score.high}: {criterion.name} ({where})"

"""What would settle an open criterion: a fact that the record lacks, or an assessment; a file each."""

from collections.abc import Callable

from legacymap.domain.assessment import CriterionScore
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.scoring.derive import derived_by
from legacymap.scoring.facts import Facts
from legacymap.scoring.settle import (
    end_of_support,
    financial,
    other_systems,
    physical_environment,
    recorded_issues,
    vendor_contract,
    vulnerabilities,
)

SETTLING: dict[str, Callable[[Record, Facts], str | None]] = {
    "end_of_support": end_of_support.missing,
    "vendor_contract": vendor_contract.missing,
    "physical_environment": physical_environment.missing,
    "vulnerabilities": vulnerabilities.missing,
    "recorded_issues": recorded_issues.missing,
    "financial": financial.missing,
    "other_systems": other_systems.missing,
}


def settled_by(score: CriterionScore, record: Record, facts: Facts, framework: Framework) -> str:
    """What would make one level of an open criterion, in words that name what this record lacks.

    A stated range beats every fact, so that only a narrower one settles it.
    """
    where = f"assessment.scores.{score.code}"
    if score.basis == "shared":
        return f"Ask the owner, who shared {score.low} to {score.high}, what would narrow it ({where})"
    if score.basis == "assessed":
        return f"Narrow the assessed range of {score.low} to {score.high} to one level ({where})"
    group, criterion = framework.by_word[score.criterion]
    name = derived_by(criterion, group)
    missing = SETTLING[name](record, facts) if name else None
    return missing or f"Assess, from {score.low} to {score.high}: {criterion.name} ({where})"

"""A system that is red by expectation has no plan.

Why: Some of its scores are not known, so that it is only possibly red; but those that
are known, of likelihood and of impact, put the score that is to be expected where red
begins. Waiting for the rest loses time. Systems that nobody has assessed are left to
`legacymap gaps`.

Mend: State under `remediation.plan` what has been agreed, or find out what is not
known. Turn the rule off in `legacymap.yaml` where plans follow a full assessment only.

Wrong:

    name: Case tracker
    owner: Asylum operations
    assessment: {scores: {L1: 6, L3: 6, C2: 5, C5: 4}}

Right:

    name: Case tracker
    owner: Asylum operations
    assessment: {scores: {L1: 6, L3: 6, C2: 5, C5: 4}}
    remediation:
      plan: {work: Replace the batch suite with event-driven services, target: 2029-03}
"""

from collections.abc import Iterator

from legacymap.domain.assessment import Assessment
from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.framework import Framework
from legacymap.rules.context import Context, has_plan

CODE = "LM407"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every possibly red system without a plan whose expected score is at least where red begins.

    Of each group of criteria one at least must have been assessed.
    """
    red = float(context.framework.ratings.red)
    for record in context.inventory.records.values():
        assessment = context.assessments.get(record.id)
        if assessment is None or assessment.rating != "possibly-red" or not record.in_estate:
            continue
        if assessment.expected < red or has_plan(record):
            continue
        if not _is_assessed(assessment, context.framework):
            continue
        path: Path = ("remediation", "plan") if record.system.remediation else ()
        yield Fault(
            "plan-advisable",
            f"`{record.id}` is red by expectation and has no plan",
            record.at(*path, on_key=bool(path)),
            "State under `remediation.plan` what has been agreed, or find out what is not known yet.",
            record.id,
            path,
            "The record states no plan",
        )


def _is_assessed(assessment: Assessment, framework: Framework) -> bool:
    """Whether somebody has scored a criterion of each group."""
    groups = {score.group for score in assessment.criteria if score.basis == "assessed"}
    return groups.issuperset(group.id for group in framework.groups)

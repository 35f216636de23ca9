"""Two decisions cannot both be obeyed.

Why: A plan starts at most one option of a system, completes what an option
requires before it starts, and honours what is committed. Where decisions
contradict each other, there is no plan.

Mend: Take one of the two away; both places are named.

Wrong:

    organisation: {id: dwp, name: DWP}
    systems:
    - id: pscs
      name: Pension strategy
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], committed: 2027-28}
        - {id: rebuild, approach: rebuild, cdel: [£9m]}
    ---
    scenario: baseline
    years: [2027-28, 2028-29]
    fix: [{system: dwp/pscs, option: rebuild, start: 2028-29}]

Right:

    organisation: {id: dwp, name: DWP}
    systems:
    - id: pscs
      name: Pension strategy
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], committed: 2027-28}
        - {id: rebuild, approach: rebuild, cdel: [£9m]}
    ---
    scenario: baseline
    years: [2027-28, 2028-29]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import Contradiction, of_forbidden, of_musts, of_one_system, of_order

CODE = "LM319"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every pair of decisions that contradict each other: fixed, forbidden, committed, or a must."""
    for found in _contradictions(context):
        yield Fault(
            "conflicting-choices",
            found.message,
            found.where,
            found.hint,
            system=found.system,
            subject=found.subject,
            related=found.related,
        )


def _contradictions(context: ScenarioContext) -> Iterator[Contradiction]:
    # What is committed comes first: what the scenario adds to it is at fault.
    committed = {(each.record.id, each.option.id, each.start) for each in context.committed}
    fixed = [each for each in context.fixed if (each.record.id, each.option.id, each.start) not in committed]
    decisions = (*context.committed, *fixed)
    yield from of_one_system(decisions)
    yield from of_forbidden(decisions, context.scenario, context.route)
    yield from of_order(decisions)
    yield from of_musts(decisions, context.scenario, context.route)

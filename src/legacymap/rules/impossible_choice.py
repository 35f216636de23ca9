"""A scenario fixes an option to a start that it cannot have.

Why: No plan can obey it: the option is not one that does anything, has no costs,
or must start in another year.

Mend: Correct the start, describe the option in the inventory, or take the choice
away.

Wrong:

    organisation: {id: dwp, name: DWP}
    systems:
    - id: pscs
      name: Pension strategy
      remediation:
        options: [{id: move, approach: rehost, rdel: [£2m], latest: 2027-28}]
    ---
    scenario: baseline
    years: [2027-28, 2028-29]
    fix: [{system: dwp/pscs, option: move, start: 2028-29}]

Right:

    organisation: {id: dwp, name: DWP}
    systems:
    - id: pscs
      name: Pension strategy
      remediation:
        options: [{id: move, approach: rehost, rdel: [£2m], latest: 2027-28}]
    ---
    scenario: baseline
    years: [2027-28, 2028-29]
    fix: [{system: dwp/pscs, option: move, start: 2027-28}]
"""

from collections.abc import Iterator

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Route, Severity
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import Decision

CODE = "LM318"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every fixed choice that cannot stand, whatever else is chosen (method, section 6, constraint 1)."""
    for decision in context.fixed:
        found = _about_option(decision) or _about_start(decision, context)
        if found is not None:
            key, message, hint, related = found
            yield Fault(
                "impossible-choice",
                message,
                decision.where.to(key),
                hint,
                subject=decision.where.to(key).path,
                related=((related, "stated here"),),
            )


# The key at fault, the message, the hint, and what the choice contradicts.
_Found = tuple[str, str, str, Route]


def _about_option(decision: Decision) -> _Found | None:
    record, option = decision.record, decision.option
    name = f"`{option.id}` of `{record.id}`"
    if record.system.status == "retired":
        message = f"`{record.id}` is retired, so nothing is planned for it"
        return "system", message, "Correct its status, or take the choice away.", record.at("status")
    if option.approach == "retain":
        message = f"{name} keeps the system as it is, so it is never started"
        return "option", message, "Fix another option, or forbid the system.", decision.at("approach")
    if not decision.years:
        message = f"{name} has no costs, so no plan can choose it"
        hint = "Add `rdel:` or `cdel:` to the option, with a cost for each year of the work."
        return "option", message, hint, decision.at()
    return None


def _about_start(decision: Decision, context: ScenarioContext) -> _Found | None:
    scenario, option, start = context.scenario, decision.option, decision.start
    text, years = financial_year_text(start), context.route.to("years")
    if start not in scenario.years:
        return "start", f"`{text}` is not a year of the scenario", "Name one of `years`.", years
    if option.earliest is not None and start < option.earliest:
        bound = financial_year_text(option.earliest)
        message = f"`{option.id}` of `{decision.record.id}` may start in {bound} at the earliest"
        return "start", message, f"Write {bound} or later.", decision.at("earliest")
    if option.latest is not None and start > option.latest:
        bound = financial_year_text(option.latest)
        message = f"`{option.id}` of `{decision.record.id}` may start in {bound} at the latest"
        return "start", message, f"Write {bound} or earlier.", decision.at("latest")
    if decision.end > scenario.years[0] + scenario.appraisal_years:
        last = financial_year_text(scenario.years[0] + scenario.appraisal_years - 1)
        message = f"The work would go on after {last}, the last year of the appraisal"
        return (
            "start",
            message,
            "Start earlier, or raise `appraisal_years`.",
            context.route.to("appraisal_years"),
        )
    return None

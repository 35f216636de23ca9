"""A scenario fixes or demands what cannot be.

Why: No plan can obey it: the option is not one that does anything, has no costs,
or must start in another year; or the year lies outside the scenario.

Mend: Correct the year, describe the option in the inventory, or take the choice
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
from legacymap.domain.inventory import Record
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import Decision, options_of

CODE = "LM318"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every fixed choice and `must` that cannot stand, whatever else is chosen (method, section 6)."""
    for decision in context.fixed:
        found = _about_option(decision) or _about_start(decision, context)
        if found is not None:
            key, message, hint, related = found
            yield _fault(decision.where.to(key), message, hint, (related, "stated here"))
    if context.scenario.years:  # without any, nothing can be said of others
        yield from _open(context)
        yield from _musts(context)


def _open(context: ScenarioContext) -> Iterator[Fault]:
    """What is fixed with the option or the year left open, and cannot be."""
    scenario, years = context.scenario, context.route.to("years")
    for number, fix in enumerate(scenario.fix):
        record = context.inventory.records.get(fix.system)
        where = context.route.to("fix", number)
        if record is None or (fix.option is not None and fix.start is not None):
            continue
        if fix.start is not None and fix.start not in scenario.years:
            text = financial_year_text(fix.start)
            message = f"`{text}` is not a year of the scenario"
            yield _fault(where.to("start"), message, "Name one of `years`.", (years, "stated here"))
        elif fix.option is None:
            found = _without_options(record)
            if found is not None:
                yield _fault(where.to("system"), *found)
        else:
            for place, option in enumerate(options_of(record)):
                if option.id == fix.option:
                    decision = Decision(record, place, option, scenario.years[0], where, is_commitment=False)
                    about = _about_option(decision)
                    if about is not None:
                        key, message, hint, related = about
                        yield _fault(where.to(key), message, hint, (related, "stated here"))
                    break


def _musts(context: ScenarioContext) -> Iterator[Fault]:
    scenario = context.scenario
    if not scenario.years:
        return
    first, last = scenario.years[0], scenario.years[0] + scenario.appraisal_years - 1
    for number, must in enumerate(scenario.must):
        record = context.inventory.records.get(must.system)
        where = context.route.to("must", number)
        if not first <= must.by <= last:
            message = f"`{financial_year_text(must.by)}` is outside the years that are appraised"
            hint = f"Write a year from {financial_year_text(first)} to {financial_year_text(last)}."
            yield _fault(where.to("by"), message, hint, (context.route.to("years"), "the years are here"))
        elif record is not None:
            found = _without_options(record)
            if found is not None:
                yield _fault(where.to("system"), *found)


_RETIRED = "Correct its status, or take the choice away."


def _without_options(record: Record) -> tuple[str, str, tuple[Route, str]] | None:
    """Why nothing can be done to a system at all: message, hint, and what says so."""
    if record.system.status == "retired":
        message = f"`{record.id}` is retired, so nothing is planned for it"
        return message, _RETIRED, (record.at("status"), "stated here")
    able = [each for each in options_of(record) if each.approach != "retain" and (each.rdel or each.cdel)]
    if not able and not record.is_invalid("remediation"):
        message = f"`{record.id}` has no option that a plan could choose"
        hint = "Describe an option with its costs in its record."
        return message, hint, (record.at("id"), "the system is here")
    return None


def _fault(where: Route, message: str, hint: str, related: tuple[Route, str]) -> Fault:
    return Fault("impossible-choice", message, where, hint, subject=where.path, related=(related,))


# The key at fault, the message, the hint, and what the choice contradicts.
_Found = tuple[str, str, str, Route]


def _about_option(decision: Decision) -> _Found | None:
    record, option = decision.record, decision.option
    name = f"`{option.id}` of `{record.id}`"
    if record.system.status == "retired":
        message = f"`{record.id}` is retired, so nothing is planned for it"
        return "system", message, _RETIRED, record.at("status")
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

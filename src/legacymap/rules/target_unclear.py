"""A target of a scenario names no figure, several, or a year that is not appraised.

Why: A plan can only be held to one figure from a year on that it counts. What is
unclear would be passed over, and the plan would be called the cheapest that
reaches it.

Mend: Name one of `expected_red`, `weighted_risk` and `no_red`, and in `by` a year
of the appraisal. Targets need `least: cost`, and the other way round.

Wrong:

    scenario: baseline
    years: [2027-28]
    goal: {least: cost, targets: [{by: 2030-31}]}

Right:

    scenario: baseline
    years: [2027-28]
    goal: {least: cost, targets: [{expected_red: 5, by: 2030-31}]}
"""

from collections.abc import Iterator

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Route, Severity
from legacymap.domain.nearest import listed
from legacymap.domain.scenario import Selection, Target
from legacymap.rules.context import ScenarioContext

CODE = "LM321"
SEVERITY: Severity = "error"
_FIGURES = ("expected_red", "weighted_risk", "no_red")
_HINT = "Name one of `expected_red`, `weighted_risk` and `no_red`."


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """A goal without targets or targets without a goal, and every target that cannot be judged."""
    goal, where = context.scenario.goal, context.route.to("goal")
    if goal.targets and not goal.is_least_cost:
        yield _fault(where, "Targets are stated, but not what is to be least", "Add `least: cost`.")
    if goal.is_least_cost and not goal.targets:
        message = "The least cost is asked for without a target: to do nothing would be cheapest"
        yield _fault(where, message, "Add `targets: [{expected_red: 5, by: 2030-31}]`.")
    for number, target in enumerate(goal.targets or ()):
        yield from _of_target(target, where.to("targets", number), context)


def _of_target(target: Target, where: Route, context: ScenarioContext) -> Iterator[Fault]:
    scenario = context.scenario
    named = [key for key in _FIGURES if getattr(target, key) is not None]
    if not named:
        yield _fault(where, "The target names no figure", _HINT)
    elif len(named) > 1:
        message = f"The target names {listed([f'`{key}`' for key in named], 'and')}: one target, one figure"
        yield _fault(where.to(named[1], on_key=True), message, "Make two targets of it.")
    first = scenario.years[0] if scenario.years else target.by
    last = first + scenario.appraisal_years - 1
    if not first <= target.by <= last:
        message = f"`{financial_year_text(target.by)}` is outside the years that are appraised"
        hint = f"Write a year from {financial_year_text(first)} to {financial_year_text(last)}."
        yield _fault(where.to("by"), message, hint)
    if target.no_red is not None and not _is_about_any(target.no_red, context):
        message = "`no_red` is about no system that could be red"
        hint = "Name a kind, organisation, tag or system of the inventory."
        yield _fault(where.to("no_red", on_key=True), message, hint)


def _is_about_any(chosen: Selection, context: ScenarioContext) -> bool:
    """Whether some system of the estate is chosen; what is not in the inventory has a rule of its own."""
    inventory = context.inventory
    if chosen.system is not None and chosen.system not in inventory.records:
        return True
    if chosen.organisation is not None and chosen.organisation not in {"all", *context.organisations}:
        return True
    return any(
        record.in_estate
        and record.system.kind != "external"
        and chosen.kind in {None, record.system.kind}
        and chosen.organisation in {None, "all", *inventory.lineage(record.organisation)}
        and (chosen.tag is None or chosen.tag in (record.system.tags or ()))
        and chosen.system in {None, record.id}
        for record in inventory.records.values()
    )


def _fault(where: Route, message: str, hint: str) -> Fault:
    return Fault("target-unclear", message, where, hint, subject=where.path)

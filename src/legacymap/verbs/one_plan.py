"""The plan under one scenario: posed, solved, explained, and tried under other assumptions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from legacymap.domain.plan import VARIANTS, Choice, FrontierPoint, Objective, Plan, Variant
from legacymap.domain.projection import RiskTable
from legacymap.planning import (
    Case,
    Framing,
    Ledger,
    Solved,
    Standing,
    actions,
    budget_use,
    framed,
    money_table,
    not_planned,
    trajectory,
)
from legacymap.verbs.assumptions import assumptions
from legacymap.verbs.conflicts import kept_apart
from legacymap.verbs.groundwork import Groundwork
from legacymap.verbs.risks import weighing
from legacymap.verbs.scan import ranking
from legacymap.verbs.scenario import Chosen
from legacymap.verbs.turns import MAIN, Turns
from legacymap.verbs.variants import LONG_APPRAISAL, Ground, scaled, variants

_SHARES = tuple(Decimal(quarter) / 4 for quarter in range(9))
_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Extras:
    """What to add to a plan: the frontier of value against budget, the table of other assumptions."""

    frontier: bool = False
    sensitivity: bool = False


def turns_of(extras: Extras) -> tuple[int, int]:
    """The weight and the number of the problems that one scenario poses."""
    more = (len(_SHARES) - 1) * extras.frontier + len(VARIANTS) * extras.sensitivity
    return MAIN + more, 1 + more


def one_plan(ground: Groundwork, chosen: Chosen, extras: Extras, turns: Turns) -> Plan:
    """The best plan under a scenario.

    Raises RequestError where its decisions cannot all be kept, naming a set of them that conflicts.
    """
    scenario = chosen.scenario
    legacy = {system: assessment.legacy for system, assessment in ground.assessments.items()}
    case = Case(ground.estate, scenario, legacy)
    years = max(scenario.appraisal_years, LONG_APPRAISAL if extras.sensitivity else 0)
    weighed = weighing(ground, scenario, years, ground.materials.framework, ground.prior)
    basis = Ground(ground, case, weighed, years)
    _, table = basis.posed()
    framing = framed(case, table)
    solved = turns.solved(framing.problem, MAIN) if not framing.unmet else None
    if solved is None or solved.schedule is None:
        raise kept_apart(case, framing, solved, turns.seconds_left)
    plan = _explained(ground, chosen, framing, (case, table), solved)
    if extras.frontier:
        plan = replace(plan, frontier=tuple(_frontier(case, table, plan.objective, turns)))
    if extras.sensitivity:
        plan = _tried(plan, tuple(_sensitivity(basis, turns)))
    return replace(
        plan, assumptions=assumptions(case, weighed.projection.defaults, ground.request.reach_decay)
    )


def _explained(
    ground: Groundwork, chosen: Chosen, framing: Framing, posed: tuple[Case, RiskTable], solved: Solved
) -> Plan:
    case, table = posed
    ledger = Ledger(framing.problem, solved.schedule or {})
    least = Ledger(framing.problem, framing.committed)
    reaches = ground.estate.reaches(ground.assessments, ground.request.reach_decay)
    order = [system for system in ranking(ground, reaches) if system in ground.assessments]
    left = [system for system in order if system not in ledger.schedule]
    return Plan(
        scenario=chosen.edition,
        years=case.scenario.years,
        objective=Objective(
            solved.value,
            solved.bound,
            solved.gap,
            "optimal" if solved.status == "optimal" else "time-limit",
            solved.solver,
            solved.present_cost,
        ),
        actions=actions(case, framing, ledger, table, _standing(ground, ledger, order)),
        not_planned=tuple(not_planned(system, case, framing, ledger) for system in left),
        budget=budget_use(ledger, case.first_year),
        tail={"rdel": ledger.tail("rdel"), "cdel": ledger.tail("cdel")},
        trajectory=trajectory(case, table, ledger, least),
        money=money_table(case, ledger, least),
        assumptions=(),
    )


def _standing(ground: Groundwork, ledger: Ledger, order: list[str]) -> Standing:
    impacts = {system: assessment.impact for system, assessment in ground.assessments.items()}
    weakest_of: dict[str, list[str]] = {}
    for system, foundation in ground.estate.foundation_by_system(order).items():
        if foundation.weakest is not None:
            weakest_of.setdefault(foundation.weakest, []).append(system)
    shares = ground.estate.shares_by_family(ledger.schedule, impacts, ground.request.reach_decay)
    return Standing(shares, weakest_of)


def _frontier(case: Case, table: RiskTable, found: Objective, turns: Turns) -> Iterator[FrontierPoint]:
    for share in _SHARES:
        if share == _WHOLE:
            yield FrontierPoint(float(share), found.value, found.bound)
            continue
        problem = framed(replace(case, scenario=scaled(case.scenario, share)), table).problem
        solved = turns.solved(problem)
        if solved.schedule is None:
            yield FrontierPoint(float(share), None, None)
        else:
            yield FrontierPoint(float(share), solved.value, solved.bound)


def _sensitivity(basis: Ground, turns: Turns) -> Iterator[Variant]:
    """The plan of every variant that can be posed and whose decisions can be kept."""
    first = basis.case.first_year
    for name, (case, table) in variants(basis):
        framing = framed(case, table)
        if framing.unmet:
            continue
        solved = turns.solved(framing.problem)
        if solved.schedule is None:
            continue
        chosen = sorted(solved.schedule.items(), key=lambda item: (item[1][1], item[0]))
        choices = tuple(Choice(system, option, first + start) for system, (option, start) in chosen)
        yield Variant(name, solved.value, choices)


def _tried(plan: Plan, found: tuple[Variant, ...]) -> Plan:
    """The plan with its variants, and for each action in how many of them its option is chosen too."""
    held = [{(choice.system, choice.option) for choice in variant.choices} for variant in found]
    counted = tuple(
        replace(action, chosen_in=sum((action.system, action.option) in choices for choices in held))
        for action in plan.actions
    )
    return replace(plan, actions=counted, sensitivity=found)

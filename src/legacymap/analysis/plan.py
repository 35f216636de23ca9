"""One time limit for many problems, which take their turns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from legacymap.analysis.analysis import Groundwork, groundwork
from legacymap.analysis.reference import listed_faults
from legacymap.analysis.request import Progress, Request
from legacymap.analysis.scan import ranking
from legacymap.analysis.scenario import (
    LONG_APPRAISAL,
    Chosen,
    Ground,
    assumptions,
    chosen_scenario,
    scaled,
    variants,
    weighing,
)
from legacymap.domain.dates import financial_year_text
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import VARIANTS, Choice, FrontierPoint, Objective, Plan, RiskTable, Variant
from legacymap.domain.results import Provenance
from legacymap.domain.values import Handling
from legacymap.findings.diagnostics import diagnostics
from legacymap.planning.actions import Standing, actions
from legacymap.planning.budget import budget_use
from legacymap.planning.case import Case
from legacymap.planning.conflicts import conflicting
from legacymap.planning.framing import Framing, framed
from legacymap.planning.ledger import Ledger, extras
from legacymap.planning.planners import PLANNERS
from legacymap.planning.problem import Problem
from legacymap.planning.reasons import not_planned
from legacymap.planning.solved import Solved
from legacymap.planning.trajectory import trajectory
from legacymap.planning.worth import money_table
from legacymap.rules import RULEBOOK

SecondsLeft = Callable[[], float]
MAIN = 8
_PLANNER = "optimal"


@dataclass
class Turns:
    """Gives every problem its share of the time that is left, by weight; what one saves, the others have.

    `waiting` is the weight of all problems that are still to come, `steps` and `done` count problems for
    `progress`; `cut_short` says whether the limit ended any search early.
    """

    tolerance: float
    seconds_left: SecondsLeft
    waiting: int
    steps: int
    progress: Progress | None = None
    done: int = 0
    cut_short: bool = False

    def solved(self, problem: Problem, weight: int = 1) -> Solved:
        """The optimum of the next problem, as near as its time allows."""
        start = self.seconds_left()
        allowed = max(start, 0.0) * weight / max(self.waiting, weight)
        found = PLANNERS[_PLANNER](problem, self.tolerance, lambda: self.seconds_left() - start + allowed)
        self.waiting -= weight
        self.done += 1
        self.cut_short = self.cut_short or found.cut_short
        if self.progress:
            self.progress(self.done, self.steps)
        return found


_HINT = "Change the year or the option of one, its commitment, or the budget and capacity that it needs."


def kept_apart(
    case: Case, framing: Framing, solved: Solved | None, seconds_left: SecondsLeft
) -> RequestError:
    """The error for decisions that no plan keeps: those that cannot stand, or a smallest conflicting set.

    `solved` is what was found of the problem; None where some decision cannot stand by itself.
    """
    if framing.unmet:
        sentences = "\n".join(framing.unmet)
        return RequestError(f"These decisions cannot be kept, whatever else is chosen:\n{sentences}", _HINT)
    if solved is not None and solved.status != "infeasible":
        return RequestError(
            "The time ran out before a plan was found that keeps all decisions.", "Raise --time-limit."
        )
    systems = conflicting(framing.problem, seconds_left)
    names = "\n".join(_named(system, case, framing) for system in systems)
    several = len(systems) > 1
    told = "These decisions cannot all be kept together" if several else "This decision cannot be kept"
    return RequestError(f"{told}:\n{names}{_lacking(systems, case, framing)}", _HINT)


def _lacking(systems: Sequence[str], case: Case, framing: Framing) -> str:
    """The money that they lack by themselves, a line each; nothing where something else is in the way."""
    held = {system: (framing.problem.fixed or {})[system] for system in systems}
    ledger = Ledger(framing.problem, held)
    short = extras(framing.problem, ledger.overspent(), case.first_year)
    return "".join(
        f"\nThe {each.fund} line of {each.organisation} lacks {pounds_text(each.amount)} "
        f"in {financial_year_text(each.year)}."
        for each in short
    )


def _named(system: str, case: Case, framing: Framing) -> str:
    option, start = (framing.problem.fixed or {})[system]
    how = "committed" if system in framing.committed else "fixed by the scenario"
    return f"`{option}` of `{system}` in {financial_year_text(case.first_year + start)} ({how})"


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


NOTHING_MORE = Extras()
TOLERANCE = 0.001
_CIRCLE = "requirement-loop"
TIME_LIMIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What to plan: the scenario files, what to add, the gap to aim for as a share, and the time for it all.

    `progress` is told the problems solved so far and in all.
    """

    scenarios: tuple[Path, ...]
    seconds_left: SecondsLeft
    extras: Extras = NOTHING_MORE
    tolerance: float = TOLERANCE
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan for each scenario, in the order asked, and what they were made from.

    `cut_short` says that the time limit ended some search early: only then may another run differ.
    """

    plans: tuple[Plan, ...]
    provenance: Provenance
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
    cut_short: bool


def plan(request: Request, asked: Asked) -> Planned:
    """The best plan under each scenario; without any named, under the one that the settings name.

    Raises RequestError when the request cannot be done: no scenario, a faulty one, or decisions that cannot
    all be kept.
    """
    ground = groundwork(request)
    scenarios = asked_scenarios(ground, asked.scenarios)
    weight, count = turns_of(asked.extras)
    turns = Turns(
        tolerance=asked.tolerance,
        seconds_left=asked.seconds_left,
        waiting=weight * len(scenarios),
        steps=count * len(scenarios),
        progress=asked.progress,
    )
    return Planned(
        plans=tuple(one_plan(ground, chosen, asked.extras, turns) for chosen in scenarios),
        provenance=ground.provenance,
        diagnostics=ground.findings(every_place=False),
        handling=ground.highest_handling(ground.inventory.records.values()),
        cut_short=turns.cut_short,
    )


def asked_scenarios(ground: Groundwork, named: Sequence[Path]) -> list[Chosen]:
    """The scenarios in the files named, or the one that the settings name.

    Raises RequestError without one, for a faulty one, where there is no system to plan for, and where options
    require each other.
    """
    if not ground.assessments:
        hint = "A plan is for systems of status build, live or retiring; list at least one under `systems:`."
        raise ground.refusal("The inventory holds no system to plan for.", hint)
    paths = named or ((ground.default_scenario,) if ground.default_scenario else ())
    if not paths:
        hint = "Name a file with --scenario, or as `scenario` in legacymap.yaml."
        raise RequestError("A plan needs a scenario: years, budgets and decisions.", hint)
    chosen = [chosen_scenario(path, ground) for path in paths]
    _refuse_circles(ground)
    return chosen


def _refuse_circles(ground: Groundwork) -> None:
    """Raises RequestError where options require each other, unless that is waived or its rule turned off."""
    circles = [
        fault
        for fault in ground.faults
        if fault.rule == _CIRCLE
        and (fault.system, RULEBOOK.code(fault)) not in ground.waived
        and RULEBOOK.weight(fault, ground.weights) != "off"
    ]
    if circles:
        found = diagnostics(ground.places.located(circles), {}, {_CIRCLE: "error"}, RULEBOOK)
        message = "\n".join(
            ["Options require each other, so no plan could start any of them.", *listed_faults(found)]
        )
        raise RequestError(message, "Or waive the finding, to plan without these options.")

"""Makes plans: one for each scenario that is asked for, with what other budgets and assumptions would do.

All that one request makes shares one time limit and takes its turns in it, so that the plan itself comes
first and what surrounds it gets the rest.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.conflicts import Unkept
from legacymap.analysis.marking import named_in
from legacymap.analysis.previous import Previous, changes, previous_plan
from legacymap.analysis.reference import listed_faults
from legacymap.analysis.request import Progress, Request
from legacymap.analysis.scenario import (
    LONG_APPRAISAL,
    Basis,
    Chosen,
    assumptions,
    chosen_scenario,
    horizon_of,
    scaled,
    variants,
    weighing,
)
from legacymap.analysis.what_if import WhatIf, price, supposing
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import (
    VARIANTS,
    Choice,
    FrontierPoint,
    Objective,
    Plan,
    Plans,
    RiskTable,
    Tail,
    Variant,
    cut_short_in,
)
from legacymap.domain.results import Provenance, lacking
from legacymap.domain.scenario import ALL, EVERYBODY, Scenario
from legacymap.domain.values import Handling
from legacymap.findings import diagnostics
from legacymap.planning.courses import money_table, system_courses, trajectory
from legacymap.planning.explanation import Footing, actions, not_planned
from legacymap.planning.formulation import Solved
from legacymap.planning.ledger import Ledger, budget_use
from legacymap.planning.posing import PosedProblem, posed_problem
from legacymap.planning.problem import Problem
from legacymap.planning.problem_file import ProblemDocument, problem_document
from legacymap.planning.solving import Aimed
from legacymap.planning.solving import solved as best_plan
from legacymap.planning.work import Case, Choices
from legacymap.rules import RULEBOOK

SecondsLeft = Callable[[], float]
MAIN = 8
_PATIENCE = 2.5
"""How many times its share a problem may take: seldom all need theirs, and a guard should seldom strike."""
_SHARES = tuple(Decimal(quarter) / 4 for quarter in range(9))
_WHOLE = Decimal(1)
TOLERANCE = 0.001
_CYCLE = "requirement-loop"


@dataclasses.dataclass
class TimeBudget:
    """Gives every problem its share of the time that is left, by weight; what one saves, the others have.

    `waiting` is the weight of all problems that are still to come, `steps` and `done` count problems for
    `progress`; `cut_short` names what the limit, or an interruption, ended early. With `answer` nothing is
    solved: a saved plan answers what it was asked when it was made.
    """

    tolerance: float
    seconds_left: SecondsLeft
    waiting: int
    steps: int
    progress: Progress | None = None
    done: int = 0
    cut_short: tuple[str, ...] = ()
    is_interrupted: bool = False
    problems: list[Problem] = field(default_factory=list)
    previous: Previous | None = None
    stay: float | None = None
    answer: Callable[[PosedProblem, str], Solved] | None = None

    def aimed(self, scenario: Scenario) -> Aimed:
        """How near to the optimum, and near to which plan, the plan of a scenario is to be."""
        if self.previous is None:
            return Aimed(self.tolerance)
        first = scenario.years[0]
        before = self.previous.under(scenario.scenario)
        started = {system: (option, start - first) for system, (option, start) in before.items()}
        return Aimed(self.tolerance, started, self.stay)

    def solved(
        self,
        posed: PosedProblem,
        what: str,
        weight: int = 1,
        known: Choices | None = None,
        aimed: Aimed | None = None,
    ) -> Solved:
        """The optimum of the next problem, as near as its time allows; `known` is the plan of another."""
        start = max(self.seconds_left(), 0.0)
        allowed = min(start, _PATIENCE * start * weight / max(self.waiting, weight))

        def left() -> float:
            return 0.0 if self.is_interrupted else self.seconds_left() - start + allowed

        if self.answer is None:
            hint = None if known is None else posed.schedule(known)
            found = best_plan(posed, aimed or Aimed(self.tolerance), left, hint)
        else:
            found = self.answer(posed, what)
        self.waiting -= weight
        self.done += 1
        self.is_interrupted = self.is_interrupted or found.is_interrupted
        self.cut_short += tuple(f"{each} ({what})" if what else each for each in found.cut_short)
        if self.progress:
            self.progress(self.done, self.steps)
        return found


@dataclass(frozen=True, slots=True)
class Extras:
    """What to add to a plan: the frontier of value against budget, the table of other assumptions."""

    frontier: bool = False
    sensitivity: bool = False


NOTHING_MORE = Extras()


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What to plan: the scenario files, what to add, the gap to aim for as a share, and the time for it all.

    `progress` is told the problems solved so far and in all. `what_ifs` are decisions to try, of which each
    has its price told; `previous` is a plan to stay near to, at the cost of a share `stay` of the value.
    """

    scenarios: tuple[Path, ...]
    seconds_left: SecondsLeft
    extras: Extras = NOTHING_MORE
    tolerance: float = TOLERANCE
    progress: Progress | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    previous: Path | None = None
    stay: float | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan for each scenario, in the order asked, and what they were made from.

    `cut_short` names what the time limit ended early: only then may another run differ. `problems` are
    those that the plans solve, `scenarios` those that they were made under; `warnings` what is to be said of
    the scenarios; `is_plain` that no targets and no worth of a point are in the first.
    """

    plans: tuple[Plan, ...]
    provenance: Provenance
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
    cut_short: tuple[str, ...]
    is_interrupted: bool
    problems: tuple[Problem, ...]
    analysis: Analysis
    scenarios: tuple[Scenario, ...]
    warnings: tuple[Diagnostic, ...] = ()
    is_plain: bool = True

    @property
    def first_problem(self) -> ProblemDocument:
        """The problem that was solved under the first scenario, as its file says it."""
        problem = self.problems[0]
        if not self.is_plain:
            hint = "Plan without --write-problem, or without targets and `worth_at_most`."
            raise RequestError("Targets and what a point may cost are no part of a problem file.", hint)
        return problem_document(problem)

    @property
    def together(self) -> Plans:
        """The plans as one document."""
        return Plans(incomplete=lacking(self.plans[0].incomplete, self.cut_short), plans=self.plans)


def time_shares(extras: Extras) -> tuple[int, int]:
    """The weight and the number of the problems that one scenario poses."""
    more = (len(_SHARES) - 1) * extras.frontier + len(VARIANTS) * extras.sensitivity
    return MAIN + more, 1 + more


def one_plan(analysis: Analysis, chosen: Chosen, extras: Extras, time_budget: TimeBudget) -> Plan:
    """The best plan under a scenario.

    Raises RequestError where its decisions cannot all be kept, naming a set of them that conflicts.
    """
    scenario = chosen.scenario
    legacy = {system: assessment.legacy for system, assessment in analysis.assessments.items()}
    case = Case(analysis.estate, scenario, legacy)
    years = max(scenario.appraisal_years, LONG_APPRAISAL if extras.sensitivity else 0)
    horizon = horizon_of(analysis, scenario, years)
    weighed = weighing(analysis, horizon, analysis.reference.framework, analysis.prior)
    basis = Basis(analysis, case, weighed, horizon)
    _, table = basis.rated()
    posed = posed_problem(case, table)
    time_budget.problems.append(posed.problem)
    before = len(time_budget.cut_short)
    aimed = time_budget.aimed(scenario)
    solved = time_budget.solved(posed, "", MAIN, aimed=aimed) if not posed.unmet else None
    if solved is None or solved.schedule is None:
        raise Unkept(analysis, chosen, case, table, posed, time_budget.seconds_left).error(solved)
    plan = _explained(analysis, chosen, posed, (case, table), solved)
    known = posed.choices(solved.schedule)
    scored = {system: analysis.assessments[system] for system in analysis.order if system in legacy}
    courses = system_courses(case, weighed.projection, Ledger(posed, known), scored, analysis.request.as_of)
    plan = replace(plan, courses=courses, names=names_of(analysis))
    if extras.frontier:
        plan = _given_up(plan, tuple(_frontier((case, table), plan.objective, time_budget, known)))
    if extras.sensitivity:
        plan = _tried(plan, tuple(_sensitivity(basis, time_budget, known)))
    if time_budget.previous is not None:
        plan = replace(plan, changes=changes(plan, time_budget.previous.under(scenario.scenario)))
    return replace(
        plan,
        incomplete=lacking(analysis.incomplete, time_budget.cut_short[before:]),
        assumptions=assumptions(case, weighed.projection, analysis.request.reach_decay),
    )


def names_of(analysis: Analysis) -> dict[str, str]:
    """The names of systems and organisations by id; a name of several systems has the id beside it."""
    inventory = analysis.inventory
    organisations = {each: inventory.organisation(each).name or each for each in inventory.named}
    return {**inventory.names, **organisations, ALL: EVERYBODY}


def at_share(share: float | Decimal) -> str:
    """What the problem of a point of the frontier is called."""
    return f"at {share:.0%} of the budgets"


def under(variant: str) -> str:
    """What the problem of a variant is called."""
    return f"under {variant}"


def plan(request: Request, asked: PlanOptions) -> Planned:
    """The best plan under each scenario; without any named, under the one that the settings name.

    Raises RequestError when the request cannot be done: no scenario, a faulty one, or decisions that cannot
    all be kept.
    """
    return planned(analyse(request), asked)


def planned(analysis: Analysis, asked: PlanOptions) -> Planned:
    """The same of what is read already."""
    scenarios = asked_scenarios(analysis, asked.scenarios)
    supposed = [supposing(analysis, chosen, asked.what_ifs) for chosen in scenarios]
    weight, count = time_shares(asked.extras)
    weight, count = weight + MAIN * len(asked.what_ifs), count + len(asked.what_ifs)
    time_budget = TimeBudget(
        tolerance=asked.tolerance,
        seconds_left=asked.seconds_left,
        waiting=weight * len(scenarios),
        steps=count * len(scenarios),
        progress=asked.progress,
        previous=None if asked.previous is None else previous_plan(asked.previous, analysis.inventory),
        stay=asked.stay,
    )
    made = [one_plan(analysis, chosen, asked.extras, time_budget) for chosen in supposed]
    problems = tuple(time_budget.problems)
    plans = tuple(
        _priced(analysis, chosen, plan, asked.what_ifs, time_budget)
        for chosen, plan in zip(scenarios, made, strict=True)
    )
    return Planned(
        plans=plans,
        provenance=analysis.provenance,
        diagnostics=analysis.outline,
        handling=analysis.marking_of(named_in(plans, analysis.inventory.records)),
        cut_short=cut_short_in(plans),
        is_interrupted=time_budget.is_interrupted,
        problems=problems,
        analysis=analysis,
        scenarios=tuple(each.scenario for each in supposed),
        is_plain=_is_plain(supposed[0].scenario),
        warnings=tuple(dict.fromkeys(each for chosen in scenarios for each in chosen.warnings)),
    )


def asked_scenarios(analysis: Analysis, named: Sequence[Path]) -> list[Chosen]:
    """The scenarios in the files named, or the one that the settings name.

    Raises RequestError without one, for a faulty one, where there is no system to plan for, and where options
    require each other.
    """
    if not analysis.assessments:
        hint = "A plan is for systems of status build, live or retiring; list at least one under `systems:`."
        raise analysis.refusal("The inventory holds no system to plan for.", hint)
    paths = named or ((analysis.default_scenario,) if analysis.default_scenario else ())
    if not paths:
        hint = (
            "`legacymap init FOLDER` writes one to start from, scenario.yaml; name it with --scenario, or as "
            "`scenario` in legacymap.yaml. The least that it needs: `scenario: baseline` and "
            "`years: [2027-28, 2028-29]`."
        )
        raise analysis.refusal_of_settings("A plan needs a scenario: years, budgets and decisions.", hint)
    chosen = [chosen_scenario(path, analysis) for path in paths]
    _refuse_twice(chosen)
    _refuse_cycles(analysis)
    return chosen


def _explained(
    analysis: Analysis, chosen: Chosen, posed: PosedProblem, rated: tuple[Case, RiskTable], solved: Solved
) -> Plan:
    case, table = rated
    ledger = Ledger(posed, posed.choices(solved.schedule or ()))
    least = Ledger(posed, posed.committed)
    order = [system for system in analysis.order if system in analysis.assessments]
    left = [system for system in order if system not in ledger.choices]
    return Plan(
        as_of=analysis.request.as_of,
        provenance=analysis.provenance,
        scenario=chosen.edition,
        years=case.scenario.years,
        objective=Objective(
            solved.value,
            solved.bound,
            solved.gap,
            "optimal" if solved.status == "optimal" else "time-limit",
            solved.solver,
            solved.present_cost,
            solved.is_cost,
        ),
        actions=actions(case, posed, ledger, table, _footing(analysis, ledger)),
        not_planned=tuple(not_planned(system, case, posed, ledger) for system in left),
        budget=budget_use(ledger, case.first_year),
        tail=Tail(ledger.tail("rdel"), ledger.tail("cdel")),
        trajectory=trajectory(case, table, ledger, least),
        money=money_table(case, ledger, least, table.retired_from),
        assumptions=(),
    )


def _footing(analysis: Analysis, ledger: Ledger) -> Footing:
    impacts = {system: assessment.impact for system, assessment in analysis.assessments.items()}
    weakest_of: dict[str, list[str]] = {}
    for system, foundation in analysis.foundations.items():
        if foundation.weakest is not None:
            weakest_of.setdefault(foundation.weakest, []).append(system)
    shares = analysis.estate.shares_by_family(ledger.choices, impacts, analysis.request.reach_decay)
    return Footing(shares, weakest_of)


def _frontier(
    rated: tuple[Case, RiskTable], found: Objective, time_budget: TimeBudget, whole: Choices
) -> Iterator[FrontierPoint]:
    """The point of every share; each search begins from the plan before it, the first from `whole`."""
    case, table = rated
    known = whole
    for share in _SHARES:
        if share == _WHOLE:
            yield _point(share, found, _choices(whole, case.first_year))
            continue
        posed = posed_problem(replace(case, scenario=scaled(case.scenario, share)), table)
        solved = time_budget.solved(posed, at_share(share), known=known)
        if solved.schedule is None:
            yield FrontierPoint(float(share), None, None, None, ())
        else:
            known = posed.choices(solved.schedule)
            yield _point(share, solved, _choices(known, case.first_year))


def _point(share: Decimal, found: Objective | Solved, actions: tuple[Choice, ...]) -> FrontierPoint:
    return FrontierPoint(float(share), found.value, found.bound, found.present_cost, actions)


def _choices(chosen: Choices, first_year: int) -> tuple[Choice, ...]:
    """What is chosen as people are told it, by start, then system."""
    ordered = sorted(chosen.items(), key=lambda item: (item[1][1], item[0]))
    return tuple(Choice(system, option, first_year + start) for system, (option, start) in ordered)


def _given_up(plan: Plan, points: tuple[FrontierPoint, ...]) -> Plan:
    """The plan with its frontier, and for each action the share from which on its option is always chosen."""
    richest_first = [
        (point.share, {(choice.system, choice.option) for choice in point.actions})
        for point in reversed(points)
    ]

    def first_at(system: str, option: str) -> float | None:
        kept = [share for share, _ in takewhile(lambda each: (system, option) in each[1], richest_first)]
        return kept[-1] if kept else None

    placed = tuple(replace(each, first_at=first_at(each.system, each.option)) for each in plan.actions)
    return replace(plan, actions=placed, frontier=points)


def _sensitivity(basis: Basis, time_budget: TimeBudget, known: Choices) -> Iterator[Variant]:
    """The plan of every variant that can be posed and whose decisions can be kept."""
    first = basis.case.first_year
    for name, (case, table) in variants(basis):
        posed = posed_problem(case, table)
        if posed.unmet:
            continue
        solved = time_budget.solved(posed, under(name), known=known)
        if solved.schedule is None:
            continue
        yield Variant(name, solved.value, _choices(posed.choices(solved.schedule), first))


def _tried(plan: Plan, found: tuple[Variant, ...]) -> Plan:
    """The plan with its variants, and for each action in how many of them its option is chosen too."""
    held = [{(choice.system, choice.option) for choice in variant.actions} for variant in found]
    counted = tuple(
        replace(action, chosen_in=sum((action.system, action.option) in choices for choices in held))
        for action in plan.actions
    )
    return replace(plan, actions=counted, sensitivity=found)


def _is_plain(scenario: Scenario) -> bool:
    return not scenario.goal.is_least_cost and scenario.worth_at_most is None


def _priced(
    analysis: Analysis, chosen: Chosen, plan: Plan, what_ifs: tuple[WhatIf, ...], time_budget: TimeBudget
) -> Plan:
    """The plan with the price of each decision that was tried."""
    if not what_ifs:
        return plan
    prices = []
    for number, what_if in enumerate(what_ifs):
        others = (*what_ifs[:number], *what_ifs[number + 1 :])
        without = one_plan(analysis, supposing(analysis, chosen, others), NOTHING_MORE, time_budget)
        prices.append(price(what_if, plan, without))
    supposed = "Tried on top of the scenario: " + "; ".join(each.decision for each in what_ifs) + "."
    return replace(plan, decisions=tuple(prices), assumptions=(supposed, *plan.assumptions))


def _refuse_twice(chosen: Sequence[Chosen]) -> None:
    """Raises RequestError where two scenarios have one id."""
    first: dict[str, Chosen] = {}
    for each in chosen:
        earlier = first.setdefault(each.scenario.scenario, each)
        if earlier is not each:
            places = [earlier.where(("scenario",)), each.where(("scenario",))]
            message = f"Two scenarios have the id `{each.scenario.scenario}`, by which plans are known."
            raise RequestError(message, "Give each an id of its own, or name one file once.", places)


def _refuse_cycles(analysis: Analysis) -> None:
    """Raises RequestError where options require each other, unless that is waived or its rule turned off."""
    cycles = [
        fault
        for fault in analysis.faults
        if fault.rule == _CYCLE
        and (fault.system, RULEBOOK.code(fault)) not in analysis.waived
        and RULEBOOK.weight(fault, analysis.weights) != "off"
    ]
    if cycles:
        found = diagnostics(analysis.sources.located(cycles), {}, {_CYCLE: "error"}, RULEBOOK)
        message = "Options require each other, so no plan could start any of them."
        hint = "Or waive the finding, to plan without these options."
        raise RequestError(message, hint, listed_faults(found))

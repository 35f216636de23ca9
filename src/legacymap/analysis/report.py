"""Gathers the submission that a department hands in: the estate, its plans, and how sure all of it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.front import front_of, preferred_first
from legacymap.analysis.gaps import gaps_of
from legacymap.analysis.plan import (
    NOTHING_MORE,
    Asked,
    Extras,
    TimeBudget,
    asked_scenarios,
    one_plan,
    time_shares,
)
from legacymap.analysis.request import Request
from legacymap.analysis.roadmap import roadmap
from legacymap.analysis.saved import require_tried, saved_scenarios, taken_up
from legacymap.analysis.scan import scan_of
from legacymap.analysis.scenario import Chosen, require_statements, running_by_year
from legacymap.analysis.services import services_of
from legacymap.domain.plan import Plan, cut_short_in
from legacymap.domain.saved import Saved
from legacymap.domain.scenario import ALL, Scenario
from legacymap.domain.submission import Busy, Submission
from legacymap.reports.content.submission.figures import figure_names
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import probability_red

QUESTIONS = 20
_EVERYTHING = Extras(frontier=True, sensitivity=True)


def report(request: Request, asked: Asked, saved: Sequence[Saved] = ()) -> Submission:
    """The submission for the first scenario, with the others beside it; `asked.extras` counts for nothing.

    With `saved` plans it is written from these, the first of them the preferred one, and nothing is solved.

    Raises RequestError when the request cannot be done: no scenario, a faulty one, one that does not state
    its prices or optimism bias, decisions that cannot all be kept, or a part of the department's own that
    cannot be read or names a figure that does not exist.
    """
    analysis = analyse(request)
    if saved:
        chosen = saved_scenarios(saved, analysis, asked.scenarios)
        require_tried(saved[0], analysis, asked.scenarios)
    else:
        chosen = preferred_first(analysis, asked_scenarios(analysis, asked.scenarios))
    require_statements(chosen)
    first = chosen[0]
    names = figure_names(first.scenario.years, analysis.inventory.records, analysis.inventory.named)
    front = front_of(analysis, first, names)
    made = _taken_up(analysis, chosen, asked, saved) if saved else _made(analysis, chosen, asked)
    plans = made.plans
    scenario = chosen[0].scenario
    listed = frozenset(analysis.inventory.records)
    return Submission(
        scan=scan_of(analysis, listed),
        framework=analysis.reference.framework,
        gaps=gaps_of(analysis, listed, QUESTIONS),
        plans=plans,
        scenarios=tuple(each.scenario for each in chosen),
        expected_red=_expected_red(analysis),
        running_costs=running_by_year(analysis, scenario, plans[0]),
        busy=tuple(_busy(analysis, scenario, plans[0])),
        organisations=_organisations(analysis),
        front=front,
        services=services_of(analysis, listed),
        roadmap=roadmap(analysis, scenario, plans[0]),
        cut_short=made.cut_short,
        is_interrupted=made.is_interrupted,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """The plan of each scenario, the first with all that tries it, and what was ended early."""

    plans: tuple[Plan, ...]
    cut_short: tuple[str, ...]
    is_interrupted: bool = False


def _made(analysis: Analysis, chosen: Sequence[Chosen], asked: Asked) -> _Made:
    extras = [_EVERYTHING, *(NOTHING_MORE for _ in chosen[1:])]
    weights, counts = zip(*(time_shares(each) for each in extras), strict=True)
    time_budget = TimeBudget(
        tolerance=asked.tolerance,
        seconds_left=asked.seconds_left,
        waiting=sum(weights),
        steps=sum(counts),
        progress=asked.progress,
    )
    plans = tuple(one_plan(analysis, *pair, time_budget) for pair in zip(chosen, extras, strict=True))
    return _Made(plans, cut_short_in(plans), time_budget.is_interrupted)


def _taken_up(analysis: Analysis, chosen: Sequence[Chosen], asked: Asked, saved: Sequence[Saved]) -> _Made:
    pairs = zip(saved, chosen, strict=True)
    plans = tuple(taken_up(each, analysis, scenario, asked.scenarios) for each, scenario in pairs)
    return _Made(plans, cut_short_in(plans))


def _expected_red(analysis: Analysis) -> dict[str, float]:
    """The red systems to be expected, by prior: the one in force first."""
    framework = analysis.reference.framework
    priors = [analysis.prior, *sorted(framework.priors.keys() - {analysis.prior})]
    intervals = [intervals_of(assessment.criteria) for assessment in analysis.assessments.values()]
    return {prior: fsum(probability_red(each, framework, prior) for each in intervals) for prior in priors}


def _busy(analysis: Analysis, scenario: Scenario, plan: Plan) -> Iterator[Busy]:
    """A line for each capacity of the scenario and year of work, in the scenario's order."""
    inventory = analysis.inventory
    last = max([*scenario.years, *(action.complete for action in plan.actions)])
    within = {
        action.system: {ALL, *inventory.lineage(inventory.records[action.system].organisation)}
        for action in plan.actions
    }
    for organisation, at_most in (scenario.capacity or {}).items():
        here = [action for action in plan.actions if organisation in within[action.system]]
        for year in range(scenario.years[0], last + 1):
            under_way = sum(action.start <= year <= action.complete for action in here)
            yield Busy(organisation, year, under_way, at_most)


def _organisations(analysis: Analysis) -> dict[str, str]:
    named = {record.organisation for record in analysis.inventory.records.values()}
    names = {each: analysis.inventory.organisation(each).name for each in sorted(named)}
    return {each: name for each, name in names.items() if name}

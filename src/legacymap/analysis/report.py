"""Gathers the submission that a department hands in: the estate, its plans, and how sure all of it is."""

from collections.abc import Iterator, Sequence
from math import fsum

from legacymap.analysis.analysis import Groundwork, groundwork
from legacymap.analysis.gaps import found as gaps_found
from legacymap.analysis.plan import NOTHING_MORE, Asked, Extras, Turns, asked_scenarios, one_plan, turns_of
from legacymap.analysis.request import Request
from legacymap.analysis.scan import survey
from legacymap.analysis.scenario import Chosen, require_statements, running_costs
from legacymap.domain.plan import Plan
from legacymap.domain.scenario import ALL, Scenario
from legacymap.domain.submission import Busy, Submission
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import probability_red

QUESTIONS = 20
TIME_LIMIT_SECONDS = 600.0
_EVERYTHING = Extras(frontier=True, sensitivity=True)


def report(request: Request, asked: Asked) -> Submission:
    """The submission for the first scenario, with the others beside it; `asked.extras` counts for nothing.

    Raises RequestError when the request cannot be done: no scenario, a faulty one, one that does not state
    its prices or optimism bias, or decisions that cannot all be kept.
    """
    ground = groundwork(request)
    chosen = asked_scenarios(ground, asked.scenarios)
    require_statements(chosen)
    plans, cut_short = _plans(ground, chosen, asked)
    scenario = chosen[0].scenario
    listed = frozenset(ground.inventory.records)
    return Submission(
        survey=survey(ground, listed),
        framework=ground.materials.framework,
        gaps=gaps_found(ground, listed, QUESTIONS),
        plans=plans,
        scenarios=tuple(each.scenario for each in chosen),
        expected_red=_expected_red(ground),
        running_costs=running_costs(ground.estate, scenario, plans[0]),
        busy=tuple(_busy(ground, scenario, plans[0])),
        organisations=_organisations(ground),
        cut_short=cut_short,
    )


def _plans(ground: Groundwork, chosen: Sequence[Chosen], asked: Asked) -> tuple[tuple[Plan, ...], bool]:
    """The plan of each scenario, the first with all that tries it, and whether time ran out."""
    extras = [_EVERYTHING, *(NOTHING_MORE for _ in chosen[1:])]
    weights, counts = zip(*(turns_of(each) for each in extras), strict=True)
    turns = Turns(
        tolerance=asked.tolerance,
        seconds_left=asked.seconds_left,
        waiting=sum(weights),
        steps=sum(counts),
        progress=asked.progress,
    )
    plans = tuple(one_plan(ground, *pair, turns) for pair in zip(chosen, extras, strict=True))
    return plans, turns.cut_short


def _expected_red(ground: Groundwork) -> dict[str, float]:
    """The red systems to be expected, by prior: the one in force first."""
    framework = ground.materials.framework
    priors = [ground.prior, *sorted(framework.priors.keys() - {ground.prior})]
    intervals = [intervals_of(assessment.criteria) for assessment in ground.assessments.values()]
    return {prior: fsum(probability_red(each, framework, prior) for each in intervals) for prior in priors}


def _busy(ground: Groundwork, scenario: Scenario, plan: Plan) -> Iterator[Busy]:
    """A line for each capacity of the scenario and year of work, in the scenario's order."""
    inventory = ground.inventory
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


def _organisations(ground: Groundwork) -> dict[str, str]:
    named = {record.organisation for record in ground.inventory.records.values()}
    names = {each: ground.inventory.organisation(each).name for each in sorted(named)}
    return {each: name for each, name in names.items() if name}

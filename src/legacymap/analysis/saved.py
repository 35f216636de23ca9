"""Takes a saved plan up again: everything that it says is worked out anew, but nothing is solved.

So a document written from a saved plan shows what one written with it would have shown, and a plan that does
not follow from the inventory and the scenario is refused.
"""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from math import fsum, inf
from pathlib import Path

from legacymap.analysis.analysis import Analysis
from legacymap.analysis.plan import Extras, TimeBudget, asked_scenarios, at_share, one_plan, under
from legacymap.analysis.scenario import Chosen
from legacymap.domain.documents import as_json
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Plan
from legacymap.planning.formulation import Outcome, Solved
from legacymap.planning.judge import breaches
from legacymap.planning.posing import PosedProblem
from legacymap.planning.problem import Problem, Schedule
from legacymap.reading.saved import Saved, SavedChoice, SavedPlan

_VERSION = "legacymap"


def saved_scenarios(saved: Sequence[Saved], analysis: Analysis, named: Sequence[Path]) -> list[Chosen]:
    """The scenario of each saved plan, in their order: of those named, else of those known to the inventory.

    Raises RequestError where one is not among them, and where a plan was made from something else.
    """
    for each in saved:
        _require_same_sources(each, analysis, named)
    known = asked_scenarios(analysis, named) if named else _known(analysis)
    by_hash = {chosen.edition.sha256: chosen for chosen in known}
    found = []
    for each in saved:
        scenario = each.plan.scenario
        if scenario.sha256 not in by_hash:
            changed = any(chosen.edition.id == scenario.id for chosen in known)
            what = "has changed since" if changed else "is not among those named or found"
            raise RequestError(
                f"The plan was made under the scenario `{scenario.id}`, which {what}.",
                _anew(analysis, named) if changed else "Name its file with --scenario.",
            )
        found.append(by_hash[scenario.sha256])
    return found


def taken_up(saved: Saved, analysis: Analysis, chosen: Chosen, files: Sequence[Path]) -> Plan:
    """The plan as `legacymap plan` made it; RequestError where it does not follow from its sources."""
    plan = saved.plan
    extras = Extras(plan.frontier is not None, plan.sensitivity is not None)
    time_budget = TimeBudget(0.0, lambda: inf, 1, 1, answer=_Answers(plan, chosen.scenario.years[0]).solved)
    try:
        made = one_plan(analysis, chosen, extras, time_budget)
    except _StrangeError as strange:
        raise _refused(str(strange), analysis, files) from None
    written = as_json(made)
    differing = [
        key for key in sorted(written.keys() | saved.document.keys()) if not _same(key, written, saved)
    ]
    if differing:
        what = f"what it says under {listed([f'`{key}`' for key in differing], 'and')} is something else"
        raise _refused(what, analysis, files)
    return made


def require_tried(saved: Saved, analysis: Analysis, files: Sequence[Path]) -> None:
    """Raises RequestError for a plan that was not tried at other budgets and under other assumptions."""
    lacking = [
        flag
        for flag, part in (("--frontier", saved.plan.frontier), ("--sensitivity", saved.plan.sensitivity))
        if part is None
    ]
    if lacking:
        raise RequestError(f"The plan was made without {listed(lacking, 'and')}.", _anew(analysis, files))


def _known(analysis: Analysis) -> list[Chosen]:
    """Every scenario below the inventory's paths, or named by its settings, that is without fault."""
    paths = [file.path for file in analysis.scenario_files]
    if analysis.default_scenario is not None:
        paths.insert(0, analysis.default_scenario)
    found = []
    for path in dict.fromkeys(paths):
        try:
            found += asked_scenarios(analysis, [path])
        except RequestError:
            if path == analysis.default_scenario:
                raise
    return found


def _require_same_sources(saved: Saved, analysis: Analysis, files: Sequence[Path]) -> None:
    day = analysis.request.as_of
    if saved.plan.as_of != day:
        raise RequestError(
            f"The plan is as of {saved.plan.as_of}, and this is to be as of {day}.",
            "Leave --as-of out: the day of the plan is taken.",
        )
    now, then = as_json(analysis.provenance), saved.document["provenance"]
    before = then if isinstance(then, dict) else {}
    if before.get("inventory_sha256") != now["inventory_sha256"]:
        raise RequestError("The plan was made from another state of the inventory.", _anew(analysis, files))
    differing = [key for key in now if key != _VERSION and before.get(key) != now[key]]
    if differing:
        words = {"reach_decay": "reach decay", "lifecycle": "catalogue of support dates"}
        named = listed([f"another {words.get(key, key)}" for key in differing], "and")
        raise RequestError(f"The plan was made with {named}.", _anew(analysis, files))


def _same(key: str, written: dict[str, object], saved: Saved) -> bool:
    """Whether a key says the same; which version of legacymap wrote it is another matter."""
    if key == "provenance":  # compared already
        return True
    return key in written and key in saved.document and written[key] == saved.document[key]


def _refused(why: str, analysis: Analysis, files: Sequence[Path]) -> RequestError:
    return RequestError(
        "The plan does not follow from this inventory and scenario with these flags and this version of "
        f"legacymap: {why}.",
        _anew(analysis, files),
    )


def _anew(analysis: Analysis, files: Sequence[Path]) -> str:
    request = analysis.request
    words = ["legacymap", "plan", *map(str, request.paths)]
    for file in files:
        words += ["--scenario", str(file)]
    words += ["--frontier", "--sensitivity", "--as-of", str(request.as_of), "-o", "plan.json"]
    return f"Make it anew: {shlex.join(words)}"


class _StrangeError(Exception):
    """A choice of a saved plan that its problem does not know, or that breaks a promise of it."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the saved plan answers to each problem that it poses; years count from `first_year`."""

    plan: SavedPlan
    first_year: int

    def solved(self, posed: PosedProblem, what: str) -> Solved:
        plan = self.plan
        if not what:
            found = self._solved(posed, plan.actions, plan.objective.bound, plan.objective.status)
            cut_short = plan.incomplete.cut_short if plan.incomplete else ()
            return replace(found, cut_short=cut_short)
        for point in plan.frontier or ():
            if what == at_share(point.share) and point.value is not None:
                return self._solved(posed, point.actions, point.bound, "optimal")
        for variant in plan.sensitivity or ():
            if what == under(variant.variant):
                return self._solved(posed, variant.actions, None, "optimal")
        return Solved(None, 0.0, 0.0, "infeasible", 0.0, plan.objective.solver)

    def _solved(
        self, posed: PosedProblem, actions: Sequence[SavedChoice], bound: float | None, status: Outcome
    ) -> Solved:
        chosen = {each.system: (each.option, each.start - self.first_year) for each in actions}
        schedule = posed.schedule(chosen)
        if schedule is None or len(posed.choices(schedule)) != len(actions):
            raise _StrangeError("one of its actions cannot be chosen here")
        broken = breaches(posed.problem, schedule)
        if broken:
            raise _StrangeError(broken[0])
        value, cost = _sums(posed.problem, schedule)
        sought = cost if posed.is_least_cost else value
        return Solved(
            schedule, sought, sought if bound is None else bound, status, cost, self.plan.objective.solver,
            is_cost=posed.is_least_cost,
        )  # fmt: skip


def _sums(problem: Problem, schedule: Schedule) -> tuple[float, float]:
    """Value and present cost."""
    chosen = [(problem.jobs[job], start) for job, start in schedule]
    value = fsum(job.value(start) for job, start in chosen)
    return value, fsum(job.present_cost(start) for job, start in chosen)

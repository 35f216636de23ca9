"""The optimal planner: relaxation, rounding, windows decided anew, and a search until the gap is closed.

The relaxation gives the bound and reduced values; schedules rounded from it are improved by deciding anew,
exactly, what is done in a few years at a time or what is nearest to the margin; where the gap is still too
wide and the problem not too large, the whole program is searched, less what the reduced values prove to be in
no better plan. Then the cheapest plan of nearly that value is sought (see `ties`). All is bounded by work;
the seconds are a guard.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from math import inf

import numpy as np

from legacymap.planning.formulation import Formulation, Incumbent, Reached, Solved, infeasible, outcome
from legacymap.planning.judge import breaches
from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Problem, Schedule
from legacymap.planning.relaxation import relaxations, solve
from legacymap.planning.solver import Effort, Floats, SecondsLeft, Truths, version
from legacymap.planning.ties import NO_PREFERENCE, Preference, cheapest
from legacymap.planning.timetable import Timetable, greedy, listed, roundings, shift

SEARCH = "the search for the plan of most value"
_MANY_ARCS = 60_000
_EXACT = 700
"""Columns up to which the optimum itself is sought, whatever the tolerance."""
_WIDE = 3_000
"""Columns from which on years are decided anew a few at a time."""
_WHOLLY = 1e-6
_WINDOW_COLUMNS = 2_500
_HASTY_NODES = 200
_WINDOW_NODES = 30
_PASSES = 6
_LEAST_SECONDS = 5.0
_SHARES = 15
_CORES = ((200, 200), (600, 20))
"""How many columns are decided anew together, and for how many nodes."""
_LARGE = 8_000
"""Columns from which on those nearest to the margin are decided first, with the rest as relaxed."""
_LARGE_CORES = ((_LARGE, 2_000, 50), (40_000, 4_000, 20), (80_000, 8_000, 10))
"""From how many columns on how many are so decided, and for how many nodes."""
_NEAR = 0.01
"""The gap up to which a large search looks for a proof only: it has a good plan already."""
_WORK = 1e8
"""Entries times nodes of the search of the whole program."""
_WHOLE = 600_000
"""Entries up to which the whole program is searched."""
_GREEDY = "closure-greedy"
Planner = Callable[[Problem, float, SecondsLeft], Solved]


def plan(
    problem: Problem,
    tolerance: float,
    seconds_left: SecondsLeft,
    preference: Preference = NO_PREFERENCE,
    known: Schedule | None = None,
) -> Solved:
    """The plan of greatest value to the tolerance, and of those the one that the tie rule prefers.

    `known`: a schedule to begin from, where it is a plan. An interruption ends with the best so far.
    """
    solver = version()
    formulation = formulate(problem)
    if formulation is None:
        return infeasible(solver)
    best: list[Incumbent] = [Incumbent(formulation, np.zeros(len(formulation)))]
    interrupted = False
    try:
        found = _searched(best[0], tolerance, seconds_left, known, best.append)
        if found is None:
            return infeasible(solver)
        best.append(found)
        if found.chosen is not None:
            best.append(cheapest(found.settled(), tolerance, seconds_left, preference))
    except KeyboardInterrupt:
        interrupted = True
        best[-1] = best[-1].timed_out(SEARCH)
    solved = outcome(best[-1], tolerance, solver)
    return _judged(problem, replace(solved, is_interrupted=interrupted))


def is_possible(problem: Problem, seconds_left: SecondsLeft) -> bool | None:
    """Whether some plan keeps all decisions; None when the time ran out before that was known."""
    formulation = formulate(problem)
    if formulation is None:
        return False
    first = greedy(formulation)
    if first is not None and formulation.is_plan(first.columns()):
        return True
    program = formulation.program.maximising(np.zeros(len(formulation)))
    found = solve(formulation, program, Effort(), seconds_left)
    if found.chosen is not None:
        return True
    return False if found.state == "infeasible" else None


def greedily(problem: Problem, tolerance: float, _seconds_left: SecondsLeft) -> Solved:
    """A plan at once: a start together with all that it still needs, most value for its cost first.

    It has no proof: its bound is what every system would give alone. The optimum is measured against it.
    """
    formulation = formulate(problem)
    if formulation is None:
        return infeasible(_GREEDY)
    incumbent = Incumbent(formulation, np.zeros(len(formulation)))
    first = greedy(formulation)
    incumbent = incumbent.with_plan(None if first is None else first.columns())
    alone = next(relaxations(formulation, _no_time))
    return outcome(incumbent.with_bound(alone.bound), tolerance, _GREEDY)


def _judged(problem: Problem, solved: Solved) -> Solved:
    """The answer, once the judge has passed it."""
    broken = breaches(problem, solved.schedule) if solved.schedule is not None else ()
    if broken:
        raise AssertionError(f"The plan breaks a promise: {broken[0]}.")
    return solved


def _searched(
    incumbent: Incumbent,
    tolerance: float,
    seconds_left: SecondsLeft,
    known: Schedule | None,
    reached: Reached,
) -> Incumbent | None:
    """The incumbent after all searches; None where there is proven to be no plan."""
    formulation = incumbent.formulation
    aim = 0.0 if len(formulation) <= _EXACT else tolerance
    if known is not None:
        incumbent = incumbent.with_plan(formulation.columns(known))
    relaxed = _relaxed(incumbent, aim, seconds_left, reached)
    if relaxed is None or relaxed.is_within(aim):
        return relaxed
    incumbent = relaxed
    if len(formulation) >= _WIDE and formulation.is_cumulative:
        for better in _windows(incumbent, aim, seconds_left):
            incumbent = better
            reached(incumbent)
    elif _is_large(formulation):
        incumbent = _near_relaxation(incumbent, aim, seconds_left)
        reached(incumbent)
    for size, nodes in _CORES:
        if incumbent.chosen is None or incumbent.is_within(aim) or 4 * size > len(formulation):
            continue
        effort = Effort(aim, nodes, is_brief=True)
        incumbent = _decided_anew(incumbent, _doubtful(incumbent, size), effort, seconds_left)
        reached(incumbent)
    if incumbent.is_within(aim):
        return incumbent
    return _closed(incumbent, aim, seconds_left)


def _relaxed(
    incumbent: Incumbent, aim: float, seconds_left: SecondsLeft, reached: Reached
) -> Incumbent | None:
    """What the greedy planner and roundings of relaxations give; None where there is no plan."""
    formulation = incumbent.formulation
    if not _is_heavy(formulation):
        first = greedy(formulation)
        incumbent = incumbent.with_plan(None if first is None else first.columns())
    rounding = 0.0

    def spared() -> float:
        return seconds_left() - rounding

    for number, relaxed in enumerate(relaxations(formulation, spared)):
        if relaxed.is_infeasible:
            return None
        if relaxed.bound <= incumbent.bound:
            incumbent = replace(
                incumbent.with_bound(relaxed.bound),
                reduced=relaxed.reduced,
                priced=relaxed.bound,
                relaxed=relaxed.x,
            )
        if relaxed.late:
            incumbent = incumbent.timed_out(SEARCH)
        if (
            relaxed.x is not None
            and (relaxed.is_final or number in {1, 2, 4})
            and not incumbent.is_within(aim)
        ):
            begun = seconds_left()
            incumbent = _with_roundings(incumbent, relaxed.x, aim, is_one=_is_large(formulation))
            rounding = begun - seconds_left()
        reached(incumbent)
    if seconds_left() <= 0 and not incumbent.is_within(aim):
        incumbent = incumbent.timed_out(SEARCH)
    return incumbent


def _is_heavy(formulation: Formulation) -> bool:
    return len(formulation.arcs) > _MANY_ARCS


def _is_large(formulation: Formulation) -> bool:
    return len(formulation) >= _LARGE and not formulation.is_cumulative


def _with_roundings(incumbent: Incumbent, done: Floats, aim: float, *, is_one: bool = False) -> Incumbent:
    """The incumbent with the best of the schedules near a relaxation, or with one, up to the first in aim."""
    for timetable in _rounded(incumbent, done, is_one=is_one):
        shift(timetable)
        incumbent = incumbent.with_plan(timetable.columns())
        if incumbent.is_within(aim):
            break
    return incumbent


def _rounded(incumbent: Incumbent, done: Floats, *, is_one: bool) -> Iterator[Timetable]:
    formulation = incumbent.formulation
    x = formulation.started(done)
    if len(formulation.arcs) and not is_one:
        timetable = listed(formulation, x)
        if timetable is not None:
            yield timetable
    if not _is_heavy(formulation):
        by_value = formulation.in_starts(incumbent.reduced) if incumbent.reduced.any() else formulation.value
        yield from islice(roundings(formulation, x, by_value), 1 if is_one else None)


def _windows(incumbent: Incumbent, aim: float, seconds_left: SecondsLeft) -> Iterator[Incumbent]:
    """Better incumbents, from deciding anew what is done in a few years at a time, while that helps."""
    formulation = incumbent.formulation
    years = formulation.problem.years
    width, idle = 2, 0
    for number in range(_PASSES):
        # The first pass is quick, so that a short time limit has one too; the others are thorough.
        nodes, is_hasty = (_WINDOW_NODES, False) if number else (_HASTY_NODES, True)
        before = incumbent.value
        for first in range(0, max(years - width + 1, 1), max(width - 1, 1)):
            if incumbent.chosen is None or incumbent.is_within(aim):
                return
            if seconds_left() <= 0:
                yield incumbent.timed_out(SEARCH)
                return
            free = _window(incumbent, first, first + width - 1)
            if not free.any():
                continue
            effort = Effort(aim, nodes, is_brief=True, is_hasty=is_hasty)
            incumbent = _decided_anew(incumbent, free, effort, seconds_left)
            yield incumbent
        if incumbent.value - before <= 1e-4 * abs(incumbent.bound):
            width, idle = width + 1, idle + 1
            if idle > 2 or width > years:
                return


def _window(incumbent: Incumbent, first: int, last: int) -> Truths:
    """What may be decided anew: the starts of jobs that now start within these years, or never."""
    formulation = incumbent.formulation
    never = formulation.problem.years
    now = np.full(len(formulation.problem.jobs), never)
    now[formulation.job[incumbent.columns()]] = formulation.start[incumbent.columns()]
    here = now[formulation.job]
    is_end = last >= never - 1
    within = (here >= first) & ((here <= last) | is_end)
    free: Truths = within & (formulation.start >= first) & ((formulation.start < last) | is_end)
    if int(free.sum()) > _WINDOW_COLUMNS and len(incumbent.reduced):
        order = np.argsort(np.where(free, np.abs(incumbent.reduced), np.inf), kind="stable")
        free = np.zeros(len(free), np.bool_)
        free[order[:_WINDOW_COLUMNS]] = True
    return free


def _doubtful(incumbent: Incumbent, size: int) -> Truths:
    """So many of what is done by a year that are nearest to the margin."""
    free = np.zeros(len(incumbent.formulation), np.bool_)
    free[np.argsort(np.abs(incumbent.reduced), kind="stable")[:size]] = True
    return free


def _near_relaxation(incumbent: Incumbent, aim: float, seconds_left: SecondsLeft) -> Incumbent:
    """The incumbent after a search of the columns nearest to the margin, the others as relaxed.

    Relaxations of large problems leave little open; what a rounding gets wrong lies near the margin.
    """
    if incumbent.relaxed is None:
        return incumbent
    x = incumbent.relaxed
    whole = np.round(x)
    for least, size, nodes in _LARGE_CORES:
        if not incumbent.is_within(aim) and len(x) >= least:
            free: Truths = _doubtful(incumbent, size) | (np.abs(x - whole) > _WHOLLY)
            effort = Effort(aim, nodes, seconds=seconds_left() / 2)
            incumbent = _decided_anew(incumbent, free, effort, seconds_left, whole)
    return incumbent if incumbent.is_within(aim) else _with_roundings(incumbent, x, aim)


def _decided_anew(
    incumbent: Incumbent,
    free: Truths,
    effort: Effort,
    seconds_left: SecondsLeft,
    held: Floats | None = None,
) -> Incumbent:
    """The incumbent after a search in which only some columns are free; others stay as chosen, or held."""
    formulation = incumbent.formulation
    program = formulation.program
    done = formulation.point(incumbent.columns()) if held is None else held
    lower = np.where(free, program.lower, done)
    upper = np.where(free, program.upper, done)
    goal = max(effort.gap, 1e-4) * max(incumbent.value, 0.0) / formulation.scale / 10
    # One search of many must not eat the time of all: a guard, seldom reached.
    longest = max(_LEAST_SECONDS, seconds_left() / _SHARES)
    effort = replace(effort, gap=goal, seconds=longest if effort.seconds == inf else effort.seconds)
    known = incumbent.chosen if held is None else None
    found = solve(formulation, program.within(lower, upper), effort, seconds_left, known)
    incumbent = incumbent.with_plan(found.chosen)
    return incumbent.timed_out(SEARCH) if found.late else incumbent


def _closed(incumbent: Incumbent, aim: float, seconds_left: SecondsLeft) -> Incumbent | None:
    """The incumbent after a search of all columns that could be in a better plan; None: there is none."""
    formulation = incumbent.formulation
    program = formulation.program
    if incumbent.chosen is not None:
        program = program.within(*incumbent.bounds(incumbent.value))
    small, _ = program.reduced()
    entries = 1 if small is None else max(len(small.rows.column), 1)
    if entries > _WHOLE and incumbent.chosen is not None:
        return incumbent
    goal = aim * max(incumbent.value, 0.0) / formulation.scale
    is_near = _is_large(formulation) and incumbent.is_within(_NEAR)
    effort = Effort(goal, int(min(max(_WORK / entries, 20), 50_000)), is_brief=is_near)
    found = solve(formulation, program, effort, seconds_left, incumbent.chosen)
    incumbent = incumbent.with_plan(found.chosen)
    if found.state == "infeasible" and incumbent.chosen is None:
        return None
    if incumbent.chosen is not None:
        margin = 1e-10 * abs(found.bound)
        incumbent = incumbent.with_bound(max((found.bound + margin) * formulation.scale, incumbent.value))
    elif np.isfinite(found.bound):
        incumbent = incumbent.with_bound((found.bound + 1e-9) * formulation.scale)
    return incumbent.timed_out(SEARCH) if found.late else incumbent


def _no_time() -> float:
    return 0.0


PLANNERS: Mapping[str, Planner] = {"optimal": plan, _GREEDY: greedily}

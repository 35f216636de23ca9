"""Among plans of nearly the same value, the one that the tie rule prefers (method, section 6).

The value asked for is the bound less the tolerance, or the best value found where that was not reached. Of
the plans that reach it: least present cost, then most value, then fewest changes from the previous plan
(without one: fewest actions), then the first systems, options and starts by id; with `stay`, fewest changes
first. Small problems are decided exactly: the cheapest plan is sought, and whether another equals it; only
where one does are the further levels asked. Large ones are searched for so many nodes and then trimmed,
action by action.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from legacymap.domain.frozen import dataclass
from legacymap.planning.formulation import NONE, SAME, Formulation, Incumbent, gap, value_of
from legacymap.planning.problem import Schedule
from legacymap.planning.relaxation import Found, solve
from legacymap.planning.solver import Effort, Floats, Ints, Program, Rows, SecondsLeft
from legacymap.planning.timetable import Timetable

TIES = "the search for the cheapest plan of the same value"
_EXACT = 200
"""Free columns up to which ties are decided exactly."""
_SEARCHED = 2500
_NODES = 50
_EXACT_NODES = 2_000
_BLOCK = 16
"""Columns whose order is decided at once, by weights that are powers of two."""


@dataclass(frozen=True, slots=True)
class Preference:
    """A previous schedule to stay near to, and what share of the best value may be given up for that.

    `allowed` is the share that may be given up for a lower cost; None: as much as the tolerance.
    """

    previous: Schedule | None = None
    stay: float | None = None
    allowed: float | None = None


NO_PREFERENCE = Preference()


@dataclass(frozen=True, slots=True)
class Enough:
    """What value is enough: within the tolerance of the bound, or that of the best plan known."""

    value: float
    bound: float
    tolerance: float

    @classmethod
    def of(cls, incumbent: Incumbent, tolerance: float, stay: float | None = None) -> "Enough":
        """What is enough beside this incumbent; with `stay`, so much less than the best value is too."""
        if stay is not None:
            return cls(incumbent.value - stay * abs(incumbent.value), incumbent.value, stay)
        bound = incumbent.bound if incumbent.is_within(tolerance) else incumbent.value
        allowed = tolerance if incumbent.is_within(tolerance) else 0.0
        return cls(bound - allowed * abs(bound), bound, allowed)

    def holds(self, value: float) -> bool:
        """Whether a value is enough, exactly as the plan's status is judged."""
        return gap(value, self.bound) <= self.tolerance


def cheapest(
    incumbent: Incumbent, tolerance: float, seconds_left: SecondsLeft, preference: Preference
) -> Incumbent:
    """The incumbent with the plan that the tie rule prefers; its bound stays."""
    formulation = incumbent.formulation
    allowed = tolerance if preference.allowed is None else preference.allowed
    enough = Enough.of(incumbent, allowed, preference.stay)
    lower, upper = incumbent.bounds(enough.value)
    program = formulation.program.within(lower, upper).with_rows(
        _row(formulation.in_variables(-formulation.value / formulation.scale), -_floor(enough, formulation))
    )
    free = int((upper > lower).sum())
    changes = _changes(formulation, preference.previous)
    if free <= _EXACT:
        return _exact(incumbent, program, (enough, changes, preference.stay is not None), seconds_left)
    goals = [_unitary(formulation.cost)]
    if preference.stay is not None:
        goals.insert(0, changes)
    if free <= _SEARCHED:
        goal = formulation.in_variables(
            -sum(goals[1:], goals[0] * (len(changes) + 1.0 if len(goals) > 1 else 1.0))
        )
        effort = Effort(1e-7, _NODES)
        found = solve(formulation, program.maximising(goal), effort, seconds_left, incumbent.chosen)
        incumbent = _better(incumbent, found, enough, goals)
    if preference.stay is not None:
        return incumbent
    return _chosen(incumbent, _trimmed(formulation, incumbent.columns(), enough.holds))


def _floor(enough: Enough, formulation: Formulation) -> float:
    return (enough.value - SAME / 2 * abs(enough.value)) / formulation.scale


def _row(entries: Floats, limit: float) -> Rows:
    used = np.flatnonzero(entries)
    return Rows(np.array([0, len(used)]), used, entries[used], np.array([limit]))


def _changes(formulation: Formulation, previous: Schedule | None) -> Floats:
    """How much each column adds to the changes from a previous schedule; one that keeps to it takes 1 off."""
    found = np.ones(len(formulation))
    systems = {formulation.problem.jobs[job].system: (job, start) for job, start in previous or ()}
    for system, choice in systems.items():
        for job, columns in formulation.columns_of.items():
            if formulation.problem.jobs[job].system == system:
                for column in columns:
                    same = (job, int(formulation.start[column])) == choice
                    found[column] = -1.0 if same else 0.0
    return found


def _better(incumbent: Incumbent, found: Found, enough: Enough, goals: list[Floats]) -> Incumbent:
    """The incumbent with what was found, where that is worth enough and no worse by the goals."""
    if found.late:
        incumbent = incumbent.timed_out(TIES)
    if found.chosen is None or not enough.holds(value_of(incumbent.formulation, found.chosen)):
        return incumbent
    new = [float(goal[found.chosen].sum()) for goal in goals]
    old = [float(goal[incumbent.columns()].sum()) for goal in goals]
    return _chosen(incumbent, found.chosen) if new < old else incumbent


def _exact(
    incumbent: Incumbent, program: Program, rule: tuple[Enough, Floats, bool], seconds_left: SecondsLeft
) -> Incumbent:
    """The incumbent with the first plan by the rule; the best known where work or time did not suffice."""
    enough, changes, stays = rule
    formulation = incumbent.formulation
    cost = _unitary(formulation.cost)
    levels = [cost, -formulation.value / formulation.scale, changes]
    if stays:
        levels = [changes, *levels[:2]]
    best = incumbent.columns()
    for number, level in enumerate(levels):
        found = solve(
            formulation,
            program.maximising(formulation.in_variables(-level)),
            Effort(0.0, _EXACT_NODES),
            seconds_left,
            best,
        )
        if (
            found.chosen is None
            or found.state != "optimal"
            or not enough.holds(value_of(formulation, found.chosen))
        ):
            incumbent = incumbent.timed_out(TIES) if found.late else incumbent
            return _chosen(
                incumbent, _trimmed(formulation, best, enough.holds) if number == 0 and not stays else best
            )
        best = found.chosen
        reached = float(level[best].sum())
        program = program.with_rows(
            _row(formulation.in_variables(level), reached + SAME / 2 * max(abs(reached), SAME))
        )
        if number in {0, len(levels) - 1}:
            other = _another(formulation, program, best, seconds_left)
            if other.chosen is None:
                return _chosen(incumbent.timed_out(TIES) if other.late else incumbent, best)
    first = _first(formulation, program, best, seconds_left)
    if isinstance(first, Found):
        return _chosen(incumbent.timed_out(TIES) if first.late else incumbent, best)
    return _chosen(incumbent, first)


def _another(formulation: Formulation, program: Program, best: Ints, seconds_left: SecondsLeft) -> Found:
    """Another plan that keeps all rows of the program, if there is one that the work allowed finds."""
    other = np.where(np.isin(np.arange(len(formulation)), best), 1.0, -1.0)
    rows = _row(formulation.in_variables(other), len(best) - 1.0)
    nothing = np.zeros(len(formulation))
    effort = Effort(0.0, _EXACT_NODES)
    return solve(formulation, program.maximising(nothing).with_rows(rows), effort, seconds_left)


def _first(formulation: Formulation, program: Program, best: Ints, seconds_left: SecondsLeft) -> Ints | Found:
    """Of the solutions of a program the one with the earliest columns; or how the search ended."""
    places = np.flatnonzero((program.upper > 0) | formulation.is_cumulative)
    decided: list[tuple[int, float]] = []
    for begin in range(0, len(places), _BLOCK):
        block = places[begin : begin + _BLOCK]
        weight = np.zeros(len(formulation))
        weight[block] = 0.5 ** np.arange(1, len(block) + 1)
        found = solve(
            formulation,
            program.maximising(formulation.in_variables(weight)),
            Effort(0.0, _EXACT_NODES),
            seconds_left,
            best,
        )
        if found.chosen is None or found.state != "optimal":
            return found
        best = found.chosen
        decided = [(column, 1.0 if column in set(best.tolist()) else 0.0) for column in block.tolist()]
        program = program.with_rows(_as_decided(formulation, decided))
    return best


def _as_decided(formulation: Formulation, decided: list[tuple[int, float]]) -> Rows:
    """Rows that hold columns at what has been decided of them."""
    sign = np.array([-1.0 if chosen else 1.0 for _, chosen in decided])
    limit = np.array([-1.0 if chosen else 0.0 for _, chosen in decided])
    column = np.array([column for column, _ in decided], dtype=np.int64)
    return formulation.rows_of_starts(Rows(np.arange(len(decided) + 1), column, sign, limit))


def _trimmed(formulation: Formulation, chosen: Ints, is_enough: Callable[[float], bool]) -> Ints:
    """The columns after every saving that leaves enough value, the most saved for the value lost first."""
    timetable = Timetable(formulation)
    for column in chosen.tolist():
        timetable.put(column)
    value = value_of(formulation, chosen)
    changed = True
    while changed:
        changed = False
        for _, now, then in sorted(_savings(timetable, value, is_enough)):
            loss = _loss(timetable, now, then)
            if timetable.of_system.get(timetable.system[now]) != now or not is_enough(value - loss):
                continue
            if _made(timetable, now, then):
                value -= loss
                changed = True
    columns = timetable.columns()
    return columns if is_enough(value_of(formulation, columns)) and formulation.is_plan(columns) else chosen


def _savings(
    timetable: Timetable, value: float, is_enough: Callable[[float], bool]
) -> Iterator[tuple[float, int, int]]:
    """Every cheaper start of a system that is chosen, or none at all, that leaves enough value."""
    formulation = timetable.formulation
    cost: list[float] = formulation.cost.tolist()
    for now in sorted(timetable.of_system.values()):
        if formulation.forced[now]:
            continue
        for then in (NONE, *formulation.columns_of_system[timetable.system[now]]):
            saved = cost[now] - (cost[then] if then != NONE else 0.0)
            loss = _loss(timetable, now, then)
            if saved > 0 and is_enough(value - loss):
                yield (-saved / max(loss, 1e-12), now, then)


def _loss(timetable: Timetable, now: int, then: int) -> float:
    return timetable.value[now] - (timetable.value[then] if then != NONE else 0.0)


def _made(timetable: Timetable, now: int, then: int) -> bool:
    """Makes a move if limits and links allow it."""
    if then != NONE:
        return timetable.moved(now, then)
    if timetable.is_needed(now):
        return False
    timetable.remove(now)
    return True


def _unitary(amounts: Floats) -> Floats:
    largest = float(np.abs(amounts).max(initial=0.0))
    return amounts / largest if largest else amounts


def _chosen(incumbent: Incumbent, chosen: Ints) -> Incumbent:
    return replace(incumbent, chosen=chosen, value=value_of(incumbent.formulation, chosen))

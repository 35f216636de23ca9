"""Better schedules near a good one: better starts, and the doubtful systems decided anew together."""

import numpy as np

from legacymap.planning.former.bound import Priced
from legacymap.planning.former.columns import Floats, Ints
from legacymap.planning.former.formulation import Formulation
from legacymap.planning.former.program import Program
from legacymap.planning.former.timetable import NONE, Timetable


def shift(timetable: Timetable) -> None:
    """Gives every system its most valuable column that the others allow, until none is better."""
    formulation = timetable.formulation
    columns = formulation.columns
    edges = [*columns.first.tolist(), len(columns)]
    improved = True
    while improved:
        improved = False
        for system, begin in enumerate(edges[:-1]):
            now = timetable.chosen[system]
            if now != NONE and columns.fixed[now]:
                continue
            improved |= _better(timetable, system, range(begin, edges[system + 1]))


def _better(timetable: Timetable, system: int, some: range) -> bool:
    now = timetable.chosen[system]
    value = timetable.formulation.columns.value
    least = 0.0 if now == NONE else float(value[now])
    able = [column for column in some if value[column] > least]
    if not able:
        return False
    if now != NONE:
        timetable.remove(now)
    for column in sorted(able, key=lambda column: (-value[column], column)):
        if (
            timetable.fits(column)
            and timetable.is_allowed(column)
            and not timetable.is_needed(system, column)
        ):
            timetable.put(column)
            return True
    if now != NONE:
        timetable.put(now)
    return False


def core(formulation: Formulation, prices: Priced, chosen: Ints, size: int) -> Program:
    """The program in which only the columns nearest to the margin are free; the others stay as chosen."""
    program = formulation.program
    taken = np.zeros(len(formulation.columns), dtype=np.bool_)
    taken[chosen] = True
    free = np.zeros(len(taken), dtype=np.bool_)
    free[np.argsort(doubt(formulation, prices), kind="stable")[:size]] = True
    free &= ~formulation.columns.fixed
    return program.within((taken & ~free).astype(np.float64), (taken | free).astype(np.float64))


def doubt(formulation: Formulation, prices: Priced) -> Floats:
    """How much worse each column is than the best other choice of its system, or that best is than it."""
    columns = formulation.columns
    ends = np.append(columns.first[1:], len(columns))
    result = prices.worse.copy()
    for begin, end in zip(columns.first.tolist(), ends.tolist(), strict=True):
        part = prices.reduced[begin:end]
        best = int(part.argmax())
        others = max(0.0, float(np.delete(part, best).max(initial=0.0)))
        result[begin + best] = abs(float(part[best]) - others)
    return result

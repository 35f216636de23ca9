"""A plan made cheaper without a solver: what costs much and buys little is moved or dropped."""

from collections.abc import Callable

from legacymap.planning.former.columns import Ints
from legacymap.planning.former.formulation import Formulation
from legacymap.planning.former.outcome import worth
from legacymap.planning.former.timetable import NONE, Timetable

Move = tuple[float, int, int]


def trimmed(formulation: Formulation, chosen: Ints, is_enough: Callable[[float], bool]) -> Ints:
    """The columns after every saving that leaves enough value, the most saved for the value lost first."""
    timetable = Timetable(formulation)
    for column in chosen.tolist():
        timetable.put(column)
    value = worth(formulation, chosen)
    changed = True
    while changed:
        changed = False
        for _, now, then in _savings(timetable, value, is_enough):
            loss = _loss(formulation, now, then)
            if timetable.chosen[formulation.columns.system[now]] != now or not is_enough(value - loss):
                continue
            if _made(timetable, now, then):
                value -= loss
                changed = True
    columns = timetable.columns()
    return columns if is_enough(worth(formulation, columns)) else chosen


def _savings(timetable: Timetable, value: float, is_enough: Callable[[float], bool]) -> list[Move]:
    """Every cheaper choice for a system that is chosen, or none at all, that leaves enough value."""
    columns = timetable.formulation.columns
    edges = [*columns.first.tolist(), len(columns)]
    moves: list[Move] = []
    for system, now in enumerate(timetable.chosen):
        if now == NONE or columns.fixed[now]:
            continue
        for then in (NONE, *range(edges[system], edges[system + 1])):
            saved = columns.cost[now] - (columns.cost[then] if then != NONE else 0.0)
            loss = _loss(timetable.formulation, now, then)
            if saved > 0 and is_enough(value - loss):
                moves.append((float(-saved / max(loss, 1e-12)), now, then))
    return sorted(moves)


def _loss(formulation: Formulation, now: int, then: int) -> float:
    value = formulation.columns.value
    return float(value[now] - (value[then] if then != NONE else 0.0))


def _made(timetable: Timetable, now: int, then: int) -> bool:
    """Makes a move if limits and links allow it."""
    system = int(timetable.formulation.columns.system[now])
    if timetable.is_needed(system, then):
        return False
    timetable.remove(now)
    if then == NONE:
        return True
    if timetable.fits(then) and timetable.is_allowed(then):
        timetable.put(then)
        return True
    timetable.put(now)
    return False

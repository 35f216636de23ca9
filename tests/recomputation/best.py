"""The best plan of all, found by trying every one: for the smallest inventories."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.recomputation.courses import (
    Choice,
    Course,
    below,
    breaches,
    committed,
    decisions,
    real_options,
    size_of,
    spent,
    starts,
)
from tests.recomputation.dear import too_dear
from tests.recomputation.plain import at, rows
from tests.recomputation.reckoning import present_cost, total_value
from tests.recomputation.scenarios import FUNDS
from tests.recomputation.weights import Weighed, duration, option_of

NEAR = 1e-7
PENNY = 0.01


@dataclass(frozen=True)
class Limit:
    """How much of a fund, or how much work, there may be in these years."""

    organisation: str
    counted: str
    first: int
    last: int
    most: float


@dataclass(frozen=True)
class Move:
    """One start of one system, with what it removes and what it takes up of each limit."""

    system: str
    choice: Choice | None
    value: float
    cost: float
    takes: tuple[float, ...]


@dataclass
class Best:
    """The best course so far: the most removed, and of those the least spent."""

    course: Course | None = None
    value: float = float("-inf")
    cost: float = float("inf")


def best(weighed: Weighed) -> Best:
    """The best course; none where decisions cannot all be obeyed, or targets not be reached."""
    limits = _limits(weighed)
    moves = [_moves(weighed, system, limits) for system in sorted(weighed.systems)]
    found = Best()
    decided = {system for system, _, _ in weighed.scenario.fixes}
    decided |= {must.system for must in weighed.scenario.musts}
    if not decided <= set(weighed.systems):
        return found
    _try(weighed, moves, [], tuple(limit.most for limit in limits), found)
    return found


def _try(
    weighed: Weighed, rest: Sequence[list[Move]], chosen: list[Move], room: tuple[float, ...], found: Best
) -> None:
    value, cost = sum(move.value for move in chosen), sum(move.cost for move in chosen)
    is_cost = bool(weighed.scenario.targets)
    if is_cost and cost > found.cost + PENNY:
        return
    hope = value + sum(max((move.value for move in moves), default=0.0) for moves in rest)
    if (not is_cost and hope < found.value - NEAR) or any(each < -PENNY for each in room):
        return
    if rest:
        for move in rest[0]:
            left = tuple(mine - theirs for mine, theirs in zip(room, move.takes, strict=True))
            _try(weighed, rest[1:], [*chosen, move], left, found)
        return
    course = {move.system: move.choice for move in chosen if move.choice}
    better = value > found.value + NEAR or cost < found.cost - PENNY
    if is_cost:
        better = cost < found.cost - PENNY or value > found.value + NEAR
    if better and not any(breaches(weighed, course)) and not any(too_dear(weighed, course)):
        if is_cost:
            found.course, found.value, found.cost = course, value, min(cost, found.cost)
        else:
            found.course, found.value, found.cost = course, max(value, found.value), cost


def _moves(weighed: Weighed, system: str, limits: list[Limit]) -> list[Move]:
    decided = committed(weighed).get(system)
    choices = [decided] if decided else [None, *_choices(weighed, system)]
    return [_move(weighed, system, choice, limits) for choice in choices if _allowed(weighed, system, choice)]


def _choices(weighed: Weighed, system: str) -> list[Choice]:
    return [
        (option, start)
        for option in real_options(weighed.estate, system)
        if any(rows(at(option_of(weighed.estate, system, option), fund)) for fund in FUNDS)
        for start in starts(weighed, system, option)
    ]


def _allowed(weighed: Weighed, system: str, choice: Choice | None) -> bool:
    mine = {system: choice} if choice else {}
    return not any(each.where == system for each in decisions(weighed, mine))


def _limits(weighed: Weighed) -> list[Limit]:
    """Every limit on spend and on work under way."""
    scenario = weighed.scenario
    found = []
    for line in scenario.lines:
        for year in range(scenario.years):
            first = 0 if line.carry_forward else year
            cap = float(sum(line.caps[first : year + 1]))
            found.append(Limit(line.organisation, line.fund, first, year, cap))
    for fund, most in scenario.tail_cap.items():
        found.append(Limit("all", fund, scenario.years, scenario.years + scenario.appraisal, float(most)))
    for owner, at_most in scenario.starts.items():
        found += [Limit(owner, "begun", year, year, float(at_most)) for year in range(scenario.years)]
    for owner, at_most in scenario.capacity.items():
        found += [Limit(owner, "work", year, year, float(at_most)) for year in range(scenario.appraisal)]
    return found


def _move(weighed: Weighed, system: str, choice: Choice | None, limits: list[Limit]) -> Move:
    if choice is None:
        return Move(system, None, 0.0, 0.0, (0.0,) * len(limits))
    takes = tuple(_taken(weighed, system, choice, limit) for limit in limits)
    one = {system: choice}
    return Move(system, choice, total_value(weighed, one), present_cost(weighed, one), takes)


def _taken(weighed: Weighed, system: str, choice: Choice, limit: Limit) -> float:
    if not below(system, limit.organisation, weighed.estate):
        return 0.0
    years = range(limit.first, limit.last + 1)
    if limit.counted == "begun":
        return float(choice[1] in years)
    if limit.counted == "work":
        end = choice[1] + duration(weighed.estate, system, choice[0])
        busy = any(choice[1] <= year < end for year in years)
        return float(size_of(weighed, system, choice[0])) if busy else 0.0
    money = spent(weighed, system, choice)
    counted = (
        amount for (fund, year), amount in money.items() if limit.counted in (fund, "total") and year in years
    )
    return float(sum(counted))

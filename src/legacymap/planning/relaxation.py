"""The programs over a formulation: the best whole-number solution, checked exactly, and how good any can be.

The bound is the linear relaxation, solved whole or, under much precedence, by closures.

Over what is done by each year, precedence is pairs of columns, one of which has to go before the other. With
the other rows priced, the best choice is a closure of greatest weight, which is one minimum cut; and the
relaxation is found by Bienstock and Zuckerberg's algorithm (A new LP algorithm for precedence constrained
production scheduling, 2009): a small linear program over groups of columns that move as one gives the prices,
the closure at these prices gives a bound and splits the groups, until both meet. Whole-number programs are
solved here too: small ones in this process, large ones by the worker. A solver keeps limits to a billionth;
where its answer is over one by more than the judge forgives, the set of choices that is over is forbidden and
it is asked again.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from legacymap.domain.frozen import dataclass
from legacymap.planning.formulation import Formulation
from legacymap.planning.solver import (
    Answer,
    Effort,
    Floats,
    Ints,
    Program,
    Rows,
    SecondsLeft,
    State,
    relaxed,
    searched,
)
from legacymap.planning.worker import Request, answered

_ROUNDING = 1e-11
_LARGE = 60_000
"""Pairs of precedence from which on closures are quicker than the whole linear program."""
_FEW_ROWS = 3_000
_NEAR = 5e-5
_ROUNDS = 80
_SHELLS = 24
_IN_PROCESS = 40_000
"""Entries up to which a program is solved in this process."""
_CAPACITY = 1e9
"""The sum of all weights in a cut, which counts in whole numbers of 32 bits."""
_SMALL = 2_000
"""Columns up to which a program is searched in this process."""
_REPAIRS = 50


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A bound on the value of any plan, a solution of the relaxation, if known, and reduced values.

    `reduced` says of each column of what is done by a year how much a plan loses, below the bound, that does
    not do it (above nought) or does (below nought). `is_final`: no better is coming. All in the problem's
    units.
    """

    bound: float
    x: Floats | None
    reduced: Floats
    is_final: bool = True
    is_infeasible: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The columns chosen (None where none are known), a bound on the objective, and how the search ended.

    `late`: the deadline cut it short.
    """

    chosen: Ints | None
    bound: float
    state: State
    late: bool = False


def relaxations(formulation: Formulation, seconds_left: SecondsLeft) -> Iterator[Relaxed]:
    """Relaxations, each at least as good as the one before; the last is the best there is time for."""
    program = formulation.program
    yield _plain(formulation)
    if seconds_left() <= 0:
        return
    if (
        formulation.is_cumulative
        and len(formulation.pairs) > _LARGE
        and len(formulation.side_rows) <= _FEW_ROWS
    ):
        yield from _by_closures(formulation, seconds_left)
        return
    if not len(formulation):  # nothing can be started: no program to pose, and its optimum is plain
        none = np.zeros(0)
        yield Relaxed(0.0, none, none, is_infeasible=bool((program.rows.limit < 0).any()))
        return
    if len(program.rows.column) <= _IN_PROCESS:
        answer = relaxed(program, Effort(seconds=seconds_left()))
    else:
        answer = answered(Request(program, Effort(seconds=seconds_left()), is_whole=False), seconds_left)
    if answer.state == "infeasible":
        yield Relaxed(0.0, None, np.zeros(len(formulation)), is_infeasible=True)
        return
    if answer.prices is not None:
        bound, reduced = weak_bound(program, answer.prices)
        scale = formulation.scale
        x = None if answer.x is None else np.clip(answer.x, 0.0, 1.0)
        yield Relaxed(bound * scale, x, reduced * scale, late=answer.late or answer.state == "stopped")
    else:
        yield Relaxed(float("inf"), None, np.zeros(len(formulation)), late=True)


def weak_bound(program: Program, prices: Floats) -> tuple[float, Floats]:
    """The bound at some prices of the rows, and what is left of each column's worth.

    Weak duality: any prices >= 0 bound the value by what the limits sell for and the best that each column
    can do. So rounding in a solver cannot make the bound wrong.
    """
    asked = np.maximum(prices, 0.0)
    reduced = program.objective - program.rows.priced(asked, len(program.objective))
    sold = asked * program.rows.limit
    best = np.where(reduced > 0, reduced * program.upper, reduced * program.lower)
    slack = _ROUNDING * float(np.abs(sold).sum() + np.abs(best).sum())
    return float(sold.sum() + best.sum()) + slack, reduced


def solve(
    formulation: Formulation,
    program: Program,
    effort: Effort,
    seconds_left: SecondsLeft,
    known: Ints | None = None,
) -> Found:
    """Searches a program over what is done by each year, begun from `known` columns if given."""
    for _ in range(_REPAIRS):
        found = _once(formulation, program, effort, seconds_left, known)
        if found.chosen is None or formulation.is_plan(found.chosen):
            return found
        covers = _covers(formulation, found.chosen)
        if not len(covers):
            break
        program = program.with_rows(covers)
    return Found(None, found.bound, "stopped", found.late)


def _plain(formulation: Formulation) -> Relaxed:
    """What every system would give alone."""
    count = int(formulation.system.max(initial=-1)) + 1
    best = np.zeros(count)
    np.maximum.at(best, formulation.system, formulation.value)
    decided = formulation.system[formulation.forced]
    best[decided] = formulation.value[formulation.forced]
    bound = float(best.sum())
    bound += _ROUNDING * float(np.abs(best).sum())
    return Relaxed(bound, None, np.zeros(len(formulation)), is_final=False)


def _by_closures(formulation: Formulation, seconds_left: SecondsLeft) -> Iterator[Relaxed]:
    count, scale, side = len(formulation), formulation.scale, formulation.side_rows
    pairs = formulation.pairs
    objective = formulation.program.objective
    forced = np.where(formulation.forced, objective.clip(min=0).sum() + 1.0, 0.0)
    network = _Network(pairs, count)
    label = _groups(formulation)
    best, at_best = np.inf, np.zeros(count)
    for round_number in range(_ROUNDS):
        begun = seconds_left()
        x, prices, value = _over_groups(formulation, label, pairs, side)
        if x is None or prices is None:
            yield Relaxed(0.0, None, np.zeros(count), is_infeasible=round_number > 0 and value == -np.inf)
            return
        weight = objective - side.priced(prices, count)
        closed, reduced, gain = network.closure(weight + forced)
        bound = gain - float(forced.sum()) + float((prices * side.limit).sum())
        if bound < best:
            best, at_best = bound, reduced
        split = np.unique(label * 2 + closed, return_inverse=True)[1]
        done = best - value <= _NEAR * abs(best) or split.max() == label.max()
        # A cut cannot be broken off: none is begun that would probably end after the deadline.
        left = seconds_left()
        late = left <= begun - left
        yield Relaxed(best * scale, x, at_best * scale, is_final=done or late, late=late and not done)
        if done or late:
            return
        label = split


def _over_groups(
    formulation: Formulation, label: Ints, pairs: Ints, side: Rows
) -> tuple[Floats | None, Floats | None, float]:
    """The relaxation where columns of one group move as one: its solution, prices of the side rows, value."""
    groups = int(label.max(initial=-1)) + 1
    objective = np.bincount(label, formulation.program.objective, groups).astype(np.float64)
    links = np.unique(label[pairs[:, 0]] * groups + label[pairs[:, 1]])
    links = np.stack([links // groups, links % groups], axis=1)
    links = links[links[:, 0] != links[:, 1]]
    sides = np.tile([1.0, -1.0], len(links))
    between = Rows(np.arange(0, 2 * len(links) + 1, 2), links.ravel(), sides, np.zeros(len(links)))
    grouped = Rows.of(side.row, label[side.column], side.entry, side.limit)
    lower = np.zeros(groups)
    lower[label[formulation.forced]] = 1.0
    answer = relaxed(Program(objective, lower, np.ones(groups), grouped.plus(between)), Effort())
    if answer.x is None or answer.prices is None:
        return None, None, -np.inf
    return np.clip(answer.x, 0.0, 1.0)[label], np.maximum(answer.prices[: len(side)], 0.0), answer.bound


def _groups(formulation: Formulation) -> Ints:
    """Groups to begin with: jobs of one shell, by year.

    Shells are nested closures at rising prices of what is used.
    """
    jobs = len(formulation.problem.jobs)
    best = np.full(jobs, -np.inf)
    np.maximum.at(best, formulation.job, formulation.value / formulation.scale)
    best[np.isinf(best)] = 0.0
    limits = formulation.limits
    share = np.where(limits.amount > 0, limits.amount, 0.0) / np.maximum(limits.room[limits.row], 1e-12)
    by_column = np.bincount(limits.column, share, len(formulation))
    use = np.zeros(jobs)
    np.maximum.at(use, formulation.job, by_column)
    shell = np.zeros(jobs, dtype=np.int64)
    if use.sum() > 0 and (best > 0).any():
        arcs = np.unique(formulation.job[formulation.arcs], axis=0)
        network = _Network(arcs, jobs)
        fair = float(best[best > 0].sum() / use.sum())
        for price in np.geomspace(0.02, 20.0, _SHELLS) * fair:
            closed, _, _ = network.closure(best - price * use)
            shell += closed
    years = int(formulation.start.max(initial=0)) + 1
    key = shell[formulation.job] * years + formulation.start
    # Decided columns stand alone, and so do those of systems that choose among several jobs.
    key = key * 2 + formulation.forced
    found: Ints = np.unique(key, return_inverse=True)[1].astype(np.int64)
    return found


class _Network:
    """The graph in which a closure of greatest weight is a minimum cut (Picard 1976)."""

    def __init__(self, pairs: Ints, count: int) -> None:
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - a fifth of a second that few problems need

        self.count, self.pairs = count, len(pairs)
        node = np.arange(count)
        row = np.concatenate([np.full(count, count), pairs[:, 0], node])
        column = np.concatenate([node, pairs[:, 1], np.full(count, count + 1)])
        places = csr_matrix((np.arange(len(row)) + 1, (row, column)), shape=(count + 2, count + 2))
        places.sort_indices()
        self.order = places.data - 1
        self.capacity = np.full(len(row), 2**31 - 1, dtype=np.int32)
        self.graph = csr_matrix(
            (np.zeros(len(row), np.int32), places.indices.astype(np.int32), places.indptr.astype(np.int32)),
            shape=places.shape,
        )

    def closure(self, weight: Floats) -> tuple[Ints, Floats, float]:
        """The closure of greatest weight (1 for its columns), reduced weights, and a bound on its weight."""
        from scipy.sparse.csgraph import breadth_first_order, maximum_flow  # noqa: PLC0415 - the same

        count = self.count
        unit = (
            max(float(weight[weight > 0].sum()), float(np.abs(weight).max(initial=0.0)), 1e-300) / _CAPACITY
        )
        whole = np.ceil(weight / unit).astype(np.int64).clip(-(2**31) + 1, 2**31 - 1)
        self.capacity[:count] = np.maximum(whole, 0)
        self.capacity[count + self.pairs :] = np.maximum(-whole, 0)
        self.graph.data = self.capacity[self.order]
        found = maximum_flow(self.graph, count, count + 1, method="dinic")
        left = self.graph - found.flow
        left.data = np.maximum(left.data, 0)
        left.eliminate_zeros()
        reached = np.zeros(count + 2, dtype=np.int64)
        reached[breadth_first_order(left, count, return_predecessors=False)] = 1
        kept = np.zeros(count)
        source = left[count].tocoo()
        inner = source.col < count
        kept[source.col[inner]] = source.data[inner]
        sink = left[:, [count + 1]].tocoo()
        inner = sink.row < count
        kept[sink.row[inner]] -= sink.data[inner]
        gain = (whole.clip(min=0).sum() - int(found.flow_value)) * unit
        return reached[:count], kept * unit, float(gain)


def _once(
    formulation: Formulation, program: Program, effort: Effort, seconds_left: SecondsLeft, known: Ints | None
) -> Found:
    small, free = program.reduced()
    if small is None:
        return Found(None, -np.inf, "infeasible")
    base = program.lower.copy()
    base[free] = 0.0
    offset = float(program.objective @ base)
    if not len(free):
        return Found(formulation.chosen(base), offset, "optimal")
    if (seconds := seconds_left()) <= 0:
        return Found(None, np.inf, "stopped", late=True)
    hint = None if known is None else formulation.point(known)[free]
    effort = replace(effort, seconds=min(seconds, effort.seconds))
    answer = _answer(small, effort, hint, seconds_left)
    chosen = None
    if answer.x is not None:
        done = base.copy()
        done[free] = np.round(answer.x)
        chosen = formulation.chosen(done)
    bound = answer.bound + offset if answer.state != "infeasible" else -np.inf
    return Found(chosen, bound, answer.state, answer.late)


def _answer(small: Program, effort: Effort, hint: Floats | None, seconds_left: SecondsLeft) -> Answer:
    if len(small.objective) <= _SMALL:
        return searched(small, effort, hint)
    return answered(Request(small, effort, hint), seconds_left)


def _covers(formulation: Formulation, chosen: Ints) -> Rows:
    """For each limit that the columns break, a row that forbids a smallest set of them that breaks it."""
    limits = formulation.limits
    taken = np.zeros(len(formulation), np.bool_)
    taken[chosen] = True
    entries = np.flatnonzero(taken[limits.column])
    column, row, amount = limits.column[entries], limits.row[entries], limits.amount[entries]
    rows, columns = [], []
    for broken in np.flatnonzero(limits.used(chosen) > limits.room).tolist():
        here = row == broken
        if (amount[here] < 0).any() or (limits.amount[limits.row == broken] < 0).any():
            continue  # a floor, or a limit that some relieve: no set breaks it alone
        order = np.argsort(-amount[here], kind="stable")
        count = int(np.searchsorted(np.cumsum(amount[here][order]), limits.room[broken], side="right")) + 1
        rows.append(count)
        columns.append(column[here][order][:count])
    counts = np.array(rows, dtype=np.int64)
    over_starts = Rows(
        np.concatenate([[0], counts.cumsum()]),
        np.concatenate([np.empty(0, np.int64), *columns]),
        np.ones(int(counts.sum())),
        (counts - 1).astype(np.float64),
    )
    return formulation.rows_of_starts(over_starts) if rows else over_starts

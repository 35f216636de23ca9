"""The formulation of a problem, without what no plan can choose.

What is struck out beforehand: starts over a limit by themselves, starts before all that they wait for
could be done or paid (the cone of predecessors against the caps up to then), and starts that buy nothing
and that nothing waits for.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from legacymap.planning.formulation import NONE, Formulation, Limits, Link
from legacymap.planning.problem import SLACK, Count, Jobs, Line, Problem
from legacymap.planning.solver import NO_ROWS, Floats, Ints, Rows, Truths

_PENCE = 100
_FORGIVEN = 0.9e-9
"""Of a limit that is not money: a little less than the judge forgives."""
_CONES = 60_000
"""Jobs up to which cones of predecessors are weighed: they take the square of it in bits."""
_SAFE = 1e-4
"""More than sums of numbers of 32 bits can be off."""


def formulate(problem: Problem) -> Formulation | None:
    """The formulation of a problem; None when its decisions cannot all be obeyed, as far as is plain."""
    every = _columns(problem)
    forced = _forced(problem, every)
    if forced is None:
        return None
    every = replace(every, forced=forced)
    limits = _limits(problem, every)
    alive = _affordable(every, limits)
    links = _links(problem)
    alive &= ~_rivals(every)
    alive &= _payable(problem, every, links)
    while True:
        _strike_impossible(every, links, alive)
        before = int(alive.sum())
        _strike_useless(problem, every, (links, limits), alive)
        if int(alive.sum()) == before:
            break
    if not alive[every.forced].all() or not _can_decide(problem, every, alive):
        return None
    return _kept(problem, every, links, alive)


def _columns(problem: Problem) -> Formulation:
    """Every start that is allowed as a column, without limits and links."""
    order = sorted(
        range(len(problem.jobs)), key=lambda job: (problem.jobs[job].system, problem.jobs[job].option, job)
    )
    rows = [
        (place, start, value, job.present_cost(start))
        for place in order
        for job in (problem.jobs[place],)
        for start, value in enumerate(job.values)
        if value is not None
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    job, start = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    names = {name: number for number, name in enumerate(sorted({each.system for each in problem.jobs}))}
    system = np.array([names[each.system] for each in problem.jobs], dtype=np.int64)
    years = np.array([each.years for each in problem.jobs], dtype=np.int64)
    return Formulation(
        problem, job, start, start + years[job], system[job], table[:, 2].copy(), table[:, 3].copy(),
        np.zeros(len(job), np.bool_), _before(job),
        Limits(np.zeros(len(job) + 1, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0)),
        (), np.empty((0, 2), np.int64), NO_ROWS, NO_ROWS,
    )  # fmt: skip


def _before(job: Ints) -> Ints:
    place = np.arange(len(job))
    same = np.zeros(len(job), np.bool_)
    same[1:] = job[1:] == job[:-1]
    found: Ints = np.where(same, place - 1, NONE)
    return found


def _forced(problem: Problem, every: Formulation) -> Truths | None:
    """Which columns are decided; None where one that is decided may not be."""
    decided = [
        (place, job.must_start) for place, job in enumerate(problem.jobs) if job.must_start is not None
    ]
    decided += [must.any_of[0] for must in problem.must if len(set(must.any_of)) == 1]
    forced = np.zeros(len(every), np.bool_)
    for place, start in decided:
        here = [column for column in every.columns_of.get(place, range(0)) if every.start[column] == start]
        if not here:
            return None
        forced[here] = True
    return forced if len(np.unique(every.system[forced])) == int(forced.sum()) else None


def _rivals(every: Formulation) -> Truths:
    """The columns of systems for which another is decided."""
    decided = np.zeros(int(every.system.max(initial=-1)) + 1, np.bool_)
    decided[every.system[every.forced]] = True
    found: Truths = decided[every.system] & ~every.forced
    return found


def _limits(problem: Problem, every: Formulation) -> Limits:
    """What the columns use of every limit that they might break."""
    rooms: list[float] = []
    rows: list[Ints] = []
    users: list[Ints] = []
    amounts: list[Floats] = []
    for room, some, use in _uses(problem, every):
        using = use != 0
        by_job = np.maximum(use[using], 0.0)
        job = every.job[some[using]]
        most = np.zeros(len(problem.jobs))
        np.maximum.at(most, job, by_job)
        if room >= 0 and most.sum() <= room:
            continue
        rooms.append(room)
        users.append(some[using])
        amounts.append(use[using])
        rows.append(np.full(int(using.sum()), len(rooms) - 1))
    user = np.concatenate([np.empty(0, np.int64), *users])
    order = np.argsort(user, kind="stable")
    return Limits(
        np.searchsorted(user[order], np.arange(len(every) + 1)),
        np.concatenate([np.empty(0, np.int64), *rows])[order],
        np.concatenate([np.empty(0), *amounts])[order],
        np.array(rooms, dtype=np.float64),
    )


def _uses(problem: Problem, every: Formulation) -> Iterator[tuple[float, Ints, Floats]]:
    """Every limit: its room, the columns that might use it, and how much of it they do."""
    spending = _Spending(problem, every)
    for line in problem.lines:
        yield from _line_uses(problem, every, line, spending)
    for tail in problem.tails:
        some = _members(every, tail.jobs)
        yield _room(problem, tail.cap), some, spending.between(tail.funds, some, problem.years, None)
    for count in problem.capacities:
        yield from _capacity_uses(problem, every, count)
    for count in problem.starts:
        some = _members(every, count.jobs)
        for year, most in enumerate(count.most):
            if most is not None:
                yield most, some, (every.start[some] == year).astype(np.float64)
    everyone = np.arange(len(every))
    pairs = list(zip(every.job.tolist(), every.start.tolist(), strict=True))
    for limit in problem.sum_limits:
        adds = np.array([limit.amount(*pair) for pair in pairs], dtype=np.float64)
        yield limit.most + SLACK / 2 * limit.size, everyone, adds


def _line_uses(
    problem: Problem, every: Formulation, line: Line, spending: "_Spending"
) -> Iterator[tuple[float, Ints, Floats]]:
    some = _members(every, line.jobs)
    for year, floor in enumerate(line.floors or ()):
        if floor is not None:
            yield _room(problem, -floor), some, -spending.between(line.funds, some, year, year + 1)
    total = 0.0
    for year, cap in enumerate(line.caps or ()):
        if cap is None and line.carries_forward:
            return
        if cap is not None:
            total = total + cap if line.carries_forward else cap
            since = 0 if line.carries_forward else year
            yield _room(problem, total), some, spending.between(line.funds, some, since, year + 1)


def _capacity_uses(
    problem: Problem, every: Formulation, count: Count
) -> Iterator[tuple[float, Ints, Floats]]:
    some = _members(every, count.jobs)
    sizes = np.array([job.size for job in problem.jobs], dtype=np.float64)[every.job[some]]
    for year, most in enumerate(count.most):
        if most is not None:
            busy = (every.start[some] <= year) & (year < every.end[some])
            yield most * (1 + _FORGIVEN), some, np.where(busy, sizes, 0.0)


def _room(problem: Problem, limit: float) -> float:
    if problem.is_money:
        return float(round(limit * _PENCE))
    return limit + _FORGIVEN * abs(limit)


def _members(every: Formulation, jobs: Jobs) -> Ints:
    if jobs is None:
        return np.arange(len(every))
    within = np.zeros(len(every.problem.jobs), np.bool_)
    within[list(jobs)] = True
    return np.flatnonzero(within[every.job])


class _Spending:
    """What every job has spent of some funds after each year of its work, a row a job."""

    def __init__(self, problem: Problem, every: Formulation) -> None:
        self.problem, self.every = problem, every
        self.known: dict[tuple[str, ...] | None, Floats] = {}

    def between(self, funds: tuple[str, ...] | None, some: Ints, since: int, before: int | None) -> Floats:
        """What the columns spend in the years from `since` to the one before `before`."""
        after = self.after(funds)
        job, start = self.every.job[some], self.every.start[some]
        last = after.shape[1] - 1
        until = np.full(len(some), last) if before is None else np.clip(before - start, 0, last)
        spent: Floats = after[job, until] - after[job, np.clip(since - start, 0, last)]
        return spent

    def after(self, funds: tuple[str, ...] | None) -> Floats:
        """The sums after each year of work, from nought years on."""
        key = None if funds is None else tuple(sorted(set(funds)))
        if key not in self.known:
            jobs = self.problem.jobs
            longest = max((len(amounts) for job in jobs for amounts in job.spend.values()), default=0)
            yearly = np.zeros((len(jobs), longest + 1))
            for place, job in enumerate(jobs):
                for fund, amounts in job.spend.items():
                    if key is None or fund in key:
                        yearly[place, 1 : len(amounts) + 1] += amounts
            if self.problem.is_money:
                yearly = np.round(yearly * _PENCE)
            self.known[key] = yearly.cumsum(axis=1)
        return self.known[key]


def _affordable(every: Formulation, limits: Limits) -> Truths:
    """Which columns fit, beside those that are decided, the limits that nothing relieves."""
    relieved = np.zeros(len(limits.room), np.bool_)
    relieved[limits.row[limits.amount < 0]] = True
    column = limits.column
    taken = limits.used(np.flatnonzero(every.forced))
    use = taken[limits.row] + np.where(every.forced[column], 0.0, limits.amount)
    alive = np.ones(len(every), dtype=np.bool_)
    alive[column[(use > limits.room[limits.row]) & ~relieved[limits.row]]] = False
    return alive


def _links(problem: Problem) -> tuple[Link, ...]:
    """Every link once; a group that moves together is a link for each of two, both ways."""
    found = [Link("requires", need.job, need.any_of) for need in problem.requires]
    found += [Link("leaves", need.job, need.any_of) for need in problem.leaves if need.job not in need.any_of]
    found += [
        Link(only.at, only.job, only.any_of) for only in problem.only_with if only.job not in only.any_of
    ]
    for group in problem.together:
        jobs = tuple(dict.fromkeys(group.jobs))
        for one, other in zip(jobs, jobs[1:] + jobs[:1], strict=True):
            if one != other:
                found += [Link(group.at, one, (other,)), Link(group.at, other, (one,))]
    return tuple(dict.fromkeys(link._replace(any_of=tuple(sorted(set(link.any_of)))) for link in found))


class _Pairs:
    """Every link of some kinds, for each column of its job, with the column by which another serves it.

    `server` is, of every other job, its last column in time (for links of done by) or of the same year; NONE
    where it has none. `link` and `column` say whom it serves.
    """

    def __init__(
        self, every: Formulation, links: tuple[Link, ...], kinds: tuple[str, ...], alive: Truths
    ) -> None:
        numbers = [number for number, link in enumerate(links) if link.kind in kinds]
        counts = [len(links[number].any_of) for number in numbers]
        link = np.repeat(np.array(numbers, dtype=np.int64), counts)
        other = np.array([each for number in numbers for each in links[number].any_of], dtype=np.int64)
        jobs = np.array([each.job for each in links], dtype=np.int64)
        live = np.flatnonzero(alive)
        by_job = live[np.argsort(every.job[live], kind="stable")]
        first = np.searchsorted(every.job[by_job], np.arange(len(every.problem.jobs) + 1))
        width = np.diff(first)[jobs[link]] if len(link) else np.empty(0, np.int64)
        self.link = np.repeat(link, width)
        self.other = np.repeat(other, width)
        offset = np.arange(int(width.sum())) - np.repeat(np.cumsum(width) - width, width)
        self.column = by_job[first[jobs[self.link]] + offset] if len(self.link) else np.empty(0, np.int64)
        is_start = np.array([each.kind in {"requires", "start"} for each in links], dtype=np.bool_)
        starts = is_start[self.link] if len(self.link) else np.empty(0, np.bool_)
        year = np.where(starts, every.start[self.column], every.end[self.column])
        is_timed = "requires" in kinds
        edge = every.end
        if not is_timed:
            edge = np.where(kinds[0] == "start", every.start, every.end)
        span = int(every.end.max(initial=0)) + 2
        key = every.job[live] * span + edge[live]
        order = np.argsort(key, kind="stable")
        asked = self.other * span + year
        place = np.searchsorted(key[order], asked, side="right") - 1
        if len(live):
            found = live[order[np.maximum(place, 0)]]
            fits = (place >= 0) & (every.job[found] == self.other)
            if not is_timed:
                fits &= edge[found] == year
            self.server: Ints = np.where(fits, found, NONE)
        else:
            self.server = np.full(len(asked), NONE)


def _strike_impossible(every: Formulation, links: tuple[Link, ...], alive: Truths) -> None:
    """Strikes the columns whose needs no column left can meet, until all that are left can be met."""
    sets = [
        kinds
        for kinds in (("requires", "leaves"), ("start",), ("end",))
        if any(e.kind in kinds for e in links)
    ]
    empty = [link.job for link in links if not link.any_of]
    for job in empty:
        alive[list(every.columns_of.get(job, ()))] = False
    changed = True
    while changed:
        changed = False
        for kinds in sets:
            pairs = _Pairs(every, links, kinds, alive)
            for struck in (_unserved(pairs, links, every), _unserved_alone(pairs, links)):
                if len(struck):
                    alive[struck] = False
                    changed = True


def _unserved(pairs: _Pairs, links: tuple[Link, ...], every: Formulation) -> Ints:
    """The columns that none of several others serves."""
    several = np.array([len(link.any_of) > 1 for link in links], dtype=np.bool_)[pairs.link]
    key = pairs.link[several] * len(every) + pairs.column[several]
    asked, place = np.unique(key, return_inverse=True)
    served = np.bincount(place, pairs.server[several] != NONE, len(asked)) > 0
    found: Ints = asked[~served] % max(len(every), 1)
    return found


def _unserved_alone(pairs: _Pairs, links: tuple[Link, ...]) -> Ints:
    """The columns that the one other that could does not serve."""
    alone = np.array([len(link.any_of) == 1 for link in links], dtype=np.bool_)[pairs.link]
    found: Ints = pairs.column[alone & (pairs.server == NONE)]
    return found


def _strike_useless(
    problem: Problem, every: Formulation, held: tuple[tuple[Link, ...], Limits], alive: Truths
) -> None:
    """Strikes the columns that buy nothing and that no other column, floor or decision waits for."""
    links, limits = held
    useful = every.forced | (every.value > 0) | (every.cost < 0)
    useful[limits.column[limits.amount < 0]] = True
    living = np.zeros(len(problem.jobs), np.bool_)
    living[every.job[alive]] = True
    asked = {other for link in links if living[link.job] for other in link.any_of}
    asked |= {job for must in problem.must for job, _ in must.any_of}
    wanted = np.zeros(len(problem.jobs), np.bool_)
    wanted[sorted(asked)] = True
    alive &= useful | wanted[every.job]


def _can_decide(problem: Problem, every: Formulation, alive: Truths) -> bool:
    """Whether of every decision some start is left."""
    there = set(zip(every.job[alive].tolist(), every.start[alive].tolist(), strict=True))
    return all(any(choice in there for choice in must.any_of) for must in problem.must)


def _payable(problem: Problem, every: Formulation, links: tuple[Link, ...]) -> Truths:
    """Which columns end late enough for all that must be done by then to have been paid and staffed."""
    order = _topological(problem, links)
    if order is None:
        return np.ones(len(every), dtype=np.bool_)
    least = np.ones(len(problem.jobs), dtype=np.int64)
    needs: list[list[int]] = [[] for _ in problem.jobs]
    for link in links:
        if len(link.any_of) == 1 and link.kind in {"requires", "leaves"}:
            needs[link.job].append(link.any_of[0])
    cones = [0] * len(problem.jobs)
    for job in order:
        cone = 1 << job
        for other in needs[job]:
            cone |= cones[other]
        cones[job] = cone
    spending = _Spending(problem, every)
    whole = [
        (np.where(_within(line.jobs, len(problem.jobs)), spending.after(line.funds)[:, -1], 0.0), line.caps)
        for line in problem.lines
        if line.caps is not None
        and spending.after(line.funds).size
        and (np.diff(spending.after(line.funds)) >= 0).all()
    ]
    asking = [job for job in order if needs[job]]
    chunk = max(1, 20_000_000 // max(len(problem.jobs), 1))
    for begin in range(0, len(asking), chunk):
        some = asking[begin : begin + chunk]
        bits = _unpacked([cones[job] for job in some], len(problem.jobs))
        for amounts, caps in whole:
            needed = bits @ amounts.astype(np.float32)
            unit = _PENCE if problem.is_money else 1
            total = np.cumsum([np.inf if cap is None else cap * unit for cap in caps])
            end = np.searchsorted(total * (1 + _SAFE), needed) + 1
            least[some] = np.maximum(least[some], end)
    found: Truths = (every.end >= least[every.job]) | (every.end > problem.years)
    return found


def _topological(problem: Problem, links: tuple[Link, ...]) -> list[int] | None:
    """Jobs after all that they alone wait for; None where there is no order, or too much of it."""
    if len(problem.jobs) > _CONES:
        return None
    waiting = [0] * len(problem.jobs)
    serves: list[list[int]] = [[] for _ in problem.jobs]
    for link in links:
        if len(link.any_of) == 1 and link.kind in {"requires", "leaves"}:
            waiting[link.job] += 1
            serves[link.any_of[0]].append(link.job)
    if not any(waiting):
        return None
    ready = [job for job, count in enumerate(waiting) if not count]
    order = []
    while ready:
        job = ready.pop()
        order.append(job)
        for other in serves[job]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return order if len(order) == len(problem.jobs) else None


def _unpacked(cones: list[int], count: int) -> NDArray[np.float32]:
    width = (count + 7) // 8
    packed = np.frombuffer(b"".join(cone.to_bytes(width, "little") for cone in cones), dtype=np.uint8)
    bits = np.unpackbits(packed.reshape(len(cones), width), axis=1, bitorder="little")[:, :count]
    return bits.astype(np.float32)


def _within(jobs: Jobs, count: int) -> Truths:
    found = np.full(count, jobs is None)
    if jobs is not None:
        found[list(jobs)] = True
    return found


def _kept(problem: Problem, every: Formulation, links: tuple[Link, ...], alive: Truths) -> Formulation:
    """The formulation over the columns that are left."""
    job = every.job[alive]
    small = replace(
        every, job=job, start=every.start[alive], end=every.end[alive], system=every.system[alive],
        value=every.value[alive], cost=every.cost[alive], forced=every.forced[alive], before=_before(job),
        links=links,
    )  # fmt: skip
    everyone = np.ones(len(job), dtype=np.bool_)
    alone, shared = _by_asker(problem, links)
    arcs, single = _arcs(_Pairs(small, alone, ("requires", "leaves"), everyone), alone)
    needs = single.plus(_shared_needs(small, shared))
    return replace(
        small,
        limits=_limits(problem, small),
        arcs=arcs,
        needs=needs,
        moves=_moves(problem, small, links, everyone),
    )


def _arcs(pairs: _Pairs, links: tuple[Link, ...]) -> tuple[Ints, Rows]:
    """What must be done by then, as pairs of columns where one job serves, as rows where several may."""
    served = pairs.server != NONE
    single = np.array([len(link.any_of) == 1 for link in links], dtype=np.bool_)
    alone = single[pairs.link] & served if len(pairs.link) else served
    arcs = np.stack([pairs.column[alone], pairs.server[alone]], axis=1)
    several = served & ~alone
    width = int(pairs.column.max(initial=0)) + 1
    key, row = np.unique(pairs.link[several] * width + pairs.column[several], return_inverse=True)
    needs = Rows.of(
        np.concatenate([np.arange(len(key)), row]),
        np.concatenate([key % width, pairs.server[several]]),
        np.concatenate([np.ones(len(key)), -np.ones(len(row))]),
        np.zeros(len(key)),
    )
    return arcs.reshape(-1, 2), needs


def _by_asker(
    problem: Problem, links: tuple[Link, ...]
) -> tuple[tuple[Link, ...], list[tuple[Link, tuple[int, ...]]]]:
    """Links of one job, and those that several jobs of a system share, with these jobs."""
    asking: dict[tuple[str, str, tuple[int, ...]], list[Link]] = {}
    for link in links:
        if link.kind in {"requires", "leaves"}:
            asking.setdefault((problem.jobs[link.job].system, link.kind, link.any_of), []).append(link)
    alone = tuple(group[0] for group in asking.values() if len(group) == 1)
    shared = [(group[0], tuple(link.job for link in group)) for group in asking.values() if len(group) > 1]
    return alone, shared


def _shared_needs(small: Formulation, shared: list[tuple[Link, tuple[int, ...]]]) -> Rows:
    """What several jobs of a system, of which one at most is chosen, need alike: one row a year."""
    starts, ends = small.start.tolist(), small.end.tolist()
    rows: list[int] = []
    columns: list[int] = []
    entries: list[float] = []
    count = 0
    for link, jobs in shared:
        year_of = starts if link.kind == "requires" else ends
        asking = [list(small.columns_of[job]) for job in jobs if job in small.columns_of]
        serving = [list(small.columns_of[job]) for job in link.any_of if job in small.columns_of]
        for year in sorted({year_of[column] for some in asking for column in some}):
            here = [column for some in asking if (column := _last(some, year_of, year)) is not None]
            there = [column for some in serving if (column := _last(some, ends, year)) is not None]
            both = set(here) & set(there)
            here, there = [c for c in here if c not in both], [c for c in there if c not in both]
            rows += [count] * (len(here) + len(there))
            columns += here + there
            entries += [1.0] * len(here) + [-1.0] * len(there)
            count += 1
    return Rows.of(np.array(rows, np.int64), np.array(columns, np.int64), np.array(entries), np.zeros(count))


def _last(columns: list[int], year_of: list[int], year: int) -> int | None:
    """The last of a job's columns that is in time for a year."""
    found = None
    for column in columns:
        if year_of[column] <= year:
            found = column
    return found


def _moves(problem: Problem, small: Formulation, links: tuple[Link, ...], everyone: Truths) -> Rows:
    """What moves with what, and decisions with several ways to keep them, over starts."""
    found = NO_ROWS
    for kind in ("start", "end"):
        pairs = _Pairs(small, links, (kind,), everyone)
        served = pairs.server != NONE
        width = len(small) + 1
        key, row = np.unique(pairs.link[served] * width + pairs.column[served], return_inverse=True)
        found = found.plus(
            Rows.of(
                np.concatenate([np.arange(len(key)), row]),
                np.concatenate([key % width, pairs.server[served]]),
                np.concatenate([np.ones(len(key)), -np.ones(len(row))]),
                np.zeros(len(key)),
            )
        )
    several = [must for must in problem.must if len(set(must.any_of)) > 1]
    place = {choice: n for n, choice in enumerate(zip(small.job.tolist(), small.start.tolist(), strict=True))}
    choices = [
        (number, place[choice])
        for number, must in enumerate(several)
        for choice in sorted(set(must.any_of))
        if choice in place
    ]
    table = np.array(choices, dtype=np.int64).reshape(-1, 2)
    decided = Rows.of(table[:, 0], table[:, 1], -np.ones(len(table)), -np.ones(len(several)))
    return found.plus(decided)

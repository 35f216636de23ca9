"""The problem as a linear program over starts, without the starts that no plan can or need choose.

A row for precedence says, for each year: what has started of the one by then is at most what has been done of
the other. Such rows, over years and options together, give the tightest relaxation.
"""

from dataclasses import dataclass

import numpy as np

from legacymap.planning.former.columns import Columns, Ints, Truths, columns_of
from legacymap.planning.former.links import Link, links_of
from legacymap.planning.former.problem import Problem
from legacymap.planning.former.program import Program
from legacymap.planning.former.resources import Resources, resources_of


@dataclass(frozen=True, slots=True)
class Formulation:
    """The columns that are left, what they use, how they hang together, and the program over them.

    `scale` is what one unit of the program's objective is worth; its first rows are the choices by system.
    """

    columns: Columns
    resources: Resources
    links: tuple[Link, ...]
    program: Program
    scale: float


def formulate(problem: Problem) -> Formulation | None:
    """The formulation of a problem; None when its fixed choices cannot all be obeyed, as far as is plain."""
    every = columns_of(problem)
    if every is None:
        return None
    resources = resources_of(problem, every)
    links = links_of(every)
    alive = _affordable(every, resources)
    while True:
        before = int(alive.sum())
        _drop_impossible(every, links, alive)
        _drop_useless(every, links, alive)
        if int(alive.sum()) == before:
            break
    if not alive[every.fixed].all():
        return None
    columns = every.kept(alive)
    kept = _renumbered(every, columns, links, alive)
    scale = float(np.abs(columns.value).max(initial=0.0)) or 1.0
    left = resources_of(problem, columns)
    return Formulation(columns, left, kept, _program(columns, left, kept, scale), scale)


def _affordable(columns: Columns, resources: Resources) -> Truths:
    """Which columns fit the limits beside the fixed ones; a fixed one, whether all the fixed fit."""
    user = np.repeat(np.arange(len(columns)), np.diff(resources.entry))
    fixed = columns.fixed[user]
    taken = np.bincount(resources.row[fixed], weights=resources.share[fixed], minlength=len(resources.limit))
    use = taken[resources.row] + np.where(fixed, 0.0, resources.share)
    alive = np.ones(len(columns), dtype=np.bool_)
    alive[user[use > resources.room[resources.row]]] = False
    return alive


def _drop_impossible(columns: Columns, links: list[Link], alive: Truths) -> None:
    """Strikes the columns whose needs no column left can meet, until all that are left can be met."""
    waiting: dict[int, list[Link]] = {}
    for link in links:
        waiting.setdefault(link.other, []).append(link)
    struck = list(waiting)
    while struck:
        lost: dict[int, None] = {}
        for system in struck:
            for link in waiting.get(system, ()):
                for column in _unmet(link, alive):
                    alive[column] = False
                    lost[int(columns.system[column])] = None
        struck = list(lost)


def _unmet(link: Link, alive: Truths) -> list[int]:
    there = {year for column, year in link.enabling.items() if alive[column]}
    if link.together:
        return [column for column, year in link.dependent.items() if alive[column] and year not in there]
    first = min(there, default=None)
    return [
        column for column, year in link.dependent.items() if alive[column] and (first is None or year < first)
    ]


def _drop_useless(columns: Columns, links: list[Link], alive: Truths) -> None:
    """Strikes the columns that buy nothing and that no other column waits for."""
    useful = columns.fixed | (columns.value > 0)
    for link in links:
        if any(alive[column] for column in link.dependent):
            useful[list(link.enabling)] = True
    alive &= useful


def _renumbered(every: Columns, columns: Columns, links: list[Link], alive: Truths) -> tuple[Link, ...]:
    place = {int(old): new for new, old in enumerate(np.flatnonzero(alive))}
    systems = {system: number for number, system in enumerate(columns.systems)}
    moved = {old: systems[name] for old, name in enumerate(every.systems) if name in systems}
    kept = (link.kept(place, moved) for link in links)
    return tuple(link for link in kept if link.dependent)


def _program(columns: Columns, resources: Resources, links: tuple[Link, ...], scale: float) -> Program:
    """Rows: one choice a system, then links, then limits."""
    chained, begins, limits = _chained(links)
    user = np.repeat(np.arange(len(columns)), np.diff(resources.entry))
    by_row = np.argsort(resources.row, kind="stable")
    counts = np.bincount(resources.row, minlength=len(resources.limit))
    choices = len(columns)
    begin = np.concatenate([
        columns.first,
        choices + begins,
        choices + len(chained) + np.concatenate([[0], counts.cumsum()]),
    ])  # fmt: skip
    signs = np.where(chained < 0, -1.0, 1.0)
    return Program(
        objective=columns.value / scale,
        lower=columns.fixed.astype(np.float64),
        upper=np.ones(len(columns)),
        begin=begin.astype(np.int64),
        column=np.concatenate(
            [np.arange(choices), np.where(chained < 0, -chained - 1, chained), user[by_row]]
        ),
        entry=np.concatenate([np.ones(choices), signs, resources.share[by_row]]),
        limit=np.concatenate([np.ones(len(columns.systems)), limits, resources.limit]),
    )


def _chained(links: tuple[Link, ...]) -> tuple[Ints, Ints, Ints]:
    """The entries of all rows of links (an enabling column as -1 - its number), where rows begin, limits."""
    entries: list[int] = []
    begins: list[int] = []
    for link in links:
        for here, there in link.rows():
            both = set(here).intersection(there)
            begins.append(len(entries))
            entries += [column for column in here if column not in both]
            entries += [-1 - column for column in there if column not in both]
    return (
        np.array(entries, dtype=np.int64),
        np.array(begins, dtype=np.int64),
        np.zeros(len(begins), dtype=np.int64),
    )

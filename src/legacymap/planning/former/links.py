"""What must happen for what else to happen: needs, leavers and partners, between columns of two systems."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from legacymap.planning.former.columns import Columns

Timed = dict[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Columns of one system that may be chosen only with columns of another that are in time.

    Both hold a year by column. The other's year is no later, or, for partners, the same.
    """

    other: int
    together: bool
    dependent: Timed = field(default_factory=dict)
    enabling: Timed = field(default_factory=dict)

    def holds(self, column: int, other: int) -> bool:
        """Whether the choice of a column is allowed beside the column of the other system (-1: none)."""
        year = self.dependent.get(column)
        if year is None:
            return True
        there = self.enabling.get(other)
        return there is not None and (there == year if self.together else there <= year)

    def kept(self, place: dict[int, int], system_place: dict[int, int]) -> "Link":
        """The link between the columns that are left, under their new numbers."""
        return Link(
            system_place.get(self.other, -1),
            self.together,
            {place[column]: year for column, year in self.dependent.items() if column in place},
            {place[column]: year for column, year in self.enabling.items() if column in place},
        )

    def rows(self) -> Iterator[tuple[list[int], list[int]]]:
        """The link as inequalities: what is chosen of the first columns is at most what is of the second."""
        if self.together:
            for year in sorted(set(self.dependent.values())):
                yield (
                    [column for column, at in self.dependent.items() if at == year],
                    [column for column, at in self.enabling.items() if at == year],
                )
            return
        needing = sorted((year, column) for column, year in self.dependent.items())
        enabling = sorted((year, column) for column, year in self.enabling.items())
        years = [year for year, _ in enabling]
        there = [column for _, column in enabling]
        here = [column for _, column in needing]
        counts = [bisect_right(years, year) for year, _ in needing]
        for number, count in enumerate(counts):
            if number + 1 == len(counts) or counts[number + 1] != count:
                yield here[: number + 1], there[:count]


def links_of(columns: Columns) -> list[Link]:
    """Every link between the columns; one whose other system has no column is with -1."""
    place = {system: number for number, system in enumerate(columns.systems)}
    of_system = _by_system(columns)
    found: dict[tuple[object, ...], Link] = {}
    for column, number in enumerate(columns.job.tolist()):
        job, system = columns.jobs[number], int(columns.system[column])
        start, end = int(columns.start[column]), int(columns.end[column])
        for need in job.needs:
            key = (system, need.system, need.options)
            if key not in found:
                found[key] = _link(columns, of_system, place.get(need.system, -1), need.options)
            found[key].dependent[column] = start
        for leaver in job.leavers:
            key = (system, leaver, "leaves")
            if key not in found:
                found[key] = _leaving(columns, of_system, place.get(leaver, -1))
            found[key].dependent[column] = end
        for partner in job.partners:
            key = (system, partner, "moves")
            if key not in found:
                found[key] = _moving(columns, of_system, place.get(partner, -1))
            found[key].dependent[column] = start
    return list(found.values())


def _by_system(columns: Columns) -> list[range]:
    edges = [*columns.first.tolist(), len(columns)]
    return [range(begin, edges[number + 1]) for number, begin in enumerate(edges[:-1])]


def _link(columns: Columns, of_system: list[range], other: int, options: frozenset[str]) -> Link:
    some = of_system[other] if other >= 0 else range(0)
    ends = {
        column: int(columns.end[column])
        for column in some
        if columns.jobs[columns.job[column]].option in options
    }
    return Link(other, together=False, enabling=ends)


def _leaving(columns: Columns, of_system: list[range], other: int) -> Link:
    some = of_system[other] if other >= 0 else range(0)
    ends = {column: int(columns.end[column]) for column in some if columns.jobs[columns.job[column]].leaves}
    return Link(other, together=False, enabling=ends)


def _moving(columns: Columns, of_system: list[range], other: int) -> Link:
    some = of_system[other] if other >= 0 else range(0)
    return Link(other, together=True, enabling={column: int(columns.start[column]) for column in some})

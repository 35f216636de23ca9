"""What is published gives no small count away, to somebody who adds everything up."""

import random
from collections.abc import Iterator

import highspy
import pytest

from legacymap.domain.sharing import PublicTable
from legacymap.planning.solver import extremes
from legacymap.sharing.tables import Counts, published, rounded, shown, span

BASE = 5
COLUMNS = (("red", "possibly", "not"), ("yes", "perhaps", "no"), ("a", "b", "c", "d"))


def estate(dice: random.Random) -> list[Counts]:
    """Three tables of the same systems, each by another property."""
    rows = [f"dept-{number}" for number in range(dice.randint(1, 7))]
    sizes = {row: dice.choice((1, 3, 4, 6, 9, 14, 23, 41)) for row in rows}
    found = []
    for title, columns in enumerate(COLUMNS):
        cells: dict[tuple[str, str], int] = {}
        for row in rows:
            for _ in range(sizes[row]):
                column = dice.choices(columns, weights=range(1, 2 * len(columns), 2))[0]
                cells[row, column] = cells.get((row, column), 0) + 1
        found.append(Counts(f"table {title}", "all", tuple(rows), columns, cells))
    return found


def bounds(value: str | int) -> tuple[float, float]:
    """What a reader of the notes knows of a published figure."""
    if isinstance(value, str):
        return 0, BASE - 1
    return max(value - 2, BASE), value + 2


class Attacker:
    """Adds up all that is published: cells, totals, and that rows of several tables hold the same."""

    def __init__(self) -> None:
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types
        self.solver.setOptionValue("output_flag", False)
        self.count = 0
        self.cells: dict[tuple[int, str, str, str], int] = {}

    def read(self, release: int, tables: tuple[PublicTable, ...]) -> None:
        """Takes in a release."""
        known: dict[str, list[int]] = {}
        for table in tables:
            for row, column, value in self._inner(table):
                low, high = bounds(value)
                self.solver.addVar(low, high)
                self.cells[release, table.title, row, column] = self.count
                self.count += 1
            for row, column, value in self._sums(table):
                numbers = [
                    number for (when, title, r, c), number in self.cells.items()
                    if (when, title) == (release, table.title) and row in {r, "all"} and column in {c, "all"}
                ]  # fmt: skip
                low, high = bounds(value)
                self.solver.addRow(low, high, len(numbers), numbers, [1.0] * len(numbers))
            for row in table.rows:
                mine = [
                    n
                    for (when, title, r, _), n in self.cells.items()
                    if (when, title, r) == (release, table.title, row)
                ]
                other = known.setdefault(row, mine)
                if row != "all" and other is not mine:
                    self.solver.addRow(
                        0, 0, len(mine) + len(other), [*mine, *other], [1.0] * len(mine) + [-1.0] * len(other)
                    )

    def _inner(self, table: PublicTable) -> Iterator[tuple[str, str, str | int]]:
        for row, line in zip(table.rows, table.cells, strict=True):
            for column, value in zip(table.columns, line, strict=True):
                if "all" not in {row, column} and value is not None:
                    yield row, column, value

    def _sums(self, table: PublicTable) -> Iterator[tuple[str, str, str | int]]:
        for row, line in zip(table.rows, table.cells, strict=True):
            for column, value in zip(table.columns, line, strict=True):
                if "all" in {row, column} and value is not None:
                    yield row, column, value

    def most(self, *weights: tuple[int, float]) -> float:
        """The most that a sum of cells may be."""
        for number, weight in weights:
            self.solver.changeColCost(number, -weight)
        self.solver.run()
        found = -self.solver.getInfo().objective_function_value
        for number, _ in weights:
            self.solver.changeColCost(number, 0)
        return float(found)


def small(tables: tuple[PublicTable, ...]) -> list[tuple[str, str, str]]:
    return [
        (table.title, row, column)
        for table in tables
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, value in zip(table.columns, line, strict=True)
        if isinstance(value, str) and "all" not in {row, column}
    ]


@pytest.mark.parametrize("seed", range(30))
def test_no_small_count_can_be_told(seed: int) -> None:
    tables = published(estate(random.Random(seed)), BASE, extremes)  # noqa: S311 - nothing secret
    attacker = Attacker()
    attacker.read(0, tables)
    for cell in small(tables):
        number = attacker.cells[0, *cell]
        assert attacker.most((number, 1.0)) >= BASE - 1 - 1e-6
        assert -attacker.most((number, -1.0)) <= 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_two_releases_give_none_away(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    before = estate(dice)
    after = [
        Counts(each.title, each.population, each.rows, each.columns, dict(each.cells)) for each in before
    ]
    row = dice.choice(before[0].rows)
    for table in after:  # one more system
        place = (row, dice.choice(table.columns))
        table.cells[place] = table.count(*place) + 1  # type: ignore[index]  # a dict, made above
    first, second = published(before, BASE, extremes), published(after, BASE, extremes)
    attacker = Attacker()
    attacker.read(0, first)
    attacker.read(1, second)
    for cell in set(small(first)) & set(small(second)):
        one, other = attacker.cells[0, *cell], attacker.cells[1, *cell]
        assert attacker.most((other, 1.0), (one, -1.0)) >= BASE - 1 - 1e-6
        assert -attacker.most((other, -1.0), (one, 1.0)) <= -(BASE - 1) + 1e-6


def test_a_published_count_stands_for_what_rounds_to_it() -> None:
    for base in (2, 3, 5, 10):
        for count in range(200):
            low, high = span(count, base)
            same = [each for each in range(220) if shown(each, base) == shown(count, base)]
            assert (low, high) == (same[0], same[-1])
    assert [rounded(count, 5) for count in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]


def test_small_organisations_are_others_and_large_tables_keep_their_totals() -> None:
    cells = {
        ("big", "red"): 52,
        ("big", "not"): 61,
        ("mid", "red"): 33,
        ("mid", "not"): 41,
        ("tiny", "red"): 2,
    }
    cells |= {("wee", "not"): 3}
    table = Counts("t", "p", ("big", "mid", "tiny", "wee"), ("red", "not"), cells)
    [found] = published([table], BASE, extremes)
    assert found.rows == ("big", "mid", "others", "all")
    assert found.cells[0] == (50, 60, 115)
    assert found.cells[2][:2] == ("fewer than 5", "fewer than 5")

"""Tables for everyone: counts rounded so that no sum, and no second release, gives a small one back."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from legacymap.domain.frozen import dataclass
from legacymap.domain.sharing import PublicTable

OTHERS = "others"
ALL = "all"
Span = tuple[float, float]
Extremes = Callable[
    [Sequence[Span], Sequence[tuple[Mapping[int, float], Span]], Sequence[Mapping[int, float]]], list[Span]
]


@dataclass(frozen=True, slots=True)
class Counts:
    """A table of true counts: a row for each label, a column for each category.

    Tables of one `population` count the same systems: whoever reads two of them knows that their rows add up
    to the same. `hidden` are the totals that are not shown: a row's label, a column's as `(label,)`, or ALL.
    """

    title: str
    population: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    hidden: frozenset[object] = field(default=frozenset())

    def count(self, row: str, column: str) -> int:
        """How many systems are in a row and column."""
        return self.cells.get((row, column), 0)

    def total(self, row: str) -> int:
        """How many are in a row."""
        return sum(self.count(row, column) for column in self.columns)


def counted(
    title: str, population: str, systems: Iterable[tuple[str, str]], columns: Sequence[str]
) -> Counts:
    """The table of systems given as label and category."""
    cells = Counter(systems)
    rows = tuple(sorted({row for row, _ in cells}))
    return Counts(title, population, rows, tuple(columns), dict(cells))


def published(tables: Sequence[Counts], base: int, extremes: Extremes) -> tuple[PublicTable, ...]:
    """The tables as everyone may see them.

    Rows of fewer systems than the base become "others". Totals that would give a small count away are not
    shown; where that is not enough the row joins the others, and at last the table is not published.
    """
    safe = protected([_merged(each, base) for each in tables], base, extremes)
    return tuple(_shown(each, base) for each in safe)


def protected(tables: Sequence[Counts], base: int, extremes: Extremes) -> list[Counts]:
    """The tables with as much hidden or merged as it takes that none of their small counts can be told."""
    current = list(tables)
    while True:
        disclosures = _disclosures(current, base, extremes)
        if not disclosures:
            return current
        current = _with_secondary_suppression(current, disclosures)


def shown(count: int, base: int) -> str | int:
    """A count as it is published: rounded to the base, or "fewer than 5"."""
    return f"fewer than {base}" if count < base else rounded(count, base)


def rounded(count: int, base: int) -> int:
    """The nearest multiple of the base, the higher of two."""
    return (2 * count + base) // (2 * base) * base


def span(count: int, base: int) -> Span:
    """What a published count may stand for."""
    if count < base:
        return 0.0, float(base - 1)
    near = rounded(count, base)
    low = max(base, near - base // 2)
    return float(low), float(near + (base - 1) // 2)


def _merged(table: Counts, base: int) -> Counts:
    """Rows of fewer systems than the base put together."""
    small = [row for row in table.rows if table.total(row) < base]
    return _joined(table, small) if len(table.rows) > 1 else table


def _joined(table: Counts, gone: Sequence[str]) -> Counts:
    if not gone or gone == [OTHERS]:
        return table
    cells: Counter[tuple[str, str]] = Counter()
    for (row, column), count in table.cells.items():
        cells[OTHERS if row in gone else row, column] += count
    kept = tuple(row for row in table.rows if row not in gone and row != OTHERS)
    return replace(table, rows=(*kept, OTHERS), cells=dict(cells))


@dataclass(frozen=True, slots=True)
class _Disclosure:
    """A small count that could be told: its table, row and column; None stands for a total."""

    table: int
    row: str | None
    column: str | None


def _disclosures(tables: Sequence[Counts], base: int, extremes: Extremes) -> list[_Disclosure]:
    """The small counts that all published figures together bound more tightly than 0 to the base."""
    numbers: dict[tuple[int, str, str], int] = {}
    spans: list[Span] = []
    for at, table in enumerate(tables):
        for row in table.rows:
            for column in table.columns:
                numbers[at, row, column] = len(spans)
                spans.append(span(table.count(row, column), base))
    sums = [(weights, span(count, base)) for _, weights, count in _totals(tables, numbers)]
    sums += list(_equalities(tables, numbers))
    small: list[tuple[_Disclosure, Mapping[int, float]]] = [
        (_Disclosure(at, row, column), {number: 1.0})
        for (at, row, column), number in numbers.items()
        if tables[at].count(row, column) < base
    ]
    small += [(which, weights) for which, weights, count in _totals(tables, numbers) if count < base]
    found = extremes(spans, sums, [weights for _, weights in small])
    return [
        which
        for (which, _), (low, high) in zip(small, found, strict=True)
        if low > 1e-6 or high < base - 1 - 1e-6
    ]


def _totals(
    tables: Sequence[Counts], numbers: Mapping[tuple[int, str, str], int]
) -> Iterator[tuple[_Disclosure, Mapping[int, float], int]]:
    """Every total that is shown, with its count."""
    for at, table in enumerate(tables):
        for row in table.rows:
            if row not in table.hidden:
                yield (
                    _Disclosure(at, row, None),
                    {numbers[at, row, each]: 1.0 for each in table.columns},
                    table.total(row),
                )
        for column in table.columns:
            if (column,) not in table.hidden and len(table.rows) > 1:
                count = sum(table.count(row, column) for row in table.rows)
                yield (
                    _Disclosure(at, None, column),
                    {numbers[at, row, column]: 1.0 for row in table.rows},
                    count,
                )
        if ALL not in table.hidden and len(table.rows) > 1:
            count = sum(map(table.total, table.rows))
            yield (
                _Disclosure(at, None, None),
                {numbers[at, row, column]: 1.0 for row in table.rows for column in table.columns},
                count,
            )


def _equalities(
    tables: Sequence[Counts], numbers: Mapping[tuple[int, str, str], int]
) -> Iterator[tuple[Mapping[int, float], Span]]:
    """What a reader knows besides: a row of two tables of one population holds the same systems."""
    first: dict[tuple[str, str], int] = {}
    for at, table in enumerate(tables):
        for row in table.rows:
            earlier = first.setdefault((table.population, row), at)
            if earlier != at:
                weights = {numbers[earlier, row, each]: 1.0 for each in tables[earlier].columns}
                weights |= {numbers[at, row, each]: -1.0 for each in table.columns}
                yield weights, (0.0, 0.0)


def _with_secondary_suppression(tables: Sequence[Counts], disclosures: Sequence[_Disclosure]) -> list[Counts]:
    """The tables with totals around what was told hidden; where they are, with its row among others."""
    rows = {(tables[each.table].population, each.row) for each in disclosures if each.row is not None}
    of_rows = [frozenset(row for row in table.rows if (table.population, row) in rows) for table in tables]
    of_columns: list[frozenset[object]] = [
        frozenset(
            (each.column,) if each.column is not None else ALL for each in disclosures if each.table == at
        )
        for at in range(len(tables))
    ]
    sums = [
        frozenset({ALL}) if any(each.table == at for each in disclosures) else frozenset()
        for at in range(len(tables))
    ]
    for more in (of_rows, of_columns, sums):
        less = [replace(each, hidden=each.hidden | extra) for each, extra in zip(tables, more, strict=True)]
        if any(one.hidden != other.hidden for one, other in zip(less, tables, strict=True)):
            return less
    return _with_fewer_rows(tables, disclosures)


def _with_fewer_rows(tables: Sequence[Counts], disclosures: Sequence[_Disclosure]) -> list[Counts]:
    """The tables without a row that still tells: it joins the others, or else the smallest row."""
    gone: dict[str, set[str]] = {}
    for each in disclosures:
        table = tables[each.table]
        own = sorted((row for row in table.rows if row != OTHERS), key=lambda row: (table.total(row), row))
        chosen = each.row if each.row in own else own[0] if own else None
        if chosen is not None:
            gone.setdefault(table.population, set()).add(chosen)
    found = []
    for at, table in enumerate(tables):
        names = gone.get(table.population, set()) & set(table.rows)
        if len(table.rows) <= 1:
            if not any(each.table == at for each in disclosures):
                found.append(table)
            continue  # a single row that tells something is not published
        left = (row for row in table.rows if row not in names)
        smallest = sorted(left, key=lambda row: (table.total(row), row))
        extra = smallest[:1] if OTHERS not in table.rows and len(names) == 1 else []
        found.append(_joined(table, [*sorted(names), *extra]) if names else table)
    return found


def _shown(table: Counts, base: int) -> PublicTable:
    is_one = len(table.rows) == 1
    columns = (*table.columns, ALL)
    rows = list(table.rows) if is_one else [*table.rows, ALL]
    return PublicTable(
        table.title, tuple(rows), columns, tuple(tuple(_line(table, row, base)) for row in rows)
    )


def _line(table: Counts, row: str, base: int) -> Iterator[str | int | None]:
    is_total = row == ALL and row not in table.rows
    for column in table.columns:
        if is_total:
            count = sum(table.count(each, column) for each in table.rows)
            yield None if (column,) in table.hidden else shown(count, base)
        else:
            yield shown(table.count(row, column), base)
    if is_total:
        yield None if ALL in table.hidden else shown(sum(map(table.total, table.rows)), base)
    else:
        yield None if row in table.hidden else shown(table.total(row), base)

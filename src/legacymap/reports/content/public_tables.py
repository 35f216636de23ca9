"""Tables for everyone, as a page, a workbook and one long table for spreadsheets."""

from legacymap.domain.sharing import PublicTable, PublicTables
from legacymap.reports.content.provenance import provenance
from legacymap.reports.view import Block, Cell, Column, Prose, Table, View

_LONG = (
    Column("table", "table", "prose"),
    Column("row", "row"),
    Column("column", "column"),
    Column("value", "value"),
)


def public_view(found: PublicTables) -> View:
    """The tables one under the other, with what rounding means."""
    base = found.base
    partial = "Incomplete: some systems could not be read, and are not counted here."
    blocks: list[Block] = [
        *([Prose(partial)] if found.is_partial else []),
        Prose(
            f"Every count is rounded to the nearest {base}, each from the true figure, so that sums do not "
            f"match exactly; fewer than {base} is not told apart. Organisations of fewer than {base} systems "
            "are counted as others. A total that would give a small count away is not shown (–)."
        ),
    ]
    blocks += [_table(each) for each in found.tables]
    return View(
        "Legacy systems in figures", _for(found), tuple(blocks), provenance=provenance(found.provenance)[:4]
    )


def public_list_view(found: PublicTables) -> View:
    """One row for every cell of every table."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (table.title, row, column, "not shown" if cell is None else str(cell))
        for table in found.tables
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, line, strict=True)
    )
    return View("Legacy systems in figures", _for(found), (Table("All tables", _LONG, rows),))


def _for(found: PublicTables) -> str:
    """For whom it is; made of returns, with for whom those were."""
    return ": ".join((found.title, *(found.provenance.shared_for or ())))


def _table(table: PublicTable) -> Table:
    columns = (Column("row", ""), *(Column(f"column_{at}", each) for at, each in enumerate(table.columns)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (row, *("–" if cell is None else str(cell) for cell in line))
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    return Table(table.title, columns, rows)

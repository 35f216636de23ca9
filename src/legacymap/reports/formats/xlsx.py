"""A view as a workbook: a sheet for each table, with every column and unrounded numbers."""

from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from legacymap.reports.archive import dated
from legacymap.reports.figures import day
from legacymap.reports.view import Block, Chart, Table, View
from legacymap.reports.workbook.front import write_contents, write_words
from legacymap.reports.workbook.looks import Looks
from legacymap.reports.workbook.names import sheet_names
from legacymap.reports.workbook.table import write_table
from legacymap.reports.workbook.values import plain

_CONTENTS, _WORDS = "Contents", "Words"
_LONGEST_PROPERTY = 255
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx_bytes(view: View, as_of: date) -> bytes:
    """The view as a workbook: contents with provenance, what is said in words, and a sheet for each table.

    Its properties and its members are dated `as_of`.
    """
    written = BytesIO()
    workbook = Workbook(written, _OPTIONS)
    _describe(workbook, view, as_of)
    looks = Looks(workbook)
    blocks = (*view.blocks, *view.appendix)
    tables = [table for block in blocks for table in _tables(block)]
    names = sheet_names([table.title for table in tables], (_CONTENTS, _WORDS))
    contents, words = workbook.add_worksheet(_CONTENTS), workbook.add_worksheet(_WORDS)
    listed = [
        (_WORDS, "What the report says in words and single figures"),
        *zip(names, _titles(tables), strict=True),
    ]
    write_contents(contents, view, as_of, listed, looks)
    write_words(words, view, blocks, looks)
    for name, table in zip(names, tables, strict=True):
        write_table(workbook.add_worksheet(name), table, view.marking, looks)
    workbook.close()
    return dated(written.getvalue(), as_of)


def _describe(workbook: Workbook, view: View, as_of: date) -> None:
    workbook.set_properties(
        {
            "title": plain(view.title)[:_LONGEST_PROPERTY],
            "subject": f"As of {day(as_of)}",
            "category": plain(view.marking)[:_LONGEST_PROPERTY],
            "created": datetime.combine(as_of, time()),
        }
    )


def _tables(block: Block) -> tuple[Table, ...]:
    return (block,) if isinstance(block, Table) else (block.table,) if isinstance(block, Chart) else ()


def _titles(tables: list[Table]) -> list[str]:
    return [table.title for table in tables]

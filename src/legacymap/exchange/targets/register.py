"""The register as a workbook or as CSV (exchange, section 8).

Cells are texts, never formulas. A sheet that nobody can see (in CSV the last column) holds digests of what
was written, so that an untouched cell is known when it comes back.
"""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from legacymap.domain.frozen import dataclass
from legacymap.exchange.delimited import guarded
from legacymap.exchange.register import (
    DIGESTS,
    FORMAT,
    ID,
    NUMBER,
    SYSTEM,
    SYSTEMS,
    RegisterSheet,
    digests,
    normal,
)
from legacymap.exchange.register_digests import HIDDEN_SHEET
from legacymap.exchange.targets.workbooks import TEXT_STAYS_TEXT, height

_WIDEST = 60
_LEGIBLE = 260  # characters beside each other that a sheet of paper may be made to hold
_LONGEST_MARKING = 100  # a header holds 255 signs in all
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes whenever it is written


@dataclass(frozen=True, slots=True)
class About:
    """What a register says of itself: the marking of what it holds, the tool, and the inventory's digest.

    `marking` is the handling as it is printed, with what stands beside it.
    """

    handling: str
    marking: str
    tool: str
    inventory_sha256: str


def register_workbook(sheets: Sequence[RegisterSheet], about: About) -> bytes:
    """The sheets as a workbook: headings frozen, rows to be filtered, the marking on every page."""
    held = BytesIO()
    book = Workbook(held, TEXT_STAYS_TEXT)
    book.set_properties({"title": "legacymap register", "created": _CREATED})
    bold = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        _marked(page, about)
        keys = [ID] if sheet.name == SYSTEMS else [SYSTEM, NUMBER]
        headings = [*keys, *sheet.headings]
        widths = [len(heading) for heading in headings]
        page.write_row(0, 0, headings, bold)
        for line, row in enumerate(sheet.rows, start=1):
            cells = [row.system, *([str(row.number)] if row.number else [])]
            cells += [normal(row.cells.get(heading, "")) for heading in sheet.headings]
            for column, text in enumerate(cells):
                if text:
                    page.write_string(line, column, text, plain)
                    widths[column] = max(widths[column], min(len(text), _WIDEST))
            if any(len(text) > _WIDEST or "\n" in text for text in cells):
                page.set_row(line, height((text, _WIDEST) for text in cells))
        for column, width in enumerate(widths):
            page.set_column(column, column, min(width, _WIDEST) + 2, plain)
        if sum(widths) <= _LEGIBLE:
            page.fit_to_pages(1, 0)
        page.freeze_panes(1, len(keys))
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(headings) - 1)
    _hide(book.add_worksheet(HIDDEN_SHEET), sheets, about)
    book.close()
    return held.getvalue()


def register_csv(sheet: RegisterSheet, about: About) -> str:
    """The sheet of systems as CSV; the heading of its last column says what it is."""
    inventory = f"inventory {about.inventory_sha256[:16]}"
    said = f"{DIGESTS} ({FORMAT}; {about.marking}; {about.tool}; {inventory})"
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([ID, *sheet.headings, said])
    for row in sheet.rows:
        cells = [row.system, *(normal(row.cells.get(heading, "")) for heading in sheet.headings)]
        lines.writerow([*map(guarded, cells), f"#{digests(sheet, row)}"])
    return written.getvalue()


def _hide(page: Worksheet, sheets: Sequence[RegisterSheet], about: About) -> None:
    """What was written, for when it comes back."""
    page.very_hidden()
    page.write_row(0, 0, ["format", FORMAT, about.handling, about.tool, about.inventory_sha256])
    line = 1
    for sheet in sheets:
        page.write_row(line, 0, ["headings", sheet.name, *sheet.headings])
        line += 1
        for row in sheet.rows:
            page.write_row(
                line, 0, ["row", sheet.name, row.system, str(row.number), f"#{digests(sheet, row)}"]
            )
            line += 1


def _marked(page: Worksheet, about: About) -> None:
    marking = about.marking[:_LONGEST_MARKING].replace("&", "&&")
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)
    page.repeat_columns(0, 0)
    page.set_header(f"&C{marking}")
    page.set_footer(f"&C{marking}&R{about.tool}, inventory {about.inventory_sha256[:16]}")

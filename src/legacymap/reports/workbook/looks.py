"""How the sheets of a workbook look, on a screen and on paper."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from legacymap.reports.workbook.values import plain

_A4 = 9
_LINE, _TITLE_LINE = 13.5, 22.0
_TALLEST = 400.0
_LONGEST_STAMP = 60  # of the 255 characters that a header or footer has
_CHARACTERS_ON_A_PAGE = 190
_BODY = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_HEADER = {"bold": True, "bg_color": "#E8EDF2", "bottom": 1, "text_wrap": True, "valign": "bottom"}
_STYLES: dict[str, dict[str, object]] = {
    "body": {},
    "wrapped": {"text_wrap": True},
    "to the left": {"text_wrap": True, "align": "left"},
    "strong": {"bold": True},
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 12},
    "note": {"font_color": "#505A5F"},
    "link": {"font_color": "#1D4F91", "underline": 1},
    "header": _HEADER,
    "header to the right": {**_HEADER, "align": "right"},
    "total": {"bold": True, "top": 1},
}


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook, each made once."""

    workbook: Workbook
    made: dict[tuple[str, str], Format] = field(default_factory=dict)

    def of(self, style: str, number: str = "General") -> Format:
        """A style with a number format."""
        if (style, number) not in self.made:
            looks = {**_BODY, **_STYLES[style], "num_format": number}
            self.made[style, number] = self.workbook.add_format(looks)
        return self.made[style, number]


def set_up(sheet: Worksheet, marking: str, *, lies_on_its_side: bool, characters: float = 0) -> None:
    """A4, as wide as one page, or more where that were too small to read; marking and number on each."""
    sheet.set_paper(_A4)
    if lies_on_its_side:
        sheet.set_landscape()
    sheet.fit_to_pages(max(1, ceil(characters / _CHARACTERS_ON_A_PAGE)), 0)
    sheet.set_row(0, _TITLE_LINE)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    stamp = plain(marking)[:_LONGEST_STAMP].replace("&", "&&")
    sheet.set_header(f'&C&"Arial,Bold"{stamp}' if stamp else "")
    sheet.set_footer(f'&L&A&C&"Arial,Bold"{stamp}&R&"Arial,Regular"Page &P of &N')
    sheet.hide_gridlines(2)


def heighten(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Gives a row as many lines as its texts take, each in a column of so many characters."""
    lines = max((ceil(len(text) / (width - 1)) for text, width in cells), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE, _TALLEST))

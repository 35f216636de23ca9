"""The first sheets of a workbook: what it holds and rests on, and what the view says in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from xlsxwriter.worksheet import Worksheet

from legacymap.reports.view import (
    Block,
    Chart,
    Code,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.workbook.looks import Looks, heighten, set_up
from legacymap.reports.workbook.table import write
from legacymap.reports.workbook.values import Value, plain, values

_WORDS_WIDE, _LABEL_WIDE = 90, 36
_Line = tuple[str, str, Value, str]


def write_contents(
    sheet: Worksheet, view: View, as_of: date, sheets: Sequence[tuple[str, str]], looks: Looks
) -> None:
    """Title, marking, a line for each sheet (its name leads there) with its title, and the provenance."""
    _columns(sheet, view.marking)
    for at, (words, style) in enumerate(((view.title, "title"), (view.marking, "strong"))):
        sheet.write_string(at, 0, plain(words), looks.of(style))
    sheet.write_string(2, 0, "As of", looks.of("strong"))
    write(sheet, (2, 1), as_of, looks.of("to the left", "yyyy-mm-dd"))
    sheet.write_string(4, 0, "Sheet", looks.of("header"))
    sheet.write_string(4, 1, "What it holds", looks.of("header"))
    row = 5
    for name, title in sheets:
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks.of("link"), name)
        sheet.write_string(row, 1, plain(title), looks.of("wrapped"))
        row += 1
    lines = [("section", "Provenance", None, ""), *map(_fact, view.provenance)] if view.provenance else []
    _write_lines(sheet, row + 1, lines, looks)


def write_words(sheet: Worksheet, view: View, places: Iterable[Block], looks: Looks) -> None:
    """Every block but the tables, in order; a table is named where it stood."""
    _columns(sheet, view.marking)
    sheet.write_string(0, 0, plain(view.title), looks.of("title"))
    sheet.write_string(1, 0, plain(view.marking), looks.of("strong"))
    _write_lines(sheet, 3, [line for block in places for line in _lines(block)], looks)


def _columns(sheet: Worksheet, marking: str) -> None:
    set_up(sheet, marking, lies_on_its_side=False)
    sheet.set_column(0, 0, _LABEL_WIDE)
    sheet.set_column(1, 1, _WORDS_WIDE)


def _lines(block: Block) -> list[_Line]:  # noqa: PLR0911 - one return for each kind of block
    """The lines of a block: a style, a label, a value and its number format."""
    match block:
        case Heading(text):
            return [("section", text, None, "")]
        case Prose(text):
            return [("strong", "", plain(text), "")]
        case Code(text):
            return [
                ("strong", "", plain(line) and f"{_indent(line)}{plain(line)}", "")
                for line in text.splitlines()
            ]
        case Points(items):
            return [("strong", "", plain(item), "") for item in items]
        case Figures(lines):
            return [_fact(fact) for facts in lines for fact in facts]
        case Facts(facts):
            return [_fact(fact) for fact in facts]
        case Table(title):
            return [("note", f"Table: {title}", None, "")]
        case Chart(title, words, table):
            return [("section", title, None, ""), ("strong", "", plain(words), ""), *_lines(table)]


def _fact(fact: Fact) -> _Line:
    (value, form), *rest = values(Column("", "", fact.kind), fact.value)
    if rest:
        expected = rest[0]
        return "strong", fact.label, expected[0], expected[1]
    return "strong", fact.label, value, form


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _write_lines(sheet: Worksheet, first: int, lines: Sequence[_Line], looks: Looks) -> None:
    for row, (style, label, value, form) in enumerate(lines, start=first):
        if label:
            sheet.write_string(row, 0, plain(label), looks.of(style))
        write(sheet, (row, 1), value, looks.of("to the left", form or "General"))
        heighten(sheet, row, ((label, _LABEL_WIDE), (str(value), _WORDS_WIDE)))

"""A table as lines of text: columns that fit, a header, a rule, rows."""

from dataclasses import dataclass

from legacymap.reports.columns import GAP, widths_that_fit
from legacymap.reports.figures import shown
from legacymap.reports.inert import inert
from legacymap.reports.layout import cells, cut, wrapped
from legacymap.reports.screen import Screen, painted
from legacymap.reports.view import Cell, Column, Judgement, Kind, Table, columns_for_people

_TO_THE_RIGHT: frozenset[Kind] = frozenset({"count", "score", "working", "share", "money"})


@dataclass(frozen=True, slots=True)
class _Strip:
    """A column on its way to the screen: its values, their texts, and its width (0: no room)."""

    column: Column
    values: list[Cell]
    texts: list[str]
    width: int


def grid(table: Table, screen: Screen) -> list[str]:
    """The lines of a table, none wider than the screen; columns without room are named below it."""
    strips = _strips(table, screen.width)
    kept = [strip for strip in strips if strip.width]
    lines = [
        painted(GAP.join(_heading(strip) for strip in kept).rstrip(), "strong", screen),
        painted(GAP.join("─" * strip.width for strip in kept), "quiet", screen),
    ]
    for row in range(len(table.rows)):
        lines += _row([_cell(strip, row, screen) for strip in kept], kept)
    return lines + _below(table, [strip.column.heading for strip in strips if not strip.width], screen)


def _strips(table: Table, width: int) -> list[_Strip]:
    people = columns_for_people(table)
    columns = [table.columns[at] for at in people]
    values = [[row[at] for row in table.rows] for at in people]
    texts = [_texts(column.kind, cells) for column, cells in zip(columns, values, strict=True)]
    naturals = [
        max(cells(text) for text in (inert(column.heading), *lines))
        for column, lines in zip(columns, texts, strict=True)
    ]
    widths = widths_that_fit(columns, naturals, width)
    return [_Strip(*strip) for strip in zip(columns, values, texts, widths, strict=True)]


def _texts(kind: Kind, values: list[Cell]) -> list[str]:
    texts = [shown(value, kind) for value in values]
    if kind != "bounds":
        return texts
    heads = [len(text.partition(" ")[0]) for text in texts]
    longest = max(heads, default=0)
    return [" " * (longest - head) + text for text, head in zip(texts, heads, strict=True)]


def _heading(strip: _Strip) -> str:
    return _aligned(strip, cut(inert(strip.column.heading), strip.width))


def _cell(strip: _Strip, row: int, screen: Screen) -> list[str]:
    text, value = strip.texts[row], strip.values[row]
    if strip.column.kind == "prose":
        return [_aligned(strip, line) for line in wrapped(text, strip.width)]
    text = cut(text, strip.width)
    if isinstance(value, Judgement):
        return [_aligned(strip, text, painted(text, value.tone, screen))]
    return [_aligned(strip, text)]


def _aligned(strip: _Strip, text: str, dressed: str = "") -> str:
    space = " " * (strip.width - cells(text))
    dressed = dressed or text
    return space + dressed if strip.column.kind in _TO_THE_RIGHT else dressed + space


def _row(rendered: list[list[str]], kept: list[_Strip]) -> list[str]:
    blanks = [" " * strip.width for strip in kept]
    filled = [
        [lines[at] if at < len(lines) else blank for lines, blank in zip(rendered, blanks, strict=True)]
        for at in range(max(map(len, rendered), default=0))
    ]
    return [GAP.join(line).rstrip() for line in filled]


def _below(table: Table, left_out: list[str], screen: Screen) -> list[str]:
    notes = [f"and {table.more:,} more"] if table.more else []
    notes += [table.note] if table.note else []
    notes += [f"A wider screen also shows: {', '.join(left_out)}."] if left_out else []
    return [painted(line, "quiet", screen) for note in notes for line in wrapped(inert(note), screen.width)]

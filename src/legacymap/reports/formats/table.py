"""A view as text for a terminal: no line wider than the screen, and every colour also a word."""

from io import StringIO
from itertools import chain, groupby
from typing import Literal

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import defused, sanitised, uncommanding
from legacymap.reports.terminal import STYLES, Style, cells, cut, hung, painted, wrapped
from legacymap.reports.view import (
    Block,
    Cell,
    Chart,
    Code,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Judgement,
    Kind,
    Picture,
    Points,
    Prose,
    Screen,
    Table,
    View,
    columns_for_people,
)
from legacymap.reports.words import shown

GAP = "  "
_ELASTIC: frozenset[Kind] = frozenset({"text", "prose"})
_TO_THE_RIGHT: frozenset[Kind] = frozenset({"count", "score", "working", "share", "money"})
_NARROWEST = 20
_BETWEEN_FIGURES = "   "


def widths_that_fit(columns: list[Column], naturals: list[int], width: int) -> list[int]:
    """A width for each column, 0 where it is left out; with gaps they take at most `width` cells.

    `naturals` are the widths at which nothing is cut. Columns come in by priority, and texts grow to their
    `least` before any of a lower priority comes in; what room is left goes to texts, in the same order.
    """
    widths = [0] * len(columns)
    room = width + len(GAP)
    order = sorted(range(len(columns)), key=lambda at: columns[at].priority)
    for _, group in groupby(order, key=lambda at: columns[at].priority):
        peers = list(group)
        for at in peers:
            start = _start(columns[at], naturals[at], width)
            if start + len(GAP) <= room:
                widths[at] = start
                room -= start + len(GAP)
        room = _grown(widths, {at: min(columns[at].least, naturals[at]) for at in peers}, room)
    _grown(widths, {at: naturals[at] for at in order}, room)
    return widths


def grid(table: Table, screen: Screen) -> list[str]:
    """The lines of a table, none wider than the screen; columns without room are named below it."""
    strips = _strips(table, screen.width)
    kept = [strip for strip in strips if strip.width]
    drawn = Grid(box=None, header_style="", padding=(0, len(GAP), 0, 0), pad_edge=False)
    for strip in kept:
        heading = _text("\n".join(wrapped(sanitised(strip.column.heading), strip.width)), "strong")
        justify: Literal["left", "right"] = "right" if strip.column.kind in _TO_THE_RIGHT else "left"
        drawn.add_column(heading, width=strip.width, justify=justify, no_wrap=True)
    drawn.add_row(*(_text("─" * strip.width, "quiet") for strip in kept))
    for row in range(len(table.rows)):
        drawn.add_row(*(_cell(strip, row) for strip in kept))
    return _lines(drawn, screen) + _below(
        table, [strip.column.heading for strip in strips if not strip.width], screen
    )


def table_text(view: View, screen: Screen) -> str:
    """The view on a screen (of 20 cells or more): marking, title, blocks, provenance, marking."""
    screen = Screen(max(screen.width, _NARROWEST), screen.colour)
    marking = _line(view.marking, "strong", screen) if view.marking else []
    provenance = _facts(view.provenance, screen) if view.provenance else []
    title = _line(view.title, "strong", screen)
    cover = _facts(view.cover, screen) if view.cover else []
    parts = [marking, title, cover, *_blocks(view.blocks, screen), provenance, marking]
    return uncommanding("\n\n".join("\n".join(part) for part in parts if part) + "\n")


def _start(column: Column, natural: int, width: int) -> int:
    return min(natural, column.least, width // 3) if column.kind in _ELASTIC else natural


def _grown(widths: list[int], goals: dict[int, int], room: int) -> int:
    """The room that is left once columns that are present have grown towards their goals, in their order."""
    for at, goal in goals.items():
        if widths[at]:
            more = max(min(room, goal - widths[at]), 0)
            widths[at] += more
            room -= more
    return room


@dataclass(frozen=True, slots=True)
class _Strip:
    """A column on its way to the screen: its values, their texts, and its width (0: no room)."""

    column: Column
    values: list[Cell]
    texts: list[str]
    width: int


def _lines(drawn: Grid, screen: Screen) -> list[str]:
    """What rich draws, without the blanks at the ends of lines; whether in colour the screen alone says."""
    written = StringIO()
    console = Console(
        file=written,
        width=screen.width,
        color_system="standard" if screen.colour else None,
        force_terminal=screen.colour,
        force_jupyter=False,
        no_color=not screen.colour,
        legacy_windows=False,
    )
    console.print(drawn, crop=False)
    return [line.rstrip(" ") for line in written.getvalue().split("\n")[:-1]]


def _strips(table: Table, width: int) -> list[_Strip]:
    people = columns_for_people(table)
    columns = [table.columns[at] for at in people]
    values = [[row[at] for row in table.rows] for at in people]
    texts = [_texts(column.kind, cells) for column, cells in zip(columns, values, strict=True)]
    naturals = [
        max(cells(text) for text in (sanitised(column.heading), *lines))
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


def _cell(strip: _Strip, row: int) -> Text:
    text, value = strip.texts[row], strip.values[row]
    if strip.column.kind == "prose":
        return Text("\n".join(wrapped(text, strip.width)))
    text = cut(text, strip.width)
    return _text(text, value.tone) if isinstance(value, Judgement) else Text(text)


def _text(text: str, style: Style) -> Text:
    """The text in a style, which does not reach into the blanks that fill its cell."""
    styled = Text(text)
    styled.stylize(STYLES[style])
    return styled


def _below(table: Table, left_out: list[str], screen: Screen) -> list[str]:
    notes = [f"and {table.more:,} more"] if table.more else []
    notes += [table.note] if table.note else []
    notes += [f"A wider screen also shows: {', '.join(left_out)}."] if left_out else []
    return [
        painted(line, "quiet", screen) for note in notes for line in wrapped(sanitised(note), screen.width)
    ]


def _blocks(blocks: tuple[Block, ...], screen: Screen) -> list[list[str]]:
    """The lines of each block, those of a heading together with what it heads."""
    parts: list[list[str]] = [[]]
    for before, block in zip((None, *blocks), blocks, strict=False):
        lines = _block(block, screen)
        parts = [*parts[:-1], parts[-1] + lines] if isinstance(before, Heading) else [*parts, lines]
    return parts


def _block(block: Block, screen: Screen) -> list[str]:  # noqa: PLR0911 - one return for each kind of block
    match block:
        case Heading(text):
            return _line(text, "strong", screen)
        case Prose(text):
            return wrapped(sanitised(text), screen.width)
        case Code(text):
            return [f"    {defused(line)}".rstrip() for line in text.splitlines()]
        case Points(items):
            return list(chain.from_iterable(hung(sanitised(item), "- ", screen.width) for item in items))
        case Figures(lines):
            return [line for facts in lines for line in _figures(facts, screen.width)]
        case Facts(facts, title):
            return [*(_line(title, "strong", screen) if title else []), *_facts(facts, screen)]
        case Table(title):
            return [*_line(title, "strong", screen), *grid(block, screen)]
        case Picture(words):
            return wrapped(sanitised(f"Picture: {words}"), screen.width)
        case Chart(_, words, table):
            return [*_block(table, screen), *wrapped(sanitised(words), screen.width)]


def _line(text: str, style: Style, screen: Screen) -> list[str]:
    return [painted(line, style, screen) for line in wrapped(sanitised(text), screen.width)]


def _figures(facts: tuple[Fact, ...], width: int) -> list[str]:
    lines = [""]
    for fact in facts:
        said = f"{shown(fact.value, fact.kind)} {sanitised(fact.label)}"
        figure = cut(uncommanding(said), width)  # before it is fitted, as it may begin a line
        together = f"{lines[-1]}{_BETWEEN_FIGURES}{figure}" if lines[-1] else figure
        if cells(together) <= width:
            lines[-1] = together
        else:
            lines.append(figure)
    return lines


def _facts(facts: tuple[Fact, ...], screen: Screen) -> list[str]:
    labels = [cut(sanitised(fact.label), screen.width // 2) for fact in facts]
    longest = max(map(cells, labels), default=0)
    lines = []
    for label, fact in zip(labels, facts, strict=True):
        lead = f"{label}{' ' * (longest - cells(label))}  "
        first, *rest = hung(shown(fact.value, fact.kind), lead, screen.width)
        lines += [painted(lead, "quiet", screen) + first.removeprefix(lead), *rest]
    return lines

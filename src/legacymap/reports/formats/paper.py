"""A table on paper: the text of its cells, how wide each column is, and whether a page must lie on its side.

Lengths are in points. Widths of text are estimates good enough to lay out a table, the same on every machine.
"""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import sanitised
from legacymap.reports.view import Cell, Judgement, Kind, Table, Tone, columns_for_people
from legacymap.reports.words import counted, shown

SHORT_SIDE, LONG_SIDE, MARGIN = 595.3, 841.9, 57.0
PORTRAIT_WIDTH = SHORT_SIDE - 2 * MARGIN
LANDSCAPE_WIDTH = LONG_SIDE - 2 * MARGIN
TALLEST = 366.0  # what a picture may take of a page on its side, below a heading and its caption
TO_THE_RIGHT: frozenset[Kind] = frozenset({"count", "score", "working", "share", "money"})
_ON_ONE_PAGE = 26  # lines of contents below the first page's facts
_LITTLE = 0.01
_SIZE, _SMALL = 9.0, 8.0
_CHARACTER = 0.54  # of the size of the type
_PADDING = 11.0
_BOLD = 1.15
_ONE_LINE = 14
_READABLE = 24
_LONGEST_WORD = 24
_LONGEST_LINE = 64
_MANY_LINES = 3
_BREAKS = re.compile(r"[^\s/\-]+[/\-]?")
_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # a zip archive knows no other ones


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """The text of a cell and the tone of a verdict, which weight and colour may add to its words."""

    text: str
    tone: Tone = "quiet"


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """The columns that people are shown: headings, sides, widths in points, and rows of cells."""

    headings: tuple[str, ...]
    to_the_right: tuple[bool, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]
    below: tuple[str, ...]
    is_small: bool

    @property
    def is_landscape(self) -> bool:
        """Whether it needs a page on its side."""
        return sum(self.widths) > PORTRAIT_WIDTH + 1


def orientations(blocks: Sequence[tuple[bool, bool]]) -> list[bool]:
    """Whether the page of each block lies on its side, by whether it is a heading and whether it needs that.

    A heading stands on the same kind of page as what follows it.
    """
    found: list[bool] = []
    for is_heading, is_landscape in reversed(blocks):
        found.append(is_landscape or (is_heading and bool(found) and found[-1]))
    return found[::-1]


def contents_depth(levels: Sequence[int]) -> int:
    """How many levels of headings the contents name, so that they stay on one page."""
    return 2 if sum(level <= 2 for level in levels) <= _ON_ONE_PAGE else 1


def printed(table: Table) -> PrintedTable:
    """The table as it stands on paper, upright where its longest words leave room for that."""
    people = columns_for_people(table)
    kinds = [table.columns[at].kind for at in people]
    headings = tuple(sanitised(table.columns[at].heading) for at in people)
    rows = tuple(
        tuple(_cell(row[at], kind) for at, kind in zip(people, kinds, strict=True)) for row in table.rows
    )
    columns = [[headings[place], *(row[place].text for row in rows)] for place in range(len(people))]
    more = (f"and {counted(table.more, 'more row')}",) if table.more else ()
    note = (sanitised(table.note),) if table.note else ()
    size, widths = _set(columns, kinds)
    right = tuple(kind in TO_THE_RIGHT for kind in kinds)
    return PrintedTable(headings, right, widths, rows, (*more, *note), is_small=size == _SMALL)


def dated(archive: bytes, day: date) -> bytes:
    """The archive with each member in its place, dated midnight of a day, without traces of the machine."""
    written = BytesIO()
    moment = (min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day.month, day.day, 0, 0, 0)
    with ZipFile(BytesIO(archive)) as given, ZipFile(written, "w", ZIP_DEFLATED) as result:
        for name in given.namelist():
            member = ZipInfo(name, moment)
            member.create_system = 0
            member.compress_type = ZIP_DEFLATED
            result.writestr(member, given.read(name))
    return written.getvalue()


def _cell(value: Cell, kind: Kind) -> PrintedCell:
    return PrintedCell(shown(value, kind), value.tone if isinstance(value, Judgement) else "quiet")


def _set(columns: Sequence[Sequence[str]], kinds: Sequence[Kind]) -> tuple[float, tuple[float, ...]]:
    """The size of the type, and widths: at least the longest word of each column, then more for all alike.

    What takes many lines comes first: there a little width saves most of a page. A table that is too wide for
    an upright page is set in small type, and turned only where that fails too.
    """
    line, size = PORTRAIT_WIDTH, _SIZE
    least = _least_widths(columns, kinds, size)
    if sum(least) > PORTRAIT_WIDTH:
        size = _SMALL
        least = _least_widths(columns, kinds, size)
    if sum(least) > PORTRAIT_WIDTH:
        line = LANDSCAPE_WIDTH
    if sum(least) >= line:
        return size, tuple(low * line / sum(least) for low in least)
    natural = [
        max(low, _points(min(max(map(len, texts)), _LONGEST_LINE), size))
        for low, texts in zip(least, columns, strict=True)
    ]
    long = [max(map(len, texts)) > _MANY_LINES * _LONGEST_LINE for texts in columns]
    goals = [goal if is_long else low for is_long, goal, low in zip(long, natural, least, strict=True)]
    grown = _poured(least, goals, line - sum(least))
    return size, tuple(_poured(grown, natural, line - sum(grown)))


def _least_widths(columns: Sequence[Sequence[str]], kinds: Sequence[Kind], size: float) -> list[float]:
    return [_least(texts, kind, size) for texts, kind in zip(columns, kinds, strict=True)]


def _least(texts: Sequence[str], kind: Kind, size: float) -> float:
    heading, *rest = texts
    longest = max(map(len, rest), default=0)
    if kind == "prose":
        longest = max(_unbroken(rest), min(longest, _READABLE))
    elif kind == "text" and longest > _ONE_LINE:
        longest = _unbroken(rest)
    return max(_points(longest, size), _points(_unbroken([heading]) * _BOLD, size))


def _poured(widths: Sequence[float], goals: Sequence[float], room: float) -> list[float]:
    """The widths, grown by equal steps towards their goals while there is room."""
    found = list(widths)
    wanting = [at for at, goal in enumerate(goals) if found[at] < goal]
    while wanting and room > _LITTLE:
        step = min(room / len(wanting), *(goals[at] - found[at] for at in wanting))
        for at in wanting:
            found[at] += step
        room -= step * len(wanting)
        wanting = [at for at in wanting if goals[at] - found[at] > _LITTLE]
    return found


def _unbroken(texts: Sequence[str]) -> int:
    words = (len(word) for text in texts for word in _BREAKS.findall(text))
    return min(max(words, default=1), _LONGEST_WORD)


def _points(characters: float, size: float) -> float:
    return characters * _CHARACTER * size + _PADDING

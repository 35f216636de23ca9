"""What an output for people holds: titles, prose, figures and tables as raw values, without looks.

Nothing here loads more than a few milliseconds' worth, so that `--help` can name every format.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

from legacymap.domain.figures import Spread
from legacymap.domain.frozen import dataclass

Tone = Literal["alarm", "caution", "calm", "quiet"]
Kind = Literal[
    "text",  # one line, cut short where it does not fit
    "prose",  # as many lines as it needs
    "count",
    "score",  # to one decimal for people
    "working",  # a step of a sum, to four decimals for people
    "bounds",  # a Spread of scores
    "levels",  # a Spread of levels of a scale
    "share",  # 0 to 1, in per cent for people
    "money",
    "date",
]
FOR_DATA = 9
_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict: its word in data, its words for people, and a tone that colour may add to them."""

    code: str
    words: str
    tone: Tone = "quiet"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money with the symbol of its currency, which may be empty."""

    value: Decimal
    symbol: str = ""


Cell = str | int | float | date | Amount | Spread | Judgement | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its label."""

    label: str
    value: Cell
    kind: Kind = "text"


# The widths below which a text is better left out than cut, in letters, by what the column holds.
WORD, BRIEF, NAME, SENTENCE, WHOLE_ID, PARAGRAPH = 12, 18, 24, 30, 40, 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `key` names it in data, `heading` to people.

    Columns of priority 1 are the last to go where there is no room; those of priority `FOR_DATA` are for data
    only. `least` is the width below which a text is better left out than cut; `total` says that a sum over
    all rows makes sense.
    """

    key: str
    heading: str
    kind: Kind = "text"
    priority: int = 1
    least: int = BRIEF
    total: bool = False


# Each column with what makes its cell of a line.
Columns = Sequence[tuple[Column, Callable[[_Line], Cell]]]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows; level 1 stands right below the title of the view, 2 and 3 within it."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of an example in YAML, to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences, one under the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Headline figures: lines of facts side by side."""

    lines: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, one under the other; with a title they stand in a box, such as words that are explained."""

    facts: tuple[Fact, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns; `note` explains them, `more` counts the rows that were left out.

    The title of a table stands at a level as a heading does.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    more: int = 0
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that is drawn already: an `svg` element for a page, and one that any drawer of SVG takes.

    `height` is its height as a share of its width.
    """

    page: str
    paper: str
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of the figures of a table; `words` says what it shows, for those who do not see it.

    `specification` is Vega-Lite's, without `width`, `config` and the like, which all charts share, or the
    picture itself, then on a page that lies on its side; `keys` pairs each tone of the chart with its words.
    """

    title: str
    words: str
    table: Table
    specification: Mapping[str, object] | Drawn
    keys: Sequence[tuple[str, str]] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it needs a page that lies on its side."""
        return isinstance(self.specification, Drawn)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that somebody gave; `words` says what it shows, for those who do not see it."""

    words: str
    content: bytes
    kind: Literal["png", "jpeg"]


Block = Heading | Prose | Code | Points | Figures | Facts | Table | Chart | Picture


@dataclass(frozen=True, slots=True)
class View:
    """An output for people; the main table is `main`, or else the first of `blocks`.

    `marking` is the highest of what it shows, as it is printed (empty: it shows nothing of an inventory),
    `cover` stands on the first page of a document, below its title, `appendix` is for formats that are read
    at leisure, `provenance` says what it was made from.
    """

    title: str
    marking: str
    blocks: tuple[Block, ...]
    appendix: tuple[Block, ...] = ()
    provenance: tuple[Fact, ...] = ()
    main: Table | None = None
    cover: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """How many cells a line has, and whether colour may add to the words."""

    width: int = 80
    colour: bool = False


def tabled(
    title: str, columns: Columns[_Line], lines: Iterable[_Line], note: str = "", more: int = 0
) -> Table:
    """A table with a row for each line."""
    return Table(title, tuple(column for column, _ in columns), tuple(rows_of(columns, lines)), note, more)


def rows_of(columns: Columns[_Line], lines: Iterable[_Line]) -> Iterator[tuple[Cell, ...]]:
    """A row of cells for each line, as it is asked for."""
    for line in lines:
        yield tuple([cell(line) for _, cell in columns])


def for_data(key: str) -> Column:
    """A column that people are not shown."""
    return Column(key, key, priority=FOR_DATA)


def columns_for_people(table: Table) -> tuple[int, ...]:
    """The positions of the columns that people are shown, room permitting."""
    return tuple(at for at, column in enumerate(table.columns) if column.priority < FOR_DATA)

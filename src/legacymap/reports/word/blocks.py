"""The blocks of a view as paragraphs, tables and pictures, with what the contents name on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from legacymap.reports.figures import shown
from legacymap.reports.paper import printed
from legacymap.reports.view import (
    Block,
    Chart,
    Code,
    Fact,
    Facts,
    Figures,
    Heading,
    Points,
    Prose,
    Table,
)
from legacymap.reports.word import markup
from legacymap.reports.word.markup import between, paragraph, run
from legacymap.reports.word.table import table_xml

_COLOURS = {"alarm": "red", "caution": "amber", "calm": "green", "quiet": "grey"}


@dataclass(frozen=True, slots=True)
class Piece:
    """WordprocessingML of a block; whether it needs a page on its side, and stays with the next one."""

    xml: str
    is_wide: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its level (0: a table), words and bookmark."""

    level: int
    words: str
    bookmark: str


@dataclass(slots=True)
class Writer:
    """Writes blocks one after the other and remembers what the contents have to name.

    `picture` gives the run that shows a chart, or nothing where charts cannot be drawn.
    """

    picture: Callable[[Chart], str]
    entries: list[Entry] = field(default_factory=list)
    tables: int = 0
    charts: int = 0

    def pieces(self, block: Block) -> list[Piece]:
        """The block as pieces; a chart is one for its words and one for its table."""
        match block:
            case Heading(words, level):
                return [
                    Piece(paragraph(f"Heading{level}", self._entered(level, words, run(words))), leads=True)
                ]
            case Table():
                return [self._table(block)]
            case Chart():
                return [self._chart(block), self._table(block.table)]
            case _:
                return [Piece(_text(block))]

    def _entered(self, level: int, words: str, runs: str) -> str:
        number = len(self.entries) + 1
        self.entries.append(Entry(level, words, f"_Toc{number:08d}"))
        return markup.marked(number, f"_Toc{number:08d}", runs)

    def _table(self, table: Table) -> Piece:
        self.tables += 1
        label = between("Table ") + markup.field("SEQ Table \\* ARABIC", str(self.tables))
        words = f"Table {self.tables}: {table.title}"
        caption = paragraph("Caption", self._entered(0, words, f"{label}{between(': ')}{run(table.title)}"))
        found = printed(table)
        below = "".join(paragraph("Note", run(words)) for words in found.below) or paragraph("Note")
        return Piece(caption + table_xml(found, table.title, table.note) + below, found.is_wide)

    def _chart(self, chart: Chart) -> Piece:
        said = paragraph("Normal", run(chart.words))
        picture = self.picture(chart)
        if not picture:
            return Piece(said)
        self.charts += 1
        label = between("Figure ") + markup.field("SEQ Figure \\* ARABIC", str(self.charts))
        caption = paragraph("Caption", label, between(": "), run(chart.title))
        keys = ", ".join(f"{_COLOURS[tone]}: {words}" for tone, words in chart.keys)
        drawn = paragraph("Normal", picture, more="<w:keepNext/>")
        return Piece(caption + drawn + said + (paragraph("Note", run(f"Colours: {keys}.")) if keys else ""))


def facts_xml(facts: tuple[Fact, ...]) -> str:
    """Facts, a paragraph each."""
    return "".join(
        paragraph("Fact", run(fact.label, strong=True), between(": "), run(shown(fact.value, fact.kind)))
        for fact in facts
    )


def _text(block: Prose | Code | Points | Figures | Facts) -> str:
    match block:
        case Prose(words):
            return paragraph("Normal", run(words))
        case Code(words):
            return "".join(paragraph("Code", markup.line(each)) for each in words.splitlines())
        case Points(items):
            return "".join(paragraph("ListBullet", run(item)) for item in items)
        case Figures(lines):
            return "".join(_figures(facts) for facts in lines)
        case Facts(facts):
            return facts_xml(facts)


def _figures(facts: tuple[Fact, ...]) -> str:
    figures = (
        run(shown(fact.value, fact.kind), strong=True) + between(" ") + run(fact.label) for fact in facts
    )
    return paragraph("Normal", between(" · ").join(figures))

"""A view as plain values for the page that typst sets: texts, rows and drawings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from legacymap.reports.figures import NOTHING, shown
from legacymap.reports.inert import defused
from legacymap.reports.paper import printed
from legacymap.reports.typeset.picture import chart_svg
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
    View,
)

Values = dict[str, object]
_COLOURS = {"alarm": "red", "caution": "amber", "calm": "green", "quiet": "grey"}


@dataclass(frozen=True, slots=True)
class Laid:
    """A block as plain values, and whether it needs a page on its side."""

    values: Values
    is_wide: bool = False


def laid(view: View) -> list[Laid]:
    """Every block of a view in order, its provenance last, with texts as they were given.

    No heading skips a level, as PDF/UA has it.
    """
    ending = (Heading("Provenance"), Facts(view.provenance)) if view.provenance else ()
    found: list[Laid] = []
    level = 0
    for block in chain(view.blocks, view.appendix, ending):
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            found.append(Laid({"is": "heading", "level": level, "text": block.text.strip() or NOTHING}))
        else:
            found += _block(block)
    return _turned(found)


def texts(value: object) -> Iterator[str]:
    """Every text within plain values."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from texts(each)
        case dict():
            for each in value.values():
                yield from texts(each)


def _block(block: Block) -> Iterator[Laid]:
    match block:
        case Table():
            yield _table(block)
        case Chart():
            yield from _chart(block)
        case Prose(text):
            yield Laid({"is": "prose", "text": text})
        case Heading():
            raise AssertionError("headings are laid by their levels")
        case Code(text):
            yield Laid({"is": "code", "code": "\n".join(defused(line) for line in text.splitlines())})
        case Points(items):
            yield Laid({"is": "points", "items": list(items)})
        case Figures(lines):
            yield Laid({"is": "figures", "lines": [_facts(facts) for facts in lines if facts]})
        case Facts(facts):
            yield Laid({"is": "facts", "facts": _facts(facts)})


def _table(table: Table) -> Laid:
    found = printed(table)
    values: Values = {
        "is": "table",
        "title": table.title,
        "widths": list(found.widths),
        "right": list(found.to_the_right),
        "headings": list(found.headings),
        "rows": [[{"text": cell.text, "tone": cell.tone} for cell in row] for row in found.rows],
        "below": list(found.below),
        "is_small": found.is_small,
    }
    return Laid(values, found.is_wide)


def _chart(chart: Chart) -> Iterator[Laid]:
    drawing = chart_svg(chart)
    keys = ", ".join(f"{_COLOURS[tone]}: {words}" for tone, words in chart.keys)
    if drawing:
        about = {
            "title": chart.title,
            "alt": f"{chart.title}. {chart.words}",
            "keys": keys and f"Colours: {keys}.",
        }
        yield Laid({"is": "chart", "drawing": drawing, **about})
    yield Laid({"is": "prose", "text": chart.words})
    yield _table(chart.table)


def _facts(facts: tuple[Fact, ...]) -> list[Values]:
    return [{"label": fact.label, "value": shown(fact.value, fact.kind)} for fact in facts]


def _turned(blocks: list[Laid]) -> list[Laid]:
    """The blocks, a heading on the same kind of page as what follows it."""
    found: list[Laid] = []
    for block in reversed(blocks):
        leads = block.values["is"] == "heading" and bool(found) and found[-1].is_wide
        found.append(Laid(block.values, is_wide=leads or block.is_wide))
    return found[::-1]

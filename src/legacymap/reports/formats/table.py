"""A view as text for a terminal: no line wider than the screen, and every colour also a word."""

from itertools import chain

from legacymap.reports.figures import shown
from legacymap.reports.grid import grid
from legacymap.reports.inert import defused, inert
from legacymap.reports.layout import cells, cut, hung, wrapped
from legacymap.reports.screen import Screen, Style, painted
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

_NARROWEST = 20
_BETWEEN_FIGURES = "   "


def table_text(view: View, screen: Screen) -> str:
    """The view on a screen (of 20 cells or more): marking, title, blocks, provenance, marking."""
    screen = Screen(max(screen.width, _NARROWEST), screen.colour)
    marking = _line(view.marking, "strong", screen) if view.marking else []
    provenance = _facts(view.provenance, screen) if view.provenance else []
    title = _line(view.title, "strong", screen)
    parts = [marking, title, *_blocks(view.blocks, screen), provenance, marking]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


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
            return wrapped(inert(text), screen.width)
        case Code(text):
            return [f"    {defused(line)}".rstrip() for line in text.splitlines()]
        case Points(items):
            return list(chain.from_iterable(hung(inert(item), "- ", screen.width) for item in items))
        case Figures(lines):
            return [line for facts in lines for line in _figures(facts, screen.width)]
        case Facts(facts):
            return _facts(facts, screen)
        case Table(title):
            return [*_line(title, "strong", screen), *grid(block, screen)]
        case Chart(_, words, table):
            return [*_block(table, screen), *wrapped(inert(words), screen.width)]


def _line(text: str, style: Style, screen: Screen) -> list[str]:
    return [painted(line, style, screen) for line in wrapped(inert(text), screen.width)]


def _figures(facts: tuple[Fact, ...], width: int) -> list[str]:
    lines = [""]
    for fact in facts:
        figure = cut(f"{shown(fact.value, fact.kind)} {inert(fact.label)}", width)
        together = f"{lines[-1]}{_BETWEEN_FIGURES}{figure}" if lines[-1] else figure
        if cells(together) <= width:
            lines[-1] = together
        else:
            lines.append(figure)
    return lines


def _facts(facts: tuple[Fact, ...], screen: Screen) -> list[str]:
    labels = [cut(inert(fact.label), screen.width // 2) for fact in facts]
    longest = max(map(cells, labels), default=0)
    lines = []
    for label, fact in zip(labels, facts, strict=True):
        lead = f"{label}{' ' * (longest - cells(label))}  "
        first, *rest = hung(shown(fact.value, fact.kind), lead, screen.width)
        lines += [painted(lead, "quiet", screen) + first.removeprefix(lead), *rest]
    return lines

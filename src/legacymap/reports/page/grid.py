"""The grid of impact against likelihood: where systems stand as far as that is known."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from legacymap.domain.figures import Spread
from legacymap.domain.framework import Framework, Group
from legacymap.domain.results import Entry
from legacymap.reports.formats.page import rendered

_MOST = 5
_KNOWN_WITHIN = 2.0  # levels between the bounds of a total that is known well enough to be placed
_Tone = Literal["alarm", "caution", "calm", "quiet"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A pair of levels, None for one that is not known: its first systems, and how many there are."""

    likelihood: int | None
    impact: int | None
    tone: _Tone
    first: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, the highest impact first and what is not known last; likelihood grows to the right.

    `placed` counts the systems of which both totals are known, `open` those of which neither is.
    """

    likelihood: Group
    impact: Group
    rows: tuple[tuple[GridCell, ...], ...]
    placed: int
    open: int
    scored: int


def risk_grid(entries: Iterable[Entry], framework: Framework) -> Grid | None:
    """The grid of the scored systems; None for a framework without the two groups, or that weighs a sum."""
    likelihood, impact = framework.group_of("likelihood"), framework.group_of("impact")
    if likelihood is None or impact is None or framework.combination != "mean-max-product":
        return None
    standing: dict[tuple[int | None, int | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.score is not None:
            groups = entry.score.groups
            standing[_level(groups[likelihood.id]), _level(groups[impact.id])].append(entry)
    red = float(framework.ratings.red)
    across = (*range(likelihood.low, likelihood.high + 1), None)
    down = (*range(impact.high, impact.low - 1, -1), None)
    return Grid(
        likelihood=likelihood,
        impact=impact,
        rows=tuple(tuple(_cell(one, two, red, standing[one, two]) for one in across) for two in down),
        placed=sum(len(found) for places, found in standing.items() if None not in places),
        open=len(standing[None, None]),
        scored=sum(map(len, standing.values())),
    )


def risk_grid_html(grid: Grid, red: float, links: frozenset[str]) -> Markup:
    """The grid as a table with headers, its key above it; a sentence where nothing is known well enough."""
    return rendered("risk_grid.html.jinja", grid=grid, red=f"{red:g}", links=links)


def _cell(across: int | None, down: int | None, red: float, found: list[Entry]) -> GridCell:
    is_open = across is None and down is None
    return GridCell(
        across, down, _tone(across, down, red), () if is_open else tuple(found[:_MOST]), len(found)
    )


def _level(total: Spread) -> int | None:
    """The expected total to the nearest level, halves up; None where its bounds lie too far apart."""
    return math.floor(total.expected + 0.5) if total.high - total.low <= _KNOWN_WITHIN else None


def _tone(across: int | None, down: int | None, red: float) -> _Tone:
    """Whether every total that rounds to a cell is red, some are, or none."""
    if across is None or down is None:
        return "quiet"
    if (across - 0.5) * (down - 0.5) >= red:
        return "alarm"
    return "caution" if (across + 0.5) * (down + 0.5) > red else "calm"

"""Impact against likelihood: a cell for each pair of levels, with the systems expected there."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework, Group
from legacymap.domain.survey import Entry
from legacymap.reports.pages.environment import rendered

_MOST = 5
_Tone = Literal["alarm", "caution", "calm"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A pair of levels: the first systems whose expected totals round to it, how many do, how many may."""

    likelihood: int
    impact: int
    tone: _Tone
    first: tuple[Entry, ...]
    expected: int
    possible: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, the highest impact first; likelihood grows from left to right."""

    likelihood: Group
    impact: Group
    rows: tuple[tuple[Cell, ...], ...]


def risk_grid(entries: Iterable[Entry], framework: Framework) -> Grid | None:
    """The grid of the scored systems; None for a framework without the two groups, or that weighs a sum."""
    likelihood, impact = framework.group_of("likelihood"), framework.group_of("impact")
    if likelihood is None or impact is None or framework.combination != "mean-max-product":
        return None
    expected: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    possible: dict[tuple[int, int], int] = defaultdict(int)
    for entry in entries:
        if entry.assessment is None:
            continue
        expected[_place(entry.assessment, likelihood, impact)].append(entry)
        for pair in _places(entry.assessment, likelihood, impact):
            possible[pair] += 1
    red = float(framework.ratings.red)
    rows = tuple(
        tuple(
            Cell(
                likelihood=across,
                impact=down,
                tone=_tone(across, down, red),
                first=tuple(expected[across, down][:_MOST]),
                expected=len(expected[across, down]),
                possible=possible[across, down],
            )
            for across in range(likelihood.low, likelihood.high + 1)
        )
        for down in range(impact.high, impact.low - 1, -1)
    )
    return Grid(likelihood, impact, rows)


def risk_grid_html(grid: Grid, red: float, links: frozenset[str]) -> Markup:
    """The grid as a table with headers, its key above it."""
    return rendered("risk_grid.html.jinja", grid=grid, red=f"{red:g}", links=links)


def _place(assessment: Assessment, likelihood: Group, impact: Group) -> tuple[int, int]:
    return (
        _rounded(assessment.groups[likelihood.id].expected),
        _rounded(assessment.groups[impact.id].expected),
    )


def _places(assessment: Assessment, likelihood: Group, impact: Group) -> Iterable[tuple[int, int]]:
    one, two = assessment.groups[likelihood.id], assessment.groups[impact.id]
    downs = range(_rounded(two.low), _rounded(two.high) + 1)
    return ((across, down) for across in range(_rounded(one.low), _rounded(one.high) + 1) for down in downs)


def _rounded(total: float) -> int:
    """To the nearest level, halves up."""
    return math.floor(total + 0.5)


def _tone(across: int, down: int, red: float) -> _Tone:
    """Whether every total that rounds to a cell is red, some are, or none."""
    if (across - 0.5) * (down - 0.5) >= red:
        return "alarm"
    return "caution" if (across + 0.5) * (down + 0.5) > red else "calm"

"""Roadmaps made by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

from legacymap.domain.assessment import Rating
from legacymap.domain.submission import Link, Mark, MoneyRow, Roadmap, RoadmapRow, Work

YEARS = (2027, 2028, 2029, 2030)


_WORK = Work("replace", "A new one", "replace", 2027, 2028, 3.5e6, committed=False)


def work(start: int = 2027, complete: int = 2028, **changes: Any) -> Work:  # noqa: ANN401 - any of its fields
    """A replacement under way in two years."""
    return replace(_WORK, start=start, complete=complete, **changes)


def row(system: str, done: Work | None = None, *marks: Mark, name: str = "") -> RoadmapRow:
    """A red system, which is not red at the end where something is done."""
    organisation = system.partition("/")[0]
    then: Rating = "not-red" if done else "red"
    return RoadmapRow(system, name or system, organisation, "red", then, done, tuple(marks))


def roadmap(*rows: RoadmapRow, links: tuple[Link, ...] = (), money: int = 0) -> Roadmap:
    """Four years, the first two of which are the scenario's."""
    return Roadmap(
        title="By hand",
        as_of=date(2027, 6, 1),
        end="2036-37",
        years=YEARS,
        scenario_years=YEARS[:2],
        organisations={each.organisation: each.organisation.upper() for each in rows},
        rows=rows,
        links=links,
        money=tuple(
            MoneyRow(f"line {at}", "capital", {2027: 2e6, 2028: 1e6}, {2027: 2e6, 2028: 4e6})
            for at in range(money)
        ),
        names={each.system: each.name for each in rows},
    )

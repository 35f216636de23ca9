"""Targets as sums that starts add up to (method, section 6, targets)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import FiguresByYear, OptionOf, RiskTable
from legacymap.domain.scenario import ALL, Selection, Target
from legacymap.planning.problem import SLACK, SumLimit
from legacymap.planning.work import Case, Work


@dataclass(frozen=True)
class Measure:
    """A figure of the estate by appraisal year: the sum over systems of what each has in that year.

    `nothing` is by system under doing nothing, `after` by option; an option that has none leaves nothing.
    `fading` holds what `after` would be by the first year of effect.
    """

    nothing: Mapping[str, FiguresByYear]
    after: Mapping[OptionOf, FiguresByYear]
    fading: Mapping[OptionOf, Mapping[int, FiguresByYear]]

    def base(self, year: int) -> float:
        """The figure of a year under doing nothing."""
        return fsum(figures[year] for figures in self.nothing.values())

    def change(self, work: Work, first: int, year: int) -> float:
        """What an option in effect from `first` on adds to the figure of a year."""
        before = self.nothing.get(work.system)
        if before is None or year < first:
            return 0.0
        option = (work.system, work.option)
        after = self.fading.get(option, {}).get(first) or self.after.get(option)
        return (after[year] if after else 0.0) - before[year]


@dataclass(frozen=True)
class Aim:
    """A target with what it measures; `most` by appraisal year, from `by` on."""

    target: Target
    number: int
    measure: Measure
    by: int
    most: tuple[float, ...]
    first_year: int

    @cached_property
    def text(self) -> str:
        """The target in words."""
        return target_text(self.target)

    def scale(self, year: int) -> float:
        """What the figure of a year is a share of: doing nothing, where the target is one, else 1."""
        return self.measure.base(year) if self.target.weighted_risk is not None else 1.0

    def is_met(self, figure: float) -> bool:
        """Whether a figure, as a share where it is one, is low enough."""
        target = self.target
        if target.weighted_risk is not None:
            return figure <= float(target.weighted_risk) * (1 + SLACK)
        return figure <= float(target.expected_red or 0) + SLACK

    def shown(self, figure: float) -> str:
        """A figure, as a share where it is one, for people."""
        if self.target.weighted_risk is not None:
            return f"{figure:.2%}"
        return f"{figure:.0f}" if self.target.no_red is not None else f"{figure:.2f}"

    def years(self) -> range:
        """The appraisal years in which it must hold."""
        return range(self.by, len(self.most))

    def sum_limits(
        self, works: Sequence[Work], delay: int, most: Sequence[float] | None = None
    ) -> Iterator[SumLimit]:
        """A sum for each year in which it must hold; `most` says how much other figures may be."""
        limits = self.most if most is None else most
        for year in self.years():
            amounts = {
                place: row for place, work in enumerate(works) if any(row := self._row(work, year, delay))
            }
            room = limits[year] - self.measure.base(year)
            if room >= 0 and not any(amount > 0 for row in amounts.values() for amount in row):
                continue
            name = f"{self.text} in {financial_year_text(self.first_year + year)}"
            yield SumLimit(name, room, amounts)

    def _row(self, work: Work, year: int, delay: int) -> tuple[float, ...]:
        begun = work.begun
        last = max(work.values) + begun
        return tuple(
            self.measure.change(work, start - begun + work.years + delay, year)
            if start - begun in work.values
            else 0.0
            for start in range(last + 1)
        )

    def figures(self, chosen: Sequence[tuple[Work, int]], delay: int) -> tuple[float, ...]:
        """The figure in each year in which it must hold, for works and their starts."""
        return tuple(
            fsum(
                [
                    self.measure.base(year),
                    *(self.measure.change(work, start + work.years + delay, year) for work, start in chosen),
                ]
            )
            for year in self.years()
        )


def aims(case: Case, risks: RiskTable) -> tuple[Aim, ...]:
    """The targets of a scenario, one after the other; none where its goal is value."""
    goal, first = case.scenario.goal, case.first_year
    if not goal.is_least_cost:
        return ()
    found = []
    for number, target in enumerate(goal.targets or ()):
        measure = _measure(case, target, risks)
        years = case.scenario.appraisal_years
        most = tuple(_most(target, measure, year) for year in range(years))
        found.append(Aim(target, number, measure, max(target.by - first, 0), most, first))
    return tuple(found)


def selected(case: Case, chosen: Selection) -> tuple[str, ...]:
    """The scored systems of a selection."""
    inventory = case.estate.inventory
    found = []
    for system in case.estate.scored:
        record = inventory.records[system]
        within = {ALL, *inventory.lineage(record.organisation)}
        if (
            chosen.kind in {None, record.system.kind}
            and (chosen.organisation is None or chosen.organisation in within)
            and (chosen.tag is None or chosen.tag in (record.system.tags or ()))
            and chosen.system in {None, system}
        ):
            found.append(system)
    return tuple(found)


def target_text(target: Target) -> str:
    """A target in words, without the year."""
    if target.expected_red is not None:
        count = f"{target.expected_red.normalize():f}"
        return f"at most {count} {'system' if count == '1' else 'systems'} expected to be red"
    if target.weighted_risk is not None:
        return f"weighted risk at most {target.weighted_risk * 100:.4g}% of doing nothing"
    named = (target.no_red or Selection.model_construct()).model_dump(exclude_none=True)
    which = " and ".join(f"{key} {value}" for key, value in named.items())
    return f"no system rated red ({which})" if which else "no system rated red"


def _most(target: Target, measure: Measure, year: int) -> float:
    if target.expected_red is not None:
        return float(target.expected_red)
    if target.weighted_risk is not None:
        return float(target.weighted_risk) * measure.base(year)
    return 0.0


def _measure(case: Case, target: Target, risks: RiskTable) -> Measure:
    if target.expected_red is not None:
        return Measure(risks.red_nothing, risks.red_after, risks.red_fading)
    if target.weighted_risk is not None:
        return Measure(risks.nothing, risks.after, risks.fading)
    chosen = set(selected(case, target.no_red or Selection.model_construct()))
    return Measure(
        {
            system: tuple(map(float, red))
            for system, red in risks.rated_red_nothing.items()
            if system in chosen
        },
        {option: tuple(map(float, red)) for option, red in risks.rated_red_after.items()},
        {
            option: {first: tuple(map(float, red)) for first, red in by_first.items()}
            for option, by_first in risks.rated_red_fading.items()
        },
    )

"""A plan as rows over the years, with the dates and dependencies that the records state.

Apart from drawing: how the rows look is settled in reports/roadmap/.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from legacymap.analysis.analysis import Analysis
from legacymap.analysis.plan import Planned
from legacymap.analysis.registers import Listing, listings
from legacymap.domain.assessment import Rating
from legacymap.domain.catalogue import NEVER, lost_on
from legacymap.domain.dates import PartialDate, financial_year_of, financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Action, Choice, FrontierPoint, Plan
from legacymap.domain.scenario import ALL, FUND_WORDS, Fund, Scenario
from legacymap.domain.submission import LaidOut, Link, Mark, MoneyRow, Roadmap, RoadmapRow, Work
from legacymap.domain.system import Option
from legacymap.planning.work import ENDS_DEPENDENCIES, stated_options


@dataclass(frozen=True, slots=True)
class _RoadmapInputs:
    """What a roadmap is laid out with: the plan, its scenario, and what each system lists."""

    analysis: Analysis
    scenario: Scenario
    plan: Plan
    listed: Mapping[str, tuple[Listing, ...]]


def laid_out(found: Planned) -> tuple[LaidOut, ...]:
    """Every plan that was made, and those of its frontier, laid out over years."""
    made = []
    for scenario, plan in zip(found.scenarios, found.plans, strict=True):
        whole = roadmap(found.analysis, scenario, plan)
        points = tuple(
            None if point.value is None else at_point(found.analysis, whole, point)
            for point in plan.frontier or ()
        )
        made.append(LaidOut(plan, whole, points))
    return tuple(made)


def roadmap(analysis: Analysis, scenario: Scenario, plan: Plan) -> Roadmap:
    """The roadmap of a plan: a row for every scored system, in the order of the scan."""
    scored = tuple(dict.fromkeys(point.system for point in plan.courses))
    desk = _RoadmapInputs(analysis, scenario, plan, listings(analysis, frozenset(scored)))
    work = {action.system: _work(desk, action) for action in plan.actions}
    years = _years(plan, work.values())
    left = {each.system: each for each in plan.not_planned}
    end = plan.courses[-1].at if plan.courses else ""
    now, then = _ratings(plan, end)
    systems = [*scored, *(system for system in work if system not in now)]
    rows = [
        RoadmapRow(
            system=system,
            name=plan.named(system),
            organisation=analysis.inventory.records[system].organisation,
            now=now.get(system),
            then=then.get(system),
            work=work.get(system),
            marks=tuple(_marks(desk, system, years)),
            left=left.get(system),
        )
        for system in systems
    ]
    organisations = dict.fromkeys(row.organisation for row in rows)
    return Roadmap(
        title=plan.scenario.title,
        as_of=plan.as_of,
        end=end,
        years=years,
        scenario_years=plan.years,
        organisations={each: plan.named(each) for each in organisations},
        rows=tuple(rows),
        links=tuple(_links(desk, {action.system: action for action in plan.actions})),
        money=tuple(_money(desk, years)),
        names={row.system: row.name for row in rows},
    )


def at_point(analysis: Analysis, found: Roadmap, point: FrontierPoint) -> Roadmap:
    """The roadmap of a plan of the frontier: only the systems that it acts on, without money and marks."""
    by_system = {choice.system: choice for choice in point.actions}
    rows = tuple(
        replace(row, work=_chosen(analysis, by_system[row.system]), marks=())
        for row in found.rows
        if row.system in by_system
    )
    last = max((row.work.complete for row in rows if row.work), default=found.years[-1])
    years = tuple(range(found.years[0], max(last, found.years[-1]) + 1))
    return replace(found, end="", years=years, rows=rows, links=(), money=())


def _ratings(plan: Plan, end: str) -> tuple[dict[str, Rating | None], dict[str, Rating | None]]:
    """The ratings at the as-of date, and at the end under the plan, by system."""
    now: dict[str, Rating | None] = {}
    then: dict[str, Rating | None] = {}
    for point in plan.courses:
        if point.course == "plan":
            now.setdefault(point.system, point.rating)
            if point.at == end:
                then[point.system] = point.rating
    return now, then


def _years(plan: Plan, work: Iterable[Work]) -> tuple[int, ...]:
    every = list(work)
    first = min([plan.years[0], *(each.start for each in every)])
    last = max([plan.years[-1], *(each.complete for each in every)])
    return tuple(range(first, last + 1))


def _option(analysis: Analysis, system: str, option: str) -> Option:
    return next(each for each in stated_options(analysis.inventory.records[system]) if each.id == option)


def _work(desk: _RoadmapInputs, action: Action) -> Work:
    option = _option(desk.analysis, action.system, action.option)
    return Work(
        option=action.option,
        description=option.description or "",
        approach=action.approach,
        start=action.start,
        complete=action.complete,
        cost=sum(action.rdel.values()) + sum(action.cdel.values()),
        committed=action.committed,
    )


def _chosen(analysis: Analysis, choice: Choice) -> Work:
    option = _option(analysis, choice.system, choice.option)
    years = max(len(option.rdel or ()), len(option.cdel or ()))
    return Work(
        option=choice.option,
        description=option.description or "",
        approach=option.approach,
        start=choice.start,
        complete=choice.start + years - 1,
        cost=None,
        committed=option.committed == choice.start,
    )


def _marks(desk: _RoadmapInputs, system: str, years: Sequence[int]) -> Iterator[Mark]:
    """The days that matter within the years shown, by day, and support that has ended already."""
    found = [*_support(desk, system), *_milestones(desk, system), *_retirement(desk, system)]
    found += _musts(desk, system)
    shown = [
        mark
        for mark in found
        if mark.kind == "support-over" or years[0] <= financial_year_of(mark.day) <= years[-1]
    ]
    yield from sorted(shown, key=lambda mark: (mark.day, mark.words))


def _support(desk: _RoadmapInputs, system: str) -> Iterator[Mark]:
    """The days on which support of what it lists ends, where known; technologies of one day together."""
    ends: dict[date, list[str]] = {}
    for listing in desk.listed.get(system, ()):
        days = {lost_on(end, listing.cover) for end in listing.ends}
        day = days.pop() if len(days) == 1 else None
        if day is not None and day != NEVER:
            known = listing.match.product
            product = known.name if known else listing.technology.product or "a technology"
            ends.setdefault(max(day, desk.plan.as_of), []).append(product)
    for day, products in ends.items():
        named = ", ".join(dict.fromkeys(products))
        if day <= desk.plan.as_of:
            yield Mark("support-over", day, f"support of {named} has ended")
        else:
            yield Mark("end-of-support", day, f"support of {named} ends on {day.isoformat()}")


def _milestones(desk: _RoadmapInputs, system: str) -> Iterator[Mark]:
    remediation = desk.analysis.inventory.records[system].system.remediation
    agreed = remediation.plan if remediation else None
    for step in (agreed and agreed.milestones) or ():
        if isinstance(step.date, PartialDate):
            words = f"{step.date}: {step.what or 'milestone'}"
            yield Mark("milestone-done" if step.done else "milestone", step.date.last, words)


def _retirement(desk: _RoadmapInputs, system: str) -> Iterator[Mark]:
    retires = desk.analysis.inventory.records[system].system.retires
    if retires is not None and retires.last >= desk.plan.as_of:
        yield Mark("retires", retires.last, f"planned to retire {retires}")


def _musts(desk: _RoadmapInputs, system: str) -> Iterator[Mark]:
    """The last day of the year by which the scenario says that something must be complete."""
    for must in desk.scenario.must:
        if must.system == system:
            day = date(min(must.by + 1, date.max.year), 3, 31)
            why = f": {must.why}" if must.why else ""
            yield Mark("must-by", day, f"must be complete by {financial_year_text(must.by)}{why}")


def _links(desk: _RoadmapInputs, chosen: Mapping[str, Action]) -> Iterator[Link]:
    """What each work waits for of what is done to others, by system."""
    for system in sorted(chosen):
        action = chosen[system]
        record = desk.analysis.inventory.records[system]
        option = _option(desk.analysis, system, action.option)
        for need in option.requires or ():
            other = record.full_id(need.system)
            if other in chosen and need.option in {None, chosen[other].option}:
                yield Link(other, system, "requires")
        for companion in option.moves_with or ():
            other = record.full_id(companion.system)
            if other in chosen and companion.option in {None, chosen[other].option}:
                yield Link(other, system, "starts-with" if companion.at == "start" else "ends-with")
        if action.approach == "retire":
            consumers = {each.consumer for each in desk.analysis.estate.needed_by(system) if each.hard}
            for other in sorted(consumers & chosen.keys()):
                if chosen[other].approach in ENDS_DEPENDENCIES:
                    yield Link(other, system, "leaves")


def _money(desk: _RoadmapInputs, years: Sequence[int]) -> Iterator[MoneyRow]:
    """What the plan spends of each fund, then each budget line against its caps."""
    actions = desk.plan.actions
    funds: tuple[Fund, ...] = ("rdel", "cdel")
    for fund in funds:
        spend = {
            year: sum((action.rdel if fund == "rdel" else action.cdel).get(year, 0.0) for action in actions)
            for year in years
        }
        yield MoneyRow("the whole plan", FUND_WORDS[fund], spend, {})
    lines: dict[tuple[str, Fund], dict[int, tuple[float, float]]] = {}
    for use in desk.plan.budget:
        lines.setdefault((use.organisation, use.fund), {})[use.year] = (use.spend, use.cap)
    for (organisation, fund), by_year in lines.items():
        name = "all" if organisation == ALL else desk.plan.named(organisation)
        spend = {year: pair[0] for year, pair in by_year.items()}
        yield MoneyRow(name, FUND_WORDS[fund], spend, {year: pair[1] for year, pair in by_year.items()})

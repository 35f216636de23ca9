"""Plans side by side, what a plan asks for by year and fund, and what decisions cost that were only tried."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import Action, ByYear, Choice, Plan, Price, cut_short_in
from legacymap.domain.results import Provenance, lacking
from legacymap.domain.scenario import Fund
from legacymap.domain.values import Handling
from legacymap.reports.content.provenance import lacks, provenance, with_cut_short
from legacymap.reports.view import (
    FOR_DATA,
    NAME,
    WORD,
    Block,
    Cell,
    Column,
    Fact,
    Judgement,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, marking_text

_SCENARIOS = (
    Column("scenario", "scenario", priority=FOR_DATA),
    Column("title", "scenario", "prose", least=WORD),
    Column("actions", "actions", "count"),
    Column("value", "risk removed", "score"),
    Column("gap", "gap", priority=3),
    Column("rdel", "resource", "money", priority=2),
    Column("cdel", "capital", "money", priority=2),
    Column("cost", "cost", "money"),
    Column("net", "net cost", "money", priority=3),
    Column("more_cost", "cost against the first", "money", priority=4),
    Column("more_value", "removed against the first", "score", priority=4),
    Column("further", "net cost of each further point", "money", priority=2),
    Column("red", "red at the end", "score"),
)
_NOTE = (
    "Money: present values over each scenario's appraisal years. Each further point: the net cost more than "
    "under the scenario that removes the next less, for each point more. Red at the end: systems expected "
    "to be red-rated in the last appraisal year. Values are comparable where the appraisal is the same."
)
_COLUMNS = (
    Column("decision", "decision", "prose", least=NAME),
    Column("points", "points", "score"),
    Column("money", "cost", "money"),
    Column("expected_red", "red at the end", "score"),
    Column("in", "comes in", "count"),
    Column("out", "goes out", "count"),
    Column("moved", "other year", "count"),
)
_WHAT_IF_NOTE = (
    "The plan with the decision, less the plan without it: discounted weighted risk removed, present cost, "
    "and systems expected to be red in the last appraisal year; which options come in and go out, and how "
    "many of those in both plans start in another year."
)
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Spend:
    """What actions cost in some years, and how much of that is committed already."""

    rdel: float
    cdel: float
    committed: float

    @property
    def total(self) -> float:
        """Resource and capital together."""
        return self.rdel + self.cdel


def spend_in(plan: Plan, years: Iterable[int]) -> Spend:
    """What the plan spends in some years together, committed work included."""
    span = frozenset(years)
    committed = [action for action in plan.actions if action.committed]
    return Spend(
        _spent((action.rdel for action in plan.actions), span),
        _spent((action.cdel for action in plan.actions), span),
        _spent((fund for action in committed for fund in (action.rdel, action.cdel)), span),
    )


def later_years(plan: Plan) -> tuple[int, ...]:
    """The years after the scenario's last in which an action of the plan is still under way."""
    last = max((year for action in plan.actions for year in (*action.rdel, *action.cdel)), default=0)
    return tuple(range(plan.years[-1] + 1, last + 1))


def by_year(actions: Iterable[Action], fund: str) -> Mapping[int, float]:
    """What some actions spend of a fund, by year."""
    terms: dict[int, list[float]] = {}
    for action in actions:
        for year, amount in (action.rdel if fund == "rdel" else action.cdel).items():
            terms.setdefault(year, []).append(amount)
    return {year: fsum(amounts) for year, amounts in sorted(terms.items())}


_FUNDS: Mapping[Fund, Judgement] = {
    "rdel": Judgement("rdel", "resource (RDEL)"),
    "cdel": Judgement("cdel", "capital (CDEL)"),
    "total": Judgement("total", "RDEL and CDEL"),
}


FUNDS: tuple[Fund, ...] = ("rdel", "cdel")


def fund_of(fund: Fund) -> Judgement:
    """A fund in words, with the letters that budgets call it by."""
    return _FUNDS[fund]


def differences(plans: Sequence[Plan]) -> tuple[Table | Prose]:
    """A row for each system that not all plans treat the same; a sentence where that is none."""
    chosen = [
        {action.system: _choice(action.option, action.start) for action in plan.actions} for plan in plans
    ]
    systems = sorted({system for choices in chosen for system in choices})
    different = [each for each in systems if len({choices.get(each) for choices in chosen}) > 1]
    if not different:
        return (Prose("Every system is treated the same under all of them."),)
    columns = (
        Column("name", "system", least=NAME),
        Column("system", "system", priority=FOR_DATA),
        *(Column(plan.scenario.id, plan.scenario.title, "prose", least=WORD) for plan in plans),
    )
    rows = tuple(
        (plans[0].named(system), system, *(choices.get(system, "") for choices in chosen))
        for system in different
    )
    same = len(systems) - len(different)
    alike = "1 further system is" if same == 1 else f"{same} further systems are"
    note = f"Start and option where the scenarios differ; {alike} treated the same by all."
    return (Table("What changes", columns, rows, note),)


def plans_view(plans: Sequence[Plan], source: Provenance, handling: Handling) -> View:
    """What each scenario costs and buys, and every system that they treat differently."""
    cut_short = cut_short_in(plans)
    scenarios = Table("Scenarios", _SCENARIOS, _plans_rows(plans), _NOTE)
    return View(
        title="Update plans, side by side",
        marking=marking_text(handling, source),
        blocks=(
            *lacks(lacking(plans[0].incomplete, cut_short), source),
            with_cut_short(scenarios, cut_short),
            *(block for plan in plans for block in decisions(plan, plan.scenario.title)),
            *differences(plans),
        ),
        provenance=(
            *provenance(source),
            *(Fact("scenario", f"{plan.scenario.id}, sha256 {plan.scenario.sha256[:16]}") for plan in plans),
        ),
    )


def further_point(plan: Plan, less: Plan | None) -> float | None:
    """The net cost of each point that a plan removes more than another; None where it removes no more."""
    if less is None or plan.points <= less.points:
        return None
    more = plan.money.plan.net_present_cost - less.money.plan.net_present_cost
    return more / (plan.points - less.points)


def decisions(plan: Plan, scenario: str = "") -> tuple[Block, ...]:
    """The price of each decision that was tried, under which scenario; nothing where none was."""
    if plan.decisions is None:
        return ()
    rows = tuple(map(_row, plan.decisions))
    told = tuple(line for each in plan.decisions for line in _exchange(plan, each))
    title = f"The price of each decision{f' under {scenario}' if scenario else ''}"
    return (Table(title, _COLUMNS, rows, _WHAT_IF_NOTE), *((Points(told),) if told else ()))


def changes(plan: Plan) -> tuple[Block, ...]:
    """What the plan does otherwise than the previous one; nothing where none was named."""
    found = plan.changes
    if found is None:
        return ()
    if not found.count:
        return (Prose("No action differs from the previous plan."),)
    parts = (
        ("added", found.added),
        ("dropped", found.dropped),
        ("by another option", found.other_option),
        ("in another year", found.other_start),
    )
    told = [f"{', '.join(map(plan.named, systems))} ({how})" for how, systems in parts if systems]
    return (Prose(f"{counted(found.count, 'action')} of the previous plan changed: {'; '.join(told)}."),)


def _spent(funds: Iterable[ByYear], years: frozenset[int]) -> float:
    return fsum(amount for fund in funds for year, amount in fund.items() if year in years)


def _choice(option: str, start: int) -> str:
    return f"{financial_year_text(start)} {option}"


def _plans_rows(plans: Sequence[Plan]) -> tuple[tuple[Cell, ...], ...]:
    ranked = sorted(plans, key=lambda plan: plan.points)
    below = dict(pairwise([plan.scenario.id for plan in reversed(ranked)]))
    by_id = {plan.scenario.id: plan for plan in plans}
    return tuple(_plans_row(plan, plans[0], by_id.get(below.get(plan.scenario.id, ""))) for plan in plans)


def _plans_row(plan: Plan, first: Plan, less: Plan | None) -> tuple[Cell, ...]:
    sums, red = plan.money.plan, plan.trajectory[-1].plan.expected_red
    found = plan.objective
    money = (sums.rdel, sums.cdel, sums.cost, sums.net_present_cost)
    more = (sums.cost - first.money.plan.cost, plan.points - first.points)
    gap = Judgement(repr(found.gap), f"{found.gap:.2%}")
    further = further_point(plan, less)
    named = (plan.scenario.id, plan.scenario.title)
    return *named, len(plan.actions), plan.points, gap, *money, *more, further, red


def _row(price: Price) -> tuple[Cell, ...]:
    comes_in, goes_out, moved = map(len, _parted(price))
    figures = (price.points, price.money, price.expected_red)
    return price.decision, *figures, comes_in, goes_out, moved


def _parted(price: Price) -> tuple[list[Choice], list[Choice], list[Choice]]:
    """The options that only come in, those that only go out, and those that start in another year."""
    here = {(each.system, each.option) for each in price.comes_in}
    there = {(each.system, each.option) for each in price.goes_out}
    return (
        [each for each in price.comes_in if (each.system, each.option) not in there],
        [each for each in price.goes_out if (each.system, each.option) not in here],
        [each for each in price.comes_in if (each.system, each.option) in there],
    )


def _exchange(plan: Plan, price: Price) -> Iterator[str]:
    """What comes in and goes out by a decision, in a sentence; nothing where nothing does."""
    pairs = zip(("comes in", "goes out", "in another year"), _parted(price), strict=True)
    parts = [f"{how}: {_named(plan, choices)}" for how, choices in pairs if choices]
    if parts:
        yield f"{price.decision}: {'; '.join(parts)}."


def _named(plan: Plan, choices: Sequence[Choice]) -> str:
    told = [
        f"{plan.named(each.system)} ({each.option}, {financial_year_text(each.start)})"
        for each in choices[:_SHOWN]
    ]
    more = [f"{len(choices) - _SHOWN} more"] if len(choices) > _SHOWN else []
    return ", ".join([*told, *more])

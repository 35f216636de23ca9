"""What the preferred plan spends by year, fund and organisation, and how that fits the budgets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import Financing, Plan, TrajectoryYear
from legacymap.domain.scenario import Scenario
from legacymap.domain.submission import Submission
from legacymap.reports.content.plan import budget
from legacymap.reports.content.plans import FUNDS, by_year, fund_of, later_years, spend_in
from legacymap.reports.content.submission.delivery import readiness
from legacymap.reports.content.submission.wording import (
    bias_text,
    both_funds,
    organisation_name,
    price_base,
    span,
    states_running_cost,
)
from legacymap.reports.view import BRIEF, FOR_DATA, Block, Cell, Chart, Column, Points, Prose, Table
from legacymap.reports.words import counted, day

_FUNDED = ("yes", "partly", "no", "not stated")
_BY_FUNDING = (
    Column("funded", "funded"),
    Column("actions", "actions", "count"),
    Column("rdel", "resource (RDEL)", "money"),
    Column("cdel", "capital (CDEL)", "money"),
    Column("aside", "set aside", "money"),
)
_CASH = (
    Column("year", "year"),
    Column("rdel", "resource (RDEL)", "money"),
    Column("cdel", "capital (CDEL)", "money"),
    Column("index", "price index", "working"),
)


def money(submission: Submission) -> tuple[Block, ...]:
    """New money apart from what is there, by body, net of savings, and what the figures leave out."""
    base = price_base(submission.scenario)
    return (
        Prose(_basis(submission)),
        money_asked(submission, f"New money and what is there already, in {base} prices, not discounted"),
        *_by_organisation(submission),
        _net_of_savings(submission),
        Points(tuple(_left_out(submission))),
    )


def money_tables(submission: Submission) -> tuple[Block, ...]:
    """What lies behind the money: cash, funding as records state it, and the use of the budgets."""
    plan = submission.plan
    return (
        *_in_cash(plan, submission.scenario),
        *_by_funding(submission),
        *(budget(plan) if plan.budget else (Prose("The scenario states no budgets: spend is not limited."),)),
    )


_NET = (
    Column("year", "year"),
    Column("cost", "cost of the work", "money"),
    Column("saved", "running cost saved", "money"),
    Column("net", "net", "money"),
)


def _net_of_savings(submission: Submission) -> Table:
    """A row for each appraisal year: what the work costs, what running cost it ends, and the difference."""
    rows = []
    for year in submission.running_costs:
        cost, saved = spend_in(submission.plan, (year.year,)).total, year.do_nothing - year.plan
        rows.append((financial_year_text(year.year), cost, saved, cost - saved))
    note = (
        "Not discounted, in the price base. Saved: running cost of doing nothing less that under the plan, "
        "as far as records state it. The economic case has the same in present values."
    )
    return Table("Cost and savings by year, not discounted", _NET, tuple(rows), note)


def _basis(submission: Submission) -> str:
    plan, scenario = submission.plan, submission.scenario
    after = spend_in(plan, later_years(plan))
    tail = (
        f" After {financial_year_text(plan.years[-1])} it still spends {both_funds(after)}."
        if after.total
        else ""
    )
    return (
        f"Amounts are in {price_base(scenario)} prices with optimism bias of {bias_text(scenario.bias)} on "
        f"what is still to be spent.{_bias_basis(submission)} Over {span(plan.years)} the work costs "
        f"{both_funds(spend_in(plan, plan.years))}.{tail} Savings in running cost are not taken off what is "
        "asked: budgets must cover the work itself."
    )


def _bias_basis(submission: Submission) -> str:
    """On what the bias of single options rests, where records state another than the scenario's."""
    own: list[str] = []
    for action in submission.plan.actions:
        remediation = submission.entries[action.system].record.system.remediation
        options = (remediation.options or ()) if remediation else ()
        bias = next((each.optimism_bias for each in options if each.id == action.option), None)
        if bias is not None:
            own.append(f"{submission.plan.named(action.system)} ({bias.basis or 'basis not stated'})")
    if not own:
        return ""
    return f" {counted(len(own), 'option states', 'options state')} a bias of its own: {'; '.join(own)}."


def _in_cash(plan: Plan, scenario: Scenario) -> tuple[Block, ...]:
    """The same in the prices of each year; nothing where an index of a year is missing."""
    index, base = scenario.deflators or {}, scenario.price_base
    if base is None or not {base, *plan.years} <= index.keys():
        return ()
    rows = []
    for year in plan.years:
        factor = float(index[year] / index[base])
        found = spend_in(plan, (year,))
        rows.append((financial_year_text(year), found.rdel * factor, found.cdel * factor, factor))
    note = (
        "Cash: the prices of each year, by the scenario's deflators; the index is that of the year over "
        "the base."
    )
    return (Table("The plan by year and fund, in cash", _CASH, tuple(rows), note),)


def _by_organisation(submission: Submission) -> tuple[Block, ...]:
    plan = submission.plan
    owners = {action.system: submission.entries[action.system].record.organisation for action in plan.actions}
    if not owners:
        return ()
    columns = (
        Column("organisation", "body", least=BRIEF),
        Column("fund", "fund"),
        *(
            Column(financial_year_text(year).replace("-", "_"), financial_year_text(year), "money")
            for year in plan.years
        ),
        Column("later", f"after {financial_year_text(plan.years[-1])}", "money"),
    )
    rows: list[tuple[Cell, ...]] = []
    for organisation in sorted(set(owners.values())):
        own = [action for action in plan.actions if owners[action.system] == organisation]
        for fund in FUNDS:
            spent = by_year(own, fund)
            later = sum(amount for year, amount in spent.items() if year > plan.years[-1])
            rows.append(
                (
                    organisation_name(submission, organisation),
                    fund_of(fund),
                    *(spent.get(year, 0.0) for year in plan.years),
                    later,
                )
            )
    return (Table("The plan by organisation, fund and year", columns, tuple(rows)),)


def _by_funding(submission: Submission) -> tuple[Block, ...]:
    """What is asked for by what the records say of its funding, and what is set aside already."""
    found = readiness(submission)
    rows: list[tuple[Cell, ...]] = []
    for words in _FUNDED:
        those = [each for each in found if (each.agreed.funded or "not stated") == words]
        years = frozenset(submission.plan.years)
        spent = [
            fsum(by_year((each.action for each in those), fund).get(year, 0.0) for year in sorted(years))
            for fund in ("rdel", "cdel")
        ]
        aside = fsum(float(each.agreed.ringfenced) for each in those if each.agreed.ringfenced is not None)
        if those:
            rows.append((words, len(those), *spent, aside))
    note = (
        "Of the years of the scenario. Set aside: the amounts that records call ring-fenced, as they state "
        "them."
    )
    return (Table("What is asked for, by its funding today", _BY_FUNDING, tuple(rows), note),) if rows else ()


def _left_out(submission: Submission) -> Iterator[str]:
    plan = submission.plan
    sunk = {year for action in plan.actions for year in (*action.rdel, *action.cdel) if year < plan.years[0]}
    if sunk:
        spent = spend_in(plan, sunk)
        yield (
            f"Work that began before {financial_year_text(plan.years[0])} took {both_funds(spent)} until "
            "then; it is not asked for."
        )
    yield from _at_the_upper_bias(submission)
    yield "Resource is not split into administration and programme; no depreciation is counted."
    yield "Exit costs of contracts are not added unless an option's costs hold them."
    if plan.tail.rdel or plan.tail.cdel:
        yield "What is spent after the last year binds the next settlement."


def _at_the_upper_bias(submission: Submission) -> Iterator[str]:
    """What the same actions would cost at the upper optimism bias, where one is stated."""
    plan, bias = submission.plan, submission.scenario.bias
    if bias.upper is None:
        return
    here = spend_in(plan, plan.years)
    rdel = here.rdel * float((1 + bias.upper) / (1 + bias.rdel))
    cdel = here.cdel * float((1 + bias.upper) / (1 + bias.cdel))
    more = rdel + cdel - here.total
    yield (
        f"At the upper optimism bias of {bias.upper:.0%} the same actions would cost {pounds_text(rdel)} of "
        f"resource and {pounds_text(cdel)} of capital over these years, {pounds_text(more)} more; annex D "
        "says which of them a plan made at that bias keeps."
    )


_TITLE = "Doing nothing, the minimum and the plan, year by year"
_COLUMNS = (
    Column("year", "year"),
    Column("nothing_red", "red: nothing", "score"),
    Column("minimum_red", "red: minimum", "score"),
    Column("plan_red", "red: plan", "score"),
    Column("nothing_risk", "risk: nothing", "score", priority=FOR_DATA),
    Column("minimum_risk", "risk: minimum", "score", priority=FOR_DATA),
    Column("plan_risk", "risk: plan", "score", priority=FOR_DATA),
    Column("nothing_cost", "running: nothing", "money"),
    Column("minimum_cost", "running: minimum", "money"),
    Column("plan_cost", "running: plan", "money"),
)
_NOTE = (
    "Red: the systems expected to be red on 1 April. Doing "
    "nothing: only dates move; support and contracts end, nothing is mended. Minimum: what is committed "
    "already. Running: what the scored systems that state a cost take to run in the year, undiscounted, "
    "in the price base; growth as the records state it, savings from the year after the work."
)
_KEYS = (("alarm", "do nothing"), ("caution", "minimum"), ("calm", "plan"))
_COURSES: tuple[tuple[str, str, list[int]], ...] = (
    ("do nothing", "#b3261e", []),
    ("minimum", ("#f4a62a"), [8, 4]),
    (("plan"), ("#3d8f6a"), [2, 3]),
)


def trajectory(submission: Submission) -> Chart:
    """The figures of every appraisal year; drawn: the systems expected to be red."""
    is_stated = states_running_cost(submission)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            financial_year_text(risk.year),
            *(outlook.expected_red for outlook in (risk.do_nothing, risk.do_minimum, risk.plan)),
            *(outlook.weighted_risk for outlook in (risk.do_nothing, risk.do_minimum, risk.plan)),
            *((cost.do_nothing, cost.do_minimum, cost.plan) if is_stated else (None, None, None)),
        )
        for risk, cost in zip(submission.plan.trajectory, submission.running_costs, strict=True)
    )
    words = _words(submission.plan.trajectory)
    return Chart(_TITLE, words, Table(_TITLE, _COLUMNS, rows, _note(submission)), _specification(rows), _KEYS)


def _note(submission: Submission) -> str:
    provenance, assessments = submission.scan.provenance, submission.scan.totals
    return (
        f"{_NOTE} On {day(provenance.as_of)} the systems expected to be red are "
        f"{assessments.expected_red:.1f}."
    )


def _words(years: Sequence[TrajectoryYear]) -> str:
    first, last = years[0], years[-1]
    return (
        f"Three lines of the systems expected to be red, from {financial_year_text(first.year)} to "
        f"{financial_year_text(last.year)}: from {first.do_nothing.expected_red:.1f}, doing nothing goes to "
        f"{last.do_nothing.expected_red:.1f}, the minimum to {last.do_minimum.expected_red:.1f}, the plan to "
        f"{last.plan.expected_red:.1f}."
    )


def _specification(rows: tuple[tuple[Cell, ...], ...]) -> Mapping[str, object]:
    names = [name for name, _, _ in _COURSES]
    values = [
        {"year": row[0], "course": name, "red": row[at]}
        for row in rows
        for at, name in enumerate(names, start=1)
    ]
    scale = {"domain": names, "range": [colour for _, colour, _ in _COURSES]}
    dashes = {"domain": names, "range": [dash for _, _, dash in _COURSES]}
    years = [row[0] for row in rows]
    return {
        "height": 260,
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "sort": years,
                "axis": {"title": None, "labelAngle": -45},
            },
            "y": {
                "field": "red",
                "type": "quantitative",
                "axis": {"title": "systems expected to be red"},
                "scale": {"zero": True},
            },
        },
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 3},
                "encoding": {
                    "color": {"field": "course", "type": "nominal", "scale": scale},
                    "strokeDash": {"field": "course", "type": "nominal", "scale": dashes},
                },
            },
            {
                "transform": [{"filter": {"field": "year", "equal": years[-1]}}],
                "mark": {"type": "text", "align": "right", "dy": -8, "fontSize": 12},
                "encoding": {"text": {"field": "course", "type": "nominal"}},
            },
        ],
    }


_PENCE = 100


def money_of(submission: Submission, years: Iterable[int], organisation: str | None = None) -> Financing:
    """Who pays in some years, for all actions or for those on an organisation's own systems."""
    span = frozenset(years)
    parts = (
        part
        for action in submission.plan.actions
        if organisation in {None, submission.entries[action.system].organisation}
        for year, part in action.financing.items()
        if year in span
    )
    return sum(parts, Financing())


_ASKED = (
    Column("year", "year"),
    Column("new_rdel", "new resource (RDEL)", "money"),
    Column("new_cdel", "new capital (CDEL)", "money"),
    Column("new", "new money", "money"),
    Column("ringfenced", "ring-fenced already", "money"),
    Column("funded", "funded already", "money"),
    Column("total", "cost of the work", "money"),
)


def money_asked(submission: Submission, title: str) -> Table:
    """A row for each year: new money by fund, what is there already, and the cost of the work."""
    plan = submission.plan
    rows = [_asked_row(financial_year_text(year), money_of(submission, (year,))) for year in plan.years]
    if len(plan.years) > 1:
        rows.append(_asked_row("all these years", money_of(submission, plan.years)))
    if later := later_years(plan):
        rows.append(_asked_row(f"after {financial_year_text(plan.years[-1])}", money_of(submission, later)))
    return Table(title, _ASKED, tuple(rows))


def amount_text(pence: int) -> str:
    """An amount of pence as people say it."""
    return pounds_text(pence / _PENCE)


def _asked_row(words: str, money: Financing) -> tuple[Cell, ...]:
    amounts = (money.new_rdel, money.new_cdel, money.new, money.ringfenced, money.funded, money.total)
    return words, *(pence / _PENCE for pence in amounts)

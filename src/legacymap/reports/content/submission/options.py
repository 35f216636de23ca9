"""Doing nothing, doing the minimum, the preferred plan and those under other settlements, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import Plan, Worth
from legacymap.domain.scenario import Scenario
from legacymap.domain.submission import Submission
from legacymap.reports.content.frontier import frontier
from legacymap.reports.content.gaps import doubt, open_criteria
from legacymap.reports.content.plan import sensitivity
from legacymap.reports.content.plans import by_year, differences
from legacymap.reports.content.scan import contradictions, findings
from legacymap.reports.content.submission.wording import bias_text, discount_text, price_base, span
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Points, Prose, Table
from legacymap.reports.words import counted

_MEANING = (
    (
        "Do nothing: nothing is done that is not done today. Support and contracts end, running cost goes "
        "on, and no resource or capital is asked for."
    ),
    "Do minimum: only the work that is committed already.",
)
_APPRAISAL = (
    Column("scenario", "scenario"),
    Column("years", "years of starts"),
    Column("appraised", "appraised over", "count"),
    Column("price_base", "price base"),
    Column("discount", "discounting", "prose"),
    Column("bias", "optimism bias", "prose"),
    Column("caps_in", "budgets given in"),
)
_COURSES = (
    Column("course", "option", least=14),
    Column("actions", "actions", "count"),
    Column("rdel", "rdel", "money"),
    Column("cdel", "cdel", "money"),
    Column("cost", "cost", "money"),
    Column("running_cost", "running", "money"),
    Column("saved", "saved", "money"),
    Column("net", "net cost", "money"),
    Column("value", "risk removed", "score"),
    Column("per_point", "cost per point", "money"),
    Column("red", "red at the end", "score"),
)
_NOTE = (
    "Present values over each scenario's appraisal years, first year undiscounted. Running: running cost "
    "that remains; saved: running cost that the work ends; net cost: cost less what is saved. Risk "
    "removed: points of discounted weighted risk; cost per point: cost divided by them. Red at the end: "
    "systems expected to be red in the last appraisal year."
)
_BY_YEAR_NOTE = (
    "Undiscounted, in the price base, optimism bias included. Nothing is spent under doing nothing."
)


def options(submission: Submission) -> tuple[Block, ...]:
    """The options in words, the basis of their appraisal, present values, money by year, and differences."""
    several = len(submission.plans) > 1
    return (
        Points((*_MEANING, *_settlements(submission))),
        _appraisal(submission),
        _courses(submission),
        _by_year(submission.plans),
        *((_differences(submission.plans),) if several else ()),
        Prose(_choice(submission)),
        Points(tuple(_proof(plan) for plan in submission.plans)),
    )


def _settlements(submission: Submission) -> Iterator[str]:
    for number, plan in enumerate(submission.plans):
        role = "Preferred" if number == 0 else "Also considered"
        yield (
            f"{role}: {plan.scenario.title}. What removes most weighted risk within its budgets, found by "
            "optimisation, and among plans as good the cheapest."
        )


def _appraisal(submission: Submission) -> Table:
    pairs = zip(submission.plans, submission.scenarios, strict=True)
    return Table("Basis of the appraisal", _APPRAISAL, tuple(_basis(*pair) for pair in pairs))


def _basis(plan: Plan, scenario: Scenario) -> tuple[Cell, ...]:
    prices = "prices of the base" if scenario.caps_in == "real" else "cash, deflated"
    return (
        plan.scenario.title,
        span(plan.years),
        scenario.appraisal_years,
        price_base(scenario),
        discount_text(scenario.discount),
        bias_text(scenario.bias),
        prices,
    )


def _courses(submission: Submission) -> Table:
    plan = submission.plan
    last = plan.trajectory[-1]
    committed = sum(action.committed for action in plan.actions)
    rows = [
        _course("do nothing", 0, plan.money.do_nothing, last.do_nothing.expected_red),
        _course("do minimum", committed, plan.money.do_minimum, last.do_minimum.expected_red),
    ]
    for number, each in enumerate(submission.plans):
        words = f"preferred: {each.scenario.title}" if number == 0 else each.scenario.title
        rows.append(_course(words, len(each.actions), each.money.plan, each.trajectory[-1].plan.expected_red))
    return Table("Options in present values", _COURSES, tuple(rows), _NOTE)


def _course(words: str, actions: int, worth: Worth, red: float) -> tuple[Cell, ...]:
    spent = (worth.rdel, worth.cdel, worth.cost)
    saved = (worth.running_cost, worth.running_cost_saved, worth.net_present_cost)
    return words, actions, *spent, *saved, worth.value, worth.cost_per_point, red


def _by_year(plans: Sequence[Plan]) -> Table:
    """A row for each option and fund; the minimum is that of the preferred scenario."""
    years = sorted({year for plan in plans for year in plan.years})
    columns = (
        Column("course", "option", least=14),
        Column("fund", "fund"),
        *(
            Column(financial_year_text(year).replace("-", "_"), financial_year_text(year), "money")
            for year in years
        ),
        Column("later", f"after {financial_year_text(years[-1])}", "money"),
    )
    named = [("do minimum", [action for action in plans[0].actions if action.committed])]
    named += [(plan.scenario.title, list(plan.actions)) for plan in plans]
    rows = []
    for words, actions in named:
        for fund in ("rdel", "cdel"):
            spent = by_year(actions, fund)
            later = sum(amount for year, amount in spent.items() if year > years[-1])
            rows.append((words, fund, *(spent.get(year, 0.0) for year in years), later))
    return Table("Resource and capital by financial year", columns, tuple(rows), _BY_YEAR_NOTE)


def _differences(plans: Sequence[Plan]) -> Table:
    return replace(differences(plans), title="What changes between the scenarios")


def _choice(submission: Submission) -> str:
    nothing, minimum, plan = (
        submission.plan.money.do_nothing,
        submission.plan.money.do_minimum,
        submission.plan.money.plan,
    )
    more = plan.net_present_cost - minimum.net_present_cost
    removed = plan.value - minimum.value
    return (
        f"The preferred plan costs {pounds_text(more)} more than the minimum in net present cost, and "
        f"removes {removed:,.1f} points of discounted weighted risk more; doing nothing leaves "
        f"{pounds_text(nothing.running_cost)} of running cost (present value) and all of the risk. No "
        "benefit-cost ratio is given: the only benefit in money is running cost saved. Non-monetised "
        "benefits are the risk removed and what it means for services; an appraisal of each scheme above "
        "the department's delegated limits remains to be made."
    )


def _proof(plan: Plan) -> str:
    objective = plan.objective
    if objective.is_cost:
        least = f"within {objective.gap:.2%} of the least" if objective.gap else "the least"
        return f"{plan.scenario.title}: the targets are reached at {least} cost that is proven possible."
    if objective.status == "optimal":
        gap = f"within {objective.gap:.2%} of" if objective.gap else "at"
        return (
            f"{plan.scenario.title}: proven to be {gap} the most that any plan can remove under this "
            "scenario."
        )
    return (
        f"{plan.scenario.title}: the time limit came first; another plan might remove up to "
        f"{objective.gap:.1%} more."
    )


_KEPT = frozenset({"rank", "system", "code", "title", "level", "value", "settled_by", "owner"})
_COLUMNS = (
    Column("system", "system", least=28),
    Column("option", "option", least=12),
    Column("chosen_in", "chosen in", "count"),
    Column("of", "of", "count"),
)


def confidence(submission: Submission) -> tuple[Block, ...]:
    """Open questions, sensitivity, more or less money, contradictions, and the state of the inventory."""
    return (
        *doubt(submission.gaps),
        _questions(submission),
        *(sensitivity(submission.plan) if submission.plan.sensitivity else ()),
        *_fragile(submission.plan),
        *frontier(submission.plan),
        *_disagreements(submission),
        findings(submission.scan.diagnostics),
    )


def _questions(submission: Submission) -> Table | Prose:
    found = open_criteria(submission.gaps)
    if isinstance(found, Prose):
        return found
    columns = tuple(
        column if column.key in _KEPT else replace(column, priority=FOR_DATA) for column in found.columns
    )
    return replace(found, title="What to find out first", columns=columns)


def _fragile(plan: Plan) -> tuple[Block, ...]:
    """The actions that some other assumption would drop, the most fragile first."""
    if not plan.actions:
        return ()
    variants = len(plan.sensitivity or ())
    shaky = [(action, action.chosen_in) for action in plan.actions if (action.chosen_in or 0) < variants]
    firm = len(plan.actions) - len(shaky)
    said = Prose(
        f"{counted(firm, 'action')} of {len(plan.actions):,} stand under all {variants} assumptions"
        f"{'.' if not shaky else '; the others under fewer:'}"
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (action.system, action.option, chosen, variants)
        for action, chosen in sorted(shaky, key=lambda pair: (pair[1] or 0, pair[0].system))
    )
    return (said, *((Table("Actions that depend on an assumption", _COLUMNS, rows),) if rows else ()))


def _disagreements(submission: Submission) -> tuple[Block, ...]:
    found = contradictions(submission.scan.systems)
    return found or (
        Prose("No assessed score disagrees with the facts of its record by two levels or more."),
    )

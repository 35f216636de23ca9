"""Doing nothing, doing the minimum, the preferred plan and those under other settlements, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import Plan, Worth
from legacymap.domain.scenario import Scenario
from legacymap.domain.submission import Submission
from legacymap.reports.content.frontier import CHANGES_NOTE, frontier
from legacymap.reports.content.gaps import open_criteria, variance_removed
from legacymap.reports.content.plan import sensitivity
from legacymap.reports.content.plans import FUNDS, by_year, differences, fund_of
from legacymap.reports.content.scan import contradictions, findings
from legacymap.reports.content.submission.wording import (
    WHAT_SCORES_ARE,
    bias_text,
    discount_text,
    explained,
    price_base,
    span,
    states_running_cost,
)
from legacymap.reports.view import FOR_DATA, NAME, WORD, Block, Cell, Column, Heading, Points, Prose, Table
from legacymap.reports.words import counted, tally

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
    Column("course", "option", least=WORD),
    Column("actions", "actions", "count"),
    Column("rdel", "rdel", "money", priority=FOR_DATA),
    Column("cdel", "cdel", "money", priority=FOR_DATA),
    Column("cost", "cost", "money"),
    Column("running_cost", "running", "money", priority=FOR_DATA),
    Column("saved", "saved", "money"),
    Column("net", "net cost", "money"),
    Column("value", "risk removed", "score"),
    Column("per_point", "cost per point", "money", priority=FOR_DATA),
    Column("further", "each further point", "money"),
    Column("red", "red at the end", "score"),
)
_NOTE = (
    "Present values over each scenario's appraisal years, not money of any one year; the first year is not "
    "discounted. Saved: running cost that the work ends; net cost: cost less what is saved. Risk removed: "
    "points of weighted risk. Each further point: the net cost of a point more than in the row above. Red at "
    "the end: systems expected to be red in the last appraisal year."
)
_BY_YEAR_NOTE = (
    "Undiscounted, in the price base, optimism bias included. Nothing is spent under doing nothing."
)


def options(submission: Submission) -> tuple[Block, ...]:
    """The options in words and in present values, why one is preferred, and what more or less would buy."""
    return (
        Points((*_MEANING, *_settlements(submission))),
        _courses(submission),
        explained("point", "present value", "committed", "optimism bias", "price base"),
        Heading("Why the preferred option"),
        Prose(submission.front.reason or _NO_REASON),
        Prose(_choice(submission)),
        *(_more_or_less(submission.plan) if submission.plan.budget else (_NO_BUDGETS,)),
        *giving_up(submission),
    )


def option_tables(submission: Submission) -> tuple[Block, ...]:
    """What lies behind the options: the basis of the appraisal, money by year, differences, and proofs."""
    several = len(submission.plans) > 1
    return (
        _appraisal(submission),
        _by_year(submission.plans),
        *(_differences(submission.plans) if several else ()),
        Points(tuple(_proof(plan) for plan in submission.plans)),
    )


_NO_BUDGETS = Prose("The scenario states no budgets, so that more or less of them would change nothing.")
_NO_REASON = (
    "The department has not stated why it prefers this option (`submission.preferred.reason`). What the "
    "figures say is this."
)
_MORE = frozenset({"share", "value", "gained", "present_cost", "further", "actions"})


def _more_or_less(plan: Plan) -> tuple[Block, ...]:
    """Value and cost against budget, without what comes in and goes out."""
    return tuple(
        replace(
            block,
            columns=tuple(_only(column, _MORE) for column in block.columns),
            note=block.note.removesuffix(CHANGES_NOTE),
        )
        for block in frontier(plan)[:1]
        if isinstance(block, Table)
    )


def _only(column: Column, shown: frozenset[str]) -> Column:
    return column if column.key in shown else replace(column, priority=FOR_DATA)


_UP = frozenset({"first_at", "system", "name", "option", "value", "present_cost", "per_point"})
_A_QUARTER_LESS = 0.75


def giving_up(submission: Submission) -> tuple[Block, ...]:
    """In which order to give things up, the last pound, and what a tenth less would lose at most."""
    plan = submission.plan
    limited = frontier(plan)[1:] if plan.budget else ()
    tables = [block for block in limited if isinstance(block, Table)]
    ordered = tuple(
        replace(table, columns=tuple(_only(column, _UP) for column in table.columns)) for table in tables
    )
    said = [each for each in (_last_pound(plan), _a_tenth_less(submission)) if each]
    return (*map(Prose, said), *ordered)


def _last_pound(plan: Plan) -> str:
    priced = [action for action in plan.actions if action.per_point is not None and not action.committed]
    if not priced:
        return ""
    first = min(priced, key=lambda each: (each.per_point or 0.0, each.system))
    last = max(priced, key=lambda each: (each.per_point or 0.0, each.system))
    return (
        f"A point of risk removed costs from {pounds_text(first.per_point or 0.0)} "
        f"({plan.named(first.system)}) to {pounds_text(last.per_point or 0.0)} ({plan.named(last.system)}): "
        "that is where the last pound goes."
    )


def _a_tenth_less(submission: Submission) -> str:
    """The most that a tenth less can lose: what a quarter less loses, whose plan can be carried out then too.

    Nothing where floors say that so much must be spent, as that plan would spend too little, nor where the
    least cost was asked for and not the most points.
    """
    plan = submission.plan
    lines = submission.scenario.budgets
    less = [point for point in plan.frontier or () if point.share == _A_QUARTER_LESS]
    if not less or less[0].value is None or not plan.objective.value or any(line.floor for line in lines):
        return ""
    if plan.objective.is_cost:
        return ""
    lost = max(plan.objective.value - less[0].value, 0.0)
    if not lost:
        return "A tenth less loses nothing, as nothing is lost with a quarter less."
    return (
        f"A tenth less loses at most {lost:,.1f} points, {lost / plan.objective.value:.0%} of what the plan "
        "removes, as no more is lost with a quarter less. `legacymap plan --scale 0.9` says how much it is, "
        "and what is given up."
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
    named = [
        ("do nothing", 0, plan.money.do_nothing, last.do_nothing.expected_red),
        ("do minimum", committed, plan.money.do_minimum, last.do_minimum.expected_red),
    ]
    by_value = sorted(enumerate(submission.plans), key=lambda pair: (pair[1].money.plan.value, pair[0]))
    for number, each in by_value:
        words = f"preferred: {each.scenario.title}" if number == 0 else each.scenario.title
        named.append((words, len(each.actions), each.money.plan, each.trajectory[-1].plan.expected_red))
    rows = tuple(_course(*one, before[2]) for before, one in zip((named[0], *named), named, strict=False))
    return Table("Options in present values", _COURSES, rows, _NOTE)


def _course(words: str, actions: int, sums: Worth, red: float, before: Worth) -> tuple[Cell, ...]:
    more = sums.value - before.value
    further = (sums.net_present_cost - before.net_present_cost) / more if more > 0 else None
    return (
        words,
        actions,
        sums.rdel,
        sums.cdel,
        sums.cost,
        sums.running_cost,
        sums.running_cost_saved,
        sums.net_present_cost,
        sums.value,
        sums.cost_per_point,
        further,
        red,
    )


def _by_year(plans: Sequence[Plan]) -> Table:
    """A row for each option and fund; the minimum is that of the preferred scenario."""
    years = sorted({year for plan in plans for year in plan.years})
    columns = (
        Column("course", "option", least=WORD),
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
        for fund in FUNDS:
            spent = by_year(actions, fund)
            later = sum(amount for year, amount in spent.items() if year > years[-1])
            rows.append((words, fund_of(fund), *(spent.get(year, 0.0) for year in years), later))
    return Table("Resource and capital by financial year", columns, tuple(rows), _BY_YEAR_NOTE)


def _differences(plans: Sequence[Plan]) -> tuple[Block, ...]:
    return tuple(
        replace(block, title="What changes between the scenarios") if isinstance(block, Table) else block
        for block in differences(plans)
    )


def _choice(submission: Submission) -> str:
    nothing, minimum, plan = (
        submission.plan.money.do_nothing,
        submission.plan.money.do_minimum,
        submission.plan.money.plan,
    )
    running = "running cost that no record states"
    if states_running_cost(submission):
        running = f"{pounds_text(nothing.running_cost)} of running cost (present value)"
    more = plan.net_present_cost - minimum.net_present_cost
    removed = plan.value - minimum.value
    return (
        f"The preferred plan costs {pounds_text(more)} more than the minimum in net present cost, and "
        f"removes {removed:,.1f} points of discounted weighted risk more; doing nothing leaves "
        f"{running} and all of the risk. No "
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


_KEPT = frozenset({"rank", "name", "code", "title", "level", "value", "settled_by", "owner"})
_COLUMNS = (
    Column("system", "system", least=NAME),
    Column("option", "option", least=WORD),
    Column("chosen_in", "chosen in", "count"),
    Column("of", "of", "count"),
)


def confidence(submission: Submission) -> tuple[Block, ...]:
    """What is not known, which actions stand whatever is assumed, and the state of the inventory."""
    fragile, *_ = _fragile(submission.plan) or (Prose(""),)
    return (
        Points(tuple(_caveats(submission))),
        *((fragile,) if submission.plan.actions else ()),
        Prose(WHAT_SCORES_ARE),
    )


def confidence_tables(submission: Submission) -> tuple[Block, ...]:
    """What lies behind that: what to find out first, other assumptions, contradictions, findings."""
    return (
        *variance_removed(submission.gaps),
        _questions(submission),
        *(sensitivity(submission.plan) if submission.plan.sensitivity else ()),
        *_fragile(submission.plan)[1:],
        *_disagreements(submission),
        findings(submission.scan.diagnostics),
    )


def _caveats(submission: Submission) -> Iterator[str]:
    plan = submission.plan
    if submission.gaps.totals.open:
        are = counted(submission.gaps.totals.open, "criterion is", "criteria are")
        yield f"{are} not known for certain; annex D says which to find out first."
    missing = sum(left.why.code in {"no-option", "missing-costs"} for left in plan.not_planned)
    if missing:
        yield f"{counted(missing, 'system')} without an option that has costs cannot be planned for."
    silent = sum(_states_no_running_cost(submission, system) for system in submission.scan.ratings)
    if silent:
        state = counted(silent, "scored system states", "scored systems state")
        yield f"{state} no running cost; it counts as nought."
    errors = tally(submission.scan.diagnostics).errors
    if errors:
        yield f"The inventory has {counted(errors, 'error')}; what did not fit counts as unknown."
    if submission.cut_short:
        yield "The time limit ended a search: a plan may be short of the best by the gap that annex D states."
    yield "No benefit but running cost is in money."


def _states_no_running_cost(submission: Submission, system: str) -> bool:
    costs = submission.entries[system].record.system.costs
    return costs is None or costs.annual_run is None


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
        f"{'.' if not shaky else '; annex D has the others.'}"
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

"""A plan as people read it: actions, money, risk by year, and what is left as it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import (
    Action,
    BudgetUse,
    NotPlanned,
    Outlook,
    Plan,
    TrajectoryYear,
    Variant,
    WhyNot,
    Worth,
    cut_short_in,
)
from legacymap.domain.results import Provenance
from legacymap.domain.values import Handling
from legacymap.reports.content.courses import rating_blocks, still_red
from legacymap.reports.content.frontier import frontier
from legacymap.reports.content.plans import changes, decisions, fund_of
from legacymap.reports.content.provenance import lacks, provenance, with_cut_short
from legacymap.reports.view import (
    FOR_DATA,
    NAME,
    SENTENCE,
    WHOLE_ID,
    WORD,
    Block,
    Cell,
    Column,
    Fact,
    Figures,
    Heading,
    Judgement,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, is_over, marking_text


def plan_headline(plan: Plan) -> tuple[Block, ...]:
    """How much is done, what it costs and removes, how near the optimum that is proven to be."""
    objective, money = plan.objective, plan.money.plan
    done = (
        Fact("system acted on" if len(plan.actions) == 1 else "systems acted on", len(plan.actions), "count"),
        Fact(
            "left as it is" if len(plan.not_planned) == 1 else "left as they are",
            len(plan.not_planned),
            "count",
        ),
        Fact("present cost still to be spent", objective.present_cost, "money"),
        Fact("new money, neither funded nor ring-fenced", _new_money(plan), "money"),
        Fact("running cost saved (present value)", money.running_cost_saved, "money"),
    )
    removed = (
        Fact("points of discounted weighted risk removed", plan.points, "score"),
        Fact("proven least cost", objective.bound, "money")
        if objective.is_cost
        else Fact("proven upper bound", objective.bound, "score"),
        Fact("gap", f"{objective.gap:.2%}"),
    )
    red = (Prose(still_red(plan)),) if plan.courses else ()
    return Figures((done, removed)), Prose(_sentence(plan)), *red, Prose(_proof(plan))


def _new_money(plan: Plan) -> float:
    return fsum(each.new_money.rdel + each.new_money.cdel for each in plan.actions)


def _sentence(plan: Plan) -> str:
    last = plan.trajectory[-1]
    return (
        f"Systems expected to be red by {financial_year_text(last.year)}: {last.do_nothing.expected_red:.1f} "
        f"if nothing is done, {last.do_minimum.expected_red:.1f} with what is committed, and "
        f"{last.plan.expected_red:.1f} under this plan; weighted risk goes from "
        f"{last.do_nothing.weighted_risk:,.0f} to {last.plan.weighted_risk:,.0f}."
    )


def _proof(plan: Plan) -> str:
    objective = plan.objective
    if objective.is_cost:
        return f"{_cheapest(plan)} {counted(len(plan.years), 'year')} of starts, solver {objective.solver}."
    if objective.status == "optimal":
        within = f"within {objective.gap:.2%} of the most" if objective.gap else "the most"
        proven = f"Proven to be {within} that any plan can remove under this scenario"
    else:
        most = f"{objective.bound / objective.value - 1:.1%}" if objective.value else "any amount"
        proven = f"The time limit came first: another plan might remove up to {most} more"
    saves = "among plans as good, the cheapest found"
    return f"{proven}; {saves}. {counted(len(plan.years), 'year')} of starts, solver {objective.solver}."


def _cheapest(plan: Plan) -> str:
    objective = plan.objective
    if objective.status == "optimal":
        within = f"within {objective.gap:.2%} of the least" if objective.gap else "the least"
        return (
            f"The targets are reached. Proven to be {within} that any plan costs which reaches them; among "
            "plans of the same cost, the one that removes most."
        )
    return f"The targets are reached. The time limit came first: {objective.gap:.1%} less might do."


_NOTE = (
    "Cost: resource and capital of the whole work, after optimism bias, in the price base. "
    "Risk removed: discounted weighted-risk-years, an index that orders the queue, not a benefit in money."
)


def actions(plan: Plan) -> Table:
    """A row for each action by year of start; in data, resource and capital by year as well."""
    years = sorted({year for action in plan.actions for year in (*action.rdel, *plan.years)})
    variants = len(plan.sensitivity or ())
    columns = (
        Column("start", "start"),
        Column("name", "system", least=NAME),
        Column("system", "system", priority=FOR_DATA),
        Column("option", "option", "prose", priority=2, least=WORD),
        Column("approach", "approach", priority=FOR_DATA),
        Column("complete", "complete", priority=3),
        Column("rdel", "rdel", "money", priority=FOR_DATA, total=True),
        Column("cdel", "cdel", "money", priority=FOR_DATA, total=True),
        Column("cost", "cost", "money", total=True),
        Column("new_money", "new money", "money", priority=FOR_DATA, total=True),
        Column("value", "risk removed", "score"),
        Column("per_point", "per point", "money", priority=2),
        Column("present_cost", "present_cost", "money", priority=FOR_DATA, total=True),
        Column("first_at", "stays from", "share", priority=3 if plan.frontier else FOR_DATA),
        Column("committed", "committed", priority=FOR_DATA if not _any_committed(plan) else 4),
        Column("chosen_in", f"chosen in (of {variants})", "count", priority=3 if variants else FOR_DATA),
        Column(
            "enables", "makes possible", "prose", priority=6 if _any_enabling(plan) else FOR_DATA, least=NAME
        ),
        Column("why", "why", "prose", priority=5, least=WHOLE_ID),
        *(Column(key, key, "money", FOR_DATA, total=True) for key in _by_year(years)),
    )
    rows = tuple(_row(plan, action, years) for action in plan.actions)
    note = f"{_NOTE}{_STAYS}" if plan.frontier else _NOTE
    return Table("Actions by year", columns, rows, note)


_STAYS = (
    " Stays from: the share of the budgets from which on the option is always chosen; the highest go first "
    "where there is less money."
)


def _any_enabling(plan: Plan) -> bool:
    return any(action.unblocks for action in plan.actions)


def done(plan: Plan) -> tuple[Block, ...]:
    """The actions; a sentence where there is none."""
    if plan.actions:
        return (with_cut_short(actions(plan), cut_short_in([plan])),)
    return (Prose("Nothing is done under this scenario; what follows says why of each system."),)


def enables(plan: Plan, action: Action) -> str:
    """The options that wait for an action, and what they remove together; empty where none does."""
    chosen = {each.system: each for each in plan.actions}
    others = [chosen[system] for system in action.unblocks if system in chosen]
    if not others:
        return ""
    named = listed([f"{plan.named(each.system)} ({each.option})" for each in others], "and")
    return f"{named}: {sum(each.value for each in others):,.1f} points more"


def _any_committed(plan: Plan) -> bool:
    return any(action.committed for action in plan.actions)


def _row(plan: Plan, action: Action, years: list[int]) -> tuple[Cell, ...]:
    rdel, cdel = sum(action.rdel.values()), sum(action.cdel.values())
    return (
        financial_year_text(action.start),
        plan.named(action.system),
        action.system,
        action.option,
        action.approach,
        financial_year_text(action.complete),
        rdel,
        cdel,
        rdel + cdel,
        action.new_money.rdel + action.new_money.cdel,
        action.value,
        action.per_point,
        action.present_cost,
        action.first_at,
        "committed" if action.committed else "",
        action.chosen_in,
        enables(plan, action),
        action.why.text,
        *(by_year.get(year, 0.0) for by_year in (action.rdel, action.cdel) for year in years),
    )


def _by_year(years: list[int]) -> list[str]:
    named = [financial_year_text(year).replace("-", "_") for year in years]
    return [f"{fund}_{year}" for fund in ("rdel", "cdel") for year in named]


REASONS: Mapping[WhyNot, Judgement] = {
    "not-needed": Judgement("not-needed", "not needed"),
    "budget": Judgement("budget", "beyond the budgets", "alarm"),
    "not-worth": Judgement("not-worth", "not worth its cost"),
    "capacity": Judgement("capacity", "no capacity", "caution"),
    "precedence": Judgement("precedence", "waits for others", "caution"),
    "too-long": Judgement("too-long", "does not fit the years"),
    "forbidden": Judgement("forbidden", "forbidden"),
    "missing-costs": Judgement("missing-costs", "costs missing", "caution"),
    "no-effect": Judgement("no-effect", "no effect"),
    "no-option": Judgement("no-option", "no option described", "caution"),
}
_TOO_LITTLE = Judgement("budget", "adds too little")


def why_not(left: NotPlanned) -> Judgement:
    """Why a system is not acted on, in a word or two."""
    has_money = left.why.code == "budget" and left.next_in is not None and not left.next_in.extra
    return _TOO_LITTLE if has_money else REASONS[left.why.code]


_COLUMNS = (
    Column("name", "system", least=NAME),
    Column("system", "system", priority=FOR_DATA),
    Column("reason", "reason"),
    Column("option", "next in", "prose", priority=2, least=WORD),
    Column("start", "from", priority=2),
    Column("value", "would remove", "score", priority=3),
    Column("extra", "needs", "money", priority=2),
    Column("why", "why", "prose", priority=4, least=WHOLE_ID),
)
_LEFT_NOTE = (
    "Next in: the option and start that need the least extra money, all else fixed; with other actions "
    "moved less may do, which `--fix SYSTEM` tells. Needs: money that several lines share counts once. Adds "
    "too little: less than the tolerance of the plan. Systems come in the order of the scan."
)


def left_out(plan: Plan) -> tuple[Block, ...]:
    """A row for each system that is not acted on, with the extra money that would bring it in."""
    if not plan.not_planned:
        return ()
    counts = Counter(why_not(left).words for left in plan.not_planned)
    order = [each.words for each in (*REASONS.values(), _TOO_LITTLE)]
    told = "; ".join(f"{words} {counts[words]:,}" for words in order if counts[words])
    title = f"Left as they are: {counted(len(plan.not_planned), 'system')} ({told})"
    return (Table(title, _COLUMNS, tuple(_left_row(plan, left) for left in plan.not_planned), _LEFT_NOTE),)


def _left_row(plan: Plan, left: NotPlanned) -> tuple[Cell, ...]:
    found = left.next_in
    head = (plan.named(left.system), left.system, why_not(left))
    if found is None:
        return *head, None, None, None, None, left.why.text
    start = financial_year_text(found.start)
    return *head, found.option, start, found.value, found.needed, left.why.text


_BUDGET_COLUMNS = (
    Column("name", "organisation", least=NAME),
    Column("organisation", "organisation", priority=FOR_DATA),
    Column("fund", "fund"),
    Column("year", "year"),
    Column("cap", "cap", "money"),
    Column("spend", "spend", "money"),
    Column("left", "left", "money", priority=2),
    Column("used", "used", "share", priority=2),
)


def budget(plan: Plan) -> tuple[Block, ...]:
    """A row for each budget line and year; what is spent after the last year stands in the note."""
    last = financial_year_text(plan.years[-1])
    rdel, cdel = plan.tail.rdel, plan.tail.cdel
    later = (
        f"{pounds_text(rdel)} of resource and {pounds_text(cdel)} of capital" if rdel or cdel else "nothing"
    )
    note = f"After {last} the plan still spends {later}."
    if any(is_over(use.spend, use.cap) for use in plan.budget):
        note += " More than a year's cap is what its line carried forward from the years before."
    if not plan.budget:
        return Heading("Use of the budgets"), Prose(f"The scenario has no budget line, so no limit. {note}")
    return (
        Table(
            "Use of the budgets", _BUDGET_COLUMNS, tuple(_budget_row(plan, use) for use in plan.budget), note
        ),
    )


def _budget_row(plan: Plan, use: BudgetUse) -> tuple[Cell, ...]:
    share = use.spend / use.cap if use.cap else None
    line = (plan.named(use.organisation), use.organisation, fund_of(use.fund), financial_year_text(use.year))
    return *line, use.cap, use.spend, use.cap - use.spend, share


_COURSES = ("nothing", "minimum", "plan")


def _trajectory(what: str) -> tuple[Column, ...]:
    """The columns of a figure by year, under each course of action."""
    words = ("doing nothing", "the minimum", "this plan")
    by_course = zip(_COURSES, words, strict=True)
    return Column("year", "year"), *(Column(f"{course}_{what}", said, "score") for course, said in by_course)


_RED_NOTE = (
    "Each system by its chance of being red, at the start of each year. The minimum: what is committed."
)
_RISK_NOTE = "The weighted risk of all systems together, at the start of each year."
_MONEY = (
    Column("course", "course"),
    Column("rdel", "resource", "money"),
    Column("cdel", "capital", "money"),
    Column("cost", "cost", "money"),
    Column("running_cost", "running", "money", priority=2),
    Column("saved", "saved", "money", priority=2),
    Column("net", "net cost", "money"),
    Column("per_point", "per point", "money", priority=3),
)
_MONEY_NOTE = (
    "Present values over the appraisal years. Saved: running cost that the actions end. Net cost: cost less "
    "what is saved; running cost that no record states counts as nought. Per point: cost for each point of "
    "discounted weighted risk removed. No benefit is put in money."
)


def courses(plan: Plan) -> tuple[Block, ...]:
    """The systems expected to be red and the risk by year, and the table of present values."""
    money = plan.money
    red = tuple(_year(year, [each.expected_red for each in _outlooks(year)]) for year in plan.trajectory)
    risk = tuple(_year(year, [each.weighted_risk for each in _outlooks(year)]) for year in plan.trajectory)
    courses = (("do nothing", money.do_nothing), ("do minimum", money.do_minimum), ("plan", money.plan))
    return (
        Table("Systems expected to be red, year by year", _trajectory("red"), red, _RED_NOTE),
        Table("Weighted risk, year by year", _trajectory("risk"), risk, _RISK_NOTE),
        Table("Money", _MONEY, tuple(_money_row(name, sums) for name, sums in courses), _MONEY_NOTE),
    )


def _outlooks(year: TrajectoryYear) -> tuple[Outlook, ...]:
    return year.do_nothing, year.do_minimum, year.plan


def _year(year: TrajectoryYear, figures: Sequence[float]) -> tuple[Cell, ...]:
    return financial_year_text(year.year), *figures


def _money_row(name: str, sums: Worth) -> tuple[Cell, ...]:
    spent = (sums.rdel, sums.cdel, sums.cost)
    saved = (sums.running_cost, sums.running_cost_saved, sums.net_present_cost)
    return name, *spent, *saved, sums.cost_per_point


_JOINT_COLUMNS = (
    Column("name", "system", least=NAME),
    Column("system", "system", priority=FOR_DATA),
    Column("option", "option", "prose", priority=2, least=WORD),
    Column("families", "share of the risk removed", "prose", least=SENTENCE),
)
_SHARES_NOTE = (
    "The share of what is removed that falls on each family of organisations: a basis for a joint case."
)


def joint_cases(plan: Plan) -> tuple[Block, ...]:
    """A row for each action whose value falls on several families; nothing where there is none."""
    shared = [action for action in plan.actions if len(action.families) > 1 and action.value > 0]
    if not shared:
        return ()
    return (
        Table(
            "Joint cases", _JOINT_COLUMNS, tuple(_joint_row(plan, action) for action in shared), _SHARES_NOTE
        ),
    )


def _joint_row(plan: Plan, action: Action) -> tuple[Cell, ...]:
    ranked = sorted(action.families.items(), key=lambda item: (-item[1], item[0]))
    shares = listed([f"{plan.named(family)} {share:.0%}" for family, share in ranked], "and")
    return plan.named(action.system), action.system, action.option, shares


VARIANTS: Mapping[str, str] = {
    "decay-0": "reach left out (decay 0)",
    "decay-0.25": "reach decay 0.25",
    "decay-0.75": "reach decay 0.75",
    "undiscounted": "risk not discounted",
    "uniform-prior": "uniform prior for what is unknown",
    "without-other-systems": "without the criterion on other systems",
    "services-only": "only services counted in reach",
    "appraisal-short": "appraised to the last year of starts",
    "appraisal-15": "appraised over 15 years",
    "upper-bias": "costs at the upper optimism bias",
    "one-year-late": "every effect a year late",
    "effects-fade": "what is put in place loses support after six years",
    "retire-as-planned": "every planned retirement believed",
}
_SENSITIVITY = (
    Column("variant", "assumption", "prose", least=SENTENCE),
    Column("value", "risk removed", "score"),
    Column("actions", "actions", "count"),
    Column("kept", "kept", "count"),
    Column("dropped", "dropped", "count"),
    Column("added", "added", "count"),
)
_SENSITIVITY_NOTE = (
    "The plan solved again. Kept, dropped and added compare the options chosen with those of the plan; "
    "values under another weighing are not comparable with the plan's."
)


def sensitivity(plan: Plan) -> tuple[Block, ...]:
    """The plan under each variant; nothing where it was not asked for."""
    if plan.sensitivity is None:
        return ()
    own = {(action.system, action.option) for action in plan.actions}
    rows = tuple(_variant(variant, own) for variant in plan.sensitivity)
    return (Table("Other assumptions", _SENSITIVITY, rows, _SENSITIVITY_NOTE),)


def _variant(variant: Variant, own: set[tuple[str, str]]) -> tuple[Cell, ...]:
    chosen = {(choice.system, choice.option) for choice in variant.actions}
    counts = (len(chosen), len(chosen & own), len(own - chosen), len(chosen - own))
    return VARIANTS[variant.variant], variant.value, *counts


_WHAT_SCORES_ARE = (
    "Scores order the queue; they do not replace appraisal. The risk removed is an index made of the "
    "framework's scores and of what stands on each system; it is not a benefit in money."
)


def plan_view(plan: Plan, source: Provenance, handling: Handling) -> View:
    """Headline, actions, budgets, what is left out, risk and money by course, robustness, assumptions."""
    return View(
        title=f"Update plan: {plan.scenario.title}",
        marking=marking_text(handling, source),
        blocks=(
            *lacks(plan.incomplete, source),
            *plan_headline(plan),
            *decisions(plan),
            *changes(plan),
            *done(plan),
            *budget(plan),
            *left_out(plan),
            *courses(plan),
            *rating_blocks(plan),
            *joint_cases(plan),
            *frontier(plan),
            *sensitivity(plan),
            Prose(_WHAT_SCORES_ARE),
        ),
        appendix=_assumptions(plan),
        provenance=(
            *provenance(source),
            Fact("scenario", f"{plan.scenario.id}, sha256 {plan.scenario.sha256[:16]}"),
        ),
        main=with_cut_short(actions(plan), cut_short_in([plan])),
    )


def _assumptions(plan: Plan) -> tuple[Block, ...]:
    return Heading("Assumptions"), Points(plan.assumptions)

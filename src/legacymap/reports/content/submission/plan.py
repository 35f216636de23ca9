"""What the preferred plan does, when, in what order, and who gains from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Action, Extra, NextIn, NotPlanned
from legacymap.domain.submission import Submission
from legacymap.domain.system import AgreedPlan, Companion, Option, Requirement
from legacymap.reports.content.courses import rating_blocks, still_red
from legacymap.reports.content.plan import actions, joint_cases, left_out
from legacymap.reports.content.plans import fund_of
from legacymap.reports.content.submission.delivery import Readiness, readiness
from legacymap.reports.content.submission.wording import NOT_STATED, in_the_plan, stated, work_years
from legacymap.reports.view import (
    FOR_DATA,
    NAME,
    WORD,
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Judgement,
    Prose,
    Table,
)

_SHOWN = frozenset({"start", "name", "option", "complete", "cost", "value", "per_point", "committed"})
_NAMED = 3  # as many as the reason of an action names itself
_MOST = 10
_AGREED = Prose(
    "Work, milestones and what becomes of the old system are those of the plan that the record says is "
    "agreed or proposed, where it is for the option chosen here; what was written for another option is not "
    "shown."
)
_NOTHING = Prose("Nothing can be done under this scenario; the economic case says why.")


def plan(submission: Submission) -> tuple[Block, ...]:
    """The table of actions, what must be done by when, how the systems fare that matter, the joint cases."""
    if not submission.plan.actions:
        return (_NOTHING,)
    return (_table(submission), *_must(submission), *_fare(submission), *_joint(submission))


def each_action(submission: Submission) -> tuple[Block, ...]:
    """Each action by year of start, with what was agreed for it."""
    blocks: list[Block] = [_AGREED] if submission.plan.actions else [_NOTHING]
    for start, starting in groupby(readiness(submission), key=lambda each: each.action.start):
        blocks.append(Heading(f"Starting in {financial_year_text(start)}", 2))
        for each in starting:
            blocks.append(Heading(f"{each.entry.name} ({each.action.system})", 3))
            blocks.append(Facts(tuple(_facts(submission, each))))
    return tuple(blocks)


def _table(submission: Submission) -> Table:
    """The actions as `plan` shows them; why each is there follows one by one in annex C."""
    table = actions(submission.plan)
    columns = tuple(
        replace(column, priority=1 if column.key in _SHOWN else FOR_DATA) for column in table.columns
    )
    first = submission.plan.years[0]
    begun = any(action.start < first for action in submission.plan.actions)
    sunk = f" What was spent before {financial_year_text(first)} is not asked for." if begun else ""
    return replace(table, columns=columns, title="What is done, by year of start", note=f"{_NOTE}{sunk}")


_NOTE = (
    "Cost: resource and capital of the whole work, optimism bias included, in the price base. Risk removed: "
    "an index that orders the queue, not a benefit in money. Annex A draws the roadmap; annex C says why "
    "each is there and what was agreed."
)
_MUST = (
    Column("system", "system", least=NAME),
    Column("by", "complete by"),
    Column("done", "in this plan", "prose"),
    Column("why", "why it cannot wait", "prose"),
)


def _must(submission: Submission) -> tuple[Block, ...]:
    """What the scenario says must be complete by a year."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.system,
            financial_year_text(each.by),
            in_the_plan(submission, each.system) or "nothing",
            stated(each.why),
        )
        for each in submission.scenario.must
    )
    return (Table("What must be complete by a year", _MUST, rows),) if rows else ()


def _fare(submission: Submission) -> tuple[Block, ...]:
    """Which systems are still red at the end, then how those fare that are red at any time."""
    plan = submission.plan
    blocks: list[Block] = [Prose(still_red(plan))] if plan.courses else []
    red = {point.system for point in plan.courses if point.rating == "red"}
    for block in rating_blocks(plan):
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        at = [column.key for column in block.columns].index("system")
        rows = tuple(row for row in block.rows if row[at] in red)
        columns = tuple(
            column if column.priority < _FEWER else replace(column, priority=FOR_DATA)
            for column in block.columns
        )
        title = "How the systems fare that are red now or would be"
        blocks += [replace(block, rows=rows, columns=columns, title=title)] if rows else []
    return tuple(blocks)


_FEWER = 4


def _joint(submission: Submission) -> tuple[Block, ...]:
    """Who is exposed, so that bodies can make a case together."""
    found = joint_cases(submission.plan)
    said = Prose(
        "Joint cases: who is exposed to the risk that an action removes, not who pays for it. Bodies named "
        "here have a case to make together."
    )
    return (said, *found) if found else ()


def _facts(submission: Submission, each: Readiness) -> Iterator[Fact]:
    action, agreed = each.action, each.agreed
    option = _option(each)
    yield Fact("option", f"{action.option} ({action.approach}), {work_years(action)}", "prose")
    if option.description:
        yield Fact("in words", option.description, "prose")
    yield Fact("cost", _cost(action), "prose")
    yield Fact("why", action.why.text, "prose")
    yield Fact("owner", stated(_owner(each)), "prose")
    if each.other_option:
        yield Fact("agreed", f"only for another option, {each.other_option}", "prose")
    else:
        yield Fact("work agreed", stated(agreed.work), "prose")
        yield Fact("milestones agreed", _milestones(agreed), "prose")
        yield Fact("what becomes of the old system", stated(agreed.disposition), "prose")
    if option.requires or option.moves_with:
        yield Fact("waits for", _waits_for(option.requires or (), option.moves_with or ()), "prose")
    if len(action.unblocks) > _NAMED:
        yield Fact("lets go ahead", _some(action.unblocks), "prose")
    if len(action.mends) > _NAMED:
        yield Fact("mends the weakest foundation of", _some(action.mends), "prose")
    if len(action.families) > 1:
        yield Fact("who gains", _gains(submission, action), "prose")


def _some(systems: Sequence[str]) -> str:
    """Systems as a phrase; the first few where there are many."""
    first, more = systems[:_MOST], len(systems) - _MOST
    return listed([*first, f"{more:,} more"] if more > 0 else first, "and")


def _option(each: Readiness) -> Option:
    remediation = each.entry.record.system.remediation
    options = (remediation.options or ()) if remediation else ()
    return next(option for option in options if option.id == each.action.option)


def _cost(action: Action) -> str:
    rdel, cdel = sum(action.rdel.values()), sum(action.cdel.values())
    return f"{pounds_text(rdel)} of resource and {pounds_text(cdel)} of capital over {work_years(action)}"


def _owner(each: Readiness) -> str | None:
    answers = each.entry.record.system.answers
    return "; ".join(part for part in (answers.business, answers.technical) if part) or None


def _milestones(agreed: AgreedPlan) -> Cell:
    if not agreed.milestones:
        return NOT_STATED
    return "; ".join(
        f"{step.date or 'no date'}: {step.what or 'not described'}{' (done)' if step.done else ''}"
        for step in agreed.milestones
    )


def _waits_for(requires: tuple[Requirement, ...], moves_with: tuple[Companion, ...]) -> str:
    needs = [f"{each.system} ({each.option})" if each.option else each.system for each in requires]
    moves = [
        f"{'ends' if each.ends else 'moves'} with {each.system}{f' ({each.option})' if each.option else ''}"
        for each in moves_with
    ]
    return "; ".join([*needs, *moves])


def _gains(submission: Submission, action: Action) -> str:
    ranked = sorted(action.families.items(), key=lambda item: (-item[1], item[0]))
    return listed(
        [f"{submission.organisations.get(family, family)} {share:.0%}" for family, share in ranked], "and"
    )


_COLUMNS = (
    Column("system", "system", least=NAME),
    Column("option", "option", least=WORD),
    Column("start", "start"),
    Column("value", "risk removed", "score"),
    Column("organisation", "budget of", "prose"),
    Column("fund", "fund"),
    Column("year", "year"),
    Column("amount", "lacks", "money"),
)
_NEXT_NOTE = (
    "All else fixed, the least that each would need beyond the budgets, by line and year; lines overlap "
    "where one budget is part of another, so they do not add up. Highest risk removed first."
)


def not_in_the_plan(submission: Submission) -> tuple[Block, ...]:
    """A row for each system with the reason."""
    left = submission.plan.not_planned
    if not left:
        return (Prose("Every scored system is acted on."),)
    said = (
        "Each system that the plan leaves as it is, with the reason. A system without an option, or "
        "whose option has no costs, is not judged unworthy: its record gives the plan nothing to choose."
    )
    by_reason = tuple(
        replace(
            block,
            note=("In the order of the scan."),
            columns=tuple(_for_people(column) for column in block.columns),
        )
        for block in left_out(submission.plan)
        if isinstance(block, Table)
    )
    return Prose(said), *by_reason


def next_projects(submission: Submission) -> tuple[Block, ...]:
    """The money that the next projects in would need, line by line."""
    nexts = [(each, each.next_in) for each in submission.plan.not_planned if each.next_in is not None]
    nexts.sort(key=lambda pair: (-pair[1].value, pair[0].system))
    rows = tuple(row for pair in nexts for row in _rows(submission, *pair))
    return (Table("The next projects in", _COLUMNS, rows, _NEXT_NOTE),) if rows else ()


def _for_people(column: Column) -> Column:
    """What the second table says again is left to data."""
    return (
        replace(column, priority=FOR_DATA) if column.key in {"option", "start", "value", "extra"} else column
    )


def _rows(submission: Submission, left: NotPlanned, found: NextIn) -> tuple[tuple[Cell, ...], ...]:
    def line(each: Extra) -> tuple[Cell, ...]:
        return Judgement(each.organisation, submission.plan.named(each.organisation)), fund_of(each.fund)

    head = (left.system, found.option, financial_year_text(found.start), found.value)
    return tuple((*head, *line(each), financial_year_text(each.year), each.amount) for each in found.extra)

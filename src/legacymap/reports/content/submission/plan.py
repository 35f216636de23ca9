"""What the preferred plan does, when, in what order, and who gains from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Action, NextIn, NotPlanned
from legacymap.domain.submission import Submission
from legacymap.domain.system import AgreedPlan, Companion, Option, Requirement
from legacymap.reports.content.courses import standing_blocks, still_red
from legacymap.reports.content.plan import actions, joint_cases, left_out
from legacymap.reports.content.submission.delivery import Readiness, readiness
from legacymap.reports.content.submission.wording import NOT_STATED, stated, work_years
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Fact, Facts, Heading, Prose, Table

_SHOWN = frozenset(
    {"start", "name", "option", "complete", "rdel", "cdel", "cost", "value", "committed", "chosen_in"}
)
_NAMED = 3  # as many as the reason of an action names itself
_MOST = 10
_AGREED = Prose(
    "Work, milestones and what becomes of the old system are those of the plan that the record says is "
    "agreed or proposed. Where the option chosen here is another than they were written for, they have "
    "to be agreed anew."
)
_NOTHING = Prose("Nothing can be done under this scenario; section 6 says why.")


def plan(submission: Submission) -> tuple[Block, ...]:
    """The table of actions, each of them by year of start, the joint cases, and how every system fares."""
    if not submission.plan.actions:
        return (_NOTHING,)
    blocks: list[Block] = [_table(submission), _AGREED]
    for start, starting in groupby(readiness(submission), key=lambda each: each.action.start):
        blocks.append(Heading(f"Starting in {financial_year_text(start)}", 2))
        for each in starting:
            blocks.append(Heading(f"{each.entry.name} ({each.action.system})", 3))
            blocks.append(Facts(tuple(_facts(submission, each))))
    return (*blocks, *joint_cases(submission.plan), *_fares(submission))


def _fares(submission: Submission) -> tuple[Block, ...]:
    """Which systems are still red at the end, and how each fares."""
    plan = submission.plan
    return (Prose(still_red(plan)), *standing_blocks(plan)) if plan.courses else ()


def _table(submission: Submission) -> Table:
    """The actions as `plan` shows them, with resource and capital; why each is there follows one by one."""
    table = actions(submission.plan)
    columns = tuple(
        replace(column, priority=1 if column.key in _SHOWN else FOR_DATA) for column in table.columns
    )
    first = submission.plan.years[0]
    if any(action.start < first for action in submission.plan.actions):
        sunk = (
            f" What was spent before {financial_year_text(first)} is in it, but is not asked for (section 8)."
        )
    else:
        sunk = ""
    return replace(table, columns=columns, title="What is done, by year of start", note=f"{table.note}{sunk}")


def _facts(submission: Submission, each: Readiness) -> Iterator[Fact]:
    action, agreed = each.action, each.agreed
    option = _option(each)
    yield Fact("option", f"{action.option} ({action.approach}), {work_years(action)}", "prose")
    if option.description:
        yield Fact("in words", option.description, "prose")
    yield Fact("cost", _cost(action), "prose")
    yield Fact("why", action.why.text, "prose")
    yield Fact("owner", stated(_owner(each)), "prose")
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
    Column("system", "system", least=28),
    Column("option", "option", least=12),
    Column("start", "start"),
    Column("value", "risk removed", "score"),
    Column("organisation", "budget of"),
    Column("fund", "fund"),
    Column("year", "year"),
    Column("amount", "lacks", "money"),
)
_NOTE = (
    "All else fixed, the least that each would need beyond the budgets, by line and year; lines overlap "
    "where one budget is part of another, so they do not add up. Highest risk removed first."
)


def not_in_the_plan(submission: Submission) -> tuple[Block, ...]:
    """A row for each system with the reason, then the money that the next projects in would need."""
    left = submission.plan.not_planned
    if not left:
        return (Prose("Every scored system is acted on."),)
    nexts = [(each, each.next_in) for each in left if each.next_in is not None]
    nexts.sort(key=lambda pair: (-pair[1].value, pair[0].system))
    rows = tuple(row for pair in nexts for row in _rows(*pair))
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
    money = (Table("The next projects in", _COLUMNS, rows, _NOTE),) if rows else ()
    return Prose(said), *by_reason, *money


def _for_people(column: Column) -> Column:
    """What the second table says again is left to data."""
    return (
        replace(column, priority=FOR_DATA) if column.key in {"option", "start", "value", "extra"} else column
    )


def _rows(left: NotPlanned, found: NextIn) -> tuple[tuple[Cell, ...], ...]:
    head = (left.system, found.option, financial_year_text(found.start), found.value)
    return tuple(
        (*head, each.organisation, each.fund, financial_year_text(each.year), each.amount)
        for each in found.extra
    )

"""What a plan leaves as it is, and why."""

from collections import Counter
from collections.abc import Mapping

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import NotPlanned, Plan, WhyNot
from legacymap.reports.figures import counted
from legacymap.reports.view import Block, Cell, Column, Judgement, Table

REASONS: Mapping[WhyNot, Judgement] = {
    "budget": Judgement("budget", "crowded out", "alarm"),
    "capacity": Judgement("capacity", "no capacity", "caution"),
    "precedence": Judgement("precedence", "waits for others", "caution"),
    "too-long": Judgement("too-long", "does not fit the years"),
    "forbidden": Judgement("forbidden", "forbidden"),
    "missing-costs": Judgement("missing-costs", "costs missing", "caution"),
    "no-effect": Judgement("no-effect", "no effect"),
    "no-option": Judgement("no-option", "no option described", "caution"),
}
_COLUMNS = (
    Column("system", "system", least=28),
    Column("reason", "reason"),
    Column("option", "next in", priority=2, least=10),
    Column("start", "from", priority=2),
    Column("value", "would remove", "score", priority=3),
    Column("extra", "needs", "money", priority=2),
    Column("why", "why", "prose", priority=4, least=40),
)
_NOTE = (
    "Next in: the option that would come in with the least extra money, all else fixed. "
    "Systems come in the order of the scan."
)


def left_out(plan: Plan) -> tuple[Block, ...]:
    """A row for each system that is not acted on, with the extra money that would bring it in."""
    if not plan.not_planned:
        return ()
    counts = Counter(left.code for left in plan.not_planned)
    told = "; ".join(f"{REASONS[code].words} {counts[code]:,}" for code in REASONS if counts[code])
    title = f"Left as they are: {counted(len(plan.not_planned), 'system')} ({told})"
    return (Table(title, _COLUMNS, tuple(_row(left) for left in plan.not_planned), _NOTE),)


def _row(left: NotPlanned) -> tuple[Cell, ...]:
    found = left.next_in
    if found is None:
        return left.system, REASONS[left.code], None, None, None, None, left.text
    extra = sum(each.amount for each in found.extra)
    start = financial_year_text(found.start)
    return left.system, REASONS[left.code], found.option, start, found.value, extra, left.text

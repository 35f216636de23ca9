"""Several plans side by side."""

from collections.abc import Sequence

from legacymap.domain.plan import Plan
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling
from legacymap.reports.blocks.differences import differences
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import Cell, Column, Fact, Judgement, Table, View

_SCENARIOS = (
    Column("scenario", "scenario", least=14),
    Column("actions", "actions", "count"),
    Column("value", "risk removed", "score"),
    Column("gap", "gap", priority=3),
    Column("rdel", "rdel", "money", priority=2),
    Column("cdel", "cdel", "money", priority=2),
    Column("cost", "cost", "money"),
    Column("net", "net cost", "money", priority=3),
    Column("more_cost", "cost, against the first", "money", priority=4),
    Column("more_value", "removed, against the first", "score", priority=4),
    Column("red", "red at the end", "score"),
)
_NOTE = (
    "Money: present values over each scenario's appraisal years. Red at the end: systems expected to be "
    "red-rated in the last appraisal year. Values are comparable where the appraisal is the same."
)


def plans_view(plans: Sequence[Plan], source: Provenance, handling: Handling) -> View:
    """What each scenario costs and buys, and every system that they treat differently."""
    return View(
        title="Update plans, side by side",
        marking=marking_text(handling),
        blocks=(
            Table("Scenarios", _SCENARIOS, tuple(_row(plan, plans[0]) for plan in plans), _NOTE),
            differences(plans),
        ),
        provenance=(
            *provenance(source),
            *(Fact("scenario", f"{plan.scenario.id}, sha256 {plan.scenario.sha256[:16]}") for plan in plans),
        ),
    )


def _row(plan: Plan, first: Plan) -> tuple[Cell, ...]:
    worth, red = plan.money.plan, plan.trajectory[-1].plan.expected_red
    found = plan.objective
    money = (worth.rdel, worth.cdel, worth.cost, worth.net_present_cost)
    more = (worth.cost - first.money.plan.cost, found.value - first.objective.value)
    gap = Judgement(repr(found.gap), f"{found.gap:.2%}")
    return plan.scenario.id, len(plan.actions), found.value, gap, *money, *more, red

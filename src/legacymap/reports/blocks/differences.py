"""What several plans treat differently."""

from collections.abc import Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Plan
from legacymap.reports.view import Column, Table


def differences(plans: Sequence[Plan]) -> Table:
    """A row for each system that not all plans treat the same, with its start and option in each."""
    chosen = [
        {action.system: _choice(action.option, action.start) for action in plan.actions} for plan in plans
    ]
    systems = sorted({system for choices in chosen for system in choices})
    different = [each for each in systems if len({choices.get(each) for choices in chosen}) > 1]
    columns = (
        Column("system", "system", least=28),
        *(Column(plan.scenario.id, plan.scenario.id, least=14) for plan in plans),
    )
    rows = tuple((system, *(choices.get(system, "") for choices in chosen)) for system in different)
    same = len(systems) - len(different)
    alike = "1 further system is" if same == 1 else f"{same} further systems are"
    note = f"Start and option where the scenarios differ; {alike} treated the same by all."
    return Table("What changes", columns, rows, note)


def _choice(option: str, start: int) -> str:
    return f"{financial_year_text(start)} {option}"

"""The rules by which an inventory is judged."""

from collections.abc import Iterable

from legacymap.domain.rule_page import RulePage
from legacymap.reports.view import Column, Table, View

_COLUMNS = (
    Column("code", "code"),
    Column("name", "rule", least=30),
    Column("severity", "severity"),
    Column("fault", "fault", "prose", priority=2, least=24),
)


def rules_view(pages: Iterable[RulePage]) -> View:
    """Every rule with its code, name, severity and the first line of its page, by code."""
    rows = tuple(
        (page.code, page.name, page.severity, page.page.strip().partition("\n")[0])
        for page in sorted(pages, key=lambda page: page.code)
    )
    return View("Rules", "", (Table("What is checked", _COLUMNS, rows),))

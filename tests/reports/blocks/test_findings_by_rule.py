from dataclasses import replace

from legacymap.reports.content.rules import findings_by_rule
from legacymap.reports.view import Judgement
from tests.reports.builders import diagnostic


def test_errors_come_first_and_equal_rules_are_counted_together() -> None:
    warning, error = diagnostic("warning"), diagnostic("error")
    [table] = findings_by_rule([warning, error, warning, replace(warning, waived="agreed")])
    told = [(row[2].code if isinstance(row[2], Judgement) else "", row[3]) for row in table.rows]
    assert told == [("error", 1), ("warning", 2), ("waived", 1)]


def test_without_findings_there_is_no_table() -> None:
    assert findings_by_rule([]) == ()

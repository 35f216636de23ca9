from dataclasses import replace

from legacymap.domain.findings import RulePage
from legacymap.reports.content.rules import findings_by_rule, rule_view, rules_view
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.formats.table import table_text
from legacymap.reports.view import Judgement, Screen
from tests.reports.builders import diagnostic

_PAGE = """A dependency names a system that is not there.

Why: an arrow into nothing
hides a risk.

Wrong:

    depends_on:
      - pnx

    used_by: []
Right:
    depends_on: [pnc]
"""
_DANGLING = RulePage("LM201", "dangling-dependency", "error", _PAGE)


def test_rules_are_listed_by_code_with_their_first_line() -> None:
    pages = [_DANGLING, RulePage("LM101", "bad-date", "warning", "A date that is none.")]
    assert table_text(rules_view(pages), Screen(80)) == (
        "Rules\n"
        "\n"
        "What is checked\n"
        "code   rule                 severity  fault\n"
        "─────  ───────────────────  ────────  ──────────────────────────────────────────\n"
        "LM101  bad-date             warning   A date that is none.\n"
        "LM201  dangling-dependency  error     A dependency names a system that is not\n"
        "                                      there.\n"
    )


def test_a_page_keeps_its_examples() -> None:
    assert table_text(rule_view(_DANGLING), Screen(80)) == (
        "LM201 dangling-dependency (error)\n"
        "\n"
        "A dependency names a system that is not there.\n"
        "\n"
        "Why: an arrow into nothing hides a risk.\n"
        "\n"
        "Wrong:\n"
        "\n"
        "    depends_on:\n"
        "      - pnx\n"
        "\n"
        "    used_by: []\n"
        "\n"
        "Right:\n"
        "\n"
        "    depends_on: [pnc]\n"
    )


def test_a_page_as_markdown_has_its_examples_as_code() -> None:
    assert "\n\n    depends_on:\n      - pnx\n" not in markdown_text(rule_view(_DANGLING))
    assert "```yaml\ndepends_on:\n  - pnx\n\nused_by: []\n```" in markdown_text(rule_view(_DANGLING))


def test_errors_come_first_and_equal_rules_are_counted_together() -> None:
    warning, error = diagnostic("warning"), diagnostic("error")
    [table] = findings_by_rule([warning, error, warning, replace(warning, waived="agreed")])
    told = [(row[2].code if isinstance(row[2], Judgement) else "", row[3]) for row in table.rows]
    assert told == [("error", 1), ("warning", 2), ("waived", 1)]


def test_without_findings_there_is_no_table() -> None:
    assert findings_by_rule([]) == ()

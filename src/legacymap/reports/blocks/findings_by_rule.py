"""How many findings the inventory has of each rule; counts alone, which anyone may see."""

from collections import Counter
from collections.abc import Iterable

from legacymap.domain.fault import Diagnostic
from legacymap.reports.tally import standing
from legacymap.reports.view import Cell, Column, Judgement, Table

_COLUMNS = (
    Column("code", "code"),
    Column("rule", "rule"),
    Column("severity", "severity"),
    Column("count", "findings", "count"),
)
_SEVERITIES = {
    "error": Judgement("error", "error", "alarm"),
    "warning": Judgement("warning", "warning", "caution"),
    "waived": Judgement("waived", "waived"),
    "known": Judgement("known", "known"),
}
_ORDER = tuple(_SEVERITIES)


def findings_by_rule(diagnostics: Iterable[Diagnostic]) -> tuple[Table, ...]:
    """A row for each rule and severity, errors first, then by code; nothing without findings."""
    counts = Counter((standing(found), found.code, found.name) for found in diagnostics)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (code, name, _SEVERITIES[severity], counts[severity, code, name])
        for severity, code, name in sorted(counts, key=lambda each: (_ORDER.index(each[0]), *each[1:]))
    )
    return (Table("Findings by rule", _COLUMNS, rows),) if rows else ()

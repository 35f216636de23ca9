"""Each criterion of one system, with what it rests on."""

from legacymap.domain.assessment import Assessment, CriterionScore, Spread
from legacymap.domain.framework import Framework
from legacymap.reports.view import FOR_DATA, Cell, Column, Table

_COLUMNS = (
    Column("group", "group", priority=FOR_DATA),
    Column("code", "code"),
    Column("id", "id", priority=FOR_DATA),
    Column("name", "criterion", "prose", priority=2, least=22),
    Column("level", "level", "levels"),
    Column("basis", "basis"),
    Column("evidence", "evidence", "prose", least=24),
    Column("contradiction", "contradiction", priority=FOR_DATA),
    Column("question", "question", "prose", priority=FOR_DATA),
)


def criteria(assessment: Assessment | None, framework: Framework) -> tuple[Table, ...]:
    """A row for each criterion in the framework's order; nothing for a system that is not scored."""
    if assessment is None:
        return ()
    rows = tuple(_row(score, framework) for score in assessment.criteria)
    return (Table("Criteria", _COLUMNS, rows),)


def _row(score: CriterionScore, framework: Framework) -> tuple[Cell, ...]:
    _, criterion = framework.by_word[score.criterion]
    level = Spread(score.low, score.expected, score.high)
    basis = score.basis.replace("-", " ")
    named = (score.group, score.code, score.criterion, criterion.name)
    evidence = f"To find out: {criterion.question}" if score.basis == "unknown" else score.evidence
    return (*named, level, basis, evidence, score.contradiction, criterion.question)

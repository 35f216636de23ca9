"""How the score comes about in a framework that adds weighted criteria."""

from legacymap.domain.assessment import Assessment, CriterionScore
from legacymap.domain.framework import Framework
from legacymap.reports.view import Block, Cell, Column, Table

_COLUMNS = (
    Column("code", "code"),
    Column("criterion", "criterion"),
    Column("weight", "weight", "working"),
    Column("low", "lowest", "count"),
    Column("high", "highest", "count"),
    Column("weighted_low", "weighted lowest", "working", priority=2),
    Column("weighted_expected", "weighted expected", "working", priority=3),
    Column("weighted_high", "weighted highest", "working", priority=2),
)


def weighted_sum(assessment: Assessment, framework: Framework) -> tuple[Block, ...]:
    """Each criterion's level times its weight, and their sums."""
    overall = assessment.overall
    sums: tuple[Cell, ...] = ("", "score", None, None, None, overall.low, overall.expected, overall.high)
    rows = tuple(_row(score, framework) for score in assessment.criteria)
    return (Table("How the score comes about", _COLUMNS, (*rows, sums)),)


def _row(score: CriterionScore, framework: Framework) -> tuple[Cell, ...]:
    _, criterion = framework.by_word[score.criterion]
    weight = float(criterion.weight)
    weighted = (weight * score.low, weight * score.expected, weight * score.high)
    return (score.code, criterion.name, weight, score.low, score.high, *weighted)

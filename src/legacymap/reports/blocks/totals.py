"""How the score of one system comes about, so that it can be worked again by hand."""

from legacymap.domain.assessment import Assessment, CriterionScore
from legacymap.domain.framework import Framework, Group
from legacymap.reports.blocks.weighted_sum import weighted_sum
from legacymap.reports.figures import shown
from legacymap.reports.view import Block, Cell, Column, Prose, Table

_COLUMNS = (
    Column("group", "group"),
    Column("bound", "bound"),
    Column("sum", "sum", "count"),
    Column("criteria", "criteria", "count"),
    Column("mean", "mean", "working"),
    Column("maximum", "maximum", "count"),
    Column("total", "total", "working"),
)


def totals(assessment: Assessment | None, framework: Framework) -> tuple[Block, ...]:
    """The steps from the levels to the score; nothing for a system that is not scored."""
    if assessment is None:
        return ()
    if framework.combination == "weighted-sum":
        return weighted_sum(assessment, framework)
    rows = tuple(row for group in framework.groups for row in _rows(assessment, group))
    exact = all(score.low == score.high for score in assessment.criteria)
    note = "Total: (mean + maximum) / 2."
    note += "" if exact else " The expected total weighs every combination of the open levels."
    return (
        Table("How the score comes about", _COLUMNS, rows, note),
        Prose(_product(assessment, framework)),
        Prose(_whole_numbers(assessment, framework)),
    )


def _rows(assessment: Assessment, group: Group) -> tuple[tuple[Cell, ...], ...]:
    total = assessment.groups[group.id]
    scores = _scores(assessment, group)
    low, high = [score.low for score in scores], [score.high for score in scores]
    if low == high:
        return ((group.name, "exact", *_steps(low), total.low),)
    return (
        (group.name, "lowest", *_steps(low), total.low),
        (group.name, "expected", None, None, None, None, total.expected),
        (group.name, "highest", *_steps(high), total.high),
    )


def _steps(levels: list[int]) -> tuple[Cell, ...]:
    return sum(levels), len(levels), sum(levels) / len(levels), max(levels)


def _product(assessment: Assessment, framework: Framework) -> str:
    totals = [assessment.groups[group.id] for group in framework.groups]
    overall = assessment.overall
    if overall.low == overall.high:
        return f"Score: {_worked([total.low for total in totals], overall.low)}."
    products = (
        f"lowest {_worked([total.low for total in totals], overall.low)}",
        f"expected {_worked([total.expected for total in totals], overall.expected)}",
        f"highest {_worked([total.high for total in totals], overall.high)}",
    )
    return f"Score: {'; '.join(products)}."


def _worked(factors: list[float], product: float) -> str:
    terms = " x ".join(shown(factor, "working") for factor in factors)
    return f"{terms} = {shown(product, 'working')}"


def _whole_numbers(assessment: Assessment, framework: Framework) -> str:
    """The comparison of the method, section 1: (sum + n x maximum) of each group, multiplied, in integers."""
    threshold = framework.ratings.red
    low = high = 1
    for group in framework.groups:
        scores = _scores(assessment, group)
        threshold *= 2 * len(scores)
        low *= _doubled([score.low for score in scores])
        high *= _doubled([score.high for score in scores])
    factors = " x ".join(
        f"({group.name.lower()} sum + {len(group.criteria)} x maximum)" for group in framework.groups
    )
    here = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"Red without rounding: {factors} is at least {float(threshold):,g}; here it is {here}."


def _scores(assessment: Assessment, group: Group) -> list[CriterionScore]:
    return [score for score in assessment.criteria if score.group == group.id]


def _doubled(levels: list[int]) -> int:
    return sum(levels) + len(levels) * max(levels)

"""Where an assessment and the facts of its record disagree."""

from collections.abc import Iterable

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework
from legacymap.domain.survey import Entry
from legacymap.reports.view import Block, Cell, Column, Heading, Points, Table

_TITLE = "Where assessment and facts disagree"
_COLUMNS = (
    Column("id", "system", least=26),
    Column("code", "criterion"),
    Column("contradiction", "assessment and facts", "prose", least=26),
)


def contradictions(entries: Iterable[Entry]) -> tuple[Table, ...]:
    """One row for each assessed score that the facts contradict; nothing where none is."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (entry.record.id, score.code, score.contradiction)
        for entry in entries
        if entry.assessment
        for score in entry.assessment.criteria
        if score.contradiction
    )
    return (Table(_TITLE, _COLUMNS, rows),) if rows else ()


def contradictions_of(assessment: Assessment | None, framework: Framework) -> tuple[Block, ...]:
    """A sentence for each criterion of one system that the facts contradict; nothing where none is."""
    points = tuple(
        f"{score.code} {framework.by_word[score.criterion][1].name}: {score.contradiction}"
        for score in (assessment.criteria if assessment else ())
        if score.contradiction
    )
    return (Heading(_TITLE), Points(points)) if points else ()

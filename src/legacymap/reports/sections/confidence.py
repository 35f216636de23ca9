"""What nobody knows yet, what would change the plan, and where assessments and facts disagree."""

from dataclasses import replace

from legacymap.domain.plan import Plan
from legacymap.domain.submission import Submission
from legacymap.reports.blocks.contradictions import contradictions
from legacymap.reports.blocks.doubt import doubt
from legacymap.reports.blocks.findings import findings
from legacymap.reports.blocks.open_questions import open_questions
from legacymap.reports.blocks.robustness import frontier, sensitivity
from legacymap.reports.figures import counted
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Prose, Table

_KEPT = frozenset({"rank", "system", "code", "title", "level", "value", "settled_by", "owner"})
_COLUMNS = (
    Column("system", "system", least=28),
    Column("option", "option", least=12),
    Column("chosen_in", "chosen in", "count"),
    Column("of", "of", "count"),
)


def confidence(submission: Submission) -> tuple[Block, ...]:
    """Open questions, sensitivity, more or less money, contradictions, and the state of the inventory."""
    return (
        *doubt(submission.gaps),
        _questions(submission),
        *(sensitivity(submission.plan) if submission.plan.sensitivity else ()),
        *_fragile(submission.plan),
        *frontier(submission.plan),
        *_disagreements(submission),
        findings(submission.survey.diagnostics),
    )


def _questions(submission: Submission) -> Table | Prose:
    found = open_questions(submission.gaps)
    if isinstance(found, Prose):
        return found
    columns = tuple(
        column if column.key in _KEPT else replace(column, priority=FOR_DATA) for column in found.columns
    )
    return replace(found, title="What to find out first", columns=columns)


def _fragile(plan: Plan) -> tuple[Block, ...]:
    """The actions that some other assumption would drop, the most fragile first."""
    if not plan.actions:
        return ()
    variants = len(plan.sensitivity or ())
    shaky = [(action, action.chosen_in) for action in plan.actions if (action.chosen_in or 0) < variants]
    firm = len(plan.actions) - len(shaky)
    said = Prose(
        f"{counted(firm, 'action')} of {len(plan.actions):,} stand under all {variants} assumptions"
        f"{'.' if not shaky else '; the others under fewer:'}"
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (action.system, action.option, chosen, variants)
        for action, chosen in sorted(shaky, key=lambda pair: (pair[1] or 0, pair[0].system))
    )
    return (said, *((Table("Actions that depend on an assumption", _COLUMNS, rows),) if rows else ()))


def _disagreements(submission: Submission) -> tuple[Block, ...]:
    found = contradictions(submission.survey.entries)
    return found or (
        Prose("No assessed score disagrees with the facts of its record by two levels or more."),
    )

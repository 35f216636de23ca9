"""What to find out first."""

from legacymap.domain.gaps import Gaps
from legacymap.reports.blocks.doubt import doubt
from legacymap.reports.blocks.findings import findings
from legacymap.reports.blocks.open_questions import (
    open_questions,
    open_questions_by_owner,
    open_questions_in_sections,
)
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.figures import day
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import Block, View


def gaps_view(found: Gaps) -> View:
    """How unsure the estate is, and its open criteria, the most valuable first."""
    return _view(found, (open_questions(found),))


def gaps_by_owner_view(found: Gaps) -> View:
    """The same with a table for each owner."""
    return _view(found, open_questions_by_owner(found))


def gaps_sheet_view(found: Gaps) -> View:
    """The same with the rows of each owner together, in one table."""
    return _view(found, (open_questions_in_sections(found),))


def _view(found: Gaps, questions: tuple[Block, ...]) -> View:
    return View(
        title=f"What to find out first, on {day(found.provenance.as_of)}",
        marking=marking_text(found.handling),
        blocks=(*doubt(found), *questions, findings(found.diagnostics)),
        provenance=provenance(found.provenance),
    )

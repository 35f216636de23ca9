"""What the department still has to write: a checklist of the Five Case Model."""

from legacymap.domain.settings import CASES, OWN_PARTS
from legacymap.domain.submission import Submission
from legacymap.reports.view import Block, Cell, Column, Judgement, Prose, Table
from legacymap.reports.words import counted

TITLE = "6. What the department still has to write"
_COLUMNS = (
    Column("case", "case"),
    Column("part", "part", "prose"),
    Column("state", "state"),
    Column("wanted", "what belongs there", "prose", least=40),
    Column("where", "where to put it", "prose"),
)


def checklist(submission: Submission) -> tuple[Block, ...]:
    """A row for each part that no data can give: written or not, what belongs there, and where to put it."""
    missing = {each.id for each in submission.front.missing}
    if missing:
        said = (
            f"{len(missing)} of {counted(len(OWN_PARTS), 'part')} {'is' if len(missing) == 1 else 'are'} not "
            "written. No data of the inventory can stand in for them, and a case without them is likely to "
            "be sent back. `legacymap report --strict` refuses while one is missing."
        )
    else:
        said = "Every part is written. Whether it convinces is for its readers to say."
    return Prose(said), Table("Parts of the Five Case Model", _COLUMNS, _rows(submission, missing))


def _rows(submission: Submission, missing: set[str]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            part.case,
            part.title,
            Judgement("missing", "not written", "caution") if part.id in missing else "written",
            part.wanted,
            submission.front.parts[part.id].file
            if part.id not in missing
            else f"submission.narrative.{part.id} in legacymap.yaml",
        )
        for case in CASES
        for part in OWN_PARTS
        if part.case == case
    )

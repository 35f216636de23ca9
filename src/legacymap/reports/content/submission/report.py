"""The submission that a department hands in to a spending review."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from legacymap.domain.plan import ScenarioEdition
from legacymap.domain.results import lacking
from legacymap.domain.settings import CASES, OWN_PARTS, SECTIONS, Case, Section
from legacymap.domain.submission import Submission
from legacymap.reports.content.narrative import FIGURE, narrative
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.submission.annexes import annexes
from legacymap.reports.content.submission.case import capabilities, case_for_change
from legacymap.reports.content.submission.delivery import contracts, delivery
from legacymap.reports.content.submission.figures import figure
from legacymap.reports.content.submission.front_page import cover, one_page
from legacymap.reports.content.submission.money import money
from legacymap.reports.content.submission.options import confidence, options
from legacymap.reports.content.submission.plan import not_in_the_plan, plan
from legacymap.reports.view import (
    FOR_DATA,
    Block,
    Cell,
    Chart,
    Column,
    Fact,
    Heading,
    Judgement,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, marking_text

_DRAWN_IN = "plan"


def report_view(submission: Submission, roadmap: Sequence[Chart] = ()) -> View:
    """Who asks, the case in one page, the five cases, what is still to be written, and the annexes.

    `roadmap` is the picture of the preferred plan, which the annexes begin with.
    """
    source = submission.scan.provenance
    first, *_ = SECTIONS
    blocks: list[Block] = [
        *lacks(lacking(submission.plan.incomplete, submission.cut_short), source),
        Heading(first.title),
        *_told(submission, first),
        *_within(submission, BLOCKS[first.id](submission), 1),
    ]
    for number, case in enumerate(CASES, start=1):
        blocks.append(Heading(f"{number}. {case} case"))
        blocks += _case(submission, case)
    long: list[Block] = [
        block for block in blocks if isinstance(block, Table) and len(block.rows) > _MOST_ROWS
    ]
    blocks = [_cut(block) for block in blocks]
    blocks += [Heading(_TITLE), *_within(submission, _checklist(submission), 1)]
    return View(
        title="Legacy systems: spending review submission",
        marking=marking_text(submission.scan.handling, source),
        blocks=tuple(blocks),
        appendix=(
            *_pictures(submission, roadmap),
            *_within(submission, annexes(submission), 1),
            *([Heading("Annex I. Long tables in full"), *long] if long else []),
        ),
        provenance=(*provenance(source), *(_edition(plan.scenario) for plan in submission.plans)),
        cover=cover(submission),
    )


_MOST_ROWS = 40


def _cut(block: Block) -> Block:
    """A long table as the body shows it; the annexes have all of it."""
    if not isinstance(block, Table) or len(block.rows) <= _MOST_ROWS:
        return block
    note = f"{block.note} Annex I has every row.".strip()
    return replace(block, rows=block.rows[:_MOST_ROWS], more=len(block.rows) - _MOST_ROWS, note=note)


def _pictures(submission: Submission, roadmap: Sequence[Chart]) -> Iterator[Block]:
    if roadmap:
        yield Heading("Annex A. The roadmap")
        yield from _within(submission, tuple(roadmap), 1)


def _case(submission: Submission, case: Case) -> Iterator[Block]:
    """The sections of a case; of its own parts those that are written, and a sentence on the others."""
    missing = set(submission.front.missing)
    for section in SECTIONS:
        if section.case != case or section in missing:
            continue
        yield Heading(section.title, 2)
        yield from _told(submission, section)
        if not section.wanted:
            yield from _within(submission, BLOCKS[section.id](submission), 2)
    unwritten = [section.title for section in SECTIONS if section.case == case and section in missing]
    if unwritten:
        yield Prose(f"Not written yet: {'; '.join(unwritten)}. Section 6 says what belongs there.")


def _told(submission: Submission, section: Section) -> tuple[Block, ...]:
    """The department's own text, with the figures that it names."""
    part = submission.front.parts.get(section.id)
    if part is None:
        return ()

    def fill(text: str) -> str:
        return FIGURE.sub(lambda found: figure(submission, found[1].strip()), text)

    return narrative(part.text, fill, part.pictures, section.title)


def _within(submission: Submission, blocks: tuple[Block, ...], above: int) -> Iterator[Block]:
    """Blocks as part of a section `above` levels down, with names for ids."""
    for block in blocks:
        match block:
            case Heading(text, level):
                yield Heading(text, _level(level - 1 + above))
            case Table():
                yield _named(submission, replace(block, level=_level(block.level + above)))
            case Chart():
                table = replace(block.table, level=_level(block.table.level + above))
                yield replace(block, table=_named(submission, table))
            case _:
                yield block


def _level(level: int) -> Literal[1, 2, 3]:
    return 1 if level <= 1 else 2 if level == 2 else 3


def _named(submission: Submission, table: Table) -> Table:
    """The table with the names of systems for people, and their ids beside them for data."""
    keys = [column.key for column in table.columns]
    at = next((place for place, key in enumerate(keys) if key in {"system", "id"}), None)
    if at is None or not any(row[at] in submission.entries for row in table.rows):
        return table
    column = table.columns[at]
    ids = replace(column, priority=FOR_DATA)
    if "name" in keys:
        return replace(table, columns=(*table.columns[:at], ids, *table.columns[at + 1 :]))
    names = Column("name", "system", least=column.least)
    return replace(
        table,
        columns=(*table.columns[:at], names, ids, *table.columns[at + 1 :]),
        rows=tuple((*row[:at], submission.plan.named(str(row[at])), *row[at:]) for row in table.rows),
    )


def _edition(scenario: ScenarioEdition) -> Fact:
    return Fact("scenario", f"{scenario.id}: {scenario.title}, sha256 {scenario.sha256[:16]}")


BLOCKS: Mapping[str, Callable[[Submission], tuple[Block, ...]]] = {
    "summary": one_page,
    "case-for-change": case_for_change,
    "capabilities": capabilities,
    "options": options,
    "plan": plan,
    "not-in-the-plan": not_in_the_plan,
    "contracts": contracts,
    "money": money,
    "delivery": delivery,
    "confidence": confidence,
}


_TITLE = "6. What the department still has to write"
_COLUMNS = (
    Column("case", "case"),
    Column("part", "part", "prose"),
    Column("state", "state"),
    Column("wanted", "what belongs there", "prose", least=40),
    Column("where", "where to put it", "prose"),
)


def _checklist(submission: Submission) -> tuple[Block, ...]:
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

"""The submission that a department hands in to a spending review."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from legacymap.domain.plan import ScenarioEdition
from legacymap.domain.results import lacking
from legacymap.domain.settings import CASES, SECTIONS, Case, Section
from legacymap.domain.submission import Submission
from legacymap.reports.content.narrative import FIGURE, narrative
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.submission.annexes import annexes
from legacymap.reports.content.submission.figures import figure
from legacymap.reports.content.submission.front_page import cover
from legacymap.reports.content.submission.own_parts import TITLE, checklist
from legacymap.reports.content.submission.sections import BLOCKS
from legacymap.reports.view import FOR_DATA, Block, Chart, Column, Fact, Heading, Prose, Table, View
from legacymap.reports.words import marking_text

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
    blocks += [Heading(TITLE), *_within(submission, checklist(submission), 1)]
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

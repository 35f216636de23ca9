"""The submission that a department hands in to a spending review."""

from dataclasses import replace

from legacymap.domain.plan import ScenarioEdition
from legacymap.domain.results import lacking
from legacymap.domain.scenario import SECTIONS
from legacymap.domain.submission import Submission
from legacymap.reports.content.narrative import narrative
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.submission.annexes import annexes
from legacymap.reports.content.submission.sections import BLOCKS
from legacymap.reports.view import Block, Chart, Fact, Heading, Table, View
from legacymap.reports.words import day, marking_text


def report_view(submission: Submission) -> View:
    """Ten sections, each with the department's own text before its figures, and the annexes."""
    told = submission.scenario.narrative or {}
    lacked = lacking(submission.plan.incomplete, submission.cut_short)
    blocks: list[Block] = [*lacks(lacked, submission.scan.provenance)]
    for number, section in enumerate(SECTIONS, start=1):
        blocks.append(Heading(f"{number}. {section.title} ({section.case})"))
        blocks += narrative(told.get(section.id, ""))
        blocks += map(_within, BLOCKS[section.id](submission))
    source = submission.scan.provenance
    return View(
        title=f"Legacy systems: spending review submission, {day(source.as_of)}",
        marking=marking_text(submission.scan.handling, submission.scan.provenance),
        blocks=tuple(blocks),
        appendix=tuple(_within(block) for block in annexes(submission)),
        provenance=(*provenance(source), *(_edition(plan.scenario) for plan in submission.plans)),
    )


def _within(block: Block) -> Block:
    """The block as part of a section: its title a level below the section's."""
    match block:
        case Table(level=1):
            return replace(block, level=2)
        case Chart(table=Table(level=1) as table):
            return replace(block, table=replace(table, level=2))
        case _:
            return block


def _edition(scenario: ScenarioEdition) -> Fact:
    return Fact("scenario", f"{scenario.id}: {scenario.title}, sha256 {scenario.sha256[:16]}")

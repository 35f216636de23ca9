"""How the figures of one system came about."""

from legacymap.domain.explanation import Explanation
from legacymap.domain.framework import Framework
from legacymap.reports.blocks.changes import changes
from legacymap.reports.blocks.contradictions import contradictions_of
from legacymap.reports.blocks.criteria import criteria
from legacymap.reports.blocks.cycles import cycles
from legacymap.reports.blocks.neighbours import foundations, needed_by, needs, old_foundation
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.blocks.reach import reach
from legacymap.reports.blocks.record_facts import record_facts
from legacymap.reports.blocks.totals import totals
from legacymap.reports.blocks.verdict import verdict
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import View


def explain_view(explanation: Explanation, framework: Framework) -> View:
    """One system: verdict, record, criteria, what would change it, sums, reach, neighbours, cycles."""
    entry = explanation.entry
    return View(
        title=f"{entry.record.system.name} ({entry.record.id})",
        marking=marking_text(explanation.handling),
        blocks=(
            *verdict(explanation, framework),
            *old_foundation(explanation),
            record_facts(entry.record),
            *criteria(entry.assessment, framework),
            *contradictions_of(entry.assessment, framework),
            *changes(explanation, framework),
            *totals(entry.assessment, framework),
            *reach(entry),
            needed_by(explanation),
            needs(explanation),
            *foundations(explanation),
            *cycles(explanation.cycles),
        ),
        provenance=provenance(explanation.provenance),
    )

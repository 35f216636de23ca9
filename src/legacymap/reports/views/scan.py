"""The ranked estate."""

from legacymap.domain.survey import Survey
from legacymap.reports.blocks.capabilities import capabilities
from legacymap.reports.blocks.contradictions import contradictions
from legacymap.reports.blocks.cycles import cycles
from legacymap.reports.blocks.findings import findings
from legacymap.reports.blocks.headline import headline
from legacymap.reports.blocks.losses import losses
from legacymap.reports.blocks.old_foundations import old_foundations
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.blocks.ranking import ranking
from legacymap.reports.figures import day
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import View


def scan_view(survey: Survey, top: int | None = None) -> View:
    """Headlines, systems by risk (the first `top`, where given), capabilities, cycles, support, findings."""
    return View(
        title=f"The estate on {day(survey.provenance.as_of)}",
        marking=marking_text(survey.handling),
        blocks=(
            headline(survey),
            ranking(survey, top),
            *capabilities(survey),
            *cycles(survey.cycles),
            *losses(survey.losses),
            *contradictions(survey.entries),
            findings(survey.diagnostics),
        ),
        appendix=old_foundations(survey),
        provenance=provenance(survey.provenance),
    )

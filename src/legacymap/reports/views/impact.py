"""What stops or degrades with one system."""

from legacymap.domain.impact import Impact
from legacymap.reports.blocks.affected import affected, affected_organisations, affected_services
from legacymap.reports.blocks.consequence import consequence
from legacymap.reports.blocks.cycles import cycles
from legacymap.reports.blocks.findings import findings
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import View


def impact_view(impact: Impact) -> View:
    """The consequence in words, every system with its way, services, organisations, cycles with it."""
    record = impact.subject.record
    system = f"{record.system.name} ({impact.subject.system})" if record else impact.subject.system
    return View(
        title=f"{'What it stands on' if impact.direction == 'upstream' else 'Impact'}: {system}",
        marking=marking_text(impact.handling),
        blocks=(
            *consequence(impact),
            *affected(impact),
            *affected_services(impact),
            *affected_organisations(impact),
            *cycles(impact.cycles),
            findings(impact.diagnostics),
        ),
        provenance=provenance(impact.provenance),
    )

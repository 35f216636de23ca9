"""Which technology is used where."""

from legacymap.domain.exposure import Exposure
from legacymap.reports.blocks.findings import findings
from legacymap.reports.blocks.losses import losses
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.blocks.uses import uses
from legacymap.reports.figures import day
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import Fact, Figures, View


def technologies_view(exposure: Exposure) -> View:
    """How much is known, the technologies by how widely they are shared, and the support that ends."""
    return View(
        title=f"Technologies of the estate on {day(exposure.provenance.as_of)}",
        marking=marking_text(exposure.handling),
        blocks=(
            _known(exposure),
            uses(exposure),
            *losses(exposure.losses),
            findings(exposure.diagnostics),
        ),
        provenance=provenance(exposure.provenance),
    )


def _known(exposure: Exposure) -> Figures:
    size = (
        Fact("technologies" if len(exposure.uses) != 1 else "technology", len(exposure.uses), "count"),
        Fact("times listed" if exposure.listings != 1 else "time listed", exposure.listings, "count"),
        Fact("systems in the estate" if exposure.systems != 1 else "system", exposure.systems, "count"),
    )
    match = (
        Fact("with a product that the catalogue knows", exposure.known, "count"),
        Fact("with a version", exposure.dated, "count"),
    )
    return Figures((size, match))

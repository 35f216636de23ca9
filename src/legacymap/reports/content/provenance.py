"""What an output was made from."""

from legacymap.domain.listings import CatalogueProvenance
from legacymap.domain.results import CatalogueEdition, Edition, Provenance
from legacymap.reports.view import Fact

_DIGITS = 16


def provenance(source: Provenance) -> tuple[Fact, ...]:
    """Tool, framework, catalogue, inventory, date, prior, decay and assumptions, a fact each."""
    return (
        Fact("made by", f"legacymap {source.legacymap}"),
        Fact("as of", source.as_of, "date"),
        Fact("framework", _edition(source.framework)),
        Fact("lifecycle", _edition(source.lifecycle)),
        Fact("inventory", f"sha256 {source.inventory_sha256[:_DIGITS]}"),
        Fact("prior", source.prior),
        Fact("reach decay", f"{source.reach_decay:g}"),
        *(Fact("assumption", assumption, "prose") for assumption in source.assumptions),
    )


def _edition(edition: Edition | CatalogueEdition) -> str:
    return f"{edition.id} {edition.version}, sha256 {edition.sha256[:_DIGITS]}"


_CATALOGUE_DIGITS = 16


def catalogue_provenance(source: CatalogueProvenance) -> tuple[Fact, ...]:
    """Tool, day and catalogue, a fact each."""
    edition = source.lifecycle
    return (
        Fact("made by", f"legacymap {source.legacymap}"),
        Fact("as of", source.as_of, "date"),
        Fact("lifecycle", f"{edition.id} {edition.version}, sha256 {edition.sha256[:_CATALOGUE_DIGITS]}"),
    )

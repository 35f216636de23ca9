"""What an answer of the catalogue was made from."""

from legacymap.domain.catalogue import CatalogueProvenance
from legacymap.reports.view import Fact

_DIGITS = 16


def catalogue_provenance(source: CatalogueProvenance) -> tuple[Fact, ...]:
    """Tool, day and catalogue, a fact each."""
    edition = source.lifecycle
    return (
        Fact("made by", f"legacymap {source.legacymap}"),
        Fact("as of", source.as_of, "date"),
        Fact("lifecycle", f"{edition.id} {edition.version}, sha256 {edition.sha256[:_DIGITS]}"),
    )

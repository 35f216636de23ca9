"""What a document about the catalogue was made from."""

from typing_extensions import TypedDict

from legacymap.domain.listings import CatalogueProvenance
from legacymap.reports.objects.provenance import CatalogueObject


class CatalogueProvenanceObject(TypedDict):
    """The tool's version and the catalogue's."""

    legacymap: str
    lifecycle: CatalogueObject


def catalogue_provenance_object(source: CatalogueProvenance) -> CatalogueProvenanceObject:
    """The provenance of an answer of the catalogue."""
    edition = source.lifecycle
    return {
        "legacymap": source.legacymap,
        "lifecycle": {"version": edition.version, "sha256": edition.sha256},
    }

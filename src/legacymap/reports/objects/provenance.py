"""What a document was made from."""

from typing_extensions import TypedDict

from legacymap.domain.results import Edition, Provenance


class FrameworkObject(TypedDict):
    """A framework's id, version and hash."""

    id: str
    version: str
    sha256: str


class CatalogueObject(TypedDict):
    """The lifecycle catalogue's version and hash."""

    version: str
    sha256: str


class ProvenanceObject(TypedDict):
    """The tool's version and the data that the figures rest on."""

    legacymap: str
    framework: FrameworkObject
    lifecycle: CatalogueObject
    inventory_sha256: str


def provenance_object(provenance: Provenance) -> ProvenanceObject:
    """The provenance of a scan or an explanation."""
    return {
        "legacymap": provenance.legacymap,
        "framework": _framework(provenance.framework),
        "lifecycle": {"version": provenance.lifecycle.version, "sha256": provenance.lifecycle.sha256},
        "inventory_sha256": provenance.inventory_sha256,
    }


def _framework(framework: Edition) -> FrameworkObject:
    return {"id": framework.id, "version": framework.version, "sha256": framework.sha256}

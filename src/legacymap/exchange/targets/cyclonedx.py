"""The technologies of an estate as a bill of materials in CycloneDX 1.6.

Systems are applications, what they stand on are components of theirs, with the package URL where the
catalogue has one and the ends of support as milestones.
"""

import hashlib
import json
import uuid

from legacymap.exchange.targets.estate import ExportedEstate, ExportedSystem, ExportedTechnology

_MILESTONE = "cdx:lifecycle:milestone:"
_TOOL = "legacymap"


def cyclonedx_bill(estate: ExportedEstate, as_of: str, version: str) -> str:
    """The bill as JSON; its serial number is made of what it holds, so that one estate gives one bill."""
    components = [_application(each) for each in estate.systems if each.technologies]
    digest = hashlib.sha256(json.dumps(components, sort_keys=True).encode()).hexdigest()
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.UUID(digest[:32])}",
        "version": 1,
        "metadata": {
            "timestamp": f"{as_of}T00:00:00Z",
            "tools": {"components": [{"type": "application", "name": _TOOL, "version": version}]},
            "component": {"type": "application", "bom-ref": "estate", "name": estate.title},
            "properties": [
                {"name": "legacymap:handling", "value": estate.marking},
                *({"name": "legacymap:provenance", "value": line} for line in estate.provenance),
            ],
        },
        "components": components,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _application(system: ExportedSystem) -> dict[str, object]:
    return {
        "type": "application",
        "bom-ref": system.id,
        "group": system.organisation,
        "name": system.name,
        "components": [
            _technology(system.id, number, each) for number, each in enumerate(system.technologies, start=1)
        ],
    }


def _technology(system: str, number: int, technology: ExportedTechnology) -> dict[str, object]:
    component: dict[str, object] = {
        "type": "platform",
        "bom-ref": f"{system}#{number}",
        "name": technology.product,
    }
    if technology.version:
        component["version"] = technology.version
    if technology.purl:
        component["purl"] = technology.purl
    milestones = (("endOfSupport", technology.standard_ends), ("endOfLife", technology.extended_ends))
    properties = [{"name": f"{_MILESTONE}{name}", "value": day} for name, day in milestones if day]
    if properties:
        component["properties"] = properties
    return component

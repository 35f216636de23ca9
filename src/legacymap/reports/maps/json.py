"""The map for programs: `legacymap.map/1`."""

from legacymap.domain.map import EstateMap
from legacymap.reports.documents.map import map_document
from legacymap.reports.serial import json_text as written


def json_text(found: EstateMap, _: int) -> str:
    """All of the map, whatever the limit of drawings."""
    return written(map_document(found))

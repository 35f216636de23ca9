"""The map as a picture that stands alone."""

from legacymap.domain.map import EstateMap
from legacymap.reports.drawing.picture import whole_picture


def svg_text(found: EstateMap, limit: int) -> str:
    """The picture as an SVG document: no script, nothing from outside."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + whole_picture(found, limit)

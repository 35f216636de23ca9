"""The map as one page: its picture, and the same in words and tables."""

from markupsafe import Markup

from legacymap.domain.map import EstateMap
from legacymap.reports.drawing.picture import embedded_picture
from legacymap.reports.maps.extent import is_summed_up
from legacymap.reports.pages.environment import numbering
from legacymap.reports.pages.page import Page, Section, blocks_html, page_html
from legacymap.reports.view import Heading, Table
from legacymap.reports.views.map import map_view

_LAYERS = "A system stands above what it needs."
_ROWS = "The organisation of a row needs those of the columns."
_PICTURE = Markup(
    "<p>{} The tables below say the same in words.</p>\n"
    '<figure class="map"><div class="scroll" role="region" tabindex="0" aria-label="Dependency map">'
    "{}</div></figure>"
)


def html_text(found: EstateMap, limit: int) -> str:
    """The page: marking, figures, picture, the same in tables, provenance, marking; it loads nothing."""
    view = map_view(found, limit)
    starts = [at for at, block in enumerate(view.blocks) if isinstance(block, Heading | Table)]
    first = starts[0] if starts else len(view.blocks)
    drawn = Markup(embedded_picture(found, limit))  # noqa: S704 - the drawing escapes its texts
    words = _ROWS if is_summed_up(found, limit) else _LAYERS
    number = numbering()
    sections = (
        Section("map", "The map", _PICTURE.format(words, drawn)),
        Section("tables", "In words", blocks_html(view.blocks[first:], number)),
    )
    page = Page(view.title, view.marking, sections, view.blocks[:first], view.provenance)
    return page_html(page, number=number)

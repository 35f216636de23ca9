"""The dependency map inside a page: its picture, and where it is summed up the same as a table."""

from collections.abc import Callable

from markupsafe import Markup

from legacymap.domain.connections import EstateMap
from legacymap.reports.formats.page import rendered
from legacymap.reports.map.drawn import embedded_picture
from legacymap.reports.map.groups import MOST_DRAWN, is_summed_up
from legacymap.reports.map.matrix import matrix_table


def map_html(found: EstateMap, number: Callable[[], int]) -> Markup:
    """The picture as a figure: every system, or the organisations of more than can be drawn."""
    summed_up = is_summed_up(found, MOST_DRAWN)
    return rendered(
        "map.html.jinja",
        drawn=Markup(embedded_picture(found, MOST_DRAWN)),  # noqa: S704 - the drawing escapes its texts
        table=matrix_table(found) if summed_up else None,
        number=number,
    )

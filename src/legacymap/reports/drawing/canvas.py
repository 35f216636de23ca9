"""A placed map as SVG elements, from the back to the front."""

from legacymap.domain.map import EstateMap
from legacymap.reports.drawing.drawing import Drawing
from legacymap.reports.drawing.layered import Area
from legacymap.reports.drawing.lettering import fitted, text_lines
from legacymap.reports.drawing.sheet import LEAST_WIDTH, Piece
from legacymap.reports.drawing.strokes import box_drawn, heads, line_of_text, rectangle, way_drawn
from legacymap.reports.figures import counted
from legacymap.reports.markup import marked_up


def canvas(found: EstateMap, made: Drawing, prefix: str) -> Piece:
    """Regions, cycles, arrows and boxes; the system that the map is around has a thick edge."""
    drawn = [
        f"<defs>{heads(prefix)}</defs>",
        *_regions(found, made),
        *_loose(made),
        *(_ring(len(found.cycles[place].members), area) for place, area in made.rings),
        *(way_drawn(way, prefix) for way in made.ways),
        *(
            box_drawn(each, area, is_focus=each.spot.system == found.scope.around)
            for each, area in made.boxes
        ),
    ]
    return Piece("\n".join(drawn), max(made.width, LEAST_WIDTH), made.height)


def _regions(found: EstateMap, made: Drawing) -> list[str]:
    titles = {each.organisation: each.title for each in found.regions}
    drawn = []
    for organisation, area in made.regions:
        title = titles.get(organisation, "Cycles across organisations")
        drawn.append(f"<g><title>{marked_up(title)}</title>{rectangle(area, 'region', 4.0)}</g>")
        if made.lanes:
            lines = text_lines(title, 11.0, area.width - 14, 2)
            drawn += [
                line_of_text(line, area.x + 7, 14.0 + at * 14, "small") for at, line in enumerate(lines)
            ]
    return drawn


def _loose(made: Drawing) -> list[str]:
    if made.loose is None:
        return []
    words = fitted("No arrow is known to or from these", 13.0, made.loose.width - 24)
    return [
        rectangle(made.loose, "region", 4.0),
        line_of_text(words, made.loose.x + 12, made.loose.y + 19),
    ]


def _ring(members: int, area: Area) -> str:
    words = fitted(f"Cycle of {counted(members, 'system')}", 11.0, area.width - 24)
    return rectangle(area, "ring", 4.0) + line_of_text(words, area.x + 12, area.y + 16, "small")

"""The map of an estate as a drawing: boxes, arrows, cycles and lanes, as SVG."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow
from legacymap.reports.escape import marked_up
from legacymap.reports.map.layout import Area, Item, Layers, Point, fitted, layers, text_lines, text_width
from legacymap.reports.view import Judgement
from legacymap.reports.words import counted, rating_of

FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
# Name: light, dark. Each ink has a contrast of at least 4.5 to 1 on each of the fills of its column.
COLOURS = {
    "ink": ("#0b0c0c", "#f3f2f1"),
    "quiet-ink": ("#454a4d", "#c8cbcd"),
    "paper": ("#ffffff", "#15181a"),
    "region": ("#f3f4f5", "#1f2427"),
    "region-line": ("#b1b4b6", "#50585d"),
    "line": ("#3f4a52", "#aab2b8"),
    "alarm": ("#8a1f11", "#ffa99a"),
    "alarm-fill": ("#f9dcd7", "#4a1811"),
    "caution": ("#694100", "#ffc66d"),
    "caution-fill": ("#fdefd0", "#3f2c08"),
    "calm": ("#00542d", "#8fdcb2"),
    "calm-fill": ("#d7ecdf", "#0f3322"),
    "quiet": ("#3b4043", "#d0d3d5"),
    "quiet-fill": ("#e9ebec", "#2c3134"),
}
_RULES = f"""
svg.map {{ background: var(--map-paper); font-family: {FONT}; }}
svg.map text {{ fill: var(--map-ink); font-size: 13px; }}
svg.map .strong {{ font-weight: 700; }}
svg.map .title {{ font-size: 20px; font-weight: 700; }}
svg.map .small {{ font-size: 11px; fill: var(--map-quiet-ink); }}
svg.map .label {{ font-size: 12px; }}
svg.map .marking {{ font-size: 14px; font-weight: 700; letter-spacing: 0.04em; }}
svg.map .region {{ fill: var(--map-region); stroke: var(--map-region-line); stroke-width: 1; }}
svg.map .ring {{ fill: var(--map-paper); stroke: var(--map-line); stroke-width: 2; stroke-dasharray: 2 3; }}
svg.map .way {{ fill: none; stroke: var(--map-line); stroke-width: 1.5; stroke-linejoin: round; }}
svg.map .soft {{ stroke-dasharray: 7 5; }}
svg.map .head {{ fill: var(--map-line); stroke: var(--map-line); stroke-width: 1.2; }}
svg.map .assumed-head {{ fill: var(--map-paper); stroke: var(--map-line); stroke-width: 1.2; }}
svg.map g.arrow:hover .way {{ stroke-width: 4; }}
svg.map .outside {{ stroke-dasharray: 5 3; }}
svg.map .no-record {{ stroke-dasharray: 1.5 3; }}
"""
_FOCUS = "svg.map .box .face.focus { stroke-width: 4; }\n"
_TONES = "".join(
    f"svg.map .{tone} .face, svg.map .face.{tone} {{ fill: var(--map-{tone}-fill); }}\n"
    f"svg.map .{tone} .face, svg.map .face.{tone} {{ stroke: var(--map-{tone}); stroke-width: 1.5; }}\n"
    f"svg.map .{tone} .sign {{ fill: var(--map-{tone}); stroke: var(--map-{tone}); stroke-width: 1.6; }}\n"
    f"svg.map .{tone} .hollow {{ fill: none; }}\n"
    f"svg.map .{tone} .verdict {{ fill: var(--map-{tone}); font-weight: 700; font-size: 11px; }}\n"
    for tone in ("alarm", "caution", "calm", "quiet")
)


def style() -> str:
    """The style sheet of a drawing: follows the reader's choice of light or dark, and prints light."""
    light = " ".join(f"--map-{name}: var(--{name}, {pair[0]});" for name, pair in COLOURS.items())
    dark = " ".join(f"--map-{name}: var(--{name}, {pair[1]});" for name, pair in COLOURS.items())
    return (
        f"\nsvg.map {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ svg.map {{ {dark} }} }}\n"
        f"{_RULES.strip()}\n{_TONES}{_FOCUS}"
    )


# Widths as shares of the font's size: those of the widest system font in use (DejaVu Sans), rounded up.


NAME_SIZE = 13.0
SMALL_SIZE = 11.0
NAME_STEP = 16.0
SMALL_STEP = 15.0
MARGIN = 9.0
SIGN = 16.0  # room for the shape before a rating
_BOXES_WIDTHS = (140.0, 168.0, 196.0, 224.0)
_NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A system's box: the lines of its name, whose and what it is, and its rating in words."""

    node: MapNode
    name: tuple[str, ...]
    about: tuple[str, str]
    rating: Judgement
    verdict: str
    width: float
    height: float


def box(node: MapNode) -> Box:
    """The narrowest box that holds the name in two lines; a longer name is cut, and whole in its title."""
    rating = rating_of(node.rating)
    verdict = rating.words if node.expected is None else f"{rating.words} {node.expected:.1f}"
    about = node.organisation, _kind(node)
    widest = max(
        *(text_width(line, SMALL_SIZE) for line in about), SIGN + text_width(verdict, SMALL_SIZE, bold=True)
    )
    for width in _BOXES_WIDTHS:
        room = width - 2 * MARGIN
        name = text_lines(node.title, NAME_SIZE, room, _NAME_LINES + 1, bold=True)
        if len(name) <= _NAME_LINES and widest <= room:
            break
    name = text_lines(node.title, NAME_SIZE, room, _NAME_LINES, bold=True)
    height = 2 * MARGIN + NAME_STEP * len(name) + 3 * SMALL_STEP - 2
    cut = fitted(about[0], SMALL_SIZE, room), fitted(about[1], SMALL_SIZE, room)
    return Box(node, name, cut, rating, verdict, width, height)


def box_title(node: MapNode) -> str:
    """Everything that a box stands for, in a sentence."""
    facts = [node.kind if node.status is None else f"{node.kind}, {node.status}"]
    if node.status is None:
        facts.append("no record")
    if node.outside:
        facts.append("outside the organisation shown")
    facts.append(rating_of(node.rating).words)
    overall = node.overall
    if overall:
        facts.append(f"score {overall.expected:.1f} ({overall.low:.1f} to {overall.high:.1f})")
    if node.weighted_risk is not None:
        facts.append(f"risk {node.weighted_risk:.1f}")
    name = f"{node.name} ({node.id})" if node.name else node.id
    return f"{name}: {'; '.join(facts)}"


def _kind(node: MapNode) -> str:
    status = node.status if node.status not in {None, "live"} else ""
    words = [node.kind if node.status else "no record", status, "outside" if node.outside else ""]
    return ", ".join(word for word in words if word)


_GAP = 18.0
_FRAME = 12.0
_HEAD = 24.0
_LANE_HEAD = 34.0
_LEAST_ROW = 900.0
_LEAST_LOOSE = 300.0
ACROSS = ""  # the region of a cycle whose members belong to different organisations


@dataclass(frozen=True, slots=True)
class Route:
    """The drawn line of one arrow, or of several between the same two ends."""

    points: tuple[Point, ...]
    arrows: tuple[Arrow, ...]

    @property
    def hard(self) -> bool:
        """Whether any of them is hard."""
        return any(arrow.hard for arrow in self.arrows)

    @property
    def confirmed(self) -> bool:
        """Whether any of them is confirmed."""
        return any(arrow.confirmed for arrow in self.arrows)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What there is to draw, from the back to the front.

    `lanes` says that regions go from top to bottom; `cycle_frames` are cycles by place in the map's tuple;
    `loose` is the area of the systems without an arrow, None where there are none.
    """

    width: float
    height: float
    lanes: bool
    regions: tuple[tuple[str, Area], ...]
    cycle_frames: tuple[tuple[int, Area], ...]
    loose: Area | None
    routes: tuple[Route, ...]
    boxes: tuple[tuple[Box, Area], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What the layout places as one: a box, or a cycle with its boxes placed inside."""

    item: Item
    boxes: tuple[tuple[Box, Area], ...]
    routes: tuple[Route, ...] = ()
    cycle_place: int | None = None


def drawing(found: EstateMap) -> Drawing:
    """The map placed: what has arrows in layers, what has none in rows below."""
    boxes = {node.id: box(node) for node in found.systems}
    parts = _parts(found, boxes)
    part_of = {each.node.id: key for key, part in parts.items() for each, _ in part.boxes}
    between: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in found.dependencies:
        ends = part_of[arrow.consumer], part_of[arrow.needed]
        if ends[0] != ends[1]:
            between.setdefault(ends, []).append(arrow)
    touched = {end for ends in between for end in ends} | {key for key, part in parts.items() if part.routes}
    linked = [part for key, part in parts.items() if key in touched]
    made = _linked(linked, between) if linked else _nothing()
    return _with_loose(made, [part for key, part in parts.items() if key not in touched])


def _parts(found: EstateMap, boxes: Mapping[str, Box]) -> Mapping[str, _Part]:
    """Every box and every cycle that the map holds two or more members of, by key."""
    parts = {}
    ringed = set()
    for place, cycle in enumerate(found.cycles):
        members = [system for system in cycle.members if system in boxes]
        if len(members) > 1:
            parts[members[0]] = _cycle_part(place, [boxes[each] for each in members], found.dependencies)
            ringed.update(members)
    for system, each in boxes.items():
        if system not in ringed:
            item = Item(system, each.width, each.height, each.node.organisation)
            parts[system] = _Part(item, ((each, Area(0.0, 0.0, each.width, each.height)),))
    return {key: parts[key] for key in sorted(parts)}


def _cycle_part(place: int, members: Sequence[Box], arrows: Sequence[Arrow]) -> _Part:
    by_system = {each.node.id: each for each in members}
    inner = [each for each in arrows if each.consumer in by_system and each.needed in by_system]
    items = [Item(each.node.id, each.width, each.height) for each in members]
    placed = layers(items, [(each.consumer, each.needed) for each in inner])
    organisations = sorted({each.node.organisation for each in members})
    region = organisations[0] if len(organisations) == 1 else ACROSS
    width, height = placed.width + 2 * _FRAME, placed.height + _FRAME + _HEAD
    return _Part(
        item=Item(members[0].node.id, max(width, 190.0), height, region),
        boxes=tuple((each, placed.places[key].moved(_FRAME, _HEAD)) for key, each in by_system.items()),
        routes=_routes(placed, [[each] for each in inner], _FRAME, _HEAD),
        cycle_place=place,
    )


def _linked(parts: Sequence[_Part], between: Mapping[tuple[str, str], list[Arrow]]) -> Drawing:
    placed = layers([part.item for part in parts], list(between))
    down = _LANE_HEAD if placed.lanes else 0.0
    corners = {key: area.moved(0.0, down) for key, area in placed.places.items()}
    inner = [_moved(route, corners[part.item.key]) for part in parts for route in part.routes]
    regions = [
        (name, Area(area.x, 0.0, area.width, placed.height + down) if placed.lanes else area)
        for name, area in placed.regions
    ]
    return Drawing(
        width=placed.width,
        height=placed.height + down,
        lanes=placed.lanes,
        regions=tuple(regions),
        cycle_frames=tuple(
            (part.cycle_place, corners[part.item.key]) for part in parts if part.cycle_place is not None
        ),
        loose=None,
        routes=(*_routes(placed, list(between.values()), 0.0, down), *inner),
        boxes=tuple(
            (each, area.moved(corners[part.item.key].x, corners[part.item.key].y))
            for part in parts
            for each, area in part.boxes
        ),
    )


def _with_loose(made: Drawing, parts: Sequence[_Part]) -> Drawing:
    """The drawing with boxes that have no arrow in rows below it."""
    if not parts:
        return made
    widest = max(made.width, _LEAST_ROW)
    top = made.height + (_GAP if made.height else 0.0)
    x, y, row = _FRAME, top + _HEAD + 4, 0.0
    right = 0.0
    boxes = []
    for part in sorted(parts, key=lambda part: (part.item.region, part.item.key)):
        if x > _FRAME and x + part.item.width + _FRAME > widest:
            x, y, row = _FRAME, y + row + _GAP, 0.0
        boxes += [(each, area.moved(x, y)) for each, area in part.boxes]
        x, row = x + part.item.width + _GAP, max(row, part.item.height)
        right = max(right, x - _GAP + _FRAME)
    bottom = y + row + _FRAME
    width = max(made.width, right, _LEAST_LOOSE)
    return replace(
        made,
        width=width,
        height=bottom,
        loose=Area(0.0, top, width, bottom - top),
        boxes=(*made.boxes, *boxes),
    )


def _routes(placed: Layers, arrows: Sequence[Sequence[Arrow]], x: float, y: float) -> tuple[Route, ...]:
    return tuple(
        Route(tuple((at + x, down + y) for at, down in route), tuple(each))
        for route, each in zip(placed.routes, arrows, strict=True)
    )


def _moved(route: Route, corner: Area) -> Route:
    return replace(route, points=tuple((x + corner.x, y + corner.y) for x, y in route.points))


def _nothing() -> Drawing:
    return Drawing(0.0, 0.0, False, (), (), None, (), ())


_CORNER = 5.0
_SERVICE_CORNER = 15.0


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def rectangle(area: Area, classes: str, corner: float = 3.0) -> str:
    """A rectangle with round corners."""
    x, y, width, height = (number(each) for each in (area.x, area.y, area.width, area.height))
    return (
        f'<rect class="{classes}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{number(corner)}"/>'
    )


def line_of_text(text: str, x: float, y: float, classes: str = "") -> str:
    """A line of text, its beginning and its base line at a point."""
    named = f' class="{classes}"' if classes else ""
    return f'<text{named} x="{number(x)}" y="{number(y)}">{marked_up(text)}</text>'


def sign(code: str, x: float, y: float) -> str:
    """The shape of a rating in a square of ten from a left upper corner: each differs from the others."""
    shapes = {
        "red": ("sign", f"M{number(x)} {number(y + 9.5)}l5.5 -9.5l5.5 9.5z"),
        "possibly-red": ("sign hollow", f"M{number(x)} {number(y + 9.5)}l5.5 -9.5l5.5 9.5z"),
        "not-red": ("sign", f"M{number(x)} {number(y + 5)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"),
    }
    classes, path = shapes.get(code, ("sign hollow", f"M{number(x)} {number(y + 5)}h10"))
    return f'<path class="{classes}" d="{path}"/>'


def box_drawn(drawn: Box, area: Area, place: int, *, is_focus: bool = False) -> str:
    """A system: its name, organisation and kind, and its rating as shape, words and colour.

    Its place in the map, its id and its name stand on the element too, for a page that shows its ways.
    """
    node = drawn.node
    edge = " no-record" if node.status is None else " outside" if node.outside else ""
    edge += " focus" if is_focus else ""
    corner = _SERVICE_CORNER if node.kind == "service" else 3.0
    x, y = area.x + MARGIN, area.y + MARGIN + NAME_SIZE - 2
    lines = [line_of_text(text, x, y + at * NAME_STEP, "strong") for at, text in enumerate(drawn.name)]
    y += len(lines) * NAME_STEP - 1
    lines += [line_of_text(text, x, y + at * SMALL_STEP, "small") for at, text in enumerate(drawn.about)]
    y += len(drawn.about) * SMALL_STEP
    lines += [sign(drawn.rating.code, x, y - 9), line_of_text(drawn.verdict, x + SIGN, y, "verdict")]
    return (
        f'<g class="box {drawn.rating.tone}" data-at="{place}" data-id="{marked_up(node.id)}" '
        f'data-name="{marked_up(node.name or "")}"><title>{marked_up(box_title(node))}</title>'
        f"{rectangle(area, f'face{edge}', corner)}{''.join(lines)}</g>"
    )


def route_drawn(route: Route, prefix: str, places: Mapping[str, int]) -> str:
    """The line of one or more arrows, with words that name each, and the places of their ends in the map."""
    words = marked_up("; ".join(arrow_words(arrow) for arrow in route.arrows))
    ends = ";".join(
        f"{places[each.consumer]} {places[each.needed]} {'hs'[not each.hard]}{'ca'[not each.confirmed]}"
        for each in route.arrows
    )
    strength = "" if route.hard else " soft"
    head = "head" if route.confirmed else "assumed"
    return (
        f'<g class="arrow" data-arrows="{ends}"><title>{words}</title><path class="way{strength}" '
        f'd="{_rounded(route.points)}" marker-end="url(#{prefix}{head})"/></g>'
    )


def arrow_words(arrow: Arrow) -> str:
    """An arrow in words."""
    strength = "hard" if arrow.hard else "soft"
    confidence = "confirmed" if arrow.confirmed else "assumed"
    return f"{arrow.consumer} needs {arrow.needed} ({strength}, {confidence})"


def heads(prefix: str) -> str:
    """The heads of arrows: full for a confirmed one, hollow for an assumed one."""
    shape = (
        '<marker id="{id}" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12" '
        'markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="{name}" d="M1.5 1.5L10.5 6L1.5 10.5z"/></marker>'
    )
    return "".join(
        shape.format(id=prefix + end, name=name)
        for end, name in (("head", "head"), ("assumed", "assumed-head"))
    )


def _rounded(points: Sequence[Point]) -> str:
    """A path along points, its corners rounded."""
    path = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.append(f"L{_pair(_towards(corner, before))}Q{_pair(corner)} {_pair(_towards(corner, after))}")
    return "".join([*path, f"L{_pair(points[-1])}"])


def _towards(corner: Point, other: Point) -> Point:
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max((across * across + down * down) ** 0.5, 0.001)
    share = min(_CORNER, length / 2) / length
    return corner[0] + across * share, corner[1] + down * share


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


_MARGIN = 16.0
_SHEET_GAP = 16.0
LEAST_WIDTH = 720.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Elements whose left upper corner is at 0, 0, and the room that they take."""

    markup: str
    width: float
    height: float


def sheet(pieces: Sequence[Piece], title: str, description: str, prefix: str) -> str:
    """The pieces as one `svg` element that needs nothing from outside; ids begin with the prefix."""
    width = max(LEAST_WIDTH, *(piece.width for piece in pieces)) + 2 * _MARGIN
    drawn, y = [], _MARGIN
    for piece in pieces:
        drawn.append(f'<g transform="translate({number(_MARGIN)} {number(y)})">{piece.markup}</g>\n')
        y += piece.height + _SHEET_GAP
    height = y - _SHEET_GAP + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" width="{number(width)}" '
        f'height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}" '
        f'aria-labelledby="{prefix}title {prefix}description">\n'
        f'<title id="{prefix}title">{marked_up(title)}</title>\n'
        f'<desc id="{prefix}description">{marked_up(description)}</desc>\n'
        f"<style>{style()}</style>\n{''.join(drawn)}</svg>\n"
    )


def paragraph(text: str, classes: str, size: float, width: float, *, bold: bool = False) -> Piece:
    """A text in as many lines as it takes."""
    return lines_piece(text_lines(text, size, width, 50, bold=bold), classes, size, bold=bold)


def lines_piece(lines: Iterable[str], classes: str, size: float, *, bold: bool = False) -> Piece:
    """Lines of text, one under the other."""
    step = size * 1.4
    shown = list(lines)
    drawn = [line_of_text(line, 0.0, size + at * step, classes) for at, line in enumerate(shown)]
    widest = max((text_width(line, size, bold=bold) for line in shown), default=0.0)
    return Piece("\n".join(drawn), widest, step * len(shown))


def canvas(found: EstateMap, made: Drawing, prefix: str) -> Piece:
    """Regions, cycles, arrows and boxes; the system that the map is around has a thick edge."""
    places = {node.id: place for place, node in enumerate(found.systems)}
    drawn = [
        f"<defs>{heads(prefix)}</defs>",
        *_regions(found, made),
        *_loose(made),
        *(_cycle_frame(len(found.cycles[place].members), area) for place, area in made.cycle_frames),
        *(route_drawn(route, prefix, places) for route in made.routes),
        *(
            box_drawn(each, area, places[each.node.id], is_focus=each.node.id == found.scope.around)
            for each, area in made.boxes
        ),
    ]
    return Piece("\n".join(drawn), max(made.width, LEAST_WIDTH), made.height)


def _regions(found: EstateMap, made: Drawing) -> list[str]:
    titles = {each.id: each.title for each in found.organisations}
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


def _cycle_frame(members: int, area: Area) -> str:
    words = fitted(f"Cycle of {counted(members, 'system')}", 11.0, area.width - 24)
    return rectangle(area, "ring", 4.0) + line_of_text(words, area.x + 12, area.y + 16, "small")


_STEP = 24.0
_SAMPLE = 44.0
_LEGEND_GAP = 26.0
_SIZE = 13.0
_RATINGS = (rating_of("red"), rating_of("possibly-red"), rating_of("not-red"), rating_of(None))

Sample = Callable[[float, float], str]


def legend(found: EstateMap, made: Drawing, width: float, prefix: str) -> Piece:
    """The legend of a drawing in rows of a width: of what it shows, and of no more."""
    nodes, routes = found.systems, made.routes
    entries = [
        *((True, _rating(each), each.words) for each in _RATINGS),
        (any(each.kind == "service" for each in nodes), _frame("face", 9.0), "service"),
        (True, _frame("face", 3.0), "other kind of system"),
        (any(each.outside for each in nodes), _frame("face outside", 3.0), "outside the organisation shown"),
        (any(each.status is None for each in nodes), _frame("face no-record", 3.0), "named only, no record"),
        (bool(routes), _line("", "head", prefix), "hard: stops when the other stops"),
        (any(not each.hard for each in routes), _line(" soft", "head", prefix), "soft: degrades"),
        (any(not each.confirmed for each in routes), _line("", "assumed", prefix), "assumed (hollow head)"),
        (bool(made.cycle_frames), _frame("ring", 3.0), "cycle: systems that need each other"),
        (bool(made.regions), _frame("region", 3.0), "organisation"),
    ]
    return _rows([(sample, words) for is_shown, sample, words in entries if is_shown], width)


def rating_legend(width: float) -> Piece:
    """The legend of ratings alone."""
    return _rows([(_rating(each), each.words) for each in _RATINGS], width)


def _rows(entries: Sequence[tuple[Sample, str]], width: float) -> Piece:
    drawn = []
    x = y = 0.0
    for sample, words in entries:
        needed = _SAMPLE + text_width(words, _SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + _STEP
        drawn.append(sample(x, y) + line_of_text(words, x + _SAMPLE, y + 14))
        x += needed + _LEGEND_GAP
    return Piece(f'<g class="legend">{"".join(drawn)}</g>', width, y + _STEP)


def _rating(rating: Judgement) -> Sample:
    def drawn(x: float, y: float) -> str:
        face = rectangle(Area(x, y, 34.0, 18.0), "face")
        return f'<g class="{rating.tone}">{face}{sign(rating.code, x + 12, y + 4)}</g>'

    return drawn


def _frame(classes: str, corner: float) -> Sample:
    return lambda x, y: f'<g class="quiet">{rectangle(Area(x, y, 34.0, 18.0), classes, corner)}</g>'


def _line(strength: str, head: str, prefix: str) -> Sample:
    return lambda x, y: (
        f'<path class="way{strength}" d="M{number(x)} {number(y + 9)}h34" marker-end="url(#{prefix}{head})"/>'
    )

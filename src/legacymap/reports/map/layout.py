"""Where boxes and arrows go: layers from top to bottom with few crossings, by graphlay; and how wide text is.

Widths come from a table, on the safe side, without any font at hand.
"""

import unicodedata
from collections.abc import Mapping, Sequence

import graphlay

from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import sanitised
from legacymap.reports.map.groups import is_dense
from legacymap.reports.terminal import ELLIPSIS

_WIDEST_LANES = 1.6  # how much wider than without lanes a drawing may become for their sake
_PADDING = 7.0
_NEAR = 30.0  # neighbours further apart than this are not drawn as one run
_OPTIONS: Mapping[str, object] = {
    "direction": "topbottom",
    "effort": "thorough",
    "compaction": {"mode": "priority"},
    "routing": {"port_sides": "facing_only"},
    "spacing": {
        "node_gap": 18.0,
        "dummy_gap": 9.0,
        "layer_gap": 36.0,
        "isolated_gap": 18.0,
        "port_gap": 10.0,
        "stub": 11.0,
    },
}
_MANY = 150
_MANY_LINKS = 200
# Beyond so many items or links the care above would take minutes; these take seconds and draw wider.
_OPTIONS_FOR_MANY: Mapping[str, object] = {
    **_OPTIONS,
    "effort": "fast",
    "compaction": {"mode": "none"},
    "coords": {"placement": "brandes_koepf"},
}
Point = tuple[float, float]
_ROW_GAP = 54.0
_COLUMN_GAP = 42.0
_SHAPE = 1.6  # width to height
_ASIDE = 4.0  # so that links there and back are two lines
_WIDTHS = {
    **dict.fromkeys("ijlI|!.,:;' ", 0.36),
    **dict.fromkeys('frt()[]{}/-"\\', 0.44),
    **dict.fromkeys("csvxyzk?*_$", 0.61),
    **dict.fromkeys("abdeghnopqu0123456789#", 0.65),
    **dict.fromkeys("wmMW@%", 1.0),
    "&": 0.8,
}
_CAPITAL = 0.8
_OTHER = 1.05
_BOLD = 1.12


@dataclass(frozen=True, slots=True)
class Item:
    """Something to place: its size and its region."""

    key: str
    width: float
    height: float
    region: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its left upper corner."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> "Area":
        """The same elsewhere."""
        return Area(self.x + x, self.y + y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Layers:
    """Items by key, a route for each link in order, regions with their areas, and the size of all.

    With `lanes` a region is one area from top to bottom, else every run of neighbours in a layer. A lone
    region has no area of its own.
    """

    places: Mapping[str, Area]
    routes: tuple[tuple[Point, ...], ...]
    regions: tuple[tuple[str, Area], ...]
    lanes: bool
    width: float
    height: float


def layers(items: Sequence[Item], links: Sequence[tuple[str, str]]) -> Layers:
    """The items in layers, every link leading down unless it closes a cycle; never empty.

    Regions become lanes where that costs little width, and the items are not many. Links that are too many
    for layers are straight, and the items stand in rows.
    """
    if is_dense(len(items), len(links)):
        return _rows(items, links)
    free = _laid_out(items, links, {})
    names = sorted({item.region for item in items})
    if len(names) == 1:
        return _layers(items, free, [], is_lanes=True)
    if _are_many(items, links):
        return _layers(items, free, _runs(items, free), is_lanes=False)
    lanes = _laid_out(items, links, {name: place for place, name in enumerate(names)})
    if _size(lanes)[0] <= _WIDEST_LANES * _size(free)[0]:
        return _layers(items, lanes, _with_strays(items, lanes, _lanes(lanes, names)), is_lanes=True)
    return _layers(items, free, _runs(items, free), is_lanes=False)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that a line of text takes at a font's size, in the units of that size."""
    share = sum(_WIDTHS.get(each) or _width(each) for each in text)
    return share * size * (_BOLD if bold else 1.0)


def text_lines(text: str, size: float, width: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text as at most so many lines that fit a width, the last one cut short where it has to be."""
    lines: list[str] = []
    line = ""
    for word in sanitised(text).split():
        for piece in _pieces(word, size, width, bold=bold):
            together = f"{line} {piece}" if line else piece
            if text_width(together, size, bold=bold) <= width:
                line = together
            else:
                lines.append(line)
                line = piece
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", size, width, bold=bold))


def fitted(text: str, size: float, width: float) -> str:
    """The text on one line, cut short where it has to be."""
    return text_lines(text, size, width, 1)[0]


def _rows(items: Sequence[Item], links: Sequence[tuple[str, str]]) -> Layers:
    """The items in rows by region and key, about as wide as a screen; links straight from edge to edge."""
    ranked = sorted(items, key=lambda item: (item.region, item.key))
    across = max(item.width for item in items) + _COLUMN_GAP
    down = max(item.height for item in items) + _ROW_GAP
    columns = max(1, round((len(items) * _SHAPE * down / across) ** 0.5))
    places = {
        item.key: Area(
            _PADDING + at % columns * across, _PADDING + at // columns * down, item.width, item.height
        )
        for at, item in enumerate(ranked)
    }
    runs: list[tuple[str, list[Area]]] = []
    for at, item in enumerate(ranked):
        if at % columns and runs[-1][0] == item.region:
            runs[-1][1].append(places[item.key])
        else:
            runs.append((item.region, [places[item.key]]))
    is_one = len({item.region for item in items}) == 1
    return Layers(
        places=places,
        routes=tuple(_straight(places[start], places[end]) for start, end in links),
        regions=() if is_one else tuple((region, _round(areas)) for region, areas in runs),
        lanes=False,
        width=2 * _PADDING + min(columns, len(items)) * across - _COLUMN_GAP,
        height=2 * _PADDING + -(-len(items) // columns) * down - _ROW_GAP,
    )


def _straight(start: Area, end: Area) -> tuple[Point, Point]:
    """A line from the edge of one area to the edge of another, a little to the right of its middle."""
    one, two = _middle(start), _middle(end)
    across, down = two[0] - one[0], two[1] - one[1]
    length = max((across * across + down * down) ** 0.5, 1.0)
    aside = -down / length * _ASIDE, across / length * _ASIDE
    first, last = _edge(start, across, down), _edge(end, -across, -down)
    return (first[0] + aside[0], first[1] + aside[1]), (last[0] + aside[0], last[1] + aside[1])


def _middle(area: Area) -> Point:
    return area.x + area.width / 2, area.y + area.height / 2


def _edge(area: Area, across: float, down: float) -> Point:
    """Where a line from the middle of the area leaves it."""
    x, y = _middle(area)
    share = min(
        area.width / 2 / abs(across) if across else 1.0, area.height / 2 / abs(down) if down else 1.0, 1.0
    )
    return x + across * share, y + down * share


def _are_many(items: Sequence[Item], links: Sequence[tuple[str, str]]) -> bool:
    return len(items) > _MANY or len(links) > _MANY_LINKS


def _laid_out(
    items: Sequence[Item], links: Sequence[tuple[str, str]], lanes: Mapping[str, int]
) -> graphlay.Layout:
    graph = graphlay.Graph()
    for item in items:
        graph.node(item.key, width=item.width, height=item.height, group=lanes.get(item.region))
    for start, end in links:
        graph.edge(start, end)
    order = {"order": {"group_lanes": "strict"}} if lanes else {}
    options = _OPTIONS_FOR_MANY if _are_many(items, links) else _OPTIONS
    return graphlay.layout(graph, options={**options, **order})


def _layers(
    items: Sequence[Item],
    drawn: graphlay.Layout,
    regions: Sequence[tuple[str, Area]],
    *,
    is_lanes: bool,
) -> Layers:
    """What was laid out, moved so that the left upper corner of everything is at 0, 0."""
    places = {item.key: _area(node) for item, node in zip(items, drawn.nodes, strict=True)}
    routes = [[_point(point) for point in edge["points"]] for edge in drawn.edges]
    areas = [*places.values(), *(area for _, area in regions)]
    xs = [x for area in areas for x in (area.x, area.x + area.width)] + [
        x for route in routes for x, _ in route
    ]
    ys = [y for area in areas for y in (area.y, area.y + area.height)] + [
        y for route in routes for _, y in route
    ]
    left, top = min(xs), min(ys)
    return Layers(
        places={key: area.moved(-left, -top) for key, area in places.items()},
        routes=tuple(tuple((x - left, y - top) for x, y in route) for route in routes),
        regions=tuple((name, area.moved(-left, -top)) for name, area in regions),
        lanes=is_lanes,
        width=max(xs) - left,
        height=max(ys) - top,
    )


def _lanes(drawn: graphlay.Layout, names: Sequence[str]) -> list[tuple[str, Area]]:
    found = []
    for lane in drawn.to_dict()["lanes"]:
        (left, top), (right, bottom) = _point(lane["rect"]["min"]), _point(lane["rect"]["max"])
        found.append((names[int(lane["group"])], Area(left, top, right - left, bottom - top)))
    return sorted(found, key=lambda pair: pair[1].x)


def _with_strays(
    items: Sequence[Item], drawn: graphlay.Layout, lanes: Sequence[tuple[str, Area]]
) -> list[tuple[str, Area]]:
    """The lanes, and an area for each item that was set outside its lane, as one without links may be."""
    homes = dict(lanes)
    strays = []
    for item, node in zip(items, drawn.nodes, strict=True):
        area = _area(node)
        if item.region not in homes or not _is_inside(area, homes[item.region]):
            strays.append((item.region, _round([area])))
    return [*lanes, *strays]


def _is_inside(inner: Area, outer: Area) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


def _runs(items: Sequence[Item], drawn: graphlay.Layout) -> list[tuple[str, Area]]:
    """Neighbours of a layer that share a region, with a little room round them."""
    placed = [
        (-1 if node["rank"] is None else int(node["rank"]), _area(node), item.region)
        for item, node in zip(items, drawn.nodes, strict=True)
    ]
    placed.sort(key=lambda each: (each[0], each[1].x))
    runs: list[tuple[int, str, list[Area]]] = []
    for rank, area, region in placed:
        if runs and runs[-1][:2] == (rank, region) and _is_beside(runs[-1][2][-1], area):
            runs[-1][2].append(area)
        else:
            runs.append((rank, region, [area]))
    return [(region, _round(areas)) for _, region, areas in runs]


def _is_beside(left: Area, right: Area) -> bool:
    """Whether two of a layer stand near each other and are about as high."""
    is_near = right.x - left.x - left.width <= _NEAR
    return is_near and max(left.height, right.height) < 1.5 * min(left.height, right.height)


def _round(areas: Sequence[Area]) -> Area:
    left, top = min(area.x for area in areas) - _PADDING, min(area.y for area in areas) - _PADDING
    right = max(area.x + area.width for area in areas) + _PADDING
    bottom = max(area.y + area.height for area in areas) + _PADDING
    return Area(left, top, right - left, bottom - top)


def _size(drawn: graphlay.Layout) -> Point:
    low, high = _point(drawn.bounds["min"]), _point(drawn.bounds["max"])
    return high[0] - low[0], high[1] - low[1]


def _area(node: Mapping[str, Mapping[str, float]]) -> Area:
    (x, y), width, height = _point(node["center"]), node["size"]["width"], node["size"]["height"]
    return Area(x - width / 2, y - height / 2, width, height)


def _point(found: Mapping[str, float]) -> Point:
    return found["x"], found["y"]


def _cut(text: str, size: float, width: float, *, bold: bool) -> str:
    while text and text_width(text + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _pieces(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    """A word, in pieces where it is wider than a line."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if character.isascii():
        return _CAPITAL
    if unicodedata.category(character) == "Ll" and unicodedata.name(character, "").startswith("LATIN"):
        return 0.7
    return _OTHER

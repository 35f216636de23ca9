"""A map placed: boxes, cycles drawn as one, organisations as regions, and the ways of the arrows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from legacymap.domain.arrow import Arrow
from legacymap.domain.map import EstateMap
from legacymap.reports.drawing.boxes import Box, box
from legacymap.reports.drawing.layered import Area, Item, Layers, Point, layers

_GAP = 18.0
_FRAME = 12.0
_HEAD = 24.0
_LANE_HEAD = 34.0
_LEAST_ROW = 900.0
_LEAST_LOOSE = 300.0
ACROSS = ""  # the region of a cycle whose members belong to different organisations


@dataclass(frozen=True, slots=True)
class Way:
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

    `lanes` says that regions go from top to bottom; `rings` are the cycles by place in the map's tuple;
    `loose` is the area of the systems without an arrow, None where there are none.
    """

    width: float
    height: float
    lanes: bool
    regions: tuple[tuple[str, Area], ...]
    rings: tuple[tuple[int, Area], ...]
    loose: Area | None
    ways: tuple[Way, ...]
    boxes: tuple[tuple[Box, Area], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What the layout places as one: a box, or a cycle with its boxes placed inside."""

    item: Item
    boxes: tuple[tuple[Box, Area], ...]
    ways: tuple[Way, ...] = ()
    ring: int | None = None


def drawing(found: EstateMap) -> Drawing:
    """The map placed: what has arrows in layers, what has none in rows below."""
    boxes = {spot.system: box(spot) for spot in found.spots}
    parts = _parts(found, boxes)
    part_of = {each.spot.system: key for key, part in parts.items() for each, _ in part.boxes}
    between: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in found.arrows:
        ends = part_of[arrow.consumer], part_of[arrow.needed]
        if ends[0] != ends[1]:
            between.setdefault(ends, []).append(arrow)
    touched = {end for ends in between for end in ends} | {key for key, part in parts.items() if part.ways}
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
            parts[members[0]] = _ring(place, [boxes[each] for each in members], found.arrows)
            ringed.update(members)
    for system, each in boxes.items():
        if system not in ringed:
            item = Item(system, each.width, each.height, each.spot.organisation)
            parts[system] = _Part(item, ((each, Area(0.0, 0.0, each.width, each.height)),))
    return {key: parts[key] for key in sorted(parts)}


def _ring(place: int, members: Sequence[Box], arrows: Sequence[Arrow]) -> _Part:
    by_system = {each.spot.system: each for each in members}
    inner = [each for each in arrows if each.consumer in by_system and each.needed in by_system]
    items = [Item(each.spot.system, each.width, each.height) for each in members]
    placed = layers(items, [(each.consumer, each.needed) for each in inner])
    organisations = sorted({each.spot.organisation for each in members})
    region = organisations[0] if len(organisations) == 1 else ACROSS
    width, height = placed.width + 2 * _FRAME, placed.height + _FRAME + _HEAD
    return _Part(
        item=Item(members[0].spot.system, max(width, 190.0), height, region),
        boxes=tuple((each, placed.places[key].moved(_FRAME, _HEAD)) for key, each in by_system.items()),
        ways=_ways(placed, [[each] for each in inner], _FRAME, _HEAD),
        ring=place,
    )


def _linked(parts: Sequence[_Part], between: Mapping[tuple[str, str], list[Arrow]]) -> Drawing:
    placed = layers([part.item for part in parts], list(between))
    down = _LANE_HEAD if placed.lanes else 0.0
    corners = {key: area.moved(0.0, down) for key, area in placed.places.items()}
    inner = [_moved(way, corners[part.item.key]) for part in parts for way in part.ways]
    regions = [
        (name, Area(area.x, 0.0, area.width, placed.height + down) if placed.lanes else area)
        for name, area in placed.regions
    ]
    return Drawing(
        width=placed.width,
        height=placed.height + down,
        lanes=placed.lanes,
        regions=tuple(regions),
        rings=tuple((part.ring, corners[part.item.key]) for part in parts if part.ring is not None),
        loose=None,
        ways=(*_ways(placed, list(between.values()), 0.0, down), *inner),
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


def _ways(placed: Layers, arrows: Sequence[Sequence[Arrow]], x: float, y: float) -> tuple[Way, ...]:
    return tuple(
        Way(tuple((at + x, down + y) for at, down in route), tuple(each))
        for route, each in zip(placed.routes, arrows, strict=True)
    )


def _moved(way: Way, corner: Area) -> Way:
    return replace(way, points=tuple((x + corner.x, y + corner.y) for x, y in way.points))


def _nothing() -> Drawing:
    return Drawing(0.0, 0.0, False, (), (), None, (), ())

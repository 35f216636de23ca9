"""The shapes of a drawing as SVG elements."""

from collections.abc import Sequence

from legacymap.domain.arrow import Arrow
from legacymap.reports.drawing.boxes import (
    MARGIN,
    NAME_SIZE,
    NAME_STEP,
    SIGN,
    SMALL_STEP,
    Box,
    box_title,
)
from legacymap.reports.drawing.drawing import Way
from legacymap.reports.drawing.layered import Area, Point
from legacymap.reports.markup import marked_up

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


def box_drawn(drawn: Box, area: Area, *, is_focus: bool = False) -> str:
    """A system: its name, organisation and kind, and its rating as shape, words and colour."""
    spot = drawn.spot
    edge = " no-record" if spot.status is None else " outside" if spot.outside else ""
    edge += " focus" if is_focus else ""
    corner = _SERVICE_CORNER if spot.kind == "service" else 3.0
    x, y = area.x + MARGIN, area.y + MARGIN + NAME_SIZE - 2
    lines = [line_of_text(text, x, y + at * NAME_STEP, "strong") for at, text in enumerate(drawn.name)]
    y += len(lines) * NAME_STEP - 1
    lines += [line_of_text(text, x, y + at * SMALL_STEP, "small") for at, text in enumerate(drawn.about)]
    y += len(drawn.about) * SMALL_STEP
    lines += [sign(drawn.rating.code, x, y - 9), line_of_text(drawn.verdict, x + SIGN, y, "verdict")]
    return (
        f'<g class="box {drawn.rating.tone}"><title>{marked_up(box_title(spot))}</title>'
        f"{rectangle(area, f'face{edge}', corner)}{''.join(lines)}</g>"
    )


def way_drawn(way: Way, prefix: str) -> str:
    """The line of one or more arrows, with words that name each."""
    words = marked_up("; ".join(arrow_words(arrow) for arrow in way.arrows))
    strength = "" if way.hard else " soft"
    head = "head" if way.confirmed else "assumed"
    return (
        f'<g class="arrow"><title>{words}</title><path class="way{strength}" '
        f'd="{_rounded(way.points)}" marker-end="url(#{prefix}{head})"/></g>'
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

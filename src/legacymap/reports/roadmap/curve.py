"""What is removed against what it costs, at each share of the budgets, as a line."""

from collections.abc import Sequence
from math import floor, log10

from legacymap.domain.money import pounds_text
from legacymap.domain.plan import FrontierPoint
from legacymap.reports.escape import marked_up
from legacymap.reports.map.drawing import number
from legacymap.reports.roadmap.style import CLASS, page_style

_WIDE, _HIGH = 760.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 690.0, 16.0, 252.0
_STEPS = 5


def curve(points: Sequence[FrontierPoint], words: str, prefix: str) -> str:
    """The drawing as an `svg` element; empty where there are not two points to join."""
    known = [(each.share, each.present_cost or 0.0, each.value) for each in points if each.value is not None]
    if len(known) < 2:
        return ""
    most_cost, most_value = max(cost for _, cost, _ in known), max(value for *_, value in known)
    places = [
        (
            _LEFT + (_RIGHT - _LEFT) * (cost / most_cost if most_cost else 0.0),
            _BOTTOM - (_BOTTOM - _TOP) * (value / most_value if most_value > 0 else 0.0),
            f"{share:.0%}",
            f"{share:.0%} of the budgets: {value:,.0f} points for {pounds_text(cost)}",
        )
        for share, cost, value in known
    ]
    line = " ".join(f"{number(x)},{number(y)}" for x, y, *_ in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{CLASS}" role="img" '
        f'viewBox="0 0 {number(_WIDE)} {number(_HIGH)}" width="{number(_WIDE)}" height="{number(_HIGH)}" '
        f'aria-labelledby="{prefix}title">\n'
        f'<title id="{prefix}title">{marked_up(words)}</title>\n<style>{page_style()}</style>\n'
        f"{_axes(most_cost, most_value)}"
        f'<polyline class="curve" points="{line}"/>\n'
        + "".join(
            f'<g><title>{marked_up(said)}</title><circle class="point" cx="{number(x)}" cy="{number(y)}" '
            f'r="5"/><text class="text halo" x="{number(x + 8)}" y="{number(y + 14)}">{share}</text></g>\n'
            for x, y, share, said in places
        )
        + "</svg>"
    )


def _axes(most_cost: float, most_value: float) -> str:
    drawn = []
    for cost in _ticks(most_cost):
        x = _LEFT + (_RIGHT - _LEFT) * cost / most_cost
        drawn.append(_line((x, _TOP), (x, _BOTTOM)))
        drawn.append(_text(pounds_text(cost), x, _BOTTOM + 16, "middle"))
    for value in _ticks(most_value):
        y = _BOTTOM - (_BOTTOM - _TOP) * value / most_value
        drawn.append(_line((_LEFT, y), (_RIGHT, y)))
        drawn.append(_text(f"{value:,.0f}", _LEFT - 8, y + 4, "end"))
    drawn.append(_text("present cost", (_LEFT + _RIGHT) / 2, _BOTTOM + 36, "middle"))
    drawn.append(_text("risk removed", _LEFT - 60, _TOP - 4, "start"))
    return "\n".join(drawn) + "\n"


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (across, down) = start, end
    return f'<line class="grid" x1="{number(x)}" y1="{number(y)}" x2="{number(across)}" y2="{number(down)}"/>'


def _text(text: str, x: float, y: float, anchor: str) -> str:
    return (
        f'<text class="text" text-anchor="{anchor}" x="{number(x)}" y="{number(y)}">{marked_up(text)}</text>'
    )


def _ticks(most: float) -> list[float]:
    """Round amounts from nought up to the most, some five of them."""
    if most <= 0:
        return []
    rough = most / _STEPS
    unit = 10.0 ** floor(log10(rough))
    step = next(each * unit for each in (1, 2, 2.5, 5, 10) if each * unit >= rough)
    return [step * at for at in range(int(most / step) + 1)]

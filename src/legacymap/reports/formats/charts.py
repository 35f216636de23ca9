"""Charts drawn from their specification, as SVG and as a picture.

A page gives the colours: the drawing uses those of the light theme, by which page.css knows and replaces
them. Room for labels is fixed, so that no font of the machine can shift anything.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec

from markupsafe import Markup

from legacymap.reports.escape import legible, sanitised
from legacymap.reports.view import Chart, Drawn

WIDTH = 760
LABELS = 340
BAR = 30
RED, AMBER, GREEN, GREY, PLAIN, INK, RULE = (
    "#b3261e", "#f4a62a", "#3d8f6a", "#9aa2a8", "#3f6fa5", "#0b0c0c", "#b1b4b6",
)  # fmt: skip
_LONGEST = 40
_CONFIG = {
    "aria": False,
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": RULE,
        "domainColor": RULE,
        "tickColor": RULE,
        "labelOverlap": False,
        "labelBound": False,
        "labelFlush": False,
        "labelLimit": 0,
    },
    "legend": {"disable": True},
}
_NOISE = re.compile(r' (?:role|aria-[a-z]+|opacity|pointer-events)="[^"]*"| xmlns:xlink="[^"]*"')


def charts_can_be_drawn() -> bool:
    """Whether the drawer, an optional dependency, is installed."""
    return find_spec("vl_convert") is not None


def svg(specification: Mapping[str, object] | Drawn) -> Markup:
    """The drawing as an `svg` element, without ids, styles or links; empty where nothing can draw it.

    What is drawn already comes as it is.
    """
    if isinstance(specification, Drawn):
        return Markup(specification.page)  # noqa: S704 - the drawing escapes its texts
    if not charts_can_be_drawn():
        return Markup()
    import vl_convert  # noqa: PLC0415 - optional, and it takes a second to load

    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH - LABELS - 24,
        "padding": {"left": LABELS, "right": 24, "top": 8, "bottom": 48},
        "autosize": {"type": "none"},
        **{key: _harmless(value) for key, value in specification.items()},
        "config": _CONFIG,
    }
    drawn = vl_convert.vegalite_to_svg(whole, vl_version="5.20", allowed_base_urls=[])
    return Markup(_NOISE.sub("", drawn))  # noqa: S704 - vega escapes the texts of a drawing


def labels(texts: Sequence[str]) -> list[str]:
    """A label for each text, cut short where it would not fit beside an axis; no two alike."""
    found: list[str] = []
    for text in texts:
        short = cut = _cut(sanitised(text), _LONGEST)
        again = 2
        while short in found:
            short = f"{_cut(cut, _LONGEST - 5)} ({again})"
            again += 1
        found.append(short)
    return found


def bars(names: Iterable[str]) -> dict[str, object]:
    """The axis of a chart with a bar for each name, in this order."""
    axis = {"title": None, "ticks": False, "domain": False}
    return {"field": "name", "type": "nominal", "sort": list(names), "axis": axis}


def amounts(field: str, title: str) -> dict[str, object]:
    """The axis of a chart along which amounts grow from 0."""
    axis = {"title": title, "tickMinStep": 1, "tickCount": 8}
    return {"field": field, "type": "quantitative", "axis": axis}


def chart_svg(chart: Chart) -> str:
    """The drawing of a chart in letters of a printed page; empty where nothing can draw it."""
    if isinstance(chart.specification, Drawn):
        return chart.specification.paper
    return svg(chart.specification).replace("system-ui, sans-serif", "Libertinus Serif")


def _harmless(value: object) -> object:
    """The value with every text sanitised: what draws, and what reads a drawing, fail on some characters."""
    match value:
        case str():
            return legible(sanitised(value))
        case Mapping():
            return {key: _harmless(each) for key, each in value.items()}
        case list() | tuple():
            return [_harmless(each) for each in value]
        case _:
            return value


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"

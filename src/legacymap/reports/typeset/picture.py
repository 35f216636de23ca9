"""Charts as pictures, for documents that cannot hold a drawing."""

from importlib.util import find_spec

from legacymap.reports.pages.charts.vega import svg
from legacymap.reports.view import Chart

_PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg", width: 451pt)
"""


def chart_svg(chart: Chart) -> str:
    """The drawing of a chart in letters of a printed page; empty where nothing can draw it."""
    return svg(chart.specification).replace("system-ui, sans-serif", "Libertinus Serif")


def chart_png(chart: Chart) -> bytes | None:
    """The chart as a PNG of 200 dots an inch; None where it cannot be drawn or nothing is there to set it."""
    if find_spec("typst") is None:
        return None
    from legacymap.reports.typeset.compiler import png  # noqa: PLC0415 - typst is optional
    from legacymap.reports.typeset.lettering import named  # noqa: PLC0415 - the same

    drawing = chart_svg(chart)
    return png(_PAGE, {"drawing": drawing.translate(named([drawing]))}) if drawing else None

"""Specifications of Vega-Lite drawn as SVG, without the network; nothing where the drawer is not installed.

A page gives the colours: the drawing uses those of the light theme, by which page.css knows and replaces
them. Room for labels is fixed, so that no font of the machine can shift anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec

from markupsafe import Markup

from legacymap.domain.assessment import Assessment
from legacymap.domain.dates import financial_year_text
from legacymap.domain.results import Dossier, Entry, Losses
from legacymap.reports.escape import inert, legible
from legacymap.reports.view import Cell, Chart, Column, Table
from legacymap.reports.words import counted, rating_of

WIDTH = 760
LABELS = 250
BAR = 30
RED, AMBER, GREEN, GREY, PLAIN, INK, RULE = (
    "#b3261e", "#f4a62a", "#3d8f6a", "#9aa2a8", "#3f6fa5", "#0b0c0c", "#b1b4b6",
)  # fmt: skip
_LONGEST = 28
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


def svg(specification: Mapping[str, object]) -> Markup:
    """The drawing as an `svg` element without ids, styles or links; empty where nothing can draw it."""
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
        short = cut = _cut(inert(text), _LONGEST)
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


def _harmless(value: object) -> object:
    """The value with every text inert: the drawer, and readers of what it draws, fail on some characters."""
    match value:
        case str():
            return legible(inert(value))
        case Mapping():
            return {key: _harmless(each) for key, each in value.items()}
        case list() | tuple():
            return [_harmless(each) for each in value]
        case _:
            return value


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


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
    from legacymap.reports.formats.pdf import named, png  # noqa: PLC0415 - only where typst is installed

    drawing = chart_svg(chart)
    return png(_PAGE, {"drawing": drawing.translate(named([drawing]))}) if drawing else None


_TITLE = "Systems that lose support"
_COLUMNS = (Column("when", "when"), Column("systems", "systems", "count"))


def losses_by_year(found: Losses) -> Chart | None:
    """A bar for those without support, one for each year, one for what is not known; None for nothing."""
    counts = {
        "already without support": (found.already, RED),
        **{
            f"in {financial_year_text(year)}": (count, AMBER if not place else PLAIN)
            for place, (year, count) in enumerate(found.by_year.items())
        },
        "end not known": (found.unknown, GREY),
        "no technology listed": (found.silent, GREY),
    }
    if not any(count for count, _ in counts.values()):
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple((name, count) for name, (count, _) in counts.items())
    values = [{"name": name, "systems": count, "colour": colour} for name, (count, colour) in counts.items()]
    return Chart(_TITLE, _words(found), Table(_TITLE, _COLUMNS, rows), _specification(values))


def _words(found: Losses) -> str:
    follow = sum(found.by_year.values())
    return (
        f"{found.already:,} already without support of a technology; {follow:,} losses follow in the next "
        f"{len(found.by_year)} financial years; the end is not known for {found.unknown:,}, and "
        f"{found.silent:,} list no technology. A system may count in several bars."
    )


def _specification(values: list[dict[str, object]]) -> dict[str, object]:
    return {
        "height": BAR * len(values),
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": {"band": 0.7}},
        "encoding": {
            "y": bars([str(value["name"]) for value in values]),
            "x": amounts("systems", "systems"),
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


_MOST = 15
_RATINGS_TITLE = "Ratings by organisation"
_RATINGS = ("red", "possibly-red", "not-red")
_KEYS = (("alarm", "red"), ("caution", "could be red"), ("calm", "not red"))
_RATINGS_COLUMNS = (
    Column("organisation", "organisation"),
    *(Column(rating, words, "count") for rating, (_, words) in zip(_RATINGS, _KEYS, strict=True)),
)


def ratings_by_organisation(dossier: Dossier) -> Chart | None:
    """A bar for each organisation, the most red first; None where no system is scored."""
    counts: dict[str, Counter[str]] = {}
    for entry in dossier.survey.entries:
        if entry.assessment:
            counts.setdefault(entry.record.organisation, Counter())[entry.assessment.rating] += 1
    if not counts:
        return None
    ranked = sorted(
        counts,
        key=lambda each: (*(-counts[each][rating] for rating in _RATINGS), each),
    )
    names = {each: dossier.organisations.get(each, each) for each in ranked}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (names[each], *(counts[each][rating] for rating in _RATINGS)) for each in ranked
    )
    table = Table(_RATINGS_TITLE, _RATINGS_COLUMNS, rows)
    drawn = ranked[:_MOST]
    named = dict(zip(drawn, labels([names[each] for each in drawn]), strict=True))
    return Chart(
        _RATINGS_TITLE,
        _ratings_words(dossier, ranked, names),
        table,
        _ratings_specification(counts, named),
        _KEYS,
    )


def _ratings_words(dossier: Dossier, ranked: list[str], names: dict[str, str]) -> str:
    totals = dossier.survey.totals
    size = f"{totals.red:,} red, {totals.possibly_red:,} could be red and {totals.not_red:,} not red"
    few = len(ranked) <= _MOST
    which = "each organisation" if few else f"the first {_MOST} of {len(ranked)} organisations"
    first = f" {names[ranked[0]]} comes first." if len(ranked) > 1 else ""
    return f"{counted(totals.scored, 'scored system')}: {size}. A bar for {which}, the most red first.{first}"


def _ratings_specification(counts: Mapping[str, Counter[str]], drawn: Mapping[str, str]) -> dict[str, object]:
    values = [
        {"name": name, "rating": rating, "place": place, "systems": counts[each][rating]}
        for each, name in drawn.items()
        for place, rating in enumerate(_RATINGS)
        if counts[each][rating]
    ]
    return {
        "height": BAR * len(drawn),
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": {"band": 0.7}},
        "encoding": {
            "y": bars(drawn.values()),
            "x": amounts("systems", "systems"),
            "order": {"field": "place"},
            "color": {
                "field": "rating",
                "type": "nominal",
                "scale": {"domain": list(_RATINGS), "range": [RED, AMBER, GREEN]},
            },
        },
    }


_BOUNDS_MOST = 20
_BOUNDS_TITLE = "What the scores may be"
_COLOURS = {"red": RED, "possibly-red": AMBER, "not-red": GREEN}
_BOUNDS_KEYS = (("alarm", "red"), ("caution", "could be red"), ("calm", "not red"))
_BOUNDS_COLUMNS = (
    Column("id", "system"),
    Column("name", "name"),
    Column("rating", "rating"),
    Column("low", "lowest", "score"),
    Column("expected", "expected", "score"),
    Column("high", "highest", "score"),
)
_Scored = tuple[Entry, Assessment]


def score_bounds(dossier: Dossier) -> Chart | None:
    """A bar from the lowest to the highest score of each of the first systems; None where none is scored."""
    scored = [(entry, entry.assessment) for entry in dossier.survey.entries if entry.assessment][
        :_BOUNDS_MOST
    ]
    if not scored:
        return None
    red = float(dossier.framework.ratings.red)
    highest = max(red, *(assessment.overall.high for _, assessment in scored))
    words = (
        f"The first {len(scored)} scored systems of the ranking: each bar reaches from the lowest to the "
        "highest score that the known facts allow, its mark shows what is expected, and the dashed line "
        f"where red begins ({red:g})."
    )
    rows = tuple(_row(*pair) for pair in scored)
    return Chart(
        _BOUNDS_TITLE,
        words,
        Table(_BOUNDS_TITLE, _BOUNDS_COLUMNS, rows),
        _bounds_specification(scored, red, highest),
        _BOUNDS_KEYS,
    )


def _row(entry: Entry, assessment: Assessment) -> tuple[Cell, ...]:
    overall = assessment.overall
    named = (entry.record.id, entry.record.system.name, rating_of(assessment.rating))
    return (*named, overall.low, overall.expected, overall.high)


def _bounds_specification(scored: list[_Scored], red: float, highest: float) -> dict[str, object]:
    names = labels([entry.record.system.name for entry, _ in scored])
    values = [
        {
            "name": name,
            "low": assessment.overall.low,
            "expected": assessment.overall.expected,
            "high": assessment.overall.high,
            "colour": _COLOURS[assessment.rating],
        }
        for name, (_, assessment) in zip(names, scored, strict=True)
    ]
    scale = {"domain": [0, highest], "nice": True}
    across = {"type": "quantitative", "scale": scale, "axis": {"title": "score"}}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    height = {"band": 0.5}
    down = {"y": {"value": 0}, "y2": {"value": BAR * len(values)}}
    return {
        "height": BAR * len(values),
        "data": {"values": values},
        "encoding": {"y": bars(names)},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": height, "minBandSize": 3},
                "encoding": {"x": {"field": "low", **across}, "x2": {"field": "high"}, "color": colour},
            },
            {
                "mark": {"type": "tick", "color": INK, "thickness": 4, "size": 24},
                "encoding": {"x": {"field": "expected", **across}},
            },
            {
                "data": {"values": [{"red": red}]},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 2, "strokeDash": [6, 4]},
                "encoding": {"x": {"field": "red", **across}, **down},
            },
        ],
    }

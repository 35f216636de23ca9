"""Where the score of each of the first systems may lie, and where red begins."""

from legacymap.domain.assessment import Assessment
from legacymap.domain.dossier import Dossier
from legacymap.domain.survey import Entry
from legacymap.reports.judgements import rating_of
from legacymap.reports.pages.charts.vega import AMBER, BAR, GREEN, INK, RED, bars, labels
from legacymap.reports.view import Cell, Chart, Column, Table

_MOST = 20
_TITLE = "What the scores may be"
_COLOURS = {"red": RED, "possibly-red": AMBER, "not-red": GREEN}
_KEYS = (("alarm", "red"), ("caution", "could be red"), ("calm", "not red"))
_COLUMNS = (
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
    scored = [(entry, entry.assessment) for entry in dossier.survey.entries if entry.assessment][:_MOST]
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
    return Chart(_TITLE, words, Table(_TITLE, _COLUMNS, rows), _specification(scored, red, highest), _KEYS)


def _row(entry: Entry, assessment: Assessment) -> tuple[Cell, ...]:
    overall = assessment.overall
    named = (entry.record.id, entry.record.system.name, rating_of(assessment.rating))
    return (*named, overall.low, overall.expected, overall.high)


def _specification(scored: list[_Scored], red: float, highest: float) -> dict[str, object]:
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

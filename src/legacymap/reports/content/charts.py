"""The charts of the estate: what each shows, in figures and in words."""

from collections import Counter
from collections.abc import Mapping

from legacymap.domain.assessment import Assessment
from legacymap.domain.dates import financial_year_text
from legacymap.domain.results import Entry, TotalLosses
from legacymap.domain.submission import EstateReport
from legacymap.reports.formats.charts import (
    AMBER,
    BAR,
    GREEN,
    GREY,
    INK,
    PLAIN,
    RED,
    amounts,
    bars,
    labels,
)
from legacymap.reports.view import Cell, Chart, Column, Table
from legacymap.reports.words import counted, rating_of

_TITLE = "Systems that lose support"
_COLUMNS = (Column("when", "when"), Column("systems", "systems", "count"))


def losses_by_year(found: TotalLosses) -> Chart | None:
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


def _words(found: TotalLosses) -> str:
    follow = sum(found.by_year.values())
    return (
        f"{found.already:,} already without support of a technology; {follow:,} losses follow in the next "
        f"{len(found.by_year)} financial years; the end is not known for {found.unknown:,}, and "
        f"{counted(found.silent, 'lists', 'list')} no technology. A system may count in several bars."
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


def ratings_by_organisation(report: EstateReport) -> Chart | None:
    """A bar for each organisation, the most red first; None where no system is scored."""
    counts: dict[str, Counter[str]] = {}
    for entry in report.scan.systems:
        if entry.score:
            counts.setdefault(entry.organisation, Counter())[entry.score.rating] += 1
    if not counts:
        return None
    ranked = sorted(
        counts,
        key=lambda each: (*(-counts[each][rating] for rating in _RATINGS), each),
    )
    names = {each: report.organisations.get(each, each) for each in ranked}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (names[each], *(counts[each][rating] for rating in _RATINGS)) for each in ranked
    )
    table = Table(_RATINGS_TITLE, _RATINGS_COLUMNS, rows)
    drawn = ranked[:_MOST]
    named = dict(zip(drawn, labels([names[each] for each in drawn]), strict=True))
    return Chart(
        _RATINGS_TITLE,
        _ratings_words(report, ranked, names),
        table,
        _ratings_specification(counts, named),
        _KEYS,
    )


def _ratings_words(report: EstateReport, ranked: list[str], names: dict[str, str]) -> str:
    totals = report.scan.totals
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


def score_bounds(report: EstateReport) -> Chart | None:
    """A bar from the lowest to the highest score of each of the first systems; None where none is scored."""
    scored = [(entry, entry.score) for entry in report.scan.systems if entry.score][:_BOUNDS_MOST]
    if not scored:
        return None
    red = float(report.framework.ratings.red)
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
    named = (entry.id, entry.name, rating_of(assessment.rating))
    return (*named, overall.low, overall.expected, overall.high)


def _bounds_specification(scored: list[_Scored], red: float, highest: float) -> dict[str, object]:
    names = labels([entry.name for entry, _ in scored])
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

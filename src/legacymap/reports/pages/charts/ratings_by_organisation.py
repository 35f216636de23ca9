"""How many systems of each organisation are red, could be, or are not."""

from collections import Counter
from collections.abc import Mapping

from legacymap.domain.dossier import Dossier
from legacymap.reports.figures import counted
from legacymap.reports.pages.charts.vega import AMBER, BAR, GREEN, INK, RED, amounts, bars, labels
from legacymap.reports.view import Cell, Chart, Column, Table

_MOST = 15
_TITLE = "Ratings by organisation"
_RATINGS = ("red", "possibly-red", "not-red")
_KEYS = (("alarm", "red"), ("caution", "could be red"), ("calm", "not red"))
_COLUMNS = (
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
    table = Table(_TITLE, _COLUMNS, rows)
    drawn = ranked[:_MOST]
    named = dict(zip(drawn, labels([names[each] for each in drawn]), strict=True))
    return Chart(_TITLE, _words(dossier, ranked, names), table, _specification(counts, named), _KEYS)


def _words(dossier: Dossier, ranked: list[str], names: dict[str, str]) -> str:
    totals = dossier.survey.totals
    size = f"{totals.red:,} red, {totals.possibly_red:,} could be red and {totals.not_red:,} not red"
    few = len(ranked) <= _MOST
    which = "each organisation" if few else f"the first {_MOST} of {len(ranked)} organisations"
    first = f" {names[ranked[0]]} comes first." if len(ranked) > 1 else ""
    return f"{counted(totals.scored, 'scored system')}: {size}. A bar for {which}, the most red first.{first}"


def _specification(counts: Mapping[str, Counter[str]], drawn: Mapping[str, str]) -> dict[str, object]:
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

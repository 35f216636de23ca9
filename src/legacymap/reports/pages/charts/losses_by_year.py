"""How many systems lose support, and in which financial year."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.losses import Losses
from legacymap.reports.pages.charts.vega import AMBER, BAR, GREY, INK, PLAIN, RED, amounts, bars
from legacymap.reports.view import Cell, Chart, Column, Table

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

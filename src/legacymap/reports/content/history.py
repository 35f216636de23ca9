"""A history as people read it: a row a period, and a chart of red systems."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from legacymap.domain.comparison import History, Period
from legacymap.reports.content.provenance import lacks
from legacymap.reports.formats.charts import AMBER, BAR, INK, RED, amounts, bars
from legacymap.reports.view import (
    WORD,
    Amount,
    Block,
    Cell,
    Chart,
    Column,
    Columns,
    Fact,
    Prose,
    Table,
    View,
    for_data,
    tabled,
)
from legacymap.reports.words import counted, day, marking_text

_TITLE = "Red, and could be red"
_NOTE = (
    "Each period shows the last commit by its end, judged on its last day: between two periods time passes "
    "too, and `legacymap diff` says what did what. Risk: weighted risk, in which a whole counts once. "
    "Planned: what the work of stated plans costs; funded: what of it is paid for."
)
_KEYS = (("alarm", "red"), ("caution", "could be red"))


def history_view(found: History, *, is_drawn: bool = False) -> View:
    """A sentence from the first to the last period, the chart where it is drawn, and the table."""
    chart = _chart(found.periods) if is_drawn else ()
    table = tabled(f"By {found.every}", _COLUMNS, found.periods, _NOTE)
    return View(
        title=f"The estate {found.every} by {found.every}, to {day(found.as_of)}",
        marking=marking_text(found.handling),
        blocks=(*lacks(found.incomplete), Prose(_sentence(found.periods)), *chart, table),
        provenance=tuple(_provenance(found)),
        main=table,
    )


def _provenance(found: History) -> Iterator[Fact]:
    """Tool, place and day, and by what the last period that could be read was judged."""
    yield Fact("made by", f"legacymap {found.legacymap}")
    yield Fact("inventory", " ".join(found.paths))
    yield Fact("as of", found.as_of, "date")
    last = next((each for each in reversed(found.periods) if each.framework), None)
    if last is not None and last.framework and last.lifecycle:
        yield Fact(
            "last commit", f"{last.commit[:12]}, inventory sha256 {(last.inventory_sha256 or '')[:16]}"
        )
        yield Fact("framework", f"{last.framework.id} {last.framework.version}")
        yield Fact("lifecycle", f"{last.lifecycle.version}, sha256 {last.lifecycle.sha256[:16]}")
        yield Fact("prior", last.prior or "")


def _sentence(periods: Sequence[Period]) -> str:
    read = [each for each in periods if each.expected_red is not None]
    if not read:
        return "No period could be read."
    first, last = read[0], read[-1]
    return (
        f"{counted(len(periods), 'period')}, from {first.period} to {last.period}: red {first.red:,} → "
        f"{last.red:,}, could be red {first.possibly_red:,} → {last.possibly_red:,}, expected red "
        f"{first.expected_red:.1f} → {last.expected_red:.1f}."
    )


def _money(value: float | None) -> Cell:
    return Amount(Decimal(str(value)), "£") if value is not None else None


_COLUMNS: Columns[Period] = (
    (Column("period", "period"), lambda each: each.period),
    (Column("as_of", "as of", "date", priority=6), lambda each: each.as_of),
    (Column("commit", "commit", priority=5, least=WORD), lambda each: each.commit[:12]),
    (Column("systems", "systems", "count", priority=3), lambda each: each.systems),
    (for_data("scored"), lambda each: each.scored),
    (Column("red", "red", "count"), lambda each: each.red),
    (Column("possibly_red", "could be", "count"), lambda each: each.possibly_red),
    (Column("legacy", "legacy", "count", priority=4), lambda each: each.legacy),
    (Column("expected_red", "expected red", "score"), lambda each: each.expected_red),
    (Column("weighted_risk", "risk", "score"), lambda each: each.weighted_risk),
    (
        Column("errors", "errors", "count", priority=2),
        lambda each: each.findings.errors if each.findings else None,
    ),
    (
        Column("warnings", "warnings", "count", priority=2),
        lambda each: each.findings.warnings if each.findings else None,
    ),
    (Column("planned", "planned", "money", priority=2), lambda each: _money(each.planned)),
    (Column("funded", "funded", "money", priority=2), lambda each: _money(each.funded)),
    (Column("problem", "not read", "prose", priority=7), lambda each: each.problem),
)


def _chart(periods: Sequence[Period]) -> tuple[Block, ...]:
    """A bar a period; nothing for a single one."""
    read = [each for each in periods if each.red is not None]
    if len(read) < 2:
        return ()
    columns = (
        Column("period", "period"),
        Column("red", "red", "count"),
        Column("possibly_red", "could be red", "count"),
    )
    rows = tuple((each.period, each.red, each.possibly_red) for each in read)
    words = f"A bar a period, the latest last: red, then could be red. {_sentence(read)}"
    return (Chart(_TITLE, words, Table(_TITLE, columns, rows), _specification(read), _KEYS),)


def _specification(periods: Sequence[Period]) -> Mapping[str, object]:
    values = [
        {"name": each.period, "rating": rating, "place": place, "systems": count}
        for each in periods
        for place, (rating, count) in enumerate((("red", each.red), ("possibly-red", each.possibly_red)))
    ]
    return {
        "height": BAR * len(periods),
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": {"band": 0.7}},
        "encoding": {
            "y": bars([each.period for each in periods]),
            "x": amounts("systems", "systems"),
            "order": {"field": "place"},
            "color": {
                "field": "rating",
                "type": "nominal",
                "scale": {"domain": ["red", "possibly-red"], "range": [RED, AMBER]},
            },
        },
    }

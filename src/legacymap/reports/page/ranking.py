"""The ranked systems as a table that a reader sorts, filters and searches; whole without a script."""

from collections.abc import Callable

from markupsafe import Markup

from legacymap.domain.results import Entry
from legacymap.domain.submission import EstateReport
from legacymap.reports.content.scan import place_text, why_text
from legacymap.reports.formats.page import rendered
from legacymap.reports.view import Cell, Column, Judgement
from legacymap.reports.words import rating_or_status

# Rows that are laid out at once; the others are folded, or brought by the script as they are asked for.
_AT_ONCE = 250
_FOLDED = 1_000
_RATINGS = (
    ("red", "red"),
    ("possibly-red", "could be red"),
    ("not-red", "not red"),
    ("none", "not scored"),
)
_Row = tuple[Entry, list[tuple[Column, Cell]]]
_DESCENDING = frozenset({"bounds", "score", "count", "share"})


def ranking(report: EstateReport, top: int | None, links: frozenset[str]) -> Markup:
    """The table with its controls, for the systems listed or the first `top` of them."""
    entries = report.scan.systems[:top]
    return rendered(
        "ranking.html.jinja",
        columns=[(column, column.kind in _DESCENDING and column.key != "rank") for column, _ in _COLUMNS],
        rows=[_row(entry) for entry in entries[:_AT_ONCE]],
        folds=(_fold(entries, start) for start in range(_AT_ONCE, len(entries), _FOLDED)),
        organisations=_organisations(report, entries),
        names=report.organisations,
        systems={entry.id: entry.name for entry in report.scan.systems},
        ratings=_RATINGS,
        more=len(report.scan.systems) - len(entries),
        links=links,
        places={entry.id: place_text(entry) for entry in entries},
    )


def _row(entry: Entry) -> _Row:
    return entry, [(column, cell(entry)) for column, cell in _COLUMNS]


def _fold(entries: tuple[Entry, ...], start: int) -> tuple[str, list[_Row]]:
    """Rows that are folded away, and which they are."""
    found = entries[start : start + _FOLDED]
    return f"{start + 1:,} to {start + len(found):,}", [_row(entry) for entry in found]


def _organisations(report: EstateReport, entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """Every organisation with its name, by name."""
    ids = {entry.organisation for entry in entries}
    named = [(each, report.organisations.get(each, each)) for each in ids]
    return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))


def _gap(entry: Entry) -> Cell:
    return Judgement("yes", "gap", "alarm") if entry.reach and entry.reach.underpinning_gap else None


_COLUMNS: tuple[tuple[Column, Callable[[Entry], Cell]], ...] = (
    (Column("rank", "place", "count"), lambda entry: entry.rank),
    (Column("id", "system"), lambda entry: entry.id),
    (Column("rating", "rating"), rating_or_status),
    (Column("p_red", "P(red)", "share"), lambda entry: entry.score.p_red if entry.score else None),
    (Column("known", "known", "count"), lambda entry: entry.known.criteria if entry.known else None),
    (Column("why", "why"), why_text),
    (Column("organisation", "organisation"), lambda entry: entry.organisation),
    (
        Column("score", "score and bounds", "bounds"),
        lambda entry: entry.score.overall if entry.score else None,
    ),
    (
        Column("weighted_risk", "weighted risk", "score"),
        lambda entry: entry.reach.weighted_risk if entry.reach and entry.score else None,
    ),
    (
        Column("dependents", "dependents", "count"),
        lambda entry: entry.reach.dependents if entry.reach else None,
    ),
    (Column("legacy", "legacy"), lambda entry: entry.score.legacy if entry.score else None),
    (Column("gap", "gap"), _gap),
    (
        Column("weakest", "weakest foundation"),
        lambda entry: entry.foundation.weakest if entry.foundation else None,
    ),
)

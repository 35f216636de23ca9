"""The ranked systems as a table that a reader sorts, filters and searches; whole without a script."""

from collections.abc import Callable

from markupsafe import Markup

from legacymap.domain.dossier import Dossier
from legacymap.domain.survey import Entry
from legacymap.reports.judgements import standing_of
from legacymap.reports.pages.environment import rendered
from legacymap.reports.view import Cell, Column, Judgement

_RATINGS = (
    ("red", "red"),
    ("possibly-red", "could be red"),
    ("not-red", "not red"),
    ("none", "not scored"),
)
_DESCENDING = frozenset({"bounds", "score", "count"})


def ranking(dossier: Dossier, top: int | None, links: frozenset[str]) -> Markup:
    """The table with its controls, for the systems listed or the first `top` of them."""
    entries = dossier.survey.entries[:top]
    return rendered(
        "ranking.html.jinja",
        columns=[(column, column.kind in _DESCENDING and column.key != "rank") for column, _ in _COLUMNS],
        rows=[(entry, [(column, cell(entry)) for column, cell in _COLUMNS]) for entry in entries],
        organisations=_organisations(dossier, entries),
        names=dossier.organisations,
        systems={entry.record.id: entry.record.system.name for entry in dossier.survey.entries},
        ratings=_RATINGS,
        more=len(dossier.survey.entries) - len(entries),
        links=links,
    )


def _organisations(dossier: Dossier, entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """Every organisation with its name, by name."""
    ids = {entry.record.organisation for entry in entries}
    named = [(each, dossier.organisations.get(each, each)) for each in ids]
    return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))


def _gap(entry: Entry) -> Cell:
    return Judgement("yes", "gap", "alarm") if entry.reach and entry.reach.underpinning_gap else None


_COLUMNS: tuple[tuple[Column, Callable[[Entry], Cell]], ...] = (
    (Column("rank", "rank", "count"), lambda entry: entry.rank),
    (Column("id", "system"), lambda entry: entry.record.id),
    (Column("rating", "rating"), standing_of),
    (Column("organisation", "organisation"), lambda entry: entry.record.organisation),
    (
        Column("score", "score and bounds", "bounds"),
        lambda entry: entry.assessment.overall if entry.assessment else None,
    ),
    (Column("legacy", "legacy"), lambda entry: entry.assessment.legacy if entry.assessment else None),
    (
        Column("weighted_risk", "weighted risk", "score"),
        lambda entry: entry.reach.weighted_risk if entry.reach and entry.assessment else None,
    ),
    (
        Column("dependents", "dependents", "count"),
        lambda entry: entry.reach.dependents if entry.reach else None,
    ),
    (Column("gap", "gap"), _gap),
    (
        Column("weakest", "weakest foundation"),
        lambda entry: entry.foundation.weakest if entry.foundation else None,
    ),
)

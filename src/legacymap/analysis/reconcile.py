"""Lists where organisations, or two records, disagree, and who has to talk about it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse_systems
from legacymap.analysis.marking import named_in
from legacymap.analysis.request import Request
from legacymap.analysis.returns import declared_agreements
from legacymap.domain.catalogue import cover_end
from legacymap.domain.dates import PartialDate
from legacymap.domain.findings import Place, Route
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.sharing import (
    Agreement,
    Difference,
    DifferenceTotals,
    Merged,
    Reconciliation,
    Said,
    SettledBy,
)
from legacymap.domain.system import Technology
from legacymap.reports.content.sharing import letter_view
from legacymap.reports.formats import FORMATS
from legacymap.reports.view import Screen
from legacymap.scoring.criteria.end_of_support import release_ends
from legacymap.scoring.facts import Facts
from legacymap.sharing.agreements import differences
from legacymap.sharing.disagreements import Disagreement, disagreements
from legacymap.sharing.entry import Basis, Statement
from legacymap.writing.files import placed


def reconcile(request: Request) -> Reconciliation:
    """Every disagreement of an inventory as it was written; what agreements settle says so.

    Raises RequestError when the request cannot be done.
    """
    analysis = analyse_systems(request)
    written = analysis.reading.inventory
    declared = declared_agreements(analysis.reading, request.as_of)
    found = disagreements(Basis(written, request.as_of), _support_ends(analysis), declared)
    routes = {each.route for one in found for each in one.entry.statements if each.route is not None}
    places = {route: analysis.sources.place(route) for route in sorted(routes, key=lambda each: each.file)}
    entries = tuple(_difference(one, written, places.get) for one in found)
    merged = tuple(_merged(analysis))
    shown = named_in((entries, merged), written.records)
    return Reconciliation(
        as_of=request.as_of,
        provenance=analysis.provenance,
        incomplete=analysis.incomplete,
        totals=_totals(entries),
        entries=entries,
        merged=merged,
        organisations={each: written.organisation(each).name or each for each in sorted(written.named)},
        diagnostics=analysis.outline,
        handling=analysis.marking_of(shown),
    )


def write_letters(found: Reconciliation, folder: Path) -> int:
    """Writes a letter to each organisation that has something to settle; their number."""
    organisations = sorted({each for one in found.open for each in one.organisations})
    texts = {
        f"{each}.md": FORMATS["markdown"](letter_view(found, each), Screen(80, False))
        for each in organisations
    }
    placed(folder, texts)
    return len(texts)


def _difference(
    one: Disagreement, inventory: Inventory, place: Callable[[Route], Place | None]
) -> Difference:
    entry, records = one.entry, inventory.records
    return Difference(
        kind=entry.kind,
        organisations=entry.organisations,
        systems=entry.systems,
        owners=tuple(
            records[each].system.answers.business if each in records else None for each in entry.systems
        ),
        statements=tuple(_said(each, records, place) for each in entry.statements),
        settle=entry.settle,
        score=entry.score,
        evidence=entry.evidence,
        nearest=entry.nearest,
        settled=_settled(one.settled),
    )


def _totals(entries: Sequence[Difference]) -> DifferenceTotals:
    opened = Counter(each.kind for each in entries if each.settled is None)
    return DifferenceTotals(opened.total(), len(entries) - opened.total(), dict(sorted(opened.items())))


def _said(each: Statement, records: Mapping[str, Record], place: Callable[[Route], Place | None]) -> Said:
    found = place(each.route) if each.route is not None else None
    name = records[each.system].system.name if each.system in records else each.system
    if found is None:
        return Said(each.system, name, each.words, None, None, None)
    return Said(each.system, name, each.words, found.file, found.line, found.column)


def _settled(agreement: Agreement | None) -> SettledBy | None:
    if agreement is None:
        return None
    day = str(agreement.date) if agreement.date else None
    return SettledBy(agreement.about, agreement.says, agreement.by, day, agreement.reason)


def _merged(analysis: Analysis) -> list[Merged]:
    records = analysis.reading.inventory.records
    return [
        Merged(kept, alias, differences(records[kept].system, records[alias].system))
        for alias, kept in sorted((analysis.agreed.same or {}).items())
        if alias in records and kept in records
    ]


def _support_ends(analysis: Analysis) -> dict[str, date]:
    """The first day after the as-of day on which a technology of each system is without support."""
    found: dict[str, date] = {}
    for system, facts in analysis.facts.items():
        technologies = analysis.inventory.records[system].system.technologies or ()
        ends = [end for each in technologies if (end := _end(each, facts)) is not None]
        if ends:
            found[system] = min(ends)
    return found


def _end(technology: Technology, facts: Facts) -> date | None:
    """The day on which support ends for sure, cover included; None where it runs on or is over."""
    if technology.upgrade_planned:
        return None
    ends = release_ends(technology, facts)
    if not ends or not all(isinstance(each, PartialDate) for each in ends):
        return None
    last = max(each.first for each in ends if isinstance(each, PartialDate))
    cover = cover_end(technology)
    last = max(last, cover) if cover is not None else last
    return last if facts.as_of < last < date.max else None

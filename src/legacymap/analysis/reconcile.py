"""Lists where organisations, or two records, disagree, and who has to talk about it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from legacymap.analysis.analysis import Groundwork, groundwork_of_systems
from legacymap.analysis.request import Request
from legacymap.domain.catalogue import cover_end
from legacymap.domain.dates import PartialDate
from legacymap.domain.findings import Place, Route
from legacymap.domain.inventory import Inventory
from legacymap.domain.sharing import Difference, Merged, Reconciliation, Said
from legacymap.domain.system import Technology
from legacymap.reports.content.reconcile import letter_view
from legacymap.reports.formats import FORMATS
from legacymap.reports.formats.table import Screen
from legacymap.scoring.criteria.end_of_support import release_ends
from legacymap.scoring.facts import Facts
from legacymap.sharing.agreements import differences
from legacymap.sharing.reconcile.disagreements import Disagreement, disagreements
from legacymap.sharing.reconcile.entry import Basis
from legacymap.writing.files import placed


def reconcile(request: Request) -> Reconciliation:
    """Every disagreement of an inventory as it was written; what agreements settle says so.

    Raises RequestError when the request cannot be done.
    """
    ground = groundwork_of_systems(request)
    written = ground.reading.inventory
    found = disagreements(Basis(written, request.as_of), _support_ends(ground), ground.agreed.agreements)
    routes = {each.route for one in found for each in one.entry.statements if each.route is not None}
    places = {route: ground.places.place(route) for route in sorted(routes, key=lambda each: each.file)}
    shown = {system for one in found for system in one.entry.systems if system in written.records}
    return Reconciliation(
        provenance=ground.provenance,
        differences=tuple(_difference(one, written, places.get) for one in found),
        merged=tuple(_merged(ground)),
        organisations={each: written.organisation(each).name or each for each in sorted(written.named)},
        diagnostics=ground.findings(every_place=False),
        handling=ground.highest_handling(written.records[each] for each in sorted(shown)),
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
        statements=tuple(
            Said(
                each.system,
                records[each.system].system.name if each.system in records else each.system,
                each.words,
                place(each.route) if each.route is not None else None,
            )
            for each in entry.statements
        ),
        settle=entry.settle,
        score=entry.score,
        evidence=entry.evidence,
        nearest=entry.nearest,
        settled=one.settled,
    )


def _merged(ground: Groundwork) -> list[Merged]:
    records = ground.reading.inventory.records
    return [
        Merged(kept, alias, differences(records[kept].system, records[alias].system))
        for alias, kept in sorted((ground.agreed.same or {}).items())
        if alias in records and kept in records
    ]


def _support_ends(ground: Groundwork) -> dict[str, date]:
    """The first day after the as-of day on which a technology of each system is without support."""
    found: dict[str, date] = {}
    for system, facts in ground.facts.items():
        technologies = ground.inventory.records[system].system.technologies or ()
        ends = [end for each in technologies if (end := _end(each, facts)) is not None]
        if ends:
            found[system] = min(ends)
    return found


def _end(technology: Technology, facts: Facts) -> date | None:
    """The day on which support of a technology ends for sure, cover included; None where it runs on or is over."""
    if technology.upgrade_planned:
        return None
    ends = release_ends(technology, facts)
    if not ends or not all(isinstance(each, PartialDate) for each in ends):
        return None
    last = max(each.first for each in ends if isinstance(each, PartialDate))
    cover = cover_end(technology)
    last = max(last, cover) if cover is not None else last
    return last if facts.as_of < last < date.max else None

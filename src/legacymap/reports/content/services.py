"""The service register: each public service, what it stands on, and what is planned beneath it."""

from collections.abc import Sequence
from decimal import Decimal

from legacymap.domain.registers import ServiceLine, Services
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import findings
from legacymap.reports.view import Amount, Block, Cell, Column, Columns, Prose, View, for_data, tabled
from legacymap.reports.words import counted, day, marking_text, rating_of

_NOTE = (
    "Beneath: the systems that it stops with, directly or not, without itself. Red, could be: how many of "
    "those are rated so. Weakest: the first of them in the order of a scan; assumed where only assumed "
    "dependencies lead there. Running cost: the sum of what the records beneath it state. Planned: how many "
    "beneath it have a remediation plan, and how many of those are funded."
)


def services_view(found: Services) -> View:
    """How many services stand on red systems, then a row a service in the order of a scan."""
    return View(
        title=f"Services on {day(found.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(*lacks(found.incomplete), *service_blocks(found.services), findings(found.diagnostics)),
        provenance=provenance(found.provenance),
    )


def service_blocks(lines: Sequence[ServiceLine]) -> tuple[Block, ...]:
    """A sentence and the table; a sentence alone where there is no service."""
    if not lines:
        return (Prose("No system of the estate is of kind `service`, so there is no service to list."),)
    on_red = sum(line.red > 0 for line in lines)
    on_open = sum(line.red == 0 and line.possibly_red > 0 for line in lines)
    said = (
        f"{counted(len(lines), 'service')}: {on_red:,} stand on a red system, {on_open:,} more on one that "
        f"could be red, {len(lines) - on_red - on_open:,} on neither."
    )
    return Prose(said), tabled("Services", _COLUMNS, lines, _NOTE)


def _weakest(line: ServiceLine) -> Cell:
    if line.weakest is None:
        return "nothing scored" if line.foundations else "nothing"
    assumed = "" if line.weakest_confirmed else ", assumed"
    name = line.weakest_name or line.weakest
    return f"{name} ({rating_of(line.weakest_rating).words}{assumed})"


def _cost(line: ServiceLine) -> Cell:
    return Amount(Decimal(str(line.annual_run)), "£") if line.annual_run is not None else None


def _planned(line: ServiceLine) -> Cell:
    funded = f", {len(line.funded):,} funded" if line.funded else ", none funded" if line.planned else ""
    return f"{len(line.planned):,} of {len(line.foundations):,}{funded}" if line.foundations else None


_COLUMNS: Columns[ServiceLine] = (
    (Column("name", "service", least=20), lambda line: line.name),
    (Column("id", "id", priority=6, least=20), lambda line: line.system),
    (Column("organisation", "organisation", priority=7), lambda line: line.organisation),
    (Column("rating", "rating"), lambda line: rating_of(line.rating)),
    (Column("p_red", "P(red)", "share", priority=4), lambda line: line.p_red),
    (Column("foundations", "beneath", "count", priority=3), lambda line: len(line.foundations)),
    (Column("red", "red", "count"), lambda line: line.red),
    (Column("possibly_red", "could be", "count"), lambda line: line.possibly_red),
    (Column("weakest", "weakest beneath it", "prose", least=22), _weakest),
    (Column("annual_run", "running cost", "money", priority=2), _cost),
    (for_data("stated"), lambda line: line.stated),
    (Column("planned", "planned", priority=5, least=12), _planned),
    (for_data("foundation_ids"), lambda line: " ".join(line.foundations)),
    (for_data("planned_ids"), lambda line: " ".join(line.planned)),
)

"""Concentration: how much of the estate stands with one supplier, and how much in one place."""

from collections.abc import Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.registers import PlaceLine, SupplierLine, Suppliers
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import findings
from legacymap.reports.view import Block, Cell, Column, Columns, Prose, Table, View, for_data, tabled
from legacymap.reports.words import confirmed_of, counted, day, marking_text

_NOTE = (
    "Systems: those with a contract that names the supplier. Stop: others that stop, directly or not, when "
    "those do; confirmed: along no assumed dependency. Contracts end: how many already have (a year or a "
    "month counts from its first day), in which financial year, or with no known end."
)
_PLACES_NOTE = "Stop: other systems that stop, directly or not, when those that run there do."
Line = SupplierLine | PlaceLine


def suppliers_view(found: Suppliers) -> View:
    """What is stated of suppliers and places, then a row each, those with most systems first."""
    return View(
        title=f"Suppliers and places on {day(found.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(*lacks(found.incomplete), *supplier_blocks(found), findings(found.diagnostics)),
        provenance=provenance(found.provenance),
    )


def supplier_blocks(found: Suppliers) -> tuple[Block, ...]:
    """A sentence on what is not stated, the suppliers, and the places."""
    if not found.systems:
        return (Prose("No system is in the estate: those that are proposed or retired are not."),)
    names = "names" if found.without_supplier == 1 else "name"
    said = (
        f"{counted(found.systems, 'system')} in build, live or retiring: "
        f"{found.without_supplier:,} {names} no supplier, {found.without_place:,} no place, "
        "so concentration may be higher than shown."
    )
    return (
        Prose(said),
        *_table("Suppliers", _SUPPLIERS, found.suppliers, _NOTE),
        *_table("Places", _PLACES, found.places, _PLACES_NOTE),
    )


def _table(title: str, columns: Columns[Line], lines: Sequence[Line], note: str) -> tuple[Table, ...]:
    return (tabled(title, columns, lines, note),) if lines else ()


def _supplier(line: Line) -> Cell:
    return line.supplier if isinstance(line, SupplierLine) else line.place


def _ends(line: Line) -> Cell:
    if not isinstance(line, SupplierLine):
        return None
    ends = line.contracts
    parts = [
        *([f"{ends.already:,} already ended"] if ends.already else []),
        *(f"{count:,} in {financial_year_text(year)}" for year, count in ends.by_year.items()),
        *([f"{ends.unknown:,} with no known end"] if ends.unknown else []),
    ]
    return ", ".join(parts)


def _stop(line: Line) -> Cell:
    return confirmed_of(line.dependents, line.confirmed_dependents)


_SHARED: Columns[Line] = (
    (Column("systems", "systems", "count"), lambda line: len(line.systems)),
    (Column("red", "red", "count"), lambda line: line.red),
    (Column("possibly_red", "could be", "count"), lambda line: line.possibly_red),
    (Column("dependents", "stop", "count", priority=2), _stop),
    (for_data("confirmed_dependents"), lambda line: line.confirmed_dependents),
    (Column("organisations", "organisations", "count", priority=3), lambda line: len(line.organisations)),
)
_IDS: Columns[Line] = ((for_data("ids"), lambda line: " ".join(line.systems)),)
_SUPPLIERS = (
    (Column("supplier", "supplier", least=20), _supplier),
    *_SHARED,
    (Column("contracts", "contracts end", "prose", least=24), _ends),
    *_IDS,
)
_PLACES = ((Column("place", "place", least=20), _supplier), *_SHARED, *_IDS)

"""What registers of an estate show: its services, its suppliers and places, and its technologies."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from legacymap.domain.catalogue import NEVER, Coverage
from legacymap.domain.dates import financial_year_text
from legacymap.domain.registers import (
    Needs,
    PlaceLine,
    ServiceLine,
    Services,
    SupplierLine,
    Suppliers,
    Technologies,
    TechnologyUse,
)
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import findings, losses
from legacymap.reports.view import (
    BRIEF,
    NAME,
    SENTENCE,
    WHOLE_ID,
    WORD,
    Amount,
    Block,
    Cell,
    Column,
    Columns,
    Fact,
    Figures,
    Judgement,
    Prose,
    Table,
    View,
    for_data,
    tabled,
)
from legacymap.reports.words import NOTHING, confirmed_of, counted, day, marking_text, rating_of

_SERVICES_NOTE = (
    "Beneath: the systems that it stops with, directly or not, without itself. Red, could be: how many of "
    "those are rated so. Weakest: the first of them in the order of a scan; assumed where only assumed "
    "dependencies lead there. Running cost: the sum of what the records beneath it state. Planned: how many "
    "beneath it have a remediation plan, and how many of those are funded."
)


_NOTHING_BENEATH: Mapping[Needs, str] = {
    "hard": "nothing scored",
    "soft": "nothing: all it needs is soft",
    "outside": "nothing in the estate",
    "none": "nothing",
    "unknown": "not recorded",
}


def services_view(found: Services) -> View:
    """How many services stand on red systems, then a row a service in the order of a scan."""
    return View(
        title=f"Services on {day(found.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(
            *lacks(found.incomplete, found.provenance),
            *service_blocks(found.services),
            findings(found.diagnostics),
        ),
        provenance=provenance(found.provenance),
    )


def service_blocks(lines: Sequence[ServiceLine]) -> tuple[Block, ...]:
    """A sentence and the table; a sentence alone where there is no service."""
    if not lines:
        return (Prose("No system listed is of kind service, so there is no service to list."),)
    on_red = sum(line.red > 0 for line in lines)
    on_open = sum(line.red == 0 and line.possibly_red > 0 for line in lines)
    silent = sum(line.needs == "unknown" for line in lines)
    stand = "stands" if on_red == 1 else "stand"
    said = (
        f"{counted(len(lines), 'service')}: {on_red:,} {stand} on a red system, {on_open:,} more on one that "
        f"could be red, {len(lines) - on_red - on_open - silent:,} on neither"
    )
    unknown = f"; what {counted(silent, 'service')} depend{'s' if silent == 1 else ''} on is not recorded"
    return Prose(f"{said}{unknown if silent else ''}."), tabled("Services", _SERVICES, lines, _SERVICES_NOTE)


def _weakest(line: ServiceLine) -> Cell:
    if line.weakest is None:
        return _NOTHING_BENEATH[line.needs]
    assumed = "" if line.weakest_confirmed else ", assumed"
    name = line.weakest_name or line.weakest
    return f"{name} ({rating_of(line.weakest_rating).words}{assumed})"


def _organisation(line: ServiceLine) -> Cell:
    return Judgement(line.organisation, line.organisation_name or line.organisation)


def _beneath(line: ServiceLine, count: int) -> Cell:
    """A count of what stands beneath a service; none that people see where nobody has said what does."""
    is_known = line.needs != "unknown" or line.foundations
    return count if is_known else Judgement(f"{count}", NOTHING)


def _cost(line: ServiceLine) -> Cell:
    return Amount(Decimal(str(line.annual_run)), "£") if line.annual_run is not None else None


def _planned(line: ServiceLine) -> Cell:
    funded = f", {len(line.funded):,} funded" if line.funded else ", none funded" if line.planned else ""
    return f"{len(line.planned):,} of {len(line.foundations):,}{funded}" if line.foundations else None


_SERVICES: Columns[ServiceLine] = (
    (Column("name", "service", "prose", least=NAME), lambda line: line.name),
    (Column("id", "id", priority=7, least=WHOLE_ID), lambda line: line.system),
    (Column("organisation", "organisation", "prose", priority=6), _organisation),
    (Column("rating", "rating"), lambda line: rating_of(line.rating)),
    (Column("p_red", "P(red)", "share", priority=4), lambda line: line.p_red),
    (
        Column("foundations", "beneath", "count", priority=3),
        lambda line: _beneath(line, len(line.foundations)),
    ),
    (Column("red", "red", "count"), lambda line: _beneath(line, line.red)),
    (Column("possibly_red", "could be", "count"), lambda line: _beneath(line, line.possibly_red)),
    (Column("weakest", "weakest beneath it", "prose", least=NAME), _weakest),
    (Column("annual_run", "running cost", "money", priority=2), _cost),
    (for_data("stated"), lambda line: line.stated),
    (Column("planned", "planned", priority=5, least=NAME), _planned),
    (for_data("foundation_ids"), lambda line: " ".join(line.foundations)),
    (for_data("planned_ids"), lambda line: " ".join(line.planned)),
)


_SUPPLIERS_NOTE = (
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
        blocks=(
            *lacks(found.incomplete, found.provenance),
            *supplier_blocks(found),
            findings(found.diagnostics),
        ),
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
        *_table("Suppliers", _SUPPLIERS, found.suppliers, _SUPPLIERS_NOTE),
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
    (Column("supplier", "supplier", "prose", least=BRIEF), _supplier),
    *_SHARED,
    (Column("contracts", "contracts end", "prose", least=NAME), _ends),
    *_IDS,
)
_PLACES = ((Column("place", "place", "prose", least=NAME), _supplier), *_SHARED, *_IDS)


_FEW = 3
_COVERAGES: dict[Coverage, Judgement] = {
    "ended": Judgement("ended", "out of support", "alarm"),
    "unknown": Judgement("unknown", "not known", "caution"),
    "covered": Judgement("covered", "under cover", "caution"),
    "supported": Judgement("supported", "supported", "calm"),
}
_USES_NOTE = (
    "Support: the worst among its systems. Ends: the earliest end of standard support; past: the systems "
    "whose own is over. Cover: the earliest end of cover that a record states. Skills: the worst score "
    "among its systems."
)


def uses(found: Technologies) -> Table:
    """A row for each technology; data also has a column for each financial year."""
    years = [_year(year) for year in found.loses_support.by_year]
    used_by = (
        Column("few", "used by", "prose", priority=6, least=SENTENCE),
        lambda use: _few(use, found.names),
    )
    columns: Columns[TechnologyUse] = (*_USES, used_by, *_USERS, *years)
    return tabled("Technologies, the most shared first", columns, found.technologies, _USES_NOTE)


def _year(year: int) -> tuple[Column, Callable[[TechnologyUse], Cell]]:
    return for_data(f"lose_{financial_year_text(year)}"), lambda use: use.loses_support.by_year.get(year, 0)


def _cover(use: TechnologyUse) -> Cell:
    return "not-announced" if use.cover_ends == NEVER else use.cover_ends


def _losing(use: TechnologyUse) -> str:
    """The years in which systems lose support, with how many: `2026-27: 2, 2028-29: 1`."""
    lost = ((year, count) for year, count in use.loses_support.by_year.items() if count)
    return ", ".join(f"{financial_year_text(year)}: {count}" for year, count in lost)


def _skills(use: TechnologyUse) -> Judgement | None:
    """The bounds; in data not as `1-6`, which spreadsheets take for a day."""
    if use.skills is None:
        return None
    low, high = use.skills.low, use.skills.high
    return Judgement(f"{low}", f"{low}") if low == high else Judgement(f"{low} to {high}", f"{low}-{high}")


def _few(use: TechnologyUse, names: Mapping[str, str]) -> Cell:
    """The first of the systems that use it, and how many more do; in data by their ids."""
    more = len(use.systems) - _FEW
    rest = f" and {more:,} more" if more > 0 else ""
    first = use.systems[:_FEW]
    return Judgement(", ".join(first) + rest, "; ".join(names.get(each, each) for each in first) + rest)


_USES: Columns[TechnologyUse] = (
    (Column("technology", "technology", "prose", least=NAME), lambda use: use.technology),
    (for_data("product"), lambda use: use.product),
    (for_data("cycles"), lambda use: " ".join(use.cycles)),
    (for_data("written"), lambda use: "; ".join(use.written)),
    (Column("systems", "systems", "count"), lambda use: len(use.systems)),
    (Column("organisations", "orgs", "count"), lambda use: len(use.organisations)),
    (Column("support", "support"), lambda use: _COVERAGES[use.support]),
    (Column("standard_ends", "ends", priority=2), lambda use: str(use.standard_ends)),
    (Column("past", "past", "count", priority=3), lambda use: use.past),
    (Column("cover_ends", "cover", priority=5), _cover),
    (Column("losing", "lose support", "prose", priority=4, least=WORD), _losing),
    (Column("skills", "skills", priority=2), _skills),
    (for_data("skills_low"), lambda use: use.skills.low if use.skills else None),
    (for_data("skills_high"), lambda use: use.skills.high if use.skills else None),
)
_USERS: Columns[TechnologyUse] = (
    (for_data("ids"), lambda use: " ".join(use.systems)),
    (for_data("organisation_ids"), lambda use: " ".join(use.organisations)),
    (for_data("already"), lambda use: use.loses_support.already),
    (for_data("unknown"), lambda use: use.loses_support.unknown),
)


def technologies_view(found: Technologies) -> View:
    """How much is known, the technologies by how widely they are shared, and the support that ends."""
    table = uses(found)
    listed: tuple[Block, ...] = (_known(found), table) if table.rows else (Prose(_NOTHING),)
    return View(
        title=f"Technologies of the estate on {day(found.provenance.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(
            *lacks(found.incomplete, found.provenance),
            *listed,
            *losses(found.loses_support),
            findings(found.diagnostics),
        ),
        provenance=provenance(found.provenance),
        main=table,
    )


_NOTHING = "No system of the estate lists a technology, so nothing is known of what it stands on."


def _known(found: Technologies) -> Figures:
    size = (
        Fact(
            "technologies" if len(found.technologies) != 1 else "technology", len(found.technologies), "count"
        ),
        Fact("times listed" if found.totals.listings != 1 else "time listed", found.totals.listings, "count"),
        Fact(
            f"system{'s' * (found.totals.systems != 1)} in build, live or retiring",
            found.totals.systems,
            "count",
        ),
    )
    match = (
        Fact("with a product that the catalogue knows", found.totals.known, "count"),
        Fact("with a version", found.totals.dated, "count"),
    )
    return Figures((size, match))

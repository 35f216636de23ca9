"""Technologies, a row each, the most shared first."""

from collections.abc import Callable

from legacymap.domain.catalogue import NEVER, Coverage
from legacymap.domain.dates import financial_year_text
from legacymap.domain.registers import Technologies, TechnologyUse
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import findings, losses
from legacymap.reports.view import (
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
from legacymap.reports.words import day, marking_text

_FEW = 3
_COVERAGES: dict[Coverage, Judgement] = {
    "ended": Judgement("ended", "out of support", "alarm"),
    "unknown": Judgement("unknown", "not known", "caution"),
    "covered": Judgement("covered", "under cover", "caution"),
    "supported": Judgement("supported", "supported", "calm"),
}
_NOTE = (
    "Support: the worst among its systems. Ends: the earliest end of standard support; past: the systems "
    "whose own is over. Cover: the earliest end of cover that a record states. Skills: the worst score "
    "among its systems."
)


def uses(found: Technologies) -> Table:
    """A row for each technology; data also has a column for each financial year."""
    years = [_year(year) for year in found.loses_support.by_year]
    columns = (*_COLUMNS, *years)
    return tabled("Technologies, the most shared first", columns, found.technologies, _NOTE)


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


def _few(use: TechnologyUse) -> str:
    more = len(use.systems) - _FEW
    return ", ".join(use.systems[:_FEW]) + (f" and {more:,} more" if more > 0 else "")


_COLUMNS: Columns[TechnologyUse] = (
    (Column("technology", "technology", least=20), lambda use: use.technology),
    (for_data("product"), lambda use: use.product),
    (for_data("cycles"), lambda use: " ".join(use.cycles)),
    (for_data("written"), lambda use: "; ".join(use.written)),
    (Column("systems", "systems", "count"), lambda use: len(use.systems)),
    (Column("organisations", "orgs", "count"), lambda use: len(use.organisations)),
    (Column("support", "support"), lambda use: _COVERAGES[use.support]),
    (Column("standard_ends", "ends", priority=2), lambda use: str(use.standard_ends)),
    (Column("past", "past", "count", priority=3), lambda use: use.past),
    (Column("cover_ends", "cover", priority=5), _cover),
    (Column("losing", "lose support", priority=4, least=10), _losing),
    (Column("skills", "skills", priority=2), _skills),
    (for_data("skills_low"), lambda use: use.skills.low if use.skills else None),
    (for_data("skills_high"), lambda use: use.skills.high if use.skills else None),
    (Column("few", "used by", priority=6, least=30), _few),
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
            *lacks(found.incomplete),
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

"""Which tables of an estate are published for everyone, and the counts in them.

Small counts are suppressed in sharing/tables.py. Counting stands here, because it needs scores and facts that
sharing does not know.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from legacymap.analysis.analysis import Analysis
from legacymap.domain.dates import PartialDate, financial_year_of, financial_year_text
from legacymap.domain.inventory import Record
from legacymap.domain.sharing import Audience, PublicTable, PublicTables
from legacymap.planning.solver import extremes
from legacymap.scoring.criteria.end_of_support import release_ends
from legacymap.scoring.facts import Facts
from legacymap.sharing.tables import Counts, counted, published

_RATINGS = ("red", "possibly-red", "not-red")
_LEGACY = ("yes", "possibly", "no")
_KINDS = ("service", "application", "platform", "data", "infrastructure")
_FUNDED = ("yes", "partly", "no", "not stated")
_MILLION = 1_000_000


def public_tables(analysis: Analysis, audience: Audience, systems: frozenset[str]) -> PublicTables:
    """The tables of some systems for an audience that sees no records."""
    base = audience.least_count
    scored = sorted(systems & analysis.assessments.keys())
    tables = published([each for each in _counts(analysis, scored) if each.rows], base, extremes)
    money = _money(analysis, scored, base)
    every = (*tables, *([money] if money else []))
    return PublicTables(
        audience.title, base, every, analysis.provenance, is_partial=analysis.incomplete is not None
    )


def _counts(analysis: Analysis, scored: list[str]) -> Iterator[Counts]:
    inventory, found = analysis.inventory, analysis.assessments
    names = {system: _called(analysis, inventory.records[system]) for system in scored}
    yield counted(
        "Systems by organisation and rating", "scored",
        ((names[each], found[each].rating) for each in scored), _RATINGS,
    )  # fmt: skip
    yield counted(
        "Systems by organisation and whether they are legacy", "scored",
        ((names[each], found[each].legacy) for each in scored), _LEGACY,
    )  # fmt: skip
    yield counted(
        "Systems by organisation and kind", "scored",
        ((names[each], inventory.records[each].system.kind) for each in scored), _KINDS,
    )  # fmt: skip
    ends = [_support(inventory.records[each], analysis.facts[each]) for each in scored]
    yield counted(
        "Systems by the year in which support ends",
        "support",
        (("systems", each) for each in ends),
        sorted(set(ends)),
    )
    at_risk = [each for each in scored if found[each].rating != "not-red"]
    funded = [_funded(inventory.records[each]) for each in at_risk]
    yield counted(
        "Systems that are or could be red, by whether a plan is funded", "at_risk",
        (("systems", each) for each in funded), _FUNDED,
    )  # fmt: skip


def _called(analysis: Analysis, record: Record) -> str:
    return analysis.inventory.organisation(record.organisation).name or record.organisation


def _support(record: Record, facts: Facts) -> str:
    """The financial year in which a first technology loses support, or that it is over or not known."""
    days: list[date] = []
    for technology in record.system.technologies or ():
        for end in release_ends(technology, facts):
            days += [end.first] if isinstance(end, PartialDate) else [date.min] if end == "ended" else []
    if not days:
        return "not known"
    return "ended" if min(days) <= facts.as_of else financial_year_text(financial_year_of(min(days)))


def _funded(record: Record) -> str:
    plan = record.system.remediation and record.system.remediation.plan
    return (plan and plan.funded) or "not stated"


def _money(analysis: Analysis, scored: list[str], base: int) -> PublicTable | None:
    """What committed work costs by year, to the nearest million; a year of few systems is not shown."""
    amounts: dict[int, Decimal] = {}
    behind: dict[int, set[str]] = {}
    for system in scored:
        record = analysis.inventory.records[system]
        for option in (record.system.remediation and record.system.remediation.options) or ():
            if (
                option.committed is None
                or (analysis.inventory.organisation(record.organisation).currency or "GBP") != "GBP"
            ):
                continue
            for fund in (option.rdel, option.cdel):
                for number, amount in enumerate(fund or ()):
                    year = option.committed + number
                    amounts[year] = amounts.get(year, Decimal(0)) + amount.amount
                    behind.setdefault(year, set()).add(system)
    if not amounts:
        return None
    years = sorted(amounts)
    lines = tuple(
        (_millions(amounts[year]) if len(behind[year]) >= base else f"fewer than {base} systems",)
        for year in years
    )
    return PublicTable(
        "Money committed to work on these systems, £m to the nearest million",
        tuple(map(financial_year_text, years)), ("£m",), lines,
    )  # fmt: skip


def _millions(amount: Decimal) -> int:
    return int((amount / _MILLION).to_integral_value())

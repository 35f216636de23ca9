"""The contracts that end, what leaving them costs, and which have a successor."""

from collections.abc import Iterator
from decimal import Decimal

from legacymap.domain.dates import financial_year_of, financial_year_text
from legacymap.domain.submission import Submission
from legacymap.domain.survey import Entry
from legacymap.domain.system import Contract
from legacymap.reports.figures import counted
from legacymap.reports.sections.wording import in_the_plan, stated
from legacymap.reports.view import Amount, Block, Cell, Column, Prose, Table

_BY_YEAR = (
    Column("year", "ends in"),
    Column("contracts", "contracts", "count"),
    Column("agreed", "replacement agreed", "count"),
    Column("not_agreed", "not agreed", "count"),
    Column("not_stated", "not stated", "count"),
    Column("exit_cost", "exit cost stated", "money"),
    Column("without", "without exit cost", "count"),
)
_LIST = (
    Column("ends", "ends"),
    Column("system", "system", least=26),
    Column("supplier", "supplier", "prose"),
    Column("scope", "scope", "prose"),
    Column("replacement", "replacement agreed"),
    Column("exit_cost", "exit cost", "money"),
    Column("planned", "in this plan", "prose"),
)
_NOTE = (
    "Exit costs as the records state them; an action's own costs do not include them unless its record "
    "says so."
)
_ALREADY, _OPEN, _LATER = "already ended", "no end stated", "later"
_Found = tuple[Entry, Contract]


def contracts(submission: Submission) -> tuple[Block, ...]:
    """What ends by year, then every contract that ends before the scenario does."""
    found = [
        (entry, contract)
        for entry in submission.survey.entries
        if entry.assessment
        for contract in entry.record.system.contracts or ()
    ]
    silent = sum(
        entry.record.system.contracts is None for entry in submission.survey.entries if entry.assessment
    )
    said = (
        f"The records of scored systems state {counted(len(found), 'contract')}; {counted(silent, 'record')} "
        "say nothing of contracts."
    )
    if not found:
        return (Prose(said),)
    last = submission.plan.years[-1]
    when = {id(contract): _when(submission, contract, last) for _, contract in found}
    soon = [pair for pair in found if when[id(pair[1])] not in {_OPEN, _LATER}]
    soon.sort(key=lambda pair: (_first_day(pair[1]), pair[0].record.id, pair[1].supplier or ""))
    rows = tuple(_row(submission, *pair) for pair in soon)
    title = f"Contracts that end by the end of {financial_year_text(last)}"
    by_year = Table("Contracts by year of end", _BY_YEAR, tuple(_years(found, when)), _NOTE)
    return (Prose(said), by_year, *((Table(title, _LIST, rows),) if rows else ()))


def _when(submission: Submission, contract: Contract, last: int) -> str:
    """The financial year in which it ends, where that is neither past nor after the last year."""
    if contract.ends is None or isinstance(contract.ends, str):
        return _OPEN
    if contract.ends.first <= submission.survey.provenance.as_of:
        return _ALREADY
    year = financial_year_of(contract.ends.first)
    return _LATER if year > last else financial_year_text(year)


def _first_day(contract: Contract) -> str:
    return "" if contract.ends is None or isinstance(contract.ends, str) else contract.ends.first.isoformat()


def _years(found: list[_Found], when: dict[int, str]) -> Iterator[tuple[Cell, ...]]:
    by_year: dict[str, list[Contract]] = {}
    for _, contract in found:
        by_year.setdefault(when[id(contract)], []).append(contract)
    years = sorted(by_year.keys() - {_ALREADY, _LATER, _OPEN})
    for year in (_ALREADY, *years, _LATER, _OPEN):
        if ending := by_year.get(year):
            agreed = [contract.replacement_agreed for contract in ending]
            costs = [contract.exit_cost for contract in ending if contract.exit_cost is not None]
            stated_cost = sum((cost.amount for cost in costs), Decimal(0))
            counts = (agreed.count(True), agreed.count(False), agreed.count(None))
            yield year, len(ending), *counts, float(stated_cost), len(ending) - len(costs)


def _row(submission: Submission, entry: Entry, contract: Contract) -> tuple[Cell, ...]:
    agreed = contract.replacement_agreed
    cost = contract.exit_cost
    return (
        str(contract.ends),
        entry.record.id,
        stated(contract.supplier),
        stated(contract.scope),
        stated(None if agreed is None else "yes" if agreed else "no"),
        Amount(cost.amount, cost.symbol) if cost else stated(None),
        in_the_plan(submission, entry.record.id),
    )

"""Whether each action of the preferred plan has what delivery needs."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from legacymap.domain.dates import financial_year_of, financial_year_text
from legacymap.domain.figures import Spread
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Action
from legacymap.domain.results import Entry
from legacymap.domain.submission import Submission
from legacymap.domain.system import AgreedPlan, Contract
from legacymap.reports.content.submission.wording import NOT_STATED, in_the_plan, organisation_name, stated
from legacymap.reports.view import (
    BRIEF,
    FOR_DATA,
    NAME,
    WHOLE_ID,
    Amount,
    Block,
    Cell,
    Column,
    Judgement,
    Prose,
    Table,
)
from legacymap.reports.words import counted

Element = Literal["owner", "work", "milestones", "old system", "funding"]
ELEMENTS: tuple[Element, ...] = ("owner", "work", "milestones", "old system", "funding")


@dataclass(frozen=True, slots=True)
class Readiness:
    """An action, its system, what has been agreed for it, and which elements of a plan are missing.

    `other_option` is what the record's plan is for, where that is not the option chosen: work, milestones
    and the like then do not count. `outside` are the milestones that lie outside the years of the work.
    """

    action: Action
    entry: Entry
    agreed: AgreedPlan
    missing: tuple[Element, ...]
    other_option: str = ""
    outside: tuple[str, ...] = ()


def readiness(submission: Submission) -> tuple[Readiness, ...]:
    """A line for each action, in the order of the plan."""
    found = []
    for action in submission.plan.actions:
        entry = submission.entries[action.system]
        remediation = entry.record.system.remediation
        agreed = (remediation.plan if remediation else None) or AgreedPlan()
        other = agreed.option if agreed.option and agreed.option != action.option else ""
        counted_for = agreed.model_copy(update=dict.fromkeys(_OF_AN_OPTION)) if other else agreed
        missing = tuple(_missing(entry, counted_for))
        outside = () if other else tuple(_outside(action, agreed))
        found.append(Readiness(action, entry, agreed, missing, other, outside))
    return tuple(found)


_OF_AN_OPTION = ("work", "milestones", "disposition")


def _outside(action: Action, agreed: AgreedPlan) -> Iterator[str]:
    """The milestones that lie outside the years of the work."""
    for step in agreed.milestones or ():
        if step.date is not None and not step.done:
            year = financial_year_of(step.date.last)
            if not action.start <= year <= action.complete:
                yield f"{step.date}: {step.what or 'not described'}"


def _missing(entry: Entry, agreed: AgreedPlan) -> Iterator[Element]:
    answers = entry.record.system.answers
    says = {
        "owner": answers.business or answers.technical,
        "work": agreed.work,
        "milestones": agreed.milestones,
        "old system": agreed.disposition,
        "funding": agreed.funded or agreed.ringfenced,
    }
    for element in ELEMENTS:
        value = says[element]
        if not (value.strip() if isinstance(value, str) else value):
            yield element


_SKILLS = "skills"
_COLUMNS = (
    Column("system", "system", least=NAME),
    Column("start", "start"),
    Column("owner", "owner"),
    Column("work", "work"),
    Column("milestones", "milestones"),
    Column("old_system", "old system"),
    Column("funding", "funded"),
    Column("target", "target"),
    Column("skills", "skills", "levels"),
    Column("late", "late", priority=FOR_DATA),
)
_NOTE = (
    "Missing: the record does not state it. Target: the date agreed for the system; late where it falls "
    "before the last year of the plan's work."
)
_MISSING = Judgement("missing", "missing", "caution")
_CAPACITY = (
    Column("organisation", "organisation", least=BRIEF),
    Column("year", "year"),
    Column("under_way", "under way", "count"),
    Column("at_most", "at most", "count"),
    Column("free", "free", "count"),
)


def delivery(submission: Submission) -> tuple[Block, ...]:
    """A sentence on what is missing, and a row for each action that lacks something."""
    found = readiness(submission)
    if not found:
        return (Prose("There is no action to deliver."),)
    unready = [each for each in found if _lacking(each)]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (each.action.system, financial_year_text(each.action.start), _lacking(each)) for each in unready
    )
    lacking = (Table("What each action still lacks", _LACKING, rows),) if rows else ()
    return (Prose(_said(found)), *lacking)


_LACKING = (
    Column("system", "system", least=NAME),
    Column("start", "starts in"),
    Column("lacks", "what is not agreed, or does not fit", "prose", least=WHOLE_ID),
)


def _lacking(each: Readiness) -> str:
    said = [
        f"no {element}" if element != "old system" else "no word on the old system"
        for element in each.missing
    ]
    if each.other_option:
        said.insert(0, f"the record's plan is for another option, {each.other_option}")
    if each.outside:
        said.append(f"milestones outside the years of the work: {'; '.join(each.outside)}")
    if _is_late(each):
        said.append(f"agreed for {each.agreed.target}, before the work ends")
    return "; ".join(said)


def delivery_tables(submission: Submission) -> tuple[Block, ...]:
    """What lies behind that: a row for each action, and the use of capacity."""
    found = readiness(submission)
    if not found:
        return ()
    has_skills = _SKILLS in submission.framework.by_word
    columns = _COLUMNS if has_skills else tuple(column for column in _COLUMNS if column.key != "skills")
    rows = tuple(_row(each, has_skills=has_skills) for each in found)
    return (
        Table("Readiness of each action", columns, rows, _note(submission)),
        *_capacity(submission),
    )


def _note(submission: Submission) -> str:
    found = submission.framework.by_word.get(_SKILLS)
    if found is None:
        return _NOTE
    group, criterion = found
    return (
        f"{_NOTE} Skills: the level of {criterion.code}, {criterion.name}, from {group.low} to {group.high}."
    )


def _said(found: tuple[Readiness, ...]) -> str:
    ready = sum(not each.missing for each in found)
    counts: Counter[Element] = Counter(element for each in found for element in each.missing)
    told = listed([f"{element} {counts[element]:,}" for element in ELEMENTS if counts[element]], "and")
    missing = (
        f" Missing, by element: {told}. What is missing has to be agreed before work starts; it is not "
        "filled in here."
    )
    return (
        f"{ready:,} of {counted(len(found), 'action')} have an owner, a description of the work, "
        "milestones, a word on what becomes of the old system, and a statement of "
        f"funding.{missing if told else ''}"
    )


def _row(each: Readiness, *, has_skills: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [each.action.system, financial_year_text(each.action.start)]
    cells += [_MISSING if element in each.missing else "stated" for element in ELEMENTS[:4]]
    if each.agreed.milestones and "milestones" not in each.missing:
        done = sum(step.done is True for step in each.agreed.milestones)
        cells[4] = f"{done} of {len(each.agreed.milestones)} done"
    cells.append(_funding(each))
    late = _is_late(each)
    target = str(each.agreed.target) if each.agreed.target else ""
    cells.append(Judgement("late", f"{target} (late)", "caution") if late else target or NOT_STATED)
    if has_skills:
        scores = each.entry.score.criteria if each.entry.score else ()
        skills = next((score for score in scores if score.criterion == _SKILLS), None)
        cells.append(Spread(skills.low, skills.expected, skills.high) if skills else None)
    return (*cells, "yes" if late else "no")


def _funding(each: Readiness) -> Cell:
    if "funding" in each.missing:
        return _MISSING
    money = each.agreed.ringfenced
    aside = f"{pounds_text(float(money))} set aside" if money is not None else ""
    return ", ".join(part for part in (each.agreed.funded, aside) if part)


def _is_late(each: Readiness) -> bool:
    """Whether the date agreed falls before the last year of work."""
    target = each.agreed.target
    return target is not None and financial_year_of(target.last) < each.action.complete


def _capacity(submission: Submission) -> tuple[Block, ...]:
    if not submission.busy:
        return (
            Prose(
                "The scenario states no capacity: how many actions may be under way at once is not limited."
            ),
        )
    rows = tuple(
        (
            organisation_name(submission, each.organisation),
            financial_year_text(each.year),
            each.under_way,
            each.at_most,
            each.at_most - each.under_way,
        )
        for each in submission.busy
    )
    note = "Actions under way in an organisation and all below it."
    return (Table("Use of capacity", _CAPACITY, rows, note),)


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
    Column("system", "system", least=NAME),
    Column("supplier", "supplier", "prose"),
    Column("scope", "scope", "prose"),
    Column("replacement", "replacement agreed"),
    Column("exit_cost", "exit cost", "money"),
    Column("planned", "in this plan", "prose"),
)
_CONTRACTS_NOTE = (
    "Exit costs as the records state them; an action's own costs do not include them unless its record "
    "says so."
)
_ALREADY, _OPEN, _LATER = "already ended", "no end stated", "later"
_Found = tuple[Entry, Contract]


def contracts(submission: Submission) -> tuple[Block, ...]:
    """What ends by year, and the contracts that end while their system is being worked on."""
    return tuple(
        block
        for block in _contract_blocks(submission)
        if not isinstance(block, Table) or block.columns is _BY_YEAR
    ) + _against_the_plan(submission)


def contract_tables(submission: Submission) -> tuple[Block, ...]:
    """Every contract that ends before the scenario does."""
    found = _contract_blocks(submission)
    return tuple(block for block in found if isinstance(block, Table) and block.columns is _LIST)


_AGAINST = (
    Column("system", "system", least=NAME),
    Column("supplier", "supplier", "prose"),
    Column("ends", "contract ends"),
    Column("work", "work ends"),
    Column("replacement", "replacement agreed"),
)
_AGAINST_NOTE = (
    "The old system has to run until the work is done: each of these contracts has to be extended or "
    "replaced."
)


def _against_the_plan(submission: Submission) -> tuple[Block, ...]:
    """The contracts that end before the work on their system does, without an agreed replacement."""
    rows: list[tuple[Cell, ...]] = []
    for action in submission.plan.actions:
        for contract in submission.entries[action.system].record.system.contracts or ():
            ends = contract.ends
            if ends is None or isinstance(ends, str) or contract.replacement_agreed:
                continue
            if financial_year_of(ends.first) <= action.complete:
                agreed = "no" if contract.replacement_agreed is False else "not stated"
                work = financial_year_text(action.complete)
                rows.append((action.system, stated(contract.supplier), str(ends), work, agreed))
    if not rows:
        return (Prose("No contract ends before the work on its system does without an agreed replacement."),)
    return (Table("Contracts that end before the work does", _AGAINST, tuple(rows), _AGAINST_NOTE),)


def _contract_blocks(submission: Submission) -> tuple[Block, ...]:
    """A sentence, what ends by year, and every contract that ends before the scenario does."""
    found = [
        (entry, contract)
        for entry in submission.scan.systems
        if entry.score
        for contract in entry.record.system.contracts or ()
    ]
    silent = sum(entry.record.system.contracts is None for entry in submission.scan.systems if entry.score)
    said = (
        f"The records of scored systems state {counted(len(found), 'contract')}; "
        f"{counted(silent, 'record says', 'records say')} nothing of contracts."
    )
    if not found:
        return (Prose(said),)
    last = submission.plan.years[-1]
    when = {id(contract): _when(submission, contract, last) for _, contract in found}
    soon = [pair for pair in found if when[id(pair[1])] not in {_OPEN, _LATER}]
    soon.sort(key=lambda pair: (_first_day(pair[1]), pair[0].record.id, pair[1].supplier or ""))
    rows = tuple(_contracts_row(submission, *pair) for pair in soon)
    title = f"Contracts that end by the end of {financial_year_text(last)}"
    by_year = Table("Contracts by year of end", _BY_YEAR, tuple(_years(found, when)), _CONTRACTS_NOTE)
    return (Prose(said), by_year, *((Table(title, _LIST, rows),) if rows else ()))


def _when(submission: Submission, contract: Contract, last: int) -> str:
    """The financial year in which it ends, where that is neither past nor after the last year."""
    if contract.ends is None or isinstance(contract.ends, str):
        return _OPEN
    if contract.ends.first <= submission.scan.provenance.as_of:
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
            cost = float(stated_cost) if costs else None
            yield year, len(ending), *counts, cost, len(ending) - len(costs)


def _contracts_row(submission: Submission, entry: Entry, contract: Contract) -> tuple[Cell, ...]:
    agreed = contract.replacement_agreed
    cost = contract.exit_cost
    return (
        str(contract.ends),
        entry.id,
        stated(contract.supplier),
        stated(contract.scope),
        stated(None if agreed is None else "yes" if agreed else "no"),
        Amount(cost.amount, cost.symbol) if cost else stated(None),
        in_the_plan(submission, entry.id),
    )

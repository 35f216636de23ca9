"""Assessed beats derived beats unknown (`method.md`, section 2): each criterion's interval and basis."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.recomputation import levels
from tests.recomputation.arrows import topmost
from tests.recomputation.odds import Interval
from tests.recomputation.plain import Written, at, pounds, rows, text

LIKELIHOOD = {
    "end_of_support": "L1",
    "vendor_contract": "L2",
    "skills": "L3",
    "business_needs": "L4",
    "physical_environment": "L5",
    "vulnerabilities": "L6",
    "recorded_issues": "L7",
}
IMPACT = {
    "national_security": "C1",
    "reputation": "C2",
    "financial": "C3",
    "stakeholders": "C4",
    "operations": "C5",
    "other_systems": "C6",
}
DERIVED: dict[str, Callable[[object, date], Interval | None]] = {
    "end_of_support": levels.end_of_support,
    "vendor_contract": levels.vendor_contract,
    "physical_environment": levels.physical_environment,
    "vulnerabilities": levels.vulnerabilities,
    "recorded_issues": levels.recorded_issues,
}


@dataclass(frozen=True)
class Judged:
    """One criterion of one system."""

    criterion: str
    code: str
    interval: Interval
    basis: str
    contradicted: bool


def judged(full_id: str, estate: Written, dependents: int, day: date) -> list[Judged]:
    """Every criterion of a system, in the framework's order."""
    record = estate.systems[full_id]
    found = []
    for criterion, code in (LIKELIHOOD | IMPACT).items():
        scale = (1, 6) if criterion in LIKELIHOOD else (1, 5)
        derived = _derived(criterion, full_id, estate, dependents, day)
        interval, basis = _stated(record, criterion, code)
        if interval is None:
            interval, basis = (derived, "derived") if derived else (scale, "unknown")
        distance = max(derived[0] - interval[1], interval[0] - derived[1]) if derived else 0
        contradicted = basis == "assessed" and distance >= 2
        found.append(Judged(criterion, code, interval, basis, contradicted))
    return found


def family(organisation: str, estate: Written) -> str:
    """The topmost organisation above this one."""
    return topmost(organisation, lambda node: text(at(estate.organisations.get(node), "parent")))


def _derived(criterion: str, full_id: str, estate: Written, dependents: int, day: date) -> Interval | None:
    record = estate.systems[full_id]
    if criterion == "financial":
        owner = full_id.partition("/")[0]
        return levels.financial(record, _budget(owner, estate), _currency(owner, estate))
    if criterion == "other_systems":
        return levels.other_systems(record, dependents)
    return DERIVED[criterion](record, day) if criterion in DERIVED else None


def _stated(record: object, criterion: str, code: str) -> tuple[Interval | None, str]:
    scores = at(record, "assessment", "scores")
    entry = at(scores, criterion) or at(scores, code)
    said = text(entry) or text(at(entry, "score"))
    between = rows(at(entry, "between"))
    basis = text(at(entry, "basis")) or "assessed"
    if between:
        return (int(text(between[0]) or ""), int(text(between[1]) or "")), basis
    if said == "not-applicable":
        return (1, 1), "not-applicable"
    if said in (None, "unknown"):
        return None, "unknown"
    return (int(said or ""), int(said or "")), basis


def _budget(owner: str, estate: Written) -> Fraction | None:
    above: str | None = owner
    while above is not None:
        stated = pounds(at(estate.organisations.get(above), "annual_budget"))
        if stated and _currency(above, estate) == _currency(owner, estate):
            return stated
        above = text(at(estate.organisations.get(above), "parent"))
    return None


def _currency(organisation: str, estate: Written) -> str:
    return text(at(estate.organisations.get(organisation), "currency")) or "GBP"

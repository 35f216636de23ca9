"""What the record of one system says that is worth seeing beside its score."""

from collections.abc import Iterator

from legacymap.domain.inventory import Record
from legacymap.domain.money import Money
from legacymap.domain.remediation import AgreedPlan
from legacymap.domain.system import Contract, System
from legacymap.reports.view import Amount, Fact, Facts

_NOT_STATED = "not stated"


def record_facts(record: Record) -> Facts:
    """Owner, kind, hosting, technologies, contracts, plan, stated or not; then whatever else is stated."""
    return Facts(tuple(fact for fact in (*_always(record), *_when_stated(record)) if fact.value is not None))


def _always(record: Record) -> Iterator[Fact]:
    system = record.system
    yield Fact("kind", f"{system.kind}, {system.status}")
    yield Fact("owner", _owner(system), "prose")
    yield Fact("hosting", _hosting(system), "prose")
    yield Fact("technologies", _technologies(system), "prose")
    yield Fact("contracts", _contracts(system), "prose")
    yield Fact("plan", _plan(system), "prose")


def _when_stated(record: Record) -> Iterator[Fact]:
    system = record.system
    yield Fact("also known as", ", ".join(system.aliases or ()) or None, "prose")
    yield Fact("purpose", system.purpose or system.description, "prose")
    yield Fact("criticality", system.criticality)
    yield Fact("in service", str(system.in_service) if system.in_service else None)
    yield Fact("last upgraded", str(system.last_upgraded) if system.last_upgraded else None)
    yield Fact("retires", str(system.retires) if system.retires else None)
    yield Fact("replaced by", record.full_id(system.replaced_by) if system.replaced_by else None)
    yield Fact("part of", record.full_id(system.part_of) if system.part_of else None)
    yield Fact("users", system.users.count if system.users else None, "count")
    costs = system.costs
    yield Fact("cost to run, a year", _amount(costs.annual_run if costs else None), "money")
    yield Fact("cost of failure", _amount(costs.cost_of_failure if costs else None), "money")


def _amount(money: Money | None) -> Amount | None:
    return Amount(money.amount, money.symbol) if money else None


def _owner(system: System) -> str:
    owner = system.answers
    named = [owner.business, f"{owner.technical} (technical)" if owner.technical else None]
    return ", ".join(name for name in named if name) or _NOT_STATED


def _hosting(system: System) -> str:
    if system.hosting is None:
        return _NOT_STATED
    return ", ".join(part for part in (system.hosting.type, system.hosting.location) if part) or _NOT_STATED


def _technologies(system: System) -> str:
    if system.technologies is None:
        return _NOT_STATED
    return ", ".join(technology.label for technology in system.technologies) or "none"


def _contracts(system: System) -> str:
    if system.contracts is None:
        return _NOT_STATED
    return "; ".join(_contract(contract) for contract in system.contracts) or "none"


def _contract(contract: Contract) -> str:
    ends = f"ends {contract.ends}" if contract.ends else "end not stated"
    agreed = ", replacement agreed" if contract.replacement_agreed else ""
    return f"{contract.supplier or 'supplier not stated'}, {ends}{agreed}"


def _plan(system: System) -> str:
    plan = system.remediation.plan if system.remediation else None
    options = system.remediation.options if system.remediation else None
    approaches = ", ".join(option.approach for option in options or ())
    agreed = _agreed(plan) if plan else _NOT_STATED
    return f"{agreed}; options: {approaches}" if approaches else agreed


def _agreed(plan: AgreedPlan) -> str:
    target = f", target {plan.target}" if plan.target else ""
    return f"agreed: {plan.agreed or _NOT_STATED}, funded: {plan.funded or _NOT_STATED}{target}"

"""What an impact comes to, in plain words."""

from legacymap.domain.impact import Impact, Sum
from legacymap.domain.inventory import Record
from legacymap.reports.figures import counted, rough
from legacymap.reports.judgements import rating_of
from legacymap.reports.view import Prose


def consequence(impact: Impact) -> tuple[Prose, ...]:
    """Who stops and who degrades, where, how many services, and with how many users."""
    if not impact.in_estate:
        return (Prose(_outside(impact)),)
    told = _upstream(impact) if impact.direction == "upstream" else _downstream(impact)
    return (Prose(told), *_whole(impact))


def _outside(impact: Impact) -> str:
    status = impact.subject.record.system.status if impact.subject.record else ""
    return f"Its status is {status}, so it is not part of the estate, and no arrow reaches it or leaves it."


def _downstream(impact: Impact) -> str:
    name, total = _name(impact), impact.total
    if not impact.affected:
        record = impact.subject.record
        complete = record is not None and record.system.consumers_complete
        sure = "its record states that every consumer is known" if complete else "consumers may be missing"
        return f"If {name} stops, no other system is known to stop or degrade; {sure}."
    stop = f"{counted(total.stop, 'system stops', 'systems stop')}" if total.stop else "no system stops"
    degrade = counted(total.degrade, "degrades", "degrade") if total.degrade else "none degrades"
    where = counted(len(impact.organisations), "organisation")
    return f"If {name} stops, {stop} and {degrade}, in {where}. {_services(impact)}"


def _services(impact: Impact) -> str:
    count = impact.total.services
    if not count:
        return "No service is among them."
    verb = "1 of them is a service" if count == 1 else f"{count:,} of them are services"
    users = _known(impact.services.users, "user")
    transactions = _known(impact.services.transactions_per_year, "transaction", " a year")
    return f"{verb}, with {users} and {transactions}."


def _known(found: Sum, noun: str, suffix: str = "") -> str:
    """`2.1m users known (3 state no count)`, or that nothing is known."""
    if found.total is None:
        return f"no count of {noun}s{suffix} known"
    plural = noun if found.total == 1 else f"{noun}s"
    silent = found.systems - found.stated
    rest = f" ({counted(silent, 'states', 'state')} no count)" if silent else ""
    return f"{rough(found.total)} {plural}{suffix} known{rest}"


def _upstream(impact: Impact) -> str:
    name, total = _name(impact), impact.total
    if not impact.affected:
        return f"{name} is not known to need any system."
    where = counted(len(impact.organisations), "organisation")
    stands = f"{name} stands on {counted(total.stop + total.degrade, 'system')}, in {where}"
    parts = [
        *([f"it stops {_when(total.stop)}"] if total.stop else []),
        *([f"it degrades {_when(total.degrade)}"] if total.degrade else []),
    ]
    return f"{stands}: {', and '.join(parts)}. {_weakest(impact)}".rstrip()


def _when(count: int) -> str:
    return "when 1 of them does" if count == 1 else f"when any of {count:,} does"


def _weakest(impact: Impact) -> str:
    scored = [each.member for each in impact.affected if each.effect == "stops" and each.member.rating]
    if not scored:
        return "None of those that would stop it is scored." if impact.total.stop else ""
    return f"The weakest that would stop it is {scored[0].system} ({rating_of(scored[0].rating).words})."


def _whole(impact: Impact) -> tuple[Prose, ...]:
    """Its own users, what it is part of, and its parts, which are judged by their own arrows."""
    told = [*_own(impact.subject.record)]
    if impact.subject.whole:
        told.append(f"It is part of {impact.subject.whole}.")
    if impact.parts:
        told.append(f"Its parts go by their own arrows: {', '.join(impact.parts)}.")
    return (Prose(" ".join(told)),) if told else ()


def _own(record: Record | None) -> tuple[str, ...]:
    """What the record of the system itself states of users and transactions."""
    users = record.system.users.count if record and record.system.users else None
    transactions = record.system.transactions_per_year if record else None
    stated = [
        *([counted(users, "user")] if users is not None else []),
        *([counted(transactions, "transaction") + " a year"] if transactions is not None else []),
    ]
    return (f"Its own record states {' and '.join(stated)}.",) if stated else ()


def _name(impact: Impact) -> str:
    record = impact.subject.record
    return record.system.name if record else impact.subject.system

"""What must happen to other systems before, with, or by the end of an option (method, section 6, 3 to 5)."""

from dataclasses import dataclass

from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.system import Option, Requirement
from legacymap.planning.case import Barrier, Case
from legacymap.planning.problem import LEAVING, Need


@dataclass(frozen=True, slots=True)
class Precedence:
    """The needs, leavers and partners of an option, as a job has them."""

    needs: tuple[Need, ...]
    leavers: tuple[str, ...]
    partners: tuple[str, ...]


def precedence(record: Record, option: Option, case: Case) -> Precedence | Barrier:
    """What an option waits for; a barrier where it would wait for ever."""
    needs: list[Need] = []
    for requirement in option.requires or ():
        need = _need(record, requirement, case)
        if isinstance(need, Barrier):
            return need
        needs += [need] if need else []
    partners = sorted({record.full_id(named) for named in option.moves_with or ()} - {record.id})
    idle = [partner for partner in partners if partner not in case.options]
    if idle:
        return Barrier(
            "precedence", f"It moves with {_named(idle)}, without an option to start.", tuple(idle)
        )
    leavers = _consumers(record.id, case) if option.approach == "retire" else []
    staying = [consumer for consumer in leavers if not _can_leave(consumer, case)]
    if staying:
        text = (
            f"It cannot be retired: {_named(staying)} would still need it, without an option that leaves it."
        )
        return Barrier("precedence", text, tuple(staying))
    return Precedence(tuple(sorted(needs, key=lambda need: need.system)), tuple(leavers), tuple(partners))


def _need(record: Record, requirement: Requirement, case: Case) -> Need | Barrier | None:
    """The need; None when it is already met."""
    required = record.full_id(requirement.system)
    options = case.options.get(required, {})
    known = case.estate.inventory.records.get(required)
    if known is not None and known.system.status == "retired":
        return None
    if not options and case.legacy.get(required) == "no":
        return None
    named = options.keys() & {requirement.option} if requirement.option else options.keys()
    if not named or required == record.id:
        what = f"{requirement.option} of {required}" if requirement.option else f"an option of {required}"
        return Barrier("precedence", f"It requires {what}, which cannot complete before it.", (required,))
    return Need(required, frozenset(named))


def _consumers(system: str, case: Case) -> list[str]:
    return sorted({arrow.consumer for arrow in case.estate.needed_by(system) if arrow.hard})


def _can_leave(consumer: str, case: Case) -> bool:
    if consumer not in case.legacy:
        return False
    return any(option.approach in LEAVING for option in case.options.get(consumer, {}).values())


def _named(systems: list[str]) -> str:
    return listed(systems, "and")

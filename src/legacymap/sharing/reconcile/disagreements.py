"""All disagreements of an estate, grouped by who has to talk, and which of them an agreement has settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from legacymap.domain.sharing import Agreement
from legacymap.sharing.agreements import Stated
from legacymap.sharing.reconcile.arrows import not_found, one_sided, told_differently
from legacymap.sharing.reconcile.entry import KINDS, Basis, Entry
from legacymap.sharing.reconcile.same_system import same_system
from legacymap.sharing.reconcile.timing import ends_before, replaced_by, shared_contracts

_SETTLING: Mapping[str, frozenset[str]] = {
    "one-sided": frozenset({"no-arrow", "arrow-confirmed"}),
    "told-differently": frozenset({"no-arrow", "arrow-confirmed"}),
    "not-found": frozenset({"no-arrow", "same-system"}),
    "same-system": frozenset({"same-system", "different"}),
    "ends-before": frozenset({"no-arrow", "accepted"}),
    "replaced-by": frozenset({"accepted", "same-system"}),
    "shared-contract": frozenset({"accepted"}),
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An entry of the list and the agreement that settles it, if any."""

    entry: Entry
    settled: Agreement | None


def disagreements(
    basis: Basis, support_ends: Mapping[str, date], agreements: Sequence[Stated]
) -> tuple[Disagreement, ...]:
    """Every disagreement, by those who have to talk, then by kind and systems; those settled say by what."""
    entries: list[Entry] = [
        *one_sided(basis),
        *told_differently(basis),
        *not_found(basis),
        *same_system(basis),
        *ends_before(basis, support_ends),
        *replaced_by(basis),
        *shared_contracts(basis),
    ]
    entries.sort(
        key=lambda each: (each.organisations, KINDS.index(each.kind), -(each.score or 0), each.systems)
    )
    by_pair: dict[frozenset[str], list[Stated]] = {}
    for stated in agreements:
        by_pair.setdefault(stated.pair, []).append(stated)
    return tuple(Disagreement(entry, _settling(entry, by_pair)) for entry in entries)


def _settling(entry: Entry, by_pair: Mapping[frozenset[str], Iterable[Stated]]) -> Agreement | None:
    """The agreement that settles an entry; of an arrow the consumer comes first, else either may."""
    is_arrow = entry.kind in {"one-sided", "told-differently", "not-found", "ends-before"}
    for pair, stated in by_pair.items():
        if not pair <= set(entry.systems) or (len(entry.systems) == 2 and pair != set(entry.systems)):
            continue
        for each in stated:
            says = each.agreement.says
            in_order = (
                not is_arrow or each.about == entry.systems or not says.endswith(("arrow", "confirmed"))
            )
            if says in _SETTLING[entry.kind] and in_order:
                return each.agreement
    return None

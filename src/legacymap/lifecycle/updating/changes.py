"""What differs between two catalogues."""

from collections.abc import Iterable

from legacymap.domain.catalogue import Product, SupportEnd
from legacymap.domain.listings import CatalogueChanges

_Ends = dict[tuple[str, str], tuple[SupportEnd, SupportEnd | None]]


def changes(before: Iterable[Product], after: Iterable[Product]) -> CatalogueChanges:
    """How many products and cycles came and went, and how many cycles that stayed have other ends."""
    old, new = {each.id: each for each in before}, {each.id: each for each in after}
    old_ends, new_ends = _ends(old.values()), _ends(new.values())
    return CatalogueChanges(
        products_added=len(new.keys() - old.keys()),
        products_removed=len(old.keys() - new.keys()),
        cycles_added=len(new_ends.keys() - old_ends.keys()),
        cycles_removed=len(old_ends.keys() - new_ends.keys()),
        ends_changed=sum(old_ends[cycle] != new_ends[cycle] for cycle in old_ends.keys() & new_ends.keys()),
    )


def _ends(products: Iterable[Product]) -> _Ends:
    return {
        (product.id, cycle.cycle): (cycle.standard_ends, cycle.extended_ends)
        for product in products
        for cycle in product.cycles
    }

"""Vendors as people write them in front of a product's name."""

import re
from collections.abc import Iterable

from legacymap.domain.catalogue import Product
from legacymap.lifecycle.spelling import Words, key, spelled

_OTHER_NAMES = {
    "amazonwebservices": ("aws", "amazon"),
    "hp": ("hpe", "hewlettpackard", "hewlettpackardenterprise"),
    "hpe": ("hp", "hewlettpackard", "hewlettpackardenterprise"),
    "ibm": ("internationalbusinessmachines",),
    "microsoft": ("ms", "msft"),
    "oracle": ("sun", "sunmicrosystems"),
}
_ORGANISATION = frozenset(
    {"co", "community", "corp", "corporation", "foundation", "gmbh", "group", "inc", "limited", "ltd", "plc"}
    | {"project", "software", "systems"}
)
_LONGEST = 4


class Vendors:
    """Which products each vendor's name may stand in front of; products are given as positions."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products: dict[str, set[int]] = {}
        for place, product in enumerate(products):
            for vendor in _names(product.vendor or ""):
                self._products.setdefault(vendor, set()).add(place)

    def leading(self, words: Words) -> tuple[tuple[int, set[int]], ...]:
        """How many words at the start name a vendor, and its products; longest first, usually none."""
        found = []
        for length in range(min(_LONGEST, len(words) - 1), 0, -1):
            products = self._products.get(key(words[:length]))
            if products:
                end = length
                while end < len(words) - 1 and words[end] in _ORGANISATION:
                    end += 1
                found.append((end, products))
        return tuple(found)


def _names(vendor: str) -> set[str]:
    """The keys of the names that `vendor` holds, each also without the words for an organisation."""
    names = set()
    for part in re.split(r"[(),/]|\bformerly\b", vendor):
        words = spelled(part).words
        while words:
            names.add(key(words))
            names.update(_OTHER_NAMES.get(key(words), ()))
            if words[-1] not in _ORGANISATION:
                break
            words = words[:-1]
    return names

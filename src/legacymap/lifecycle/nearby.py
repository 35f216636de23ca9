"""The product whose name is nearest to a text that names none."""

from collections import Counter
from collections.abc import Iterable
from heapq import nlargest
from itertools import chain

from legacymap.domain.catalogue import Product
from legacymap.domain.nearest import nearest
from legacymap.lifecycle.spelling import Words, is_number, spelled

_COMPARED = 5
_TELLING = 10


class Nearby:
    """The names of products by their trigrams, so that few of them need a closer comparison."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products: dict[str, str] = {}
        self._holders: dict[str, list[str]] = {}
        for product in products:
            for text in (product.id, product.name, *product.aliases):
                self._learn(" ".join(spelled(text).words), product.name)

    def nearest(self, words: Words) -> str | None:
        """The name of the product whose name is most like what stands before the first number, if any is."""
        first = next((place for place, word in enumerate(words) if is_number(word)), len(words))
        text = " ".join(words[:first])
        holders = (self._holders.get(each, []) for each in sorted(_trigrams(text)))
        rarest = sorted(holders, key=len)[:_TELLING]
        shared = Counter(chain.from_iterable(rarest))
        closest = nlargest(_COMPARED, shared, key=lambda name: (shared[name] / (len(text) + len(name)), name))
        found = nearest(text, closest)
        return self._products[found] if found else None

    def _learn(self, name: str, product: str) -> None:
        if name and name not in self._products:
            self._products[name] = product
            for each in _trigrams(name):
                self._holders.setdefault(each, []).append(name)


def _trigrams(text: str) -> set[str]:
    framed = f"  {text} "
    return {framed[place : place + 3] for place in range(len(framed) - 2)} if text else set()

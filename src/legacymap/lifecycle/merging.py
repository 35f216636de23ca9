"""Several catalogues as one."""

from collections.abc import Iterable, Sequence

from legacymap.domain.catalogue import Catalogue, Product
from legacymap.lifecycle.purls import purl_keys
from legacymap.lifecycle.spelling import name_key


def merged(catalogues: Sequence[Catalogue]) -> tuple[Product, ...]:
    """The products of all catalogues, where a later one replaces those of the same id.

    An alias or package URL that a later catalogue gives to another product moves to that product; an id or
    a name stays written where it is, and Matcher gives it to the product that comes later.
    """
    products: dict[str, Product] = {}
    for catalogue in catalogues:
        taken = _Taken(catalogue.products)
        for product in catalogue.products:
            products.pop(product.id, None)
        products = {each.id: taken.left_of(each) for each in products.values()}
        products |= {product.id: product for product in catalogue.products}
    return tuple(products.values())


class _Taken:
    """The names that a catalogue gives to its products."""

    def __init__(self, products: Iterable[Product]) -> None:
        every = tuple(products)
        names = (name for each in every for name in (each.id, each.name, *each.aliases))
        self._names = {name_key(name) for name in names}
        self._purls = {purl_keys(purl)[0][0] for each in every for purl in each.purls}

    def left_of(self, product: Product) -> Product:
        """The product without the aliases and package URLs that were taken."""
        aliases = tuple(each for each in product.aliases if name_key(each) not in self._names)
        purls = tuple(each for each in product.purls if purl_keys(each)[0][0] not in self._purls)
        if (aliases, purls) == (product.aliases, product.purls):
            return product
        return product.model_copy(update={"aliases": aliases, "purls": purls})

"""Products of which no two go by one name."""

from collections.abc import Iterable
from dataclasses import dataclass

from legacymap.domain.catalogue import Product
from legacymap.lifecycle.purls import purl_keys
from legacymap.lifecycle.spelling import name_key


@dataclass(frozen=True, slots=True)
class Distinct:
    """The products, and how many names were dropped because another product has them."""

    products: tuple[Product, ...]
    dropped: int


def distinct(products: Iterable[Product]) -> Distinct:
    """The products with names of their own: ids come before names, names before aliases, first before last.

    A product whose id is another's is left out; one whose name is another's goes by its id.
    """
    by_id: dict[str, Product] = {}
    for product in products:
        by_id.setdefault(name_key(product.id), product)
    owners = {key: product.id for key, product in by_id.items()}
    called = [_called(product, owners) for product in by_id.values()]
    cleared = tuple(_cleared(product, owners) for product in called)
    pairs = zip(by_id.values(), cleared, strict=True)
    return Distinct(cleared, sum(_dropped(before, after) for before, after in pairs))


def _called(product: Product, owners: dict[str, str]) -> Product:
    if _has(product, name_key(product.name), owners):
        return product
    return product.model_copy(update={"name": product.id})


def _cleared(product: Product, owners: dict[str, str]) -> Product:
    aliases = tuple(each for each in product.aliases if _has(product, name_key(each), owners))
    purls = tuple(each for each in product.purls if _has(product, purl_keys(each)[0][0], owners))
    return product.model_copy(update={"aliases": aliases, "purls": purls})


def _has(product: Product, key: str, owners: dict[str, str]) -> bool:
    """Whether the name is the product's, which it becomes where no other has it."""
    return owners.setdefault(key, product.id) == product.id


def _dropped(before: Product, after: Product) -> int:
    fewer = len(before.aliases) + len(before.purls) - len(after.aliases) - len(after.purls)
    return fewer + (before.name != after.name)

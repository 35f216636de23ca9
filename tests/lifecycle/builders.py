"""Small catalogues for the tests of the lifecycle room, and the shipped one."""

from functools import cache

from legacymap.domain.catalogue import Catalogue, Cycle, Match, Product
from legacymap.domain.system import Technology
from legacymap.lifecycle.catalogue import merged, shipped_files
from legacymap.lifecycle.matching import Matcher
from legacymap.reading import read_single


def cycle(name: str, *aliases: str, **dates: str) -> Cycle:
    return Cycle.model_validate({"cycle": name, "aliases": aliases, **dates})


def product(id_: str, *cycles: Cycle | str, **keys: object) -> Product:
    """A product with its id for a name, unless `keys` give one; a cycle may be given by its name alone."""
    whole = tuple(cycle(each) if isinstance(each, str) else each for each in cycles)
    return Product.model_validate({"id": id_, "name": id_, "cycles": whole, **keys})


def catalogue(*products: Product) -> Catalogue:
    return Catalogue(lifecycle="2026-11", products=products)


def technology(product: str, version: str | None = None) -> Technology:
    return Technology(product=product, version=version)


def matched(products: tuple[Product, ...], text: str, version: str | None = None) -> Match:
    return Matcher(products).match(technology(text, version))


def facts(match: Match) -> tuple[str | None, frozenset[str]]:
    """The product's id and the cycles' names."""
    return match.product.id if match.product else None, frozenset(each.cycle for each in match.cycles)


@cache
def shipped() -> tuple[Catalogue, ...]:
    read = [read_single(path, "lifecycle", Catalogue) for path in shipped_files()]
    return tuple(each.model for each in read if each.model is not None and not each.faults)


@cache
def shipped_products() -> tuple[Product, ...]:
    return merged(shipped())


@cache
def shipped_matcher() -> Matcher:
    return Matcher(shipped_products())

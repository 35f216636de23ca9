"""The catalogue files: which are shipped, how several add up, and what is wrong with one beyond its form."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from legacymap.domain.catalogue import Catalogue, Cycle, Product
from legacymap.domain.dates import PartialDate
from legacymap.domain.findings import Fault, Route
from legacymap.lifecycle.names import purl_keys
from legacymap.lifecycle.spelling import name_key

_DATES = (
    ("released", "it was released"),
    ("standard_ends", "standard support ends"),
    ("extended_ends", "extended support ends"),
)


def shipped_files() -> tuple[Path, ...]:
    """The lifecycle files of this folder, by name."""
    return tuple(sorted(Path(__file__).parent.glob("*.yaml")))


def merged(catalogues: Sequence[Catalogue]) -> tuple[Product, ...]:
    """The products of all catalogues, where a later one replaces those of the same id.

    An alias or package URL that a later catalogue gives to another product moves to that product; an id or
    a name stays written where it is, and Matcher gives it to the product that comes later.
    """
    products: dict[str, Product] = {}
    for catalogue in catalogues:
        taken = {key for each in catalogue.products for key, _, _ in _named(each, Route(""))}
        for product in catalogue.products:
            products.pop(product.id, None)
        products = {each.id: _left(each, taken) for each in products.values()}
        products |= {product.id: product for product in catalogue.products}
    return tuple(products.values())


def unknown_products(products: Sequence[Product]) -> list[str]:
    """The ids that `may_be` of some product names and none of the products has, each once."""
    known = {product.id for product in products}
    named = (each for product in products for each in product.may_be)
    return [each for each in dict.fromkeys(named) if each not in known]


def faults(catalogue: Catalogue, route: Route) -> Iterator[Fault]:
    """Names of two products, cycles twice in one, and dates out of order; `route` leads to the catalogue."""
    yield from _overlaps(catalogue, route)
    for place, product in enumerate(catalogue.products):
        here = route.to("products", place, "cycles")
        yield from _twice(product, here)
        for number, cycle in enumerate(product.cycles):
            yield from _out_of_order(product, cycle, here.to(number))


def _left(product: Product, taken: set[str]) -> Product:
    """The product without the aliases and package URLs that are taken."""
    aliases = tuple(each for each in product.aliases if name_key(each) not in taken)
    purls = tuple(each for each in product.purls if purl_keys(each)[0][0] not in taken)
    if (aliases, purls) == (product.aliases, product.purls):
        return product
    return product.model_copy(update={"aliases": aliases, "purls": purls})


def _overlaps(catalogue: Catalogue, route: Route) -> Iterator[Fault]:
    held: dict[str, tuple[int, str, Route]] = {}
    for place, product in enumerate(catalogue.products):
        for name, text, where in _named(product, route.to("products", place)):
            other, other_text, other_where = held.setdefault(name, (place, text, where))
            if other != place:
                first = catalogue.products[other]
                yield Fault(
                    "catalogue-overlap",
                    f"`{text}` names both {first.name} and {product.name}",
                    where,
                    "Leave it to one of them; case and punctuation do not tell names apart.",
                    related=((other_where, f"`{other_text}` of {first.name}"),),
                )


def _named(product: Product, route: Route) -> Iterator[tuple[str, str, Route]]:
    """Each name of the product: what it is compared by, its text, and where it stands."""
    yield name_key(product.id), product.id, route.to("id")
    yield name_key(product.name), product.name, route.to("name")
    for place, alias in enumerate(product.aliases):
        yield name_key(alias), alias, route.to("aliases", place)
    for place, purl in enumerate(product.purls):
        yield purl_keys(purl)[0][0], purl, route.to("purls", place)


def _twice(product: Product, route: Route) -> Iterator[Fault]:
    held: dict[str, int] = {}
    for place, cycle in enumerate(product.cycles):
        first = held.setdefault(cycle.cycle.casefold(), place)
        if first != place:
            yield Fault(
                "catalogue-cycle-twice",
                f"{product.name} has the cycle `{cycle.cycle}` twice",
                route.to(place, "cycle"),
                "Keep one of them.",
                related=((route.to(first, "cycle"), "first here"),),
            )


def _out_of_order(product: Product, cycle: Cycle, route: Route) -> Iterator[Fault]:
    """Dates that are out of order on any day that they may mean."""
    dates = [(field, phrase, getattr(cycle, field)) for field, phrase in _DATES]
    known = [(field, phrase, date) for field, phrase, date in dates if isinstance(date, PartialDate)]
    for (earlier, before, first), (later, after, last) in pairwise(known):
        if first.first > last.last:
            yield Fault(
                "catalogue-dates-out-of-order",
                f"{product.name} {cycle.cycle}: {after} on {last}, before {before} on {first}",
                route.to(later),
                "Check both dates.",
                related=((route.to(earlier), f"{before} on {first}"),),
            )

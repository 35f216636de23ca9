"""Searches the catalogue for products."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from legacymap.domain.catalogue import ProductSearch
from legacymap.domain.errors import RequestError
from legacymap.domain.lifecycle import Product
from legacymap.domain.nearest import nearest
from legacymap.verbs.catalogue import lifecycle


def search(text: str, files: Iterable[Path], as_of: date) -> ProductSearch:
    """The products with `text` in a name or the vendor, case and punctuation aside; else the nearest."""
    wanted = _plain(text)
    if not wanted:
        raise RequestError("There is nothing to search for.", "Give a part of a name: `sql`.")
    catalogue = lifecycle(files)
    found = (each for each in catalogue.products if any(wanted in _plain(name) for name in _names(each)))
    products = tuple(sorted(found, key=lambda product: product.id))
    near = None if products else _nearest(text, catalogue.products)
    return ProductSearch(text, products, near, catalogue.provenance(as_of))


def _nearest(text: str, products: Iterable[Product]) -> str | None:
    """The name most like the text, or the word of a name."""
    names = [name for product in products for name in _names(product)]
    return nearest(text, names) or nearest(text, (word for name in names for word in name.split()))


def _names(product: Product) -> tuple[str, ...]:
    return (*product.names, product.vendor) if product.vendor else product.names


def _plain(text: str) -> str:
    """The text with case folded, and each run of punctuation as one blank; signs that names end in stay."""
    signs = (letter if letter.isalnum() or letter in "+#/" else " " for letter in text.casefold())
    return " ".join("".join(signs).split())

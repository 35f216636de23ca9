"""Products that hold a text as a JSON document, `legacymap.products/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.listings import ProductSearch
from legacymap.reports.objects.catalogue_provenance import (
    CatalogueProvenanceObject,
    catalogue_provenance_object,
)
from legacymap.reports.objects.product import ProductObject, product_object


class ProductsDocument(TypedDict):
    """The products found, by id; `nearest` is a name where there are none."""

    format: Literal["legacymap.products/1"]
    as_of: str
    provenance: CatalogueProvenanceObject
    text: str
    products: list[ProductObject]
    nearest: str | None


def products_document(search: ProductSearch) -> ProductsDocument:
    """The products found, each with its cycles."""
    as_of = search.provenance.as_of
    return {
        "format": "legacymap.products/1",
        "as_of": as_of.isoformat(),
        "provenance": catalogue_provenance_object(search.provenance),
        "text": search.text,
        "products": [product_object(product, as_of) for product in search.products],
        "nearest": search.nearest,
    }

"""One product of the catalogue as a JSON document, `legacymap.product/1`."""

from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.listings import ProductAnswer
from legacymap.reports.objects.catalogue_provenance import (
    CatalogueProvenanceObject,
    catalogue_provenance_object,
)
from legacymap.reports.objects.product import ProductObject, product_object


class ProductDocument(TypedDict):
    """A product, and how the words that were asked for led to it."""

    format: Literal["legacymap.product/1"]
    as_of: str
    provenance: CatalogueProvenanceObject
    found: str
    product: ProductObject


def product_document(answer: ProductAnswer) -> ProductDocument:
    """A product with its cycles in the order of the file."""
    return {
        "format": "legacymap.product/1",
        "as_of": answer.provenance.as_of.isoformat(),
        "provenance": catalogue_provenance_object(answer.provenance),
        "found": answer.why,
        "product": product_object(answer.product, answer.provenance.as_of),
    }

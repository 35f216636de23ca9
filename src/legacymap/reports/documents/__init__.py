"""Every JSON document for programs, with the function that fills its shape."""

from collections.abc import Callable, Mapping

from legacymap.reports.documents.explain import ExplainDocument, explain_document
from legacymap.reports.documents.product import ProductDocument, product_document
from legacymap.reports.documents.products import ProductsDocument, products_document
from legacymap.reports.documents.scan import ScanDocument, scan_document
from legacymap.reports.documents.technologies import TechnologiesDocument, technologies_document

Document = ScanDocument | ExplainDocument | ProductDocument | ProductsDocument | TechnologiesDocument
DOCUMENTS: Mapping[str, Callable[..., Document]] = {
    "explain": explain_document,
    "product": product_document,
    "products": products_document,
    "scan": scan_document,
    "technologies": technologies_document,
}

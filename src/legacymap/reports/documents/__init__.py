"""Every JSON document for programs, with the function that fills its shape."""

from collections.abc import Callable, Mapping

from legacymap.reports.documents.explain import ExplainDocument, explain_document
from legacymap.reports.documents.gaps import GapsDocument, gaps_document
from legacymap.reports.documents.impact import ImpactDocument, impact_document
from legacymap.reports.documents.plan import PlanDocument, PlansDocument, plan_document, plans_document
from legacymap.reports.documents.product import ProductDocument, product_document
from legacymap.reports.documents.products import ProductsDocument, products_document
from legacymap.reports.documents.scan import ScanDocument, scan_document
from legacymap.reports.documents.technologies import TechnologiesDocument, technologies_document

Document = (
    ScanDocument
    | ExplainDocument
    | GapsDocument
    | ImpactDocument
    | PlanDocument
    | PlansDocument
    | ProductDocument
    | ProductsDocument
    | TechnologiesDocument
)
DOCUMENTS: Mapping[str, Callable[..., Document]] = {
    "explain": explain_document,
    "gaps": gaps_document,
    "impact": impact_document,
    "plan": plan_document,
    "plans": plans_document,
    "product": product_document,
    "products": products_document,
    "scan": scan_document,
    "technologies": technologies_document,
}

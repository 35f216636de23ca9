"""Every view, and every JSON document for programs: one place that names them all.

Commands import the one that they need by itself, so that none pays for loading the others.
"""

from collections.abc import Callable, Mapping

from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.gaps import gaps_view
from legacymap.reports.content.impact import impact_view
from legacymap.reports.content.lifecycle import product_view, products_view, update_view
from legacymap.reports.content.plan import plan_view
from legacymap.reports.content.plans import plans_view
from legacymap.reports.content.rules import rule_view, rules_view, schemas_view
from legacymap.reports.content.scan import scan_view
from legacymap.reports.content.submission.report import report_view
from legacymap.reports.content.technologies import technologies_view
from legacymap.reports.documents.explain import ExplainDocument, explain_document
from legacymap.reports.documents.gaps import GapsDocument, gaps_document
from legacymap.reports.documents.impact import ImpactDocument, impact_document
from legacymap.reports.documents.map import MapDocument, map_document
from legacymap.reports.documents.plan import PlanDocument, plan_document
from legacymap.reports.documents.plans import PlansDocument, plans_document
from legacymap.reports.documents.product import ProductDocument, product_document
from legacymap.reports.documents.products import ProductsDocument, products_document
from legacymap.reports.documents.scan import ScanDocument, scan_document
from legacymap.reports.documents.technologies import TechnologiesDocument, technologies_document
from legacymap.reports.map.content import map_view
from legacymap.reports.view import View

VIEWS: Mapping[str, Callable[..., View]] = {
    "explain": explain_view,
    "gaps": gaps_view,
    "impact": impact_view,
    "map": map_view,
    "plan": plan_view,
    "plans": plans_view,
    "product": product_view,
    "products": products_view,
    "report": report_view,
    "rule": rule_view,
    "rules": rules_view,
    "scan": scan_view,
    "schemas": schemas_view,
    "technologies": technologies_view,
    "update": update_view,
}

Document = (
    ScanDocument
    | ExplainDocument
    | GapsDocument
    | ImpactDocument
    | MapDocument
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
    "map": map_document,
    "plan": plan_document,
    "plans": plans_document,
    "product": product_document,
    "products": products_document,
    "scan": scan_document,
    "technologies": technologies_document,
}

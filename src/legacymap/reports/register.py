"""Every view, and every JSON document for programs: one place that names them all.

Commands import the one that they need by itself, so that none pays for loading the others.
"""

from collections.abc import Callable, Mapping

from legacymap.domain.connections import EstateMap, Impact
from legacymap.domain.differences import Reconciliation
from legacymap.domain.listings import ProductAnswer, ProductSearch
from legacymap.domain.plan import Plan, Plans, Solution
from legacymap.domain.registers import Services, Suppliers
from legacymap.domain.results import Explanation, Gaps, Scan
from legacymap.domain.technologies import Technologies
from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.gaps import gaps_view
from legacymap.reports.content.impact import impact_view
from legacymap.reports.content.lifecycle import product_view, products_view, update_view
from legacymap.reports.content.plan import plan_view
from legacymap.reports.content.plans import plans_view
from legacymap.reports.content.reconcile import reconcile_view
from legacymap.reports.content.rules import rule_view, rules_view, schemas_view
from legacymap.reports.content.scan import scan_view
from legacymap.reports.content.services import services_view
from legacymap.reports.content.submission.report import report_view
from legacymap.reports.content.suppliers import suppliers_view
from legacymap.reports.content.technologies import technologies_view
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
    "reconcile": reconcile_view,
    "report": report_view,
    "rule": rule_view,
    "rules": rules_view,
    "scan": scan_view,
    "schemas": schemas_view,
    "services": services_view,
    "suppliers": suppliers_view,
    "technologies": technologies_view,
    "update": update_view,
}

# By the word in the document's `format`: `legacymap.scan/1` is `scan`.
DOCUMENTS: Mapping[str, type] = {
    "explain": Explanation,
    "gaps": Gaps,
    "impact": Impact,
    "map": EstateMap,
    "plan": Plan,
    "plans": Plans,
    "product": ProductAnswer,
    "products": ProductSearch,
    "reconcile": Reconciliation,
    "scan": Scan,
    "services": Services,
    "solution": Solution,
    "suppliers": Suppliers,
    "technologies": Technologies,
}

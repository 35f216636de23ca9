"""Every view: which facts an output for people holds."""

from collections.abc import Callable, Mapping

from legacymap.reports.view import View
from legacymap.reports.views.explain import explain_view
from legacymap.reports.views.gaps import gaps_view
from legacymap.reports.views.impact import impact_view
from legacymap.reports.views.plan import plan_view
from legacymap.reports.views.plans import plans_view
from legacymap.reports.views.product import product_view
from legacymap.reports.views.products import products_view
from legacymap.reports.views.rule import rule_view
from legacymap.reports.views.rules import rules_view
from legacymap.reports.views.scan import scan_view
from legacymap.reports.views.schemas import schemas_view
from legacymap.reports.views.technologies import technologies_view
from legacymap.reports.views.update import update_view

VIEWS: Mapping[str, Callable[..., View]] = {
    "explain": explain_view,
    "gaps": gaps_view,
    "impact": impact_view,
    "plan": plan_view,
    "plans": plans_view,
    "product": product_view,
    "products": products_view,
    "rule": rule_view,
    "rules": rules_view,
    "scan": scan_view,
    "schemas": schemas_view,
    "technologies": technologies_view,
    "update": update_view,
}

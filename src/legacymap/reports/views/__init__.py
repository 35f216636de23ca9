"""Every view: which facts an output for people holds."""

from collections.abc import Callable, Mapping

from legacymap.reports.view import View
from legacymap.reports.views.explain import explain_view
from legacymap.reports.views.rule import rule_view
from legacymap.reports.views.rules import rules_view
from legacymap.reports.views.scan import scan_view

VIEWS: Mapping[str, Callable[..., View]] = {
    "explain": explain_view,
    "rule": rule_view,
    "rules": rules_view,
    "scan": scan_view,
}

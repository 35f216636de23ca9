"""Several plans as a JSON document, `legacymap.plans/1`."""

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.plan import Plan
from legacymap.domain.results import Provenance
from legacymap.reports.documents.plan import PlanDocument, plan_document


class PlansDocument(TypedDict):
    """The plans of several scenarios, in the order in which these were named."""

    format: Literal["legacymap.plans/1"]
    plans: list[PlanDocument]


def plans_document(plans: Sequence[Plan], provenance: Provenance) -> PlansDocument:
    """Several plans, unrounded."""
    return {"format": "legacymap.plans/1", "plans": [plan_document(plan, provenance) for plan in plans]}

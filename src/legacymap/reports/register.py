"""Every JSON document that shows a result to programs, by its name: what schemas are made of."""

from collections.abc import Mapping

from legacymap.domain.comparison import Comparison, History
from legacymap.domain.connections import EstateMap, Impact
from legacymap.domain.differences import Reconciliation
from legacymap.domain.listings import ProductAnswer, ProductSearch
from legacymap.domain.plan import Plan, Plans, Solution
from legacymap.domain.registers import Services, Suppliers, Technologies
from legacymap.domain.results import Explanation, Gaps, Scan

# By the word in the document's `format`: `legacymap.scan/1` is `scan`.
DOCUMENTS: Mapping[str, type] = {
    "diff": Comparison,
    "explain": Explanation,
    "gaps": Gaps,
    "history": History,
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

"""The sections of a spending review submission, a file each."""

from collections.abc import Callable, Mapping

from legacymap.domain.submission import Submission
from legacymap.reports.sections.capabilities import capabilities
from legacymap.reports.sections.case_for_change import case_for_change
from legacymap.reports.sections.confidence import confidence
from legacymap.reports.sections.contracts import contracts
from legacymap.reports.sections.delivery import delivery
from legacymap.reports.sections.money import money
from legacymap.reports.sections.not_in_the_plan import not_in_the_plan
from legacymap.reports.sections.options import options
from legacymap.reports.sections.plan import plan
from legacymap.reports.sections.summary import summary
from legacymap.reports.view import Block

BLOCKS: Mapping[str, Callable[[Submission], tuple[Block, ...]]] = {
    "summary": summary,
    "case-for-change": case_for_change,
    "capabilities": capabilities,
    "options": options,
    "plan": plan,
    "not-in-the-plan": not_in_the_plan,
    "contracts": contracts,
    "money": money,
    "delivery": delivery,
    "confidence": confidence,
}

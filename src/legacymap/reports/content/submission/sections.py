"""The sections of a spending review submission, a file each."""

from collections.abc import Callable, Mapping

from legacymap.domain.submission import Submission
from legacymap.reports.content.submission.case import capabilities, case_for_change
from legacymap.reports.content.submission.delivery import contracts, delivery
from legacymap.reports.content.submission.money import money
from legacymap.reports.content.submission.options import confidence, options
from legacymap.reports.content.submission.plan import not_in_the_plan, plan
from legacymap.reports.content.submission.summary import summary
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

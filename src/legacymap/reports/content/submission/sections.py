"""The sections of a submission that are made from the data."""

from collections.abc import Callable, Mapping

from legacymap.domain.submission import Submission
from legacymap.reports.content.submission.case import capabilities, case_for_change
from legacymap.reports.content.submission.delivery import contracts, delivery
from legacymap.reports.content.submission.front_page import one_page
from legacymap.reports.content.submission.money import money
from legacymap.reports.content.submission.options import confidence, options
from legacymap.reports.content.submission.plan import not_in_the_plan, plan
from legacymap.reports.view import Block

BLOCKS: Mapping[str, Callable[[Submission], tuple[Block, ...]]] = {
    "summary": one_page,
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

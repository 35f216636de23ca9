"""The annexes of a submission: every system, the method, and the assumptions."""

from legacymap.domain.submission import Submission
from legacymap.reports.annexes.assumptions import assumptions
from legacymap.reports.annexes.every_system import every_system
from legacymap.reports.annexes.method import method
from legacymap.reports.view import Block


def annexes(submission: Submission) -> tuple[Block, ...]:
    """Annexes A to C, in order."""
    return (*every_system(submission), *method(submission), *assumptions(submission))

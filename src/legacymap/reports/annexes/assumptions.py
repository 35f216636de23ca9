"""What each plan takes for granted."""

from legacymap.domain.submission import Submission
from legacymap.reports.view import Block, Heading, Points, Prose


def assumptions(submission: Submission) -> tuple[Block, ...]:
    """Those of the preferred plan, then what the other scenarios assume otherwise."""
    own = submission.plan.assumptions
    blocks: list[Block] = [
        Heading("Annex C. Assumptions"),
        Prose(f"Of the preferred plan, {submission.plan.scenario.title}:"),
        Points(own),
    ]
    for plan in submission.plans[1:]:
        others = tuple(each for each in plan.assumptions if each not in own)
        blocks.append(
            Prose(
                f"{plan.scenario.title} {'assumes besides, or otherwise:' if others else 'assumes the same.'}"
            )
        )
        blocks += [Points(others)] if others else []
    return tuple(blocks)

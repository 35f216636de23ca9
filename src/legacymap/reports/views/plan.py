"""A plan as people read it."""

from legacymap.domain.plan import Plan
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling
from legacymap.reports.blocks.actions import actions
from legacymap.reports.blocks.budget import budget
from legacymap.reports.blocks.courses import courses
from legacymap.reports.blocks.joint_cases import joint_cases
from legacymap.reports.blocks.left_out import left_out
from legacymap.reports.blocks.plan_headline import plan_headline
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.blocks.robustness import frontier, sensitivity
from legacymap.reports.judgements import marking_text
from legacymap.reports.view import Block, Fact, Heading, Points, Prose, View

_WHAT_SCORES_ARE = (
    "Scores order the queue; they do not replace appraisal. The risk removed is an index made of the "
    "framework's scores and of what stands on each system; it is not a benefit in money."
)


def plan_view(plan: Plan, source: Provenance, handling: Handling) -> View:
    """Headline, actions, budgets, what is left out, risk and money by course, robustness, assumptions."""
    return View(
        title=f"Update plan: {plan.scenario.title}",
        marking=marking_text(handling),
        blocks=(
            *plan_headline(plan),
            actions(plan),
            *budget(plan),
            *left_out(plan),
            *courses(plan),
            *joint_cases(plan),
            *frontier(plan),
            *sensitivity(plan),
            Prose(_WHAT_SCORES_ARE),
        ),
        appendix=_assumptions(plan),
        provenance=(
            *provenance(source),
            Fact("scenario", f"{plan.scenario.id}, sha256 {plan.scenario.sha256[:16]}"),
        ),
    )


def _assumptions(plan: Plan) -> tuple[Block, ...]:
    return Heading("Assumptions"), Points(plan.assumptions)

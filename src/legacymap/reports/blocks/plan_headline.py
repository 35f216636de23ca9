"""What a plan comes to, in a few figures and one sentence."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Plan
from legacymap.reports.figures import counted
from legacymap.reports.view import Block, Fact, Figures, Prose


def plan_headline(plan: Plan) -> tuple[Block, ...]:
    """How much is done, what it costs and removes, how near the optimum that is proven to be."""
    objective, money = plan.objective, plan.money.plan
    done = (
        Fact("system acted on" if len(plan.actions) == 1 else "systems acted on", len(plan.actions), "count"),
        Fact(
            "left as it is" if len(plan.not_planned) == 1 else "left as they are",
            len(plan.not_planned),
            "count",
        ),
        Fact("present cost still to be spent", objective.present_cost, "money"),
        Fact("running cost saved (present value)", money.running_cost_saved, "money"),
    )
    removed = (
        Fact("points of discounted weighted risk removed", objective.value, "score"),
        Fact("proven upper bound", objective.bound, "score"),
        Fact("gap", f"{objective.gap:.2%}"),
    )
    return Figures((done, removed)), Prose(_sentence(plan)), Prose(_proof(plan))


def _sentence(plan: Plan) -> str:
    last = plan.trajectory[-1]
    return (
        f"Systems expected to be red by {financial_year_text(last.year)}: {last.do_nothing.expected_red:.1f} "
        f"if nothing is done, {last.do_minimum.expected_red:.1f} with what is committed, and "
        f"{last.plan.expected_red:.1f} under this plan; weighted risk goes from "
        f"{last.do_nothing.weighted_risk:,.0f} to {last.plan.weighted_risk:,.0f}."
    )


def _proof(plan: Plan) -> str:
    objective = plan.objective
    if objective.status == "optimal":
        within = f"within {objective.gap:.2%} of the most" if objective.gap else "the most"
        proven = f"Proven to be {within} that any plan can remove under this scenario"
    else:
        most = f"{objective.bound / objective.value - 1:.1%}" if objective.value else "any amount"
        proven = f"The time limit came first: another plan might remove up to {most} more"
    saves = "among plans as good, the cheapest found"
    return f"{proven}; {saves}. {counted(len(plan.years), 'year')} of starts, solver {objective.solver}."

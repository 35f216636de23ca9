"""One page: what the estate is, what is asked for, what it buys, and what remains."""

from collections import Counter
from collections.abc import Iterator

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.submission import Submission
from legacymap.reports.content.plan import REASONS
from legacymap.reports.content.plans import asked, asked_money, later_years
from legacymap.reports.content.submission.delivery import readiness
from legacymap.reports.content.submission.wording import (
    WHAT_SCORES_ARE,
    bias_text,
    both_funds,
    price_base,
    span,
)
from legacymap.reports.view import Block, Heading, Points, Prose
from legacymap.reports.words import counted, tally


def summary(submission: Submission) -> tuple[Block, ...]:
    """Four short paragraphs, the money by year, and what the document cannot say."""
    return (
        Prose(_estate(submission)),
        Prose(_request(submission)),
        asked_money(submission.plan, "What is asked for, by year and fund"),
        Prose(_bought(submission)),
        Prose(_remains(submission)),
        Heading("What this document cannot yet say", 2),
        Points(tuple(_caveats(submission))),
        Prose(WHAT_SCORES_ARE),
    )


def _estate(submission: Submission) -> str:
    totals = submission.scan.totals
    expected = [f"{count:.1f} under the prior {prior}" for prior, count in submission.expected_red.items()]
    return (
        f"The estate holds {counted(totals.systems, 'system')} in "
        f"{counted(totals.organisations, 'organisation')}; {totals.scored:,} are scored by the "
        f"{submission.framework.name}. {totals.red:,} are red-rated, {totals.possibly_red:,} could be red "
        f"once what is unknown is found out, and {totals.not_red:,} are not red. Counting each by its "
        f"chance, the red systems to be expected are {listed(expected, 'and')}. {totals.legacy:,} are "
        f"legacy by the framework's test, {totals.possibly_legacy:,} possibly so."
    )


def _request(submission: Submission) -> str:
    plan, scenario = submission.plan, submission.scenario
    whole = asked(plan, plan.years)
    after = asked(plan, later_years(plan))
    later = (
        f" A further {both_funds(after)} follows after {financial_year_text(plan.years[-1])}."
        if after.total
        else ""
    )
    return (
        f"Asked for under the preferred scenario, {plan.scenario.title}: {both_funds(whole)} over "
        f"{span(plan.years)}, in {price_base(scenario)} prices with optimism bias "
        f"({bias_text(scenario.bias)}). Of it, {pounds_text(whole.committed)} is committed "
        f"already.{later} It pays for work on {counted(len(plan.actions), 'system')}."
    )


def _bought(submission: Submission) -> str:
    plan = submission.plan
    last, worth = plan.trajectory[-1], plan.money.plan
    removed = last.do_nothing.weighted_risk - last.plan.weighted_risk
    share = removed / last.do_nothing.weighted_risk if last.do_nothing.weighted_risk else 0.0
    return (
        f"What it buys: by {financial_year_text(last.year)}, {last.plan.expected_red:.1f} systems are "
        f"expected to be red, against {last.do_nothing.expected_red:.1f} if nothing is done and "
        f"{last.do_minimum.expected_red:.1f} with what is committed alone; total weighted risk is "
        f"{share:.0%} lower than if nothing is done. The work ends "
        f"{pounds_text(worth.running_cost_saved)} of running cost (present value), so that its net "
        f"present cost is {pounds_text(worth.net_present_cost)} out of {pounds_text(worth.cost)}."
    )


def _remains(submission: Submission) -> str:
    left = submission.plan.not_planned
    if not left:
        return "What remains: every scored system is acted on."
    counts = Counter(each.why.code for each in left)
    told = listed([f"{REASONS[code].words} {counts[code]:,}" for code in REASONS if counts[code]], "and")
    red = sum(submission.scan.ratings.get(each.system) == "red" for each in left)
    return (
        f"What remains: {counted(len(left), 'system')} left as they are ({told}); red-rated today: {red:,}."
    )


def _caveats(submission: Submission) -> Iterator[str]:
    plan, totals = submission.plan, submission.scan.totals
    unready = [each for each in readiness(submission) if each.missing]
    if unready:
        yield (
            f"{len(unready):,} of {counted(len(plan.actions), 'action')} lack at least one of owner, "
            "work, milestones, funding, or a word on what becomes of the old system (section 9)."
        )
    if submission.gaps.totals.open:
        yield (
            f"{counted(submission.gaps.totals.open, 'criterion is', 'criteria are')} not known for certain; "
            "section 10 says which to find out first."
        )
    missing = sum(left.why.code in {"no-option", "missing-costs"} for left in plan.not_planned)
    if missing:
        yield (
            f"{counted(missing, 'system')} without an option that has costs cannot be planned for (section "
            "6)."
        )
    silent = sum(_states_no_running_cost(submission, system) for system in submission.scan.ratings)
    if silent:
        yield f"{silent:,} of {totals.scored:,} scored systems state no running cost; it counts as nought."
    errors = tally(submission.scan.diagnostics).errors
    if errors:
        yield f"The inventory has {counted(errors, 'error')}; what did not fit counts as unknown."
    if submission.cut_short:
        yield (
            "The time limit ended a search: a plan may be short of the best by the gap that section 4 states."
        )
    yield "No benefit but running cost is in money."


def _states_no_running_cost(submission: Submission, system: str) -> bool:
    costs = submission.entries[system].record.system.costs
    return costs is None or costs.annual_run is None

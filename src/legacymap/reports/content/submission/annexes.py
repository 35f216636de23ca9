"""The annexes of a submission: every system, the method, and what each plan takes for granted."""

from collections import Counter

from legacymap.domain.assessment import Assessment, Basis, CriterionScore
from legacymap.domain.dates import financial_year_text
from legacymap.domain.framework import Framework
from legacymap.domain.results import Entry
from legacymap.domain.submission import Submission
from legacymap.reports.content.gaps import questions
from legacymap.reports.content.plan import why_not
from legacymap.reports.content.submission.case import case_tables
from legacymap.reports.content.submission.delivery import contract_tables, delivery_tables
from legacymap.reports.content.submission.money import money_tables
from legacymap.reports.content.submission.options import confidence_tables, option_tables
from legacymap.reports.content.submission.plan import each_action, next_projects
from legacymap.reports.content.submission.wording import (
    GLOSSARY,
    WHAT_SCORES_ARE,
    discount_text,
    in_the_plan,
    organisation_name,
)
from legacymap.reports.view import (
    NAME,
    PARAGRAPH,
    SENTENCE,
    Block,
    Cell,
    Column,
    Heading,
    Points,
    Prose,
    Table,
)
from legacymap.reports.words import rating_or_status, source_text


def assumptions(submission: Submission) -> tuple[Block, ...]:
    """Those of the preferred plan, then what the other scenarios assume otherwise."""
    own = submission.plan.assumptions
    blocks: list[Block] = [
        Heading("Annex F. Assumptions"),
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


_SYSTEMS = (
    Column("rank", "#", "count"),
    Column("system", "system", least=NAME),
    Column("name", "system", least=NAME),
    Column("rating", "rating"),
    Column("score", "score", "bounds"),
    Column("p_red", "chance of red", "share"),
    Column("weighted_risk", "risk", "score"),
    Column("assessed", "assessed", "count"),
    Column("derived", "derived", "count"),
    Column("unknown", "unknown", "count"),
    Column("planned", "in this plan", "prose"),
)
_SYSTEMS_NOTE = (
    "Score: expected (lowest-highest). Assessed, derived, unknown: how many criteria rest on a person's "
    "assessment, on facts of the record, and on nothing. Criteria that do not apply count as assessed."
)
_EVIDENCE = (
    Column("system", "system", least=NAME),
    Column("evidence", "each criterion with its level, basis and evidence", "prose", least=PARAGRAPH),
)
_EVIDENCE_NOTE = (
    "Levels as ranges are open. Criteria are named by their codes, which the table above explains."
)


def every_system(submission: Submission) -> tuple[Block, ...]:
    """The ranking in full, the criteria, and the evidence of each scored system."""
    left = {each.system: why_not(each).words for each in submission.plan.not_planned}
    systems = tuple(_system(submission, entry, left) for entry in submission.scan.systems)
    evidence = tuple(
        (entry.id, f"{_evidence(entry.score)}{_sources(entry)}")
        for entry in submission.scan.systems
        if entry.score
    )
    return (
        Heading("Annex B. Every system"),
        Table("Every system with its score", _SYSTEMS, systems, _SYSTEMS_NOTE),
        questions(submission.framework),
        Table("Basis and evidence", _EVIDENCE, evidence, _EVIDENCE_NOTE),
    )


def _system(submission: Submission, entry: Entry, left: dict[str, str]) -> tuple[Cell, ...]:
    system = entry.id
    head = (entry.rank, system, entry.name, rating_or_status(entry))
    planned = in_the_plan(submission, system) or left.get(system, "")
    if entry.score is None:
        return *head, *(None,) * 6, planned
    basis = Counter(score.basis for score in entry.score.criteria)
    counts = (basis["assessed"] + basis["not-applicable"], basis["derived"], basis["unknown"])
    risk = entry.reach.weighted_risk if entry.reach else None
    return *head, entry.score.overall, entry.score.p_red, risk, *counts, planned


def _evidence(assessment: Assessment) -> str:
    alike: dict[tuple[Basis, str], list[CriterionScore]] = {}
    for score in assessment.criteria:
        if score.basis != "unknown":
            alike.setdefault((score.basis, score.evidence), []).append(score)
    told = [_criteria(*key, scores) for key, scores in alike.items()]
    open_codes = [score.code for score in assessment.criteria if score.basis == "unknown"]
    if open_codes:
        told.append(f"unknown: {', '.join(open_codes)}")
    return "; ".join(told)


def _sources(entry: Entry) -> str:
    told = [source_text(each) for each in entry.record.system.sources or ()]
    return f"; sources: {'; '.join(told)}" if told else ""


def _criteria(basis: Basis, evidence: str, scores: list[CriterionScore]) -> str:
    """Criteria that rest on the same."""
    levels = ", ".join(f"{score.code} {_level(score)}" for score in scores)
    said = f"{levels} {basis.replace('-', ' ')}"
    return f"{said}: {evidence}" if evidence else said


def _level(score: CriterionScore) -> str:
    return f"{score.low}" if score.low == score.high else f"{score.low} to {score.high}"


_BASIS = (
    (
        "Each criterion is a level on the framework's scale. An assessment in the record comes first. "
        "Where there is none, facts of the record decide: ends of support and of contracts, known "
        "vulnerabilities, failures, costs, and how many systems need it. Where there are no such facts, "
        "the level is open, and the whole scale is possible."
    ),
    (
        "An assessment is never overruled. Where the facts are two levels or more away from it, annex D says "
        "so."
    ),
    (
        "Ends of support come from the record, else from the catalogue of support dates that the provenance "
        "names."
    ),
)
_REACH = (
    (
        "I(j) is the expected impact total of a system j. d(s, j) is the fewest steps from j to s along "
        "arrows of hard need: if s stops, j stops."
    ),
    (
        "Underpinning: U(s) = the sum of {decay}^d(s, j) x I(j) over the systems j that need s within six "
        "steps. Parts of one system count once."
    ),
    (
        "Weighted risk: R(s) = L(s) x (I(s) + U(s)), where L is the expected likelihood total. The "
        "official score is never altered by it; it stands beside the score and puts systems of one rating "
        "in order."
    ),
)
_PROJECTION = (
    (
        "Doing nothing, only dates move: support and contracts end, and what rests on them rises. Nothing "
        "falls by itself, and all else stays as on the as-of date."
    ),
    (
        "An option takes effect in the year after its last year of work. It brings the levels that its "
        "record states, or else those that are usual for its approach; these are listed in annex F. A "
        "system that is switched off leaves the estate: R = 0."
    ),
)
_PLAN = (
    (
        "Value of option o of system s that starts in year t and takes n years: the sum over u = t + n to "
        "the last appraisal year of DF(u) x (R(s, u) - R(s, o, u)), where DF(u) is the discount factor."
    ),
    (
        "The plan chooses at most one option and start for each system, so that the sum of values is as "
        "large as it can be within every budget line and capacity. It keeps what is committed, what the "
        "scenario fixes, forbids or wants complete by a year, and the order: what an option requires is "
        "complete before it starts, and a system is switched off only when all that need it have moved."
    ),
    (
        "Among plans whose value is within the tolerance of the best that is proven possible, it takes the "
        "cheapest in present value. The bound is a proof, not an estimate: no plan under the scenario can "
        "remove more."
    ),
    (
        "A system not chosen is given the reason. Where that is money, the next project in is found with all "
        "else fixed."
    ),
)
_MONEY = (
    "Cost in a year = the option's cost in the price base x (1 + optimism bias of the fund).",
    "Present value = the sum of DF(u) x amount in year u; {discount}; {first} is year 0, with DF = 1.",
    (
        "Running cost in year u = annual cost x (1 + real growth)^u, less the saving of each option from "
        "the year after its work. Net present cost = present cost less running cost saved. Cost per point "
        "= present cost / value."
    ),
)
_TRIED = (
    "The plan is made again under other assumptions: more and less reach, only services counted, the "
    "other prior, shorter and longer appraisal, undiscounted risk, the upper optimism bias, every effect "
    "a year late. Annex D shows which actions stand under all."
)


def method(submission: Submission) -> tuple[Block, ...]:
    """Scores, open questions, reach, projection, the plan and the money, each in a few sentences."""
    decay = f"{submission.scan.provenance.reach_decay:g}"
    discount = discount_text(submission.scenario.discount)
    first = financial_year_text(submission.plan.years[0])
    return (
        Heading("Annex E. The method"),
        Heading("Scores", 2),
        Points((_score(submission.framework), *_BASIS)),
        Heading("What is not known", 2),
        Points(_unknown(submission)),
        Heading("What stands on a system", 2),
        Points(tuple(each.format(decay=decay) for each in _REACH)),
        Heading("Later years", 2),
        Points(_PROJECTION),
        Heading("The plan", 2),
        Points(_PLAN),
        Heading("Money", 2),
        Points(tuple(each.format(discount=discount, first=first) for each in _MONEY)),
        Heading("How far to trust it", 2),
        Prose(_TRIED),
        Prose(WHAT_SCORES_ARE),
    )


def _score(framework: Framework) -> str:
    red = f"{float(framework.ratings.red):g}"
    legacy = framework.ratings.legacy
    group = next((each.name.lower() for each in framework.groups if each.id == legacy.group), "any")
    test = f"A system is legacy when a criterion of the group {group} is {legacy.level} or more."
    if framework.combination == "weighted-sum":
        return (
            f"{framework.name}, {framework.version}: score = the sum of weight x level; red from {red}. "
            f"{test}"
        )
    totals = " x ".join(f"{group.name.lower()} total" for group in framework.groups)
    return (
        f"{framework.name}, version {framework.version}: total of a group = (mean of its levels + highest "
        f"level) / 2; score = {totals}; red from {red}, compared without rounding. {test}"
    )


def _unknown(submission: Submission) -> tuple[str, ...]:
    priors = submission.framework.priors
    told = [
        f"Prior {name}: each level of an open criterion weighs {float(prior.ratio):g} times the one below it."
        for name, prior in sorted(priors.items())
    ]
    return (
        (
            "The lowest score puts every open criterion at its lowest possible level, the highest at its "
            "highest. The expected score, the chance of red and all that follows weigh every combination "
            "of levels by the prior, exactly and without sampling."
        ),
        *told,
        (
            "Expected red = the sum of the chances of red. What a fact is worth finding out = by how much "
            "it is expected to lessen p(1 - p), where p is the chance that its system is red."
        ),
    )


_WORDS = (
    Column("word", "word"),
    Column("meaning", "what it means here", "prose", least=PARAGRAPH),
)
_IDS = (
    Column("name", "name", "prose", least=SENTENCE),
    Column("full_id", "id", "prose", least=SENTENCE),
    Column("body", "body", "prose"),
)


def glossary() -> tuple[Block, ...]:
    """What the words mean that a reader may not know."""
    return Heading("Annex G. Words"), Table("Words used here", _WORDS, GLOSSARY)


def identifiers(submission: Submission) -> tuple[Block, ...]:
    """The id of every system, by which the inventory knows it."""
    rows: list[tuple[Cell, ...]] = [
        (entry.name, entry.id, organisation_name(submission, entry.organisation))
        for entry in submission.scan.systems
    ]
    rows.sort(key=lambda row: (str(row[0]).casefold(), str(row[1])))
    return Heading("Annex H. Identifiers"), Table("Every system by name", _IDS, tuple(rows))


def annexes(submission: Submission) -> tuple[Block, ...]:
    """Annexes B to H, in order; the first is the roadmap."""
    return (
        *every_system(submission),
        Heading("Annex C. Each action"),
        *each_action(submission),
        Heading("Annex D. Tables behind the cases"),
        *case_tables(submission),
        *option_tables(submission),
        *next_projects(submission),
        *confidence_tables(submission),
        *contract_tables(submission),
        *money_tables(submission),
        *delivery_tables(submission),
        *method(submission),
        *assumptions(submission),
        *glossary(),
        *identifiers(submission),
    )

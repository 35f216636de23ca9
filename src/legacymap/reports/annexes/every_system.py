"""Every system with its score, what it rests on, and what the plan does to it."""

from collections import Counter

from legacymap.domain.assessment import Assessment, Basis, CriterionScore
from legacymap.domain.submission import Submission
from legacymap.domain.survey import Entry
from legacymap.reports.blocks.left_out import REASONS
from legacymap.reports.blocks.questions import questions
from legacymap.reports.judgements import standing_of
from legacymap.reports.sections.wording import in_the_plan
from legacymap.reports.view import Block, Cell, Column, Heading, Table

_SYSTEMS = (
    Column("rank", "#", "count"),
    Column("system", "system", least=28),
    Column("name", "name"),
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
    Column("system", "system", least=28),
    Column("evidence", "each criterion with its level, basis and evidence", "prose", least=60),
)
_EVIDENCE_NOTE = (
    "Levels as ranges are open. Criteria are named by their codes, which the table above explains."
)


def every_system(submission: Submission) -> tuple[Block, ...]:
    """The ranking in full, the criteria, and the evidence of each scored system."""
    left = {each.system: REASONS[each.code].words for each in submission.plan.not_planned}
    systems = tuple(_system(submission, entry, left) for entry in submission.survey.entries)
    evidence = tuple(
        (entry.record.id, _evidence(entry.assessment))
        for entry in submission.survey.entries
        if entry.assessment
    )
    return (
        Heading("Annex A. Every system"),
        Table("Every system with its score", _SYSTEMS, systems, _SYSTEMS_NOTE),
        questions(submission.framework),
        Table("Basis and evidence", _EVIDENCE, evidence, _EVIDENCE_NOTE),
    )


def _system(submission: Submission, entry: Entry, left: dict[str, str]) -> tuple[Cell, ...]:
    system = entry.record.id
    head = (entry.rank, system, entry.record.system.name, standing_of(entry))
    planned = in_the_plan(submission, system) or left.get(system, "")
    if entry.assessment is None:
        return *head, *(None,) * 6, planned
    basis = Counter(score.basis for score in entry.assessment.criteria)
    counts = (basis["assessed"] + basis["not-applicable"], basis["derived"], basis["unknown"])
    risk = entry.reach.weighted_risk if entry.reach else None
    return *head, entry.assessment.overall, entry.assessment.p_red, risk, *counts, planned


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


def _criteria(basis: Basis, evidence: str, scores: list[CriterionScore]) -> str:
    """Criteria that rest on the same."""
    levels = ", ".join(f"{score.code} {_level(score)}" for score in scores)
    said = f"{levels} {basis.replace('-', ' ')}"
    return f"{said}: {evidence}" if evidence else said


def _level(score: CriterionScore) -> str:
    return f"{score.low}" if score.low == score.high else f"{score.low} to {score.high}"
